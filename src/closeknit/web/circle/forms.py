"""Forms of the circle."""

from datetime import date
from typing import Any

from django import forms

from closeknit.analysis import periods
from closeknit.analysis.kinds import STAGES_INSIDE_OUT, Stage
from closeknit.web.circle import labels

_AIMS = [("", "nothing in mind"), *((stage.value, labels.STAGES[stage]) for stage in STAGES_INSIDE_OUT)]
_LOOK_AGAIN_AFTER_MONTHS = 12


class AimForm(forms.Form):
    """Where we want an account to stand, and when to look again."""

    aim = forms.ChoiceField(label="Where we want it", choices=_AIMS, required=False)
    review_on = forms.DateField(
        label="Look again on", required=False, widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # Both forms can stand in one panel.
        self.auto_id = "aim_%s"


class DecisionForm(AimForm):
    """A move to another ring, and why."""

    reason = forms.CharField(
        label="Why",
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 2, "placeholder": "What they did or said that makes you move them"}),
    )
    to = forms.ChoiceField(choices=[(stage.value, stage.value) for stage in Stage], widget=forms.HiddenInput)
    field_order = ("to", "reason", "aim", "review_on")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.auto_id = "move_%s"
        self.fields["reason"].error_messages["required"] = "Say why it moves. In a year this line is all there is."

    @staticmethod
    def initial_of(to: Stage, aim: Stage | None, *, today: date) -> dict[str, Any]:
        """Return what the form begins with: the aim stays unless it is reached, and one looks again in a year."""
        review = None if to is Stage.LET_GO else periods.add_months(today, _LOOK_AGAIN_AFTER_MONTHS)
        return {"to": to, "aim": aim if aim and aim is not to and to is not Stage.LET_GO else "", "review_on": review}
