"""Forms of telling."""

from typing import Any

from django import forms

from closeknit.analysis.promises.kinds import Word

_WORDS = [(Word.YES.value, "Yes, it does"), (Word.NO.value, "No, not quite")]


class LetterForm(forms.Form):
    """The mail that tells somebody how a promise ended."""

    subject = forms.CharField(label="Subject", max_length=200)
    text = forms.CharField(label="What they read", max_length=8000, widget=forms.Textarea(attrs={"rows": 12}))
    with_question = forms.BooleanField(label="Ask beneath it whether that settles it", required=False)
    despite = forms.CharField(
        label="If they have been asked often already: why it must be now",
        max_length=300,
        required=False,
        help_text="Leave it empty unless the house says so.",
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.auto_id = "letter_%s"


class ToldForm(forms.Form):
    """Who was told in a talk, on which day, and in which talk."""

    told_on = forms.DateField(label="On", widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}))
    touchpoint = forms.CharField(required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.auto_id = "told_%s"

    def clean(self) -> dict[str, Any]:
        """Take all who are ticked."""
        cleaned = super().clean() or {}
        people = self.data.getlist("contact") if hasattr(self.data, "getlist") else []
        if not people:
            raise forms.ValidationError("Say who was told.")
        return cleaned | {"contact": people}


class WordForm(forms.Form):
    """What somebody said when asked whether that settles it."""

    word = forms.ChoiceField(label="Did that settle it?", choices=_WORDS, widget=forms.RadioSelect)
    words = forms.CharField(
        label="In their words, as near as you remember", max_length=4000, widget=forms.Textarea(attrs={"rows": 2})
    )
    said_on = forms.DateField(label="When", widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}))

    def __init__(self, *args: Any, contact: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.auto_id = f"word_{contact}_%s"
