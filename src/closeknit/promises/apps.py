from django.apps import AppConfig


class PromisesConfig(AppConfig):
    name = "closeknit.promises"
    label = "promises"

    def ready(self) -> None:
        from closeknit.identity.events import MemberLeft
        from closeknit.kit import events
        from closeknit.promises import operations

        events.subscribe(MemberLeft, operations.pass_promises_on)
