from django.apps import AppConfig


class PromisesConfig(AppConfig):
    name = "closeknit.promises"
    label = "promises"

    def ready(self) -> None:
        from closeknit.identity.events import MemberLeft
        from closeknit.kit import events
        from closeknit.promises import discussed, guarded, operations
        from closeknit.promises.feedback import tasks as feedback_tasks
        from closeknit.promises.plans import operations as plan_operations
        from closeknit.promises.telling import tasks as telling_tasks

        events.subscribe(MemberLeft, operations.pass_promises_on)
        events.subscribe(MemberLeft, plan_operations.pass_goals_on)
        feedback_tasks.subscribe()
        telling_tasks.subscribe()
        discussed.register()
        guarded.register()
