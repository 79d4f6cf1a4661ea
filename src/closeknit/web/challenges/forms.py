"""What people fill in around challenges."""

from collections.abc import Sequence
from typing import Any

from django import forms

from closeknit.ideas.challenges.wording import WAY, WISH
from closeknit.kit.filling import offer
from closeknit.web.challenges import labels
from closeknit.web.people.forms import DayField
from closeknit.web.quotes import MEDIA


class ChallengeForm(forms.Form):
    """What a challenge asks."""

    title = forms.CharField(
        label="What it is about",
        max_length=140,
        widget=forms.TextInput(attrs={"autocomplete": "off", "placeholder": "A quiet night in the kitchen"}),
    )
    wish = forms.CharField(label="First question", max_length=300, required=False, initial=WISH)
    way = forms.CharField(label="Second question", max_length=300, required=False, initial=WAY)
    background = forms.CharField(
        label="What they should know",
        required=False,
        help_text="In our words; it goes out as it stands. Names of customers only where they allow it.",
        widget=forms.Textarea(attrs={"rows": 6}),
    )
    reward = forms.CharField(
        label="What is in it for them",
        max_length=300,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off", "placeholder": "The first order, and your name on it"}),
    )
    closes_on = DayField(label="Answers until", required=False)
    is_for_members = forms.BooleanField(label="Our own people may answer too", required=False, initial=True)
    needs = forms.MultipleChoiceField(
        label="Which needs it would meet",
        required=False,
        widget=forms.SelectMultiple(attrs={"size": 6}),
        help_text="Their words are offered for the brief. Several with Ctrl.",
    )
    base = forms.IntegerField(min_value=0, required=False, widget=forms.HiddenInput)
    case = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, needs: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "needs", needs)


class CriterionForm(forms.Form):
    """A thing that an answer is judged by."""

    text = forms.CharField(
        label="What an answer has to do",
        max_length=200,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off", "placeholder": "It can be cleaned in ten minutes"}),
    )
    need = forms.ChoiceField(label="Or a need", required=False)
    weight = forms.IntegerField(
        label="Weight, 1 to 10", initial=5, widget=forms.NumberInput(attrs={"inputmode": "numeric"})
    )
    named_by = forms.ChoiceField(label="Named by", required=False)

    def __init__(
        self, *args: Any, people: Sequence[tuple[str, str]], needs: Sequence[tuple[str, str]], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        for name, choices in (("named_by", [("", "one of us"), *people]), ("need", [("", "–"), *needs])):
            offer(self, name, choices)


class ConsentForm(forms.Form):
    """That somebody allowed us to show their words."""

    medium = forms.ChoiceField(label="How they said yes", choices=[(code, MEDIA[code]) for code in MEDIA])
    said_on = DayField(label="When")
    is_named = forms.BooleanField(label="With their name and company", required=False)


class AnswerForm(forms.Form):
    """An answer, one's own or on behalf of whoever gave it."""

    how = forms.ChoiceField(label="Whose answer", choices=list(labels.HOW.items()))
    contact = forms.ChoiceField(label="Who gave it", required=False)
    title = forms.CharField(
        label="In a line",
        max_length=140,
        required=False,
        help_text="Empty: its first line.",
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    text = forms.CharField(label="The answer", widget=forms.Textarea(attrs={"rows": 5}))

    def __init__(self, *args: Any, people: Sequence[tuple[str, str]], for_members: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "contact", people, first="–")
        if not for_members:
            offer(self, "how", [one for one in labels.HOW.items() if one[0] != "self"])


class DecisionForm(forms.Form):
    """What is decided, and why."""

    answers = forms.MultipleChoiceField(
        label="We go for", required=False, widget=forms.CheckboxSelectMultiple, help_text="None is a decision too."
    )
    reason = forms.CharField(
        label="Why",
        help_text="Everyone who took part reads this.",
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    result = forms.CharField(label="What came of it so far", required=False, widget=forms.Textarea(attrs={"rows": 2}))
    line = forms.ChoiceField(label="What of our purpose it serves", required=False)
    base = forms.IntegerField(min_value=0, widget=forms.HiddenInput)

    def __init__(
        self, *args: Any, answers: Sequence[tuple[str, str]], lines: Sequence[tuple[str, str]], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        for name, choices in (("answers", list(answers)), ("line", [("", "no line of it"), *lines])):
            offer(self, name, choices)
