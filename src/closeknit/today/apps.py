from django.apps import AppConfig


class TodayConfig(AppConfig):
    name = "closeknit.today"
    label = "today"

    def ready(self) -> None:
        from closeknit.today import closing

        closing.subscribe()
