"""What is asked for on the ideas' pages."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.urls import reverse_lazy

from closeknit.accounts import queries as account_queries
from closeknit.analysis.ideas.kinds import VerdictAnswer
from closeknit.ideas.queries import SideRow
from closeknit.kit.filling import offer
from closeknit.kit.viewer import Viewer
from closeknit.web.ideas import labels
from closeknit.web.people.forms import DayField

MINE, THEIRS, OUTSIDE = "mine", "theirs", "outside"
_WHOSE = ((MINE, "Mine"), (THEIRS, "Somebody’s at an account"), (OUTSIDE, "Somebody’s from outside"))


def _account() -> forms.CharField:
    attrs = {
        "list": "idea-accounts",
        "autocomplete": "off",
        "hx-get": reverse_lazy("capture_accounts"),
        "hx-trigger": "input changed delay:200ms, focus once",
        "hx-target": "#idea-accounts",
        "hx-swap": "innerHTML",
    }
    return forms.CharField(label="Account", required=False, max_length=200, widget=forms.TextInput(attrs=attrs))


def _person() -> forms.CharField:
    attrs = {
        "list": "idea-people",
        "autocomplete": "off",
        "hx-get": reverse_lazy("capture_people"),
        "hx-trigger": "focus, input changed delay:200ms",
        "hx-target": "#idea-people",
        "hx-swap": "innerHTML",
        "hx-include": "closest form",
    }
    return forms.CharField(label="Who", required=False, max_length=200, widget=forms.TextInput(attrs=attrs))


class PersonForm(forms.Form):
    """One of their people, by account and name."""

    account = _account()
    person = _person()

    def __init__(self, *args: Any, viewer: Viewer, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.viewer = viewer

    def find_contact(self) -> str:
        """Return the contact named, or "" after an error was added to the field that is wrong."""
        said = self.cleaned_data
        account = account_queries.find_account_by_name(said.get("account", ""), viewer=self.viewer)
        if account is None:
            self.add_error(
                "account", f"There is no account called “{said.get('account', '')}”. Choose one of the list."
            )
            return ""
        name = " ".join(said.get("person", "").split()).casefold()
        people = account_queries.list_contacts(viewer=self.viewer, account=account.id)
        found = [one for one in people if one.name.casefold() == name]
        if len(found) != 1:
            why = (
                f"Nobody we know at {account.name} is called that."
                if not found
                else "Two people there are called that."
            )
            self.add_error("person", f"{why} Choose one of the list, or add them to the account first.")
            return ""
        return found[0].id


class _Several(forms.HiddenInput):
    """Ids with blanks between, from one field or from one for each."""

    def value_from_datadict(self, data: Any, files: Any, name: str) -> str:
        return " ".join(data.getlist(name) if hasattr(data, "getlist") else [data.get(name, "")])


class GivingForm(PersonForm):
    """An idea: the line, what it is good for, and whose it is."""

    title = forms.CharField(
        label="The idea, in one line",
        max_length=140,
        widget=forms.TextInput(
            attrs={
                "autocomplete": "off",
                "placeholder": "Let the oven send its readings to the log by itself",
                "hx-get": reverse_lazy("ideas_alike"),
                "hx-trigger": "input changed delay:300ms",
                "hx-target": "#ideas-alike",
                "hx-swap": "outerHTML",
            }
        ),
    )
    text = forms.CharField(
        label="What it would be good for",
        required=False,
        max_length=10_000,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text="Who would do what with it, and what is in the way today. Markdown.",
    )
    whose = forms.ChoiceField(
        label="Whose idea is it?",
        choices=_WHOSE,
        initial=MINE,
        widget=forms.RadioSelect,
        help_text="Whoever said it keeps the credit, all the way to the offering.",
    )
    outsider_name = forms.CharField(label="Their name", required=False, max_length=200)
    outsider_email = forms.EmailField(label="Their address", required=False)
    receipt = forms.BooleanField(
        label="Write them now that it is here: its number, who answers, by when", required=False, initial=True
    )
    reader = forms.ChoiceField(
        label="Who answers it",
        required=False,
        help_text="Left open, the account’s owner does, else whom the house names.",
    )
    verbatim = forms.CharField(required=False, widget=forms.HiddenInput)
    redesign = forms.CharField(required=False, widget=forms.HiddenInput)
    needs = forms.CharField(required=False, widget=_Several)

    field_order = (
        "title",
        "text",
        "whose",
        "account",
        "person",
        "outsider_name",
        "outsider_email",
        "receipt",
        "reader",
    )

    def __init__(self, *args: Any, readers: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "reader", readers, first="whoever is at hand")


class VerdictForm(forms.Form):
    """An answer: which, why, and what of our purpose it serves."""

    answer = forms.ChoiceField(
        label="The answer",
        choices=[(code.value, label) for code, label in labels.ANSWERS.items()],
        widget=forms.RadioSelect,
        error_messages={"required": "Choose an answer: yes, in use, partly, not now or no."},
    )
    reason = forms.ChoiceField(
        label="Of a no: the reason",
        required=False,
        choices=[("", "choose"), *((code.value, label) for code, label in labels.REASONS.items())],
    )
    revisit_on = DayField(
        label="Of a not-now: when we look at it again", required=False, help_text="Whoever gave it is told this day."
    )
    offering = forms.ChoiceField(
        label="Which offering carries it", required=False, help_text="Whoever gave it is named there."
    )
    sentence = forms.CharField(
        label="Why",
        max_length=10_000,
        widget=forms.Textarea(attrs={"rows": 4, "spellcheck": "true"}),
        help_text="In a sentence or two that whoever gave it may read.",
        error_messages={"required": "Say why, in a sentence that whoever gave it may read."},
    )
    line = forms.ChoiceField(
        label="The line of our purpose that this answer serves",
        error_messages={"required": "Choose the line of our purpose that this answer serves."},
    )
    base = forms.IntegerField(min_value=0, widget=forms.HiddenInput)

    def __init__(
        self, *args: Any, lines: list[tuple[str, str]], offerings: list[tuple[str, str]], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "line", lines, first="choose")
        offer(self, "offering", offerings, first="none yet")
        if not lines:
            del self.fields["line"]
        if not offerings:
            del self.fields["offering"]

    def said(self) -> dict[str, Any]:
        """Return what the operation is given."""
        given = {"line": "", "offering": ""} | self.cleaned_data
        given["reason"] = given["reason"] if given["answer"] == VerdictAnswer.NO else ""
        return given


class SidesForm(forms.Form):
    """Our answer in words for each side that may not read it; a side is left for later by unticking it."""

    base = forms.IntegerField(min_value=0, widget=forms.HiddenInput)

    def __init__(self, *args: Any, sides: Sequence[SideRow], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.sides = sides
        for one in sides:
            now = forms.BooleanField(label="Let them read it", required=False, initial=True)
            hint = f"“{one.foreign}” is somebody else’s: take it out." if one.foreign else ""
            words = forms.CharField(
                label="What they read", required=False, max_length=10_000, initial=one.words, help_text=hint,
                widget=forms.Textarea(attrs={"rows": 4, "spellcheck": "true"}),
            )  # fmt: skip
            self.fields |= {f"now-{one.id}": now, f"words-{one.id}": words}

    def parts(self) -> list[tuple[SideRow, forms.BoundField, forms.BoundField]]:
        """Return each side with its fields."""
        return [(one, self[f"now-{one.id}"], self[f"words-{one.id}"]) for one in self.sides]

    def words(self) -> dict[str, str]:
        """Return by idea the words for those that were ticked."""
        said = self.cleaned_data
        return {one.id: said[f"words-{one.id}"] for one in self.sides if said[f"now-{one.id}"]}


class TellingForm(forms.Form):
    """The message to those who gave an idea or voted for it."""

    subject = forms.CharField(label="Subject", max_length=200)
    text = forms.CharField(
        label="Message",
        max_length=10_000,
        widget=forms.Textarea(attrs={"rows": 14, "spellcheck": "true"}),
        help_text="{name} becomes the name of each.",
    )


class RuleForm(forms.Form):
    """Within how many days the house answers, and who reads what nobody else does."""

    days = forms.IntegerField(
        label="Days to an answer", min_value=1, max_value=180, widget=forms.NumberInput(attrs={"inputmode": "numeric"})
    )
    reader = forms.ChoiceField(label="Read by", required=False, help_text="Where the account’s owner does not.")

    def __init__(self, *args: Any, members: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "reader", members, first="whoever wrote it down")
