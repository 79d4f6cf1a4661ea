"""Forms of one's own side."""

from typing import Any

from django import forms
from django.conf import settings
from django.conf.locale import LANG_INFO
from django.utils.translation import gettext_lazy as _

from closeknit.analysis.kinds import SpaceRight
from closeknit.kit.filling import offer

RIGHTS = {
    SpaceRight.READ: _("reads"),
    SpaceRight.TAKE_PART: _("takes part"),
    SpaceRight.MANAGE: _("manages your side"),
}
_CHOICES = [(right.value, said) for right, said in RIGHTS.items()]


class InviteForm(forms.Form):
    """Which colleague to invite."""

    name = forms.CharField(label=_("Name"), max_length=200, widget=forms.TextInput(attrs={"autocomplete": "off"}))
    email = forms.EmailField(label=_("E-mail"), widget=forms.EmailInput(attrs={"autocomplete": "off"}))
    right = forms.ChoiceField(label=_("What they may do"), choices=_CHOICES, initial=SpaceRight.TAKE_PART)


class RightForm(forms.Form):
    """What a colleague may do."""

    right = forms.ChoiceField(label=_("What they may do"), choices=_CHOICES)


class SelfForm(forms.Form):
    """What one is called, and the language that one reads."""

    name = forms.CharField(label=_("Your name"), max_length=200, widget=forms.TextInput(attrs={"autocomplete": "name"}))
    language = forms.ChoiceField(
        label=_("Your language"), required=False, help_text=_("Mails come in it where we have it, else in English.")
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        names = [(code, LANG_INFO.get(code, {}).get("name_local", name)) for code, name in settings.LANGUAGES]
        known = {code for code, _name in names}
        mine = self.initial.get("language", "")
        also = [(mine, mine)] if mine and mine not in known else []
        offer(self, "language", [*also, *names], first="—")
