from django.apps import AppConfig


class NeedsConfig(AppConfig):
    name = "closeknit.needs"
    label = "needs"

    def ready(self) -> None:
        from closeknit.kit import undo
        from closeknit.kit.events import subscribe
        from closeknit.needs import events, guarded, holding, relearned, tasks
        from closeknit.needs.models import Evidence, Need
        from closeknit.needs.queries import weighing
        from closeknit.needs.sheets import tasks as sheets
        from closeknit.touchpoints import holds, removal
        from closeknit.verbatims.events import SignalCorrected, SpeakersFollowed, VerbatimsHeard
        from closeknit.verbatims.learning import turning

        subscribe(VerbatimsHeard, tasks.discover_heard)
        subscribe(SignalCorrected, tasks.follow_corrected)
        subscribe(SpeakersFollowed, tasks.follow_followed)
        for decided in (events.NeedStated, events.EvidenceConfirmed, events.EvidenceMoved, events.EvidenceRejected):
            subscribe(decided, tasks.discover_heard)
        for changed in (events.NeedMerged, events.NeedReopened):
            subscribe(changed, tasks.count_changed)
        subscribe(events.RatingsAsked, sheets.begin_reading)
        turning.after_turning(relearned.follow_turned)
        holds.register(holding.find_decided)
        removal.before_removal(tasks.clean_before_removal)
        undo.after_undo(Evidence, tasks.count_restored)
        undo.after_undo(Need, tasks.count_restored)
        guarded.register()
        weighing.subscribe()
