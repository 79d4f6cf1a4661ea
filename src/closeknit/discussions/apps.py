from django.apps import AppConfig


class DiscussionsConfig(AppConfig):
    name = "closeknit.discussions"
    label = "discussions"

    def ready(self) -> None:
        # The notes' table is known to Django from here, and to nobody who imports `models`.
        from closeknit.discussions.models import note  # noqa: F401
