"""What the list of words can be narrowed by."""

from datetime import datetime, timedelta
from typing import Any
from urllib.parse import urlencode

from django import forms

from closeknit.kit.look.rows import Choice, Filter
from closeknit.verbatims.queries import Narrowing
from closeknit.web.quotes import MEDIA, SIGNALS

SINCE = {
    "": ("ever", 0),
    "week": ("a week", 7),
    "month": ("30 days", 30),
    "quarter": ("90 days", 90),
    "year": ("a year", 365),
}
_ORDERS = (("", "best"), ("newest", "newest"))
_LANGUAGES = (("", "any language"), ("en", "English"), ("other", "not understood"))
_WORDINGS = (("", "all words"), ("exact", "exact words"), ("reported", "as told by us"))


class NarrowForm(forms.Form):
    """The answers that stand in the address; one that is not known narrows nothing."""

    q = forms.CharField(required=False, max_length=200, widget=forms.HiddenInput)
    like = forms.CharField(required=False, max_length=64, widget=forms.HiddenInput)
    order = forms.ChoiceField(required=False, choices=[("", "best"), ("newest", "newest")], widget=forms.HiddenInput)
    after = forms.IntegerField(required=False, min_value=0, widget=forms.HiddenInput)
    signal = forms.ChoiceField(required=False, choices=[("", "anything"), *SIGNALS.items()], widget=forms.HiddenInput)
    since = forms.ChoiceField(
        required=False, choices=[(code, label) for code, (label, _) in SINCE.items()], widget=forms.HiddenInput
    )
    account = forms.CharField(
        required=False,
        max_length=200,
        label="Account",
        widget=forms.TextInput(
            attrs={"list": "account-names", "autocomplete": "off", "placeholder": "any account", "type": "search"}
        ),
    )
    medium = forms.ChoiceField(
        required=False,
        label="How",
        choices=[("", "in any way"), *((code, f"by {label}") for code, label in MEDIA.items())],
    )
    wording = forms.ChoiceField(required=False, label="Words", choices=_WORDINGS)
    language = forms.ChoiceField(required=False, label="Language", choices=_LANGUAGES)

    def said(self) -> dict[str, str]:
        """Return the answers that narrow something, as they stand in the address."""
        self.is_valid()
        return {name: str(value) for name, value in self.cleaned_data.items() if value}

    def narrowing(self, *, account: str, at: datetime) -> Narrowing:
        """Return what the list is narrowed by; `account` is the id that the name was found to mean."""
        said = self.said()
        days = SINCE[said.get("since", "")][1]
        language = said.get("language", "")
        return Narrowing(
            query=said.get("q", ""),
            account=account,
            signal=said.get("signal", ""),
            medium=said.get("medium", ""),
            wording=said.get("wording", ""),
            language=language if language != "other" else "",
            state="not_understood" if language == "other" else "",
            since=at - timedelta(days) if days else None,
            after=int(said.get("after", 0)),
        )

    def kept(self) -> dict[str, str]:
        """Return the answers that a saved search remembers: all but what had been seen, and what one sentence was like."""
        return {name: value for name, value in self.said().items() if name not in ("after", "like")}


def filters_of(said: dict[str, str]) -> list[Filter]:
    """Return what words are heard as, since when, and the order of what is found, as words to choose from."""
    signals = [("", "anything"), *SIGNALS.items()]
    since = [(code, label) for code, (label, _) in SINCE.items()]
    order = Filter("First", tuple(_choice(said, "order", code, label) for code, label in _ORDERS))
    return [
        *([order] if said.get("q") and not said.get("like") else []),
        Filter("Heard as", tuple(_choice(said, "signal", code, label) for code, label in signals)),
        Filter("Since", tuple(_choice(said, "since", code, label) for code, label in since)),
    ]


def address(said: dict[str, Any]) -> str:
    """Return the query of the list with these answers."""
    return f"?{urlencode({name: value for name, value in said.items() if value})}"


def _choice(said: dict[str, str], name: str, code: str, label: str) -> Choice:
    return Choice(label=label, url=address(said | {name: code}), current=said.get(name, "") == code)
