"""Forms of the ledger for people outside."""

import re
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from closeknit.analysis.ledger.lines import Amount
from closeknit.kit.filling import offer
from closeknit.kit.tables import values

_MEASURE = re.compile(r"\s*(?P<number>[-−–+]?\s*\d[\d\s.,'’]*)\s*(?P<unit>[^\d\s].{0,39})?\s*")


class AmountField(forms.CharField):
    """How much of what: money where a currency is named, else a figure with its unit."""

    def __init__(self, **kwargs: Any) -> None:
        attrs = {"autocomplete": "off", "placeholder": "£1,200, 410 hours, 12 %"}
        super().__init__(max_length=80, widget=forms.TextInput(attrs=attrs), **kwargs)

    def clean(self, value: Any) -> Any:
        typed = super().clean(value)
        return _read_amount(typed) if typed else None


class ProposeForm(forms.Form):
    """A line that somebody outside proposes."""

    text = forms.CharField(
        label=_("What came of it"), max_length=300, widget=forms.TextInput(attrs={"autocomplete": "off"})
    )
    kind = forms.ChoiceField(
        label=_("It is"), choices=(("benefit", _("a benefit")), ("profit", _("a profit")), ("loss", _("a loss")))
    )
    side = forms.ChoiceField(label=_("Who has it"))
    amount = AmountField(
        label=_("How much"),
        help_text=_(
            "Money with its currency, or a number with its unit: £1,200, 410 hours, 12 %. A loss without a minus."
        ),
    )
    period_from = forms.DateField(label=_("From"), widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}))
    period_until = forms.DateField(label=_("Until"), widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}))

    def __init__(self, *args: Any, house: str, account: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.auto_id = "line_%s"
        offer(self, "side", [("theirs", account), ("ours", house)])


class AnswerForm(forms.Form):
    """What this side says to a line."""

    state = forms.ChoiceField(label=_("What you say to it"), widget=forms.RadioSelect)
    amount = AmountField(label=_("The amount that is right"), required=False)
    reason = forms.CharField(label=_("Why"), required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 2}))
    base = forms.IntegerField(widget=forms.HiddenInput, min_value=0, max_value=100_000)

    def __init__(self, *args: Any, steps: tuple[str, ...], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.auto_id = "answer_%s"
        labels = {
            "confirmed": gettext("That is right"),
            "corrected": gettext("The amount is another"),
            "disputed": gettext("It is not so"),
            "withdrawn": gettext("We withdraw it"),
        }
        offer(self, "state", [(step, labels[step]) for step in steps])
        if "corrected" not in steps:
            del self.fields["amount"]


def _read_amount(text: str) -> Amount:
    try:
        money = values.parse_money(text)
    except ValueError:
        return _read_measure(text)
    return Amount(money.minor, money.currency)


def _read_measure(text: str) -> Amount:
    sentence = gettext("Write how much of what: £1,200, 410 hours, 12 %.")
    found = _MEASURE.fullmatch(text)
    if found is None or not found["unit"]:
        raise forms.ValidationError(sentence)
    try:
        return Amount(value=values.parse_number(found["number"]), unit=found["unit"].strip())
    except ValueError as error:
        raise forms.ValidationError(sentence) from error
