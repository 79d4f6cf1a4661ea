from django.apps import AppConfig


class DiscussionsConfig(AppConfig):
    name = "closeknit.discussions"
    label = "discussions"

    def ready(self) -> None:
        from closeknit.discussions import guarded, shrinking, telling

        # The notes' table is known to Django from here, and to nobody who imports `models`.
        from closeknit.discussions.models import note  # noqa: F401
        from closeknit.kit import mail

        mail.hold_back(telling.find_reason_against)
        guarded.register()
        shrinking.schedule()
