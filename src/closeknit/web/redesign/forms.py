"""What people fill in around a redesign session."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django import forms

from closeknit.analysis.kinds import Medium
from closeknit.analysis.offerings.sessions import LONGEST_ENTRY, Criterion
from closeknit.kit.filling import offer
from closeknit.web.filling import set_zone
from closeknit.web.people.forms import DayField
from closeknit.web.quotes import MEDIA
from closeknit.web.redesign import labels
from closeknit.web.touchpoints.moments import MomentField

_MEDIA = [(one.value, MEDIA[one].capitalize()) for one in (Medium.CALL, Medium.VISIT, Medium.MEETING, Medium.COFFEE)]


class SessionForm(forms.Form):
    """What a session is about and who takes part."""

    title = forms.CharField(
        label="What it is called",
        max_length=120,
        widget=forms.TextInput(attrs={"autocomplete": "off", "placeholder": "Ember at night"}),
    )
    offering = forms.ChoiceField(label="Which offering")
    why = forms.CharField(
        label="What it is to answer",
        required=False,
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="A question helps: what would we make for them, did we begin today?",
    )
    accounts = forms.MultipleChoiceField(
        label="Whose requirements change",
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Choose at least one account: whose requirements change?"},
    )
    members = forms.MultipleChoiceField(label="Who takes part", widget=forms.CheckboxSelectMultiple, required=False)

    def __init__(
        self,
        *args: Any,
        offerings: Sequence[tuple[str, str]],
        accounts: Sequence[tuple[str, str]],
        members: Sequence[tuple[str, str]],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        for name, choices in (("offering", offerings), ("accounts", accounts), ("members", members)):
            offer(self, name, choices)


class RequirementForm(forms.Form):
    """A line that somebody types: what changes, from when, and where that is known from."""

    text = forms.CharField(
        label="What changes for them",
        max_length=500,
        widget=forms.TextInput(attrs={"autocomplete": "off", "placeholder": "From March they wash at night"}),
    )
    on = DayField(label="Since, or by")
    note = forms.CharField(
        label="Known from",
        max_length=300,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off", "placeholder": "Saskia, at the fair"}),
    )
    account = forms.ChoiceField(label="At", required=False)

    def __init__(self, *args: Any, accounts: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "account", accounts, first="all of them")


class TakenForm(forms.Form):
    """A line that is taken over from what the house knows already."""

    text = forms.CharField(max_length=2000)
    on = DayField()
    source = forms.ChoiceField(choices=[(one.value, one.value) for one in labels.SOURCES])
    account = forms.CharField(max_length=64, required=False)
    need = forms.CharField(max_length=64, required=False)
    verbatim = forms.CharField(max_length=64, required=False)

    def clean_text(self) -> str:
        """Return a line: what is longer stands whole where it was taken from."""
        text = " ".join(str(self.cleaned_data["text"]).split())
        return text if len(text) <= 500 else f"{text[:499]}…"


class EntryForm(forms.Form):
    """A wish or possibility."""

    text = forms.CharField(
        label="A wish or a possibility",
        max_length=LONGEST_ENTRY,
        widget=forms.TextInput(attrs={"autocomplete": "off", "placeholder": "What if it washed itself?"}),
        error_messages={"required": "Write a wish or a possibility, however far-fetched. Nothing is judged here."},
    )


class WeightsForm(forms.Form):
    """How much each criterion counts."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for one in Criterion:
            self.fields[one.value] = forms.IntegerField(
                label=labels.CRITERIA[one],
                min_value=0,
                max_value=100,
                widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
            )


class AsideForm(forms.Form):
    """Why an entry is not judged."""

    reason = forms.CharField(
        label="Why it is set aside", max_length=300, widget=forms.TextInput(attrs={"autocomplete": "off"})
    )


class VerdictForm(forms.Form):
    """What becomes of an entry or of the whole, on the version that was read."""

    kind = forms.ChoiceField(
        label="What becomes of it",
        choices=[(one.value, f"{word}: {labels.VERDICT_HELP[one]}") for one, word in labels.VERDICTS.items()],
        widget=forms.RadioSelect,
        error_messages={"required": "Choose one: adapt, refer, renegotiate, leave, or not yet."},
    )
    reason = forms.CharField(
        label="Why",
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "Say why, in a sentence. Whoever reads this in a year was not here."},
    )
    line = forms.ChoiceField(label="Which line of our purpose it serves", required=False, widget=forms.RadioSelect)
    say = forms.CharField(
        label="What we will say to them",
        required=False,
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="For renegotiate: as you would say it, to their face. It stands in the planned talk.",
    )
    revisit_on = DayField(label="Looked at again on", required=False, help_text="For not yet.")
    base = forms.IntegerField(min_value=0, widget=forms.HiddenInput)

    def __init__(self, *args: Any, lines: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "line", lines)
        if not lines:
            del self.fields["line"]
        # Each is shown only beside the verdict that needs it, and there it cannot wait; which one that is, the operation knows.
        for name in ("say", "revisit_on"):
            self.fields[name].required = not self.is_bound


class TalkForm(forms.Form):
    """With whom and when the talk about a change is."""

    account = forms.ChoiceField(label="With")
    contact = forms.ChoiceField(label="Whom there", required=False)
    starts_at = MomentField(label="When")
    medium = forms.ChoiceField(label="How", choices=_MEDIA, initial=Medium.CALL)
    member = forms.ChoiceField(label="Who of ours")
    despite = forms.CharField(
        label="Why they are asked though they were asked often",
        required=False,
        max_length=500,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    is_too_often = False

    def __init__(
        self,
        *args: Any,
        accounts: Sequence[tuple[str, str]],
        people: Sequence[tuple[str, str]],
        members: Sequence[tuple[str, str]],
        zone: str,
        now: datetime,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.now = now
        set_zone(self, "starts_at", zone)
        for name, choices in (("account", accounts), ("member", members)):
            offer(self, name, choices)
        offer(self, "contact", people, first="not settled yet")

    def clean_starts_at(self) -> datetime:
        """Return a moment that is ahead."""
        starts_at: datetime | None = self.cleaned_data["starts_at"]
        if starts_at is None or starts_at <= self.now:
            raise forms.ValidationError("A talk is planned for a time that is still ahead.")
        return starts_at


class AnswerForm(forms.Form):
    """What they answered, in their words."""

    answer = forms.ChoiceField(
        label="What they answered", choices=list(labels.ANSWERS.items()), widget=forms.RadioSelect
    )
    words = forms.CharField(
        label="What they said",
        max_length=20_000,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": "Write down what they said, as they said it. Their words are the answer."},
    )
    is_exact = forms.BooleanField(label="These are their own words, as they said or wrote them", required=False)
    contact = forms.ChoiceField(label="Who said it", required=False)
    spoken_at = MomentField(label="When", required=False)

    def __init__(self, *args: Any, people: Sequence[tuple[str, str]], zone: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        set_zone(self, "spoken_at", zone)
        offer(self, "contact", people, first="nobody we know")
