from django.apps import AppConfig


class ResearchConfig(AppConfig):
    name = "closeknit.research"
    label = "research"

    def ready(self) -> None:
        from closeknit.identity.events import HouseMade
        from closeknit.kit.events import subscribe
        from closeknit.research import operations, tasks
        from closeknit.research.observing import photos
        from closeknit.touchpoints import holds, removal
        from closeknit.verbatims.events import VerbatimsHeard

        subscribe(HouseMade, operations.begin_bank)
        subscribe(VerbatimsHeard, tasks.mark_heard)
        holds.register(tasks.find_held)
        photos.register()
        removal.before_removal(tasks.keep_before_removal)
