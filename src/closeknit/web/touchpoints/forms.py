"""What somebody says about a conversation that took place, or about the next one."""

import re
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django import forms
from django.urls import reverse_lazy

from closeknit.accounts import queries as account_queries
from closeknit.analysis.kinds import Direction, Medium, Wording
from closeknit.kit.filling import offer
from closeknit.kit.viewer import Viewer
from closeknit.web.filling import set_zone
from closeknit.web.quotes import MEDIA
from closeknit.web.touchpoints.moments import MomentField

# What people log by hand; the others come in by file or from the field on every page.
_BY_HAND = (
    Medium.CALL,
    Medium.VISIT,
    Medium.MEETING,
    Medium.COFFEE,
    Medium.EMAIL,
    Medium.FOCUS_GROUP,
    Medium.OBSERVATION,
)
MEDIUM_CHOICES = [(medium.value, MEDIA[medium].capitalize()) for medium in _BY_HAND]
_APPOINTED = [choice for choice in MEDIUM_CHOICES if choice[0] != Medium.EMAIL]


class LogForm(forms.Form):
    """One conversation, with what was promised in it and when we speak next."""

    account = forms.CharField(
        label="Account",
        max_length=200,
        widget=forms.TextInput(
            attrs={
                "list": "account-names",
                "autocomplete": "off",
                "hx-get": reverse_lazy("touchpoint_accounts"),
                "hx-trigger": "input changed delay:200ms, focus once",
                "hx-target": "#account-names",
            }
        ),
    )
    people = forms.MultipleChoiceField(
        label="Who took part", required=False, widget=forms.CheckboxSelectMultiple, choices=()
    )
    told = forms.MultipleChoiceField(
        label="What they were told", required=False, widget=forms.CheckboxSelectMultiple, choices=()
    )
    new_people = forms.CharField(
        label="Somebody we do not know yet",
        required=False,
        max_length=300,
        widget=forms.TextInput(attrs={"autocomplete": "off", "placeholder": "Mo Farr"}),
    )
    medium = forms.ChoiceField(label="How", choices=MEDIUM_CHOICES, initial=Medium.CALL, widget=forms.RadioSelect)
    direction = forms.ChoiceField(
        label="Who wrote",
        choices=[(Direction.THEIRS, "they wrote to us"), (Direction.OURS, "we wrote to them")],
        initial=Direction.THEIRS,
        required=False,
        widget=forms.RadioSelect,
    )
    started_at = MomentField(label="When")
    said = forms.CharField(
        label="What they said",
        required=False,
        max_length=500_000,
        widget=forms.Textarea(attrs={"rows": 7}),
        help_text="“Ana: we wait for weeks” is Ana’s line, “Me: …” is yours. A line without a name is theirs.",
    )
    is_exact = forms.BooleanField(label="These are their own words, as they said or wrote them", required=False)
    promised = forms.CharField(
        label="What was promised",
        required=False,
        max_length=500,
        widget=forms.TextInput(
            attrs={
                "autocomplete": "off",
                "placeholder": "Send the audit trail to Saskia by Friday",
                "hx-get": reverse_lazy("touchpoint_promise"),
                "hx-trigger": "input changed delay:300ms",
                "hx-target": "#promise-understood",
                "hx-include": "#id_account",
            }
        ),
    )
    next_at = MomentField(label="When we speak next", required=False)
    next_medium = forms.ChoiceField(label="How", choices=_APPOINTED, initial=Medium.CALL, required=False)
    next_why = forms.CharField(label="Why", required=False, max_length=500)
    appointment = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, viewer: Viewer, zone: str, now: datetime, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.viewer, self.now = viewer, now
        for name in ("started_at", "next_at"):
            set_zone(self, name, zone)

    def offer(self, people: Sequence[tuple[str, str]], news: Sequence[tuple[str, str]]) -> None:
        """Let one choose among `people` (contact id, name), and what they were told among `news` (code, text)."""
        offer(self, "people", people)
        offer(self, "told", news)

    def clean_account(self) -> str:
        name = self.cleaned_data["account"]
        found = account_queries.find_account_by_name(name, viewer=self.viewer)
        if found is None:
            raise forms.ValidationError(
                f"There is no account called “{name}”. Choose one of the list, or add it first."
            )
        return found.id

    def clean_new_people(self) -> list[str]:
        return [name.strip() for name in re.split(r"[,;]", self.cleaned_data["new_people"]) if name.strip()]

    def clean_next_at(self) -> datetime | None:
        return _ahead(self.cleaned_data["next_at"], self.now)

    def call(self) -> dict[str, Any]:
        """Return what `today.logging.log_call` is told."""
        said = self.cleaned_data
        return {
            "account": said["account"],
            "contacts": said["people"],
            "new_people": said["new_people"],
            "told": said["told"],
            "medium": said["medium"],
            "direction": (said["direction"] or Direction.THEIRS) if said["medium"] == Medium.EMAIL else None,
            "started_at": said["started_at"],
            "said": said["said"],
            "wording": Wording.EXACT if said["is_exact"] else Wording.REPORTED,
            "promised": said["promised"],
            "next_at": said["next_at"],
            "next_medium": said["next_medium"] or Medium.CALL,
            "next_why": said["next_why"],
            "appointment": said["appointment"] or None,
        }


class AppointmentForm(forms.Form):
    """When we speak next, with whom and why."""

    starts_at = MomentField(label="When")
    medium = forms.ChoiceField(label="How", choices=_APPOINTED, initial=Medium.CALL, widget=forms.RadioSelect)
    contact = forms.ChoiceField(label="With whom", required=False)
    member = forms.ChoiceField(label="Who of ours")
    why = forms.CharField(
        label="Why",
        required=False,
        max_length=500,
        help_text="One line that makes the call worth it for both.",
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    despite = forms.CharField(
        label="Why it must be sooner",
        required=False,
        max_length=500,
        help_text="Kept beside the appointment, and shown on the person's page.",
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    is_too_often = False  # whether the person was asked often enough, so that a reason is asked for

    def __init__(
        self,
        *args: Any,
        people: Sequence[tuple[str, str]],
        members: Sequence[tuple[str, str]],
        zone: str,
        now: datetime,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.now = now
        set_zone(self, "starts_at", zone)
        offer(self, "contact", people, first="not settled yet")
        offer(self, "member", members)

    def clean_starts_at(self) -> datetime | None:
        return _ahead(self.cleaned_data["starts_at"], self.now)

    def clean_contact(self) -> str | None:
        return self.cleaned_data["contact"] or None


def _ahead(moment: datetime | None, now: datetime) -> datetime | None:
    if moment is not None and moment <= now:
        raise forms.ValidationError("That moment has passed. Choose one that is still ahead.")
    return moment
