from django.apps import AppConfig


class CircleConfig(AppConfig):
    name = "closeknit.circle"
    label = "circle"

    def ready(self) -> None:
        from closeknit.circle import tasks

        tasks.subscribe()
