from django.apps import AppConfig


class TouchpointsConfig(AppConfig):
    name = "closeknit.touchpoints"
    label = "touchpoints"

    def ready(self) -> None:
        from closeknit.accounts import asked
        from closeknit.touchpoints import asking, tasks, undoing

        undoing.subscribe()
        tasks.subscribe()
        asked.also_counts(asking.list_asks)
