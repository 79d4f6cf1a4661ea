"""Forms of purpose, offerings, fit and relevance."""

from collections.abc import Sequence
from typing import Any

from django import forms

from closeknit.kit.filling import offer
from closeknit.web.offerings import labels


class PurposeForm(forms.Form):
    """A version of the purpose, written on another one."""

    ideal = forms.ChoiceField(
        label="Which of the five ideals do we serve?",
        choices=[(code, f"{name}: {what}") for code, (name, what) in labels.IDEALS.items()],
        widget=forms.RadioSelect,
        error_messages={"required": "Choose which of the five ideals we serve. What you wrote stands below."},
    )
    lines = forms.CharField(
        label="In our own sentences",
        help_text="One on a line. A line that stays word for word is the same line: what was decided for it stays with it.",
        widget=forms.Textarea(attrs={"rows": 8, "spellcheck": "true"}),
        error_messages={"required": "A purpose wants at least one sentence of our own. Nothing was kept yet."},
    )
    why = forms.CharField(
        label="Why",
        help_text="A line for whoever compares versions.",
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        error_messages={"required": "Say in a line why it changes. What you wrote stands below."},
    )
    base = forms.IntegerField(min_value=0, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.auto_id = "purpose_%s"
        if self.is_first:
            why = self.fields["why"]
            why.label = "How we came to it"
            why.error_messages["required"] = "Say in a line how we came to it. What you wrote stands below."

    @property
    def is_first(self) -> bool:
        """Return whether no version stands before this one."""
        return str(self["base"].value()) == "0"

    def clean_lines(self) -> list[str]:
        """Return the lines that say something."""
        return [line for line in self.cleaned_data["lines"].splitlines() if line.strip()]


class OfferingForm(forms.Form):
    """An offering: its name and what it is."""

    name = forms.CharField(label="What is it called?", widget=forms.TextInput(attrs={"autocomplete": "off"}))
    text = forms.CharField(
        label="What it is, and whom it is for", required=False, widget=forms.Textarea(attrs={"rows": 4})
    )
    base = forms.IntegerField(min_value=0, initial=0, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.auto_id = "offering_%s"


class NewOfferingForm(OfferingForm):
    """An offering that is not written down yet, with its values."""

    values = forms.CharField(
        label="What does it give them?",
        required=False,
        help_text="The two to five key values, one on a line, as a customer would say it.",
        widget=forms.Textarea(attrs={"rows": 4}),
    )

    def clean_values(self) -> list[str]:
        """Return the values that say something."""
        return [line for line in self.cleaned_data["values"].splitlines() if line.strip()]


class FitForm(forms.Form):
    """How well an offering meets a need, with the words that say so."""

    level = forms.ChoiceField(
        label="How well does it meet the need?", choices=list(labels.LEVELS.items()), widget=forms.RadioSelect
    )
    why = forms.CharField(
        label="Why", required=False, max_length=300, widget=forms.TextInput(attrs={"autocomplete": "off"})
    )
    words = forms.MultipleChoiceField(required=False)
    base = forms.IntegerField(min_value=0, widget=forms.HiddenInput)

    def __init__(self, *args: Any, offered: Sequence[str] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.auto_id = "fit_%s"
        offer(self, "words", [(one, one) for one in offered])


class AdvantageForm(forms.Form):
    """What we say of ourselves beside a competitor."""

    value = forms.ChoiceField(label="In which value")
    competitor = forms.ChoiceField(label="Beside whom")
    text = forms.CharField(
        label="As we would say it to a customer", widget=forms.TextInput(attrs={"autocomplete": "off"})
    )

    def __init__(
        self, *args: Any, values: Sequence[tuple[str, str, str]], competitors: Sequence[str], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.auto_id = "advantage_%s"
        offer(self, "value", [(pk, f"{text} ({of})") for pk, text, of in values])
        offer(self, "competitor", [(name, name) for name in competitors])
