from django.apps import AppConfig


class OfferingsConfig(AppConfig):
    name = "closeknit.offerings"
    label = "offerings"

    def ready(self) -> None:
        from closeknit.identity.events import MemberLeft
        from closeknit.kit import events, undo
        from closeknit.offerings import deciding
        from closeknit.offerings.adjacent import tasks as adjacent_tasks
        from closeknit.offerings.helping import operations as helping
        from closeknit.offerings.models import HelpTold
        from closeknit.offerings.sessions import operations as sessions
        from closeknit.offerings.sessions import serving, stamping

        undo.after_undo(HelpTold, helping.settle_states)
        deciding.register("redesign", serving.find_serving)
        events.subscribe(MemberLeft, sessions.pass_sessions_on)
        stamping.watch_undo()
        adjacent_tasks.put_on_timetable()
