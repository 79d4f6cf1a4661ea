"""Forms of "can we help?"."""

from collections.abc import Sequence
from typing import Any

from django import forms

from closeknit.kit.filling import offer
from closeknit.web.helping import labels
from closeknit.web.people.forms import DayField


class AnswerForm(forms.Form):
    """Our answer to one need of one account; without an answer somebody is asked to decide."""

    answer = forms.ChoiceField(
        label="Can we help?",
        required=False,
        choices=[*labels.ANSWERS.items(), ("", "Not decided yet")],
        widget=forms.RadioSelect,
    )
    why = forms.CharField(
        label="Why",
        required=False,
        help_text="They will be told this sentence: say it as you would say it to them.",
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    takes = forms.CharField(label="What it would take", required=False, widget=forms.Textarea(attrs={"rows": 2}))
    partner = forms.CharField(
        label="With whom",
        required=False,
        max_length=200,
        help_text="Where it takes a partner.",
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    decider = forms.ChoiceField(label="Who decides", required=False)
    by_on = DayField(label="By when", required=False)
    base = forms.IntegerField(min_value=0, widget=forms.HiddenInput)

    def __init__(self, *args: Any, members: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.auto_id = "help_%s"
        offer(self, "decider", members, first="whoever answers")


class TellForm(forms.Form):
    """What one person is told."""

    subject = forms.CharField(label="Subject", max_length=200)
    body = forms.CharField(label="Message", widget=forms.Textarea(attrs={"rows": 12}), strip=False)
