from django.apps import AppConfig


class KitConfig(AppConfig):
    name = "closeknit.kit"
    label = "kit"

    def ready(self) -> None:
        from django import forms
        from django.utils.translation import gettext_lazy as _

        from closeknit.kit import lookups, planning, remembering

        lookups.register()
        planning.put_on()
        remembering.put_on()
        # It stands below what was left empty: a person is asked for it there, no "field" is spoken of.
        forms.Field.default_error_messages["required"] = _("Please fill this in.")
