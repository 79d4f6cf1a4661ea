from django.apps import AppConfig


class TodayConfig(AppConfig):
    name = "closeknit.today"
    label = "today"

    def ready(self) -> None:
        from closeknit.today import closing
        from closeknit.today.digest import sending
        from closeknit.today.participation import queries as participation
        from closeknit.today.voices import queries as voices

        closing.subscribe()
        sending.subscribe()
        participation.subscribe()
        voices.subscribe()
