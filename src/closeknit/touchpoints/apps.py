from django.apps import AppConfig


class TouchpointsConfig(AppConfig):
    name = "closeknit.touchpoints"
    label = "touchpoints"

    def ready(self) -> None:
        from closeknit.accounts import asked
        from closeknit.touchpoints import asking, guarded, tasks, undoing, written
        from closeknit.touchpoints.mailbox import discussed, polling

        guarded.register()
        undoing.subscribe()
        tasks.subscribe()
        polling.subscribe()
        written.subscribe()
        discussed.subscribe()
        asked.also_counts(asking.list_asks, asking.list_most_asked)
