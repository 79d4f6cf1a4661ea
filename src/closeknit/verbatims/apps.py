from django.apps import AppConfig


class VerbatimsConfig(AppConfig):
    name = "closeknit.verbatims"
    label = "verbatims"

    def ready(self) -> None:
        from closeknit.accounts.events import NamesChanged
        from closeknit.accounts.models import Competitor
        from closeknit.kit import undo
        from closeknit.kit.events import subscribe
        from closeknit.touchpoints import holds, placing
        from closeknit.touchpoints.events import TouchpointRecorded, TouchpointsImported
        from closeknit.verbatims import events, guarded, holding, tasks
        from closeknit.verbatims.learning import tasks as learning
        from closeknit.verbatims.models import CheckAnswer, Learning, Signal
        from closeknit.verbatims.rivals import tasks as rivals

        guarded.register()
        subscribe(TouchpointRecorded, tasks.cut_recorded)
        subscribe(TouchpointsImported, tasks.cut_imported)
        subscribe(events.VerbatimsCut, tasks.hear_cut)
        subscribe(events.SpeakersFollowed, tasks.cut_followed)
        placing.after_placing(tasks.follow_placed)
        holds.register(holding.find_corrected)
        for taught in (events.SignalCorrected, events.LearningSwitched, events.HearingRenewed):
            subscribe(taught, learning.learn_anew)
        for kind in (Signal, CheckAnswer, Learning):
            undo.after_undo(kind, learning.learn_restored)
        subscribe(events.VerbatimsCut, rivals.look_through)
        subscribe(NamesChanged, rivals.follow_names)
        undo.after_undo(Competitor, rivals.follow_restored)
