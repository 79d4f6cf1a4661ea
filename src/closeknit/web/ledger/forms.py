"""Forms of the ledger."""

import re
from decimal import Decimal
from typing import Any

from django import forms

from closeknit.analysis.ledger.lines import Amount, say_amount
from closeknit.kit.filling import offer
from closeknit.kit.tables import values
from closeknit.promises.ledger.queries import BaselineRow
from closeknit.web.ledger import labels
from closeknit.web.people.forms import DayField
from closeknit.web.plans.forms import NumberField, People

_MEASURE = re.compile(r"\s*(?P<number>[-−–+]?\s*\d[\d\s.,'’]*)\s*(?P<unit>[^\d\s].{0,39})?\s*")
_SENTENCE = "Write how much of what: £1,200, 410 hours, 12 %."


class AmountField(forms.CharField):
    """How much of what: money where a currency is named, else a figure with its unit."""

    def __init__(self, **kwargs: Any) -> None:
        attrs = {"autocomplete": "off", "placeholder": "£1,200, 410 hours, 12 %"}
        super().__init__(max_length=80, widget=forms.TextInput(attrs=attrs), **kwargs)

    def clean(self, value: Any) -> Any:
        typed = super().clean(value)
        return read_amount(typed) if typed else None


def read_amount(text: str) -> Amount:
    """Return what was typed as an amount, or raise ValidationError with a sentence."""
    try:
        money = values.parse_money(text)
    except ValueError:
        return _read_measure(text)
    return Amount(money.minor, money.currency)


def _read_measure(text: str) -> Amount:
    found = _MEASURE.fullmatch(text)
    if found is None or not found["unit"]:
        raise forms.ValidationError(_SENTENCE)
    try:
        value: Decimal = values.parse_number(found["number"])
    except ValueError as error:
        raise forms.ValidationError(_SENTENCE) from error
    return Amount(value=value, unit=found["unit"].strip())


class LineForm(forms.Form):
    """A line that we propose, or that they did as one of us tells."""

    text = forms.CharField(
        label="What came of it",
        max_length=300,
        widget=forms.TextInput(attrs={"autocomplete": "off", "placeholder": "Hours of typing saved at three sites"}),
    )
    kind = forms.ChoiceField(label="It is", choices=labels.KIND_CHOICES)
    side = forms.ChoiceField(label="Who has it", choices=labels.SIDE_CHOICES)
    amount = AmountField(label="How much")
    period_from = DayField(label="From")
    period_until = DayField(label="Until")
    baseline = forms.ChoiceField(label="Against which baseline", required=False)
    contact = forms.ChoiceField(label="Who proposes it", required=False)
    how = forms.CharField(
        label="How we know", max_length=300, required=False, help_text="How it was counted; or where they said so."
    )

    def __init__(self, *args: Any, people: People, baselines: tuple[BaselineRow, ...], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.auto_id = "id_line_%s"
        known = [(one.id, f"{one.text}: {say_amount(Amount(value=one.value, unit=one.unit))}") for one in baselines]
        offer(self, "baseline", known, first="none was agreed")
        theirs = [(pk, f"{name}, for them") for pk, name in people.theirs]
        offer(self, "contact", theirs, first="we do")


class BaselineForm(forms.Form):
    """Where a measure stands before the work, as both agree."""

    text = forms.CharField(
        label="What is measured, and where", max_length=300, widget=forms.TextInput(attrs={"autocomplete": "off"})
    )
    value = NumberField(label="It stands at")
    unit = forms.CharField(label="In", max_length=40, widget=forms.TextInput(attrs={"placeholder": "hours a week"}))
    agreed_on = DayField(label="Agreed on")
    contact = forms.ChoiceField(label="Who of theirs agreed")
    how = forms.CharField(label="How they said so", max_length=300)

    def __init__(self, *args: Any, people: People, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.auto_id = "id_baseline_%s"
        offer(self, "contact", people.theirs, first="choose")


class AnswerForm(forms.Form):
    """What a side answers to a line; theirs with who, when and how."""

    state = forms.ChoiceField(label="What", widget=forms.RadioSelect)
    contact = forms.ChoiceField(label="Who of theirs")
    amount = AmountField(label="The right amount", required=False, help_text="Only where it is corrected.")
    reason = forms.CharField(
        label="Why", max_length=2000, required=False, help_text="Where it is disputed: what both will talk about.",
        widget=forms.Textarea(attrs={"rows": 2}),
    )  # fmt: skip
    answered_on = DayField(label="On")
    touchpoint = forms.ChoiceField(label="In which talk or mail", required=False)
    verbatim = forms.ChoiceField(label="In which words", required=False)
    how = forms.CharField(
        label="How they said so",
        max_length=300,
        required=False,
        help_text="Where no talk is written down: in the corridor, by telephone.",
    )

    def __init__(
        self,
        *args: Any,
        side: str,
        steps: list[str],
        people: People,
        talks: list[tuple[str, str]],
        words: list[tuple[str, str]],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.auto_id = f"id_{side}_%s"
        self.side = side
        offer(self, "state", [(step, labels.STEPS[step]) for step in steps])
        if side == "theirs":
            offer(self, "contact", people.theirs, first="choose")
            offer(self, "touchpoint", talks, first="none that is written down")
            offer(self, "verbatim", words, first="none that were written down")
        else:
            for name in ("contact", "how", "touchpoint", "verbatim"):
                del self.fields[name]
        if "corrected" not in steps:
            del self.fields["amount"]
