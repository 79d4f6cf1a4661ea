from django.apps import AppConfig


class TouchpointsConfig(AppConfig):
    name = "closeknit.touchpoints"
    label = "touchpoints"

    def ready(self) -> None:
        from closeknit.touchpoints import tasks, undoing

        undoing.subscribe()
        tasks.subscribe()
