"""What somebody says about what they heard."""

from typing import Any

from django import forms
from django.urls import reverse_lazy

from closeknit.accounts import queries as account_queries
from closeknit.analysis.kinds import Medium, Wording
from closeknit.kit.viewer import Viewer
from closeknit.web.quotes import MEDIA

WORDINGS = [
    (Wording.REPORTED, "in my words: I was told, or wrote it down"),
    (Wording.EXACT, "in their own words, as they said or wrote it"),
]
MEDIUM_CHOICES = [(medium.value, MEDIA[medium]) for medium in Medium]


class AccountField(forms.CharField):
    """The name of an account, proposed while one types; its cleaned value is the name until `choose` finds the row."""

    def __init__(self, **kwargs: Any) -> None:
        attrs = {
            "list": "account-names",
            "autocomplete": "off",
            "hx-get": reverse_lazy("capture_accounts"),
            "hx-trigger": "input changed delay:200ms, focus once",
            "hx-target": "#account-names",
            "hx-swap": "innerHTML",
        }
        super().__init__(max_length=200, widget=forms.TextInput(attrs=attrs), **kwargs)


class QuickForm(forms.Form):
    """The field on every page, with what was proposed under it."""

    words = forms.CharField(max_length=100_000)
    chosen = forms.BooleanField(required=False)
    promised = forms.CharField(max_length=400, required=False)
    account = forms.CharField(required=False)
    contact = forms.CharField(required=False)
    wording = forms.ChoiceField(choices=WORDINGS, required=False)


class FullForm(forms.Form):
    """Everything that can be said about words heard."""

    words = forms.CharField(
        label="What was said",
        max_length=500_000,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text="One sentence or a whole talk. “Ana: …” at the start of a line says who spoke.",
    )
    wording = forms.ChoiceField(label="How you have it", choices=WORDINGS, widget=forms.RadioSelect)
    account = AccountField(label="Account", required=False)
    person = forms.CharField(
        label="Who said it",
        max_length=200,
        required=False,
        help_text="Somebody new waits under Bring in until it is said who they are.",
        widget=forms.TextInput(
            attrs={
                "list": "person-names",
                "autocomplete": "off",
                "hx-get": reverse_lazy("capture_people"),
                "hx-trigger": "focus, input changed delay:200ms",
                "hx-target": "#person-names",
                "hx-swap": "innerHTML",
                "hx-include": "#id_account",
            }
        ),
    )
    said_on = forms.DateField(label="When", widget=forms.DateInput(attrs={"type": "date"}))
    medium = forms.ChoiceField(label="How you met", choices=MEDIUM_CHOICES, initial=Medium.NOTE)
    promised = forms.CharField(
        label="In a line, with its day",
        max_length=400,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off", "placeholder": "Send Saskia the audit trail by Friday"}),
        help_text="Whose word it is, to whom and by when is understood from it.",
    )

    def __init__(self, *args: Any, viewer: Viewer, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.viewer = viewer

    def clean_account(self) -> str | None:
        return find_account(self.cleaned_data["account"], self.viewer)


def find_account(name: str, viewer: Viewer) -> str | None:
    """Return the id of the account called `name`, None for an empty name, or raise a ValidationError that says what to do."""
    if not name.strip():
        return None
    found = account_queries.find_account_by_name(name, viewer=viewer)
    if found is None:
        raise forms.ValidationError(
            f"There is no account called “{name}”. Choose one of the list, or leave it empty for now."
        )
    return found.id
