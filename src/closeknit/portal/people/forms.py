"""Forms of one's own side."""

from typing import Any, cast

from django import forms
from django.conf import settings
from django.conf.locale import LANG_INFO
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from closeknit.analysis.kinds import SpaceRight
from closeknit.kit.languages import list_written

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
    """What one is called, and the language that one prefers."""

    name = forms.CharField(label=_("Your name"), max_length=200, widget=forms.TextInput(attrs={"autocomplete": "name"}))
    language = forms.ChoiceField(
        label=_("Your language"),
        required=False,
        help_text=_(
            "Pages and mails are written in English so far. Name another, and whoever speaks with you knows that you prefer it."
        ),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        names = {code: LANG_INFO.get(code, {}).get("name_local", name) for code, name in settings.LANGUAGES}
        mine, written = self.initial.get("language", ""), list_written()
        others = {mine: mine} if mine and mine not in names else {}
        others |= {code: name for code, name in names.items() if code not in written}
        groups = [
            (gettext("Pages and mails come in it"), [(code, names[code]) for code in sorted(written)]),
            (gettext("To speak with you alone"), list(others.items())),
        ]
        cast(forms.ChoiceField, self.fields["language"]).choices = [("", "—"), *groups]
