from django.apps import AppConfig


class OfferingsConfig(AppConfig):
    name = "closeknit.offerings"
    label = "offerings"

    def ready(self) -> None:
        from closeknit.kit import undo
        from closeknit.offerings.helping import operations as helping
        from closeknit.offerings.models import HelpTold

        undo.after_undo(HelpTold, helping.settle_states)
