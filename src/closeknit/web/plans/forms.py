"""Forms of plans."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from django import forms

from closeknit.accounts import queries as account_queries
from closeknit.identity import queries as identity_queries
from closeknit.kit.filling import offer
from closeknit.kit.tables import values
from closeknit.kit.viewer import Viewer
from closeknit.promises.plans.rows import ActionRow, AnchorRow, GoalRow, PlanRow
from closeknit.web.filling import set_zone
from closeknit.web.people.forms import DayField
from closeknit.web.plans import labels
from closeknit.web.touchpoints.moments import MomentField

Choices = list[tuple[str, str]]
_DAYS_OF = {"days": 1, "weeks": 7}


class People:
    """Who can own something: the people at an account and the members. Read once for all forms of a page."""

    def __init__(self, account: str, *, viewer: Viewer) -> None:
        here = account_queries.list_contacts(viewer=viewer, account=account)
        self.theirs: Choices = [(one.id, one.name) for one in here]
        self.ours: Choices = [(one.id, one.name) for one in identity_queries.list_members(viewer=viewer)]


class NumberField(forms.CharField):
    """A figure as people write it: "1,200.5", "1.200,5", "61 %"."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(
            max_length=40, widget=forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"}), **kwargs
        )

    def clean(self, value: Any) -> Any:
        typed = super().clean(value)
        try:
            return values.parse_number(typed) if typed else None
        except ValueError as error:
            raise forms.ValidationError(f"{error} Write a figure, like 14 or 3.8.") from error

    @staticmethod
    def say(value: Decimal) -> str:
        """Return a figure as the field begins with it."""
        return f"{value.normalize():f}"


class PurposeForm(forms.Form):
    """What the partnership is for, in the words of both."""

    ours = forms.CharField(
        label="What it is for, in our words", max_length=4000, widget=forms.Textarea(attrs={"rows": 3})
    )
    theirs = forms.CharField(
        label="What it is for, in theirs", max_length=4000, required=False, widget=forms.Textarea(attrs={"rows": 3})
    )
    theirs_by = forms.ChoiceField(label="Who of theirs put it so", required=False)
    ends_on = DayField(label="Its last day")
    why = forms.CharField(label="What changed, in a line", required=False, max_length=300)
    base = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, people: People, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.auto_id = "id_purpose_%s"
        offer(self, "theirs_by", people.theirs, first="nobody has yet")

    @staticmethod
    def initial_of(plan: PlanRow) -> dict[str, Any]:
        """Return what the form begins with."""
        return {
            "ours": plan.ours, "theirs": plan.theirs, "theirs_by": plan.theirs_by_id, "ends_on": plan.ends_on,
            "base": plan.version,
        }  # fmt: skip


class PlanForm(PurposeForm):
    """The first words of a plan, with its period."""

    begins_on = DayField(label="Its first day")
    field_order = ("ours", "theirs", "theirs_by", "begins_on", "ends_on")

    def __init__(self, *args: Any, people: People, **kwargs: Any) -> None:
        super().__init__(*args, people=people, **kwargs)
        del self.fields["why"], self.fields["base"]


class GoalForm(forms.Form):
    """A goal with its start, its target, and an owner on either side."""

    text = forms.CharField(
        label="What both want to reach",
        max_length=300,
        widget=forms.TextInput(attrs={"autocomplete": "off", "placeholder": "Hours a week spent copying temperatures"}),
    )
    unit = forms.CharField(label="Unit", max_length=40, required=False, help_text="h, %, days, £.")
    measure = forms.CharField(label="How it is measured", max_length=200, required=False)
    start_value = NumberField(label="Where it stood")
    start_on = DayField(label="On")
    target_value = NumberField(label="Where it is to be")
    target_on = DayField(label="By")
    keeper = forms.ChoiceField(label="Who of ours owns it", required=False)
    contact = forms.ChoiceField(label="Who of theirs owns it", required=False)
    why = forms.CharField(label="Why it changes", required=False, max_length=300)
    base = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, people: People, is_new: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.auto_id = "id_goal_%s"
        offer(self, "keeper", people.ours, first="nobody yet")
        offer(self, "contact", people.theirs, first="nobody yet")
        if is_new:
            del self.fields["why"], self.fields["base"]

    @staticmethod
    def initial_of(goal: GoalRow) -> dict[str, Any]:
        """Return what the form begins with."""
        return {
            "text": goal.text,
            "unit": goal.unit,
            "measure": goal.measure,
            "start_value": NumberField.say(goal.start_value),
            "start_on": goal.start_on,
            "target_value": NumberField.say(goal.target_value),
            "target_on": goal.target_on,
            "keeper": goal.keeper_id,
            "contact": goal.contact_id,
            "base": goal.version,
        }


class ReadingForm(forms.Form):
    """Where a goal stands, and who or what says so."""

    value = NumberField(label="It stands at")
    read_on = DayField(label="On")
    source = forms.CharField(
        label="Where the figure comes from",
        max_length=300,
        widget=forms.TextInput(attrs={"autocomplete": "off", "placeholder": "their kitchen log, week 46"}),
    )
    contact = forms.ChoiceField(label="Who of theirs said so", required=False)
    verbatim = forms.ChoiceField(label="In which words", required=False)

    def __init__(self, *args: Any, people: People, words: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.auto_id = "id_reading_%s"
        offer(self, "contact", people.theirs, first="nobody, it was counted")
        offer(self, "verbatim", words, first="none that were written down")


class EndForm(forms.Form):
    """How a goal ended, and what shows it."""

    state = forms.ChoiceField(label="How it ended", choices=labels.ENDS, widget=forms.RadioSelect)
    ended_on = DayField(label="On")
    why = forms.CharField(label="How one can see it, or why not", max_length=2000)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.auto_id = "id_end_%s"


class WhyForm(forms.Form):
    """A reason, alone."""

    why = forms.CharField(label="Why", max_length=300)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.auto_id = "id_why_%s"


def owners_of(people: People, *, nobody: str = "") -> list[Any]:
    """Return whom an action can be of, as the choices of one field: ours, then theirs."""
    first = [("", nobody)] if nobody else []
    return [
        *first,
        ("Ours", [("ours:", "one of us"), *[(f"ours:{pk}", name) for pk, name in people.ours]]),
        ("Theirs", [("theirs:", "one of them"), *[(f"theirs:{pk}", name) for pk, name in people.theirs]]),
    ]


def read_owner(chosen: str) -> dict[str, Any]:
    """Return the side and the owner that were chosen, as operations take them."""
    side, _, pk = chosen.partition(":")
    return {
        "side": side,
        "keeper": (pk if side == "ours" else "") or None,
        "contact": (pk if side == "theirs" else "") or None,
    }


class ActionForm(forms.Form):
    """What somebody does for the plan, by a day of its own or one that is counted from another."""

    text = forms.CharField(
        label="What is to be done", max_length=300, widget=forms.TextInput(attrs={"autocomplete": "off"})
    )
    owner = forms.ChoiceField(label="Who does it")
    number = forms.IntegerField(label="How long", required=False, min_value=0, max_value=3660)
    unit = forms.ChoiceField(label="Days or weeks", choices=[("weeks", "weeks"), ("days", "days")], required=False)
    way = forms.ChoiceField(label="After or before", choices=[("after", "after"), ("before", "before")], required=False)
    anchor = forms.ChoiceField(label="Which day", required=False)
    due_on = DayField(label="Or on a day of its own", required=False)
    goal = forms.ChoiceField(label="For which goal", required=False)
    as_promise = forms.BooleanField(
        label="It is a promise: it stands among them and is told when it is kept", required=False
    )
    why = forms.CharField(label="Why it changes", required=False, max_length=300)

    def __init__(
        self,
        *args: Any,
        people: People,
        anchors: Sequence[AnchorRow],
        goals: Sequence[GoalRow],
        is_new: bool,
        is_promise: bool = False,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.auto_id = "id_action_%s"
        offer(self, "owner", owners_of(people))
        days = [(one.id, f"{one.name}, {one.on.day} {one.on:%b %Y}") for one in anchors]
        offer(self, "anchor", days, first="no other day")
        offer(self, "goal", [(one.id, one.text) for one in goals], first="for the plan as a whole")
        for name in ["why"] if is_new else ["as_promise"] if is_promise else []:
            del self.fields[name]

    @property
    def asked(self) -> dict[str, Any]:
        """Return what was chosen, as operations take it."""
        said = self.cleaned_data
        days = (said["number"] or 0) * _DAYS_OF[said["unit"] or "days"] * (-1 if said["way"] == "before" else 1)
        kept = {name: said[name] for name in ("text", "due_on", "as_promise", "why") if name in said}
        return kept | read_owner(said["owner"]) | {
            "anchor": said["anchor"] or None, "offset_days": days if said["anchor"] else 0, "goal": said["goal"] or None,
        }  # fmt: skip

    @staticmethod
    def initial_of(action: ActionRow) -> dict[str, Any]:
        """Return what the form begins with."""
        days = abs(action.offset_days)
        unit = "weeks" if days and days % 7 == 0 else "days"
        return {
            "text": action.text,
            "owner": f"{action.side}:{action.keeper_id if action.side == 'ours' else action.contact_id}",
            "number": days // _DAYS_OF[unit] if action.anchor_id else None,
            "unit": unit,
            "way": "before" if action.offset_days < 0 else "after",
            "anchor": action.anchor_id,
            "due_on": None if action.anchor_id else action.due_on,
            "goal": action.goal_id,
        }


class DayForm(forms.Form):
    """A day from which others are counted."""

    name = forms.CharField(
        label="What happens then",
        max_length=100,
        widget=forms.TextInput(attrs={"autocomplete": "off", "placeholder": "the opening"}),
    )
    on = DayField(label="On")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.auto_id = "id_day_%s"


class MoveDayForm(forms.Form):
    """Another day, and why."""

    on = DayField(label="New day")
    why = forms.CharField(label="Why", max_length=300, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.auto_id = "id_move_%s"


class ReviewForm(forms.Form):
    """When both look at the plan, and with whom."""

    starts_at = MomentField(label="When")
    contact = forms.ChoiceField(label="With whom of theirs", required=False)
    member = forms.ChoiceField(label="Who of ours goes", required=False)

    def __init__(self, *args: Any, people: People, zone: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.auto_id = "id_review_%s"
        set_zone(self, "starts_at", zone)
        offer(self, "contact", people.theirs, first="nobody in particular")
        offer(self, "member", people.ours, first="me")


class MoveReviewForm(forms.Form):
    """Another time for a review, and why."""

    starts_at = MomentField(label="New time")
    why = forms.CharField(label="Why", max_length=300, required=False)

    def __init__(self, *args: Any, zone: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.auto_id = "id_time_%s"
        set_zone(self, "starts_at", zone)


class HoldForm(forms.Form):
    """That a review took place, when, and who was there."""

    held_on = DayField(label="Held on")
    present = forms.CharField(label="Who was there", max_length=300, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.auto_id = "id_hold_%s"


class NotesForm(forms.Form):
    """What is noted in a review, there and then."""

    notes = forms.CharField(
        label="Notes", required=False, max_length=20_000, strip=False, widget=forms.Textarea(attrs={"rows": 6})
    )
    base = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.auto_id = "id_notes_%s"


class DecisionForm(forms.Form):
    """What was decided, and who does it, by when."""

    text = forms.CharField(label="We decided", max_length=300, widget=forms.TextInput(attrs={"autocomplete": "off"}))
    owner = forms.ChoiceField(label="Who does it", required=False)
    due_on = DayField(label="By", required=False)
    as_promise = forms.BooleanField(label="It is a promise", required=False)

    def __init__(self, *args: Any, people: People, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.auto_id = "id_decision_%s"
        offer(self, "owner", owners_of(people, nobody="nobody: it is only noted"))

    @property
    def asked(self) -> dict[str, Any]:
        """Return what was typed, as the operation takes it."""
        said = self.cleaned_data
        return {"text": said["text"], "due_on": said["due_on"], "as_promise": said["as_promise"]} | read_owner(
            said["owner"]
        )
