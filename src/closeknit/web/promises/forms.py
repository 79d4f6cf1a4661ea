"""Forms of promises."""

from datetime import date
from typing import Any

from django import forms
from django.urls import reverse_lazy

from closeknit.accounts import queries as account_queries
from closeknit.analysis.kinds import PromiseDirection, Settlement
from closeknit.kit.filling import offer
from closeknit.kit.viewer import Viewer
from closeknit.promises.queries import PromiseRow

_SIDES = [(PromiseDirection.OURS.value, "We promise them"), (PromiseDirection.THEIRS.value, "They promise us")]

MOST_BYTES = 20 * 1024 * 1024
_ENDS = (
    (Settlement.KEPT.value, "It was kept"),
    (Settlement.MISSED.value, "It was missed"),
    (Settlement.WITHDRAWN.value, "It is withdrawn"),
)


def _day(label: str, *, required: bool = True) -> forms.DateField:
    return forms.DateField(
        label=label, required=required, widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
    )


class NewForm(forms.Form):
    """A promise in one line. Side, person and day are understood from it, and can be said otherwise."""

    account = forms.CharField(
        label="Account",
        max_length=200,
        widget=forms.TextInput(
            attrs={
                "list": "promise-accounts",
                "autocomplete": "off",
                "hx-get": reverse_lazy("touchpoint_accounts"),
                "hx-trigger": "input changed delay:200ms, focus once",
                "hx-target": "#promise-accounts",
            }
        ),
    )
    text = forms.CharField(
        label="What is promised, in a line",
        max_length=400,
        widget=forms.TextInput(
            attrs={
                "autocomplete": "off",
                "placeholder": "Send Saskia the audit trail by Friday",
                "hx-get": reverse_lazy("promise_understood"),
                "hx-trigger": "input changed delay:300ms",
                "hx-target": "#promise-understood",
                "hx-include": "closest form",
            }
        ),
    )
    direction = forms.ChoiceField(label="Whose", choices=_SIDES, required=False)
    due_on = _day("By", required=False)
    verbatim = forms.CharField(required=False, widget=forms.HiddenInput)
    need = forms.CharField(required=False, widget=forms.HiddenInput)
    idea = forms.CharField(required=False, widget=forms.HiddenInput)
    redesign = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, viewer: Viewer, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.auto_id = "promise_%s"
        self.viewer = viewer
        if self.initial.get("text"):
            self.fields["text"].widget.attrs["hx-trigger"] = "load, input changed delay:300ms"

    def clean_account(self) -> str:
        row = account_queries.find_account_by_name(self.cleaned_data["account"], viewer=self.viewer)
        if row is None:
            raise forms.ValidationError(f"There is no account called “{self.cleaned_data['account']}”.")
        return row.id


class SettleForm(forms.Form):
    """How a promise ended."""

    settlement = forms.ChoiceField(
        label="How did it end?",
        widget=forms.RadioSelect,
    )
    proof = forms.CharField(
        label="How one can see it, or why not",
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    told = forms.CharField(
        label="What they read of it on their shared site",
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="Left empty, they read only that it ended so.",
    )
    link = forms.CharField(label="A link that shows it", required=False, max_length=500)
    file = forms.FileField(label="A file that shows it", required=False, help_text="At most 20 MB.")
    settled_on = _day("When")

    def clean_file(self) -> Any:
        """Refuse what is too large to keep."""
        given = self.cleaned_data["file"]
        if given and given.size > MOST_BYTES:
            raise forms.ValidationError("This file is larger than 20 MB. Link to it instead; nothing was kept.")
        return given

    def __init__(self, *args: Any, possible: tuple[str, ...], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.auto_id = "settle_%s"
        choices = [(code, label) for code, label in _ENDS if code in possible]
        offer(self, "settlement", choices)

    @staticmethod
    def initial_of(row: PromiseRow, *, today: date) -> dict[str, Any]:
        """Return what the form begins with: most promises are kept, and said so on the day."""
        return {"settlement": Settlement.KEPT, "settled_on": today, "proof": "" if row.settlement else row.proof}


class RetellForm(forms.Form):
    """What the other side reads of a promise that ended, written or changed afterwards."""

    told = forms.CharField(
        label="What they read of it on their shared site",
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Left empty, they read only that it ended so.",
    )
    base = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.auto_id = "retell_%s"


class RiskForm(forms.Form):
    """Why a promise may not be kept."""

    why = forms.CharField(label="Why it may not be kept", max_length=500)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.auto_id = "risk_%s"


class ConnectForm(forms.Form):
    """The words, or the need, that a promise answers."""

    verbatim = forms.ChoiceField(label="The words that it answers", required=False)
    need = forms.ChoiceField(label="The need that it answers", required=False)

    def __init__(self, *args: Any, needs: list[tuple[str, str]], words: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.auto_id = "connect_%s"
        offer(self, "need", needs, first="none yet")
        offer(self, "verbatim", words, first="none that were written down")


class MoveForm(forms.Form):
    """Another day for a promise, and why."""

    due_on = _day("New day")
    reason = forms.CharField(label="Why", max_length=500)
    told = forms.CharField(
        label="What they read of it on their shared site",
        required=False,
        max_length=500,
        help_text="Left empty, they read only that it moved.",
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.auto_id = "move_%s"


class CorrectForm(forms.Form):
    """What a promise says, and whose it is."""

    text = forms.CharField(label="What is promised", max_length=400)
    direction = forms.ChoiceField(label="Whose", choices=_SIDES)
    contact = forms.ChoiceField(label="With whom there", required=False)
    keeper = forms.ChoiceField(label="Who of us keeps or follows it", required=False)

    def __init__(
        self, *args: Any, people: list[tuple[str, str]], members: list[tuple[str, str]], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.auto_id = "correct_%s"
        offer(self, "contact", people, first="nobody in particular")
        offer(self, "keeper", members, first="nobody yet")

    @staticmethod
    def initial_of(row: PromiseRow) -> dict[str, Any]:
        """Return what the form begins with for a promise as it is."""
        return {"text": row.text, "direction": row.direction, "contact": row.contact_id, "keeper": row.keeper_id}
