"""Writes down what was changed in a plan, field by field, in the words in which people read it later."""

from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal

from closeknit.analysis.measures import say_measure
from closeknit.analysis.plans.kinds import PlanNoun
from closeknit.kit import ids, typed, undo
from closeknit.kit.viewer import Viewer
from closeknit.promises.models import Action, Goal, Plan, PlanChange

MADE = "made"
GONE = "gone"


def note(
    plan: Plan,
    noun: PlanNoun,
    about: str,
    field: str,
    before: str = "",
    after: str = "",
    *,
    viewer: Viewer,
    at: datetime,
    why: str = "",
    contact: str | None = None,
) -> None:
    """Write one change down; taking the step back takes it out again."""
    row = PlanChange(
        id=ids.new("plan_change", plan.account_id),
        plan=plan,
        noun=noun,
        about=about[:300],
        field=field,
        before=before,
        after=after,
        why=typed.check_note(why),
        changed_by_id=member_of(viewer),
        contact_id=contact,
        changed_at=at,
    )
    undo.keep_new(PlanChange.objects.add(row), subject=plan.pk)


def note_all(
    plan: Plan,
    noun: PlanNoun,
    about: str,
    before: Mapping[str, str],
    after: Mapping[str, str],
    *,
    viewer: Viewer,
    at: datetime,
    why: str = "",
) -> int:
    """Write down each field that reads otherwise than before, and return how many did."""
    changed = [name for name in after if before.get(name, "") != after[name]]
    for name in changed:
        note(plan, noun, about, name, before.get(name, ""), after[name], viewer=viewer, at=at, why=why)
    return len(changed)


def fields_of_goal(goal: Goal) -> dict[str, str]:
    """Return what a goal says, as one reads it."""
    return {
        "text": goal.text,
        "measure": goal.measure,
        "start": f"{say_measure(goal.start_value, goal.unit)}, {_day(goal.start_on)}",
        "target": f"{say_measure(goal.target_value, goal.unit)}, {_day(goal.target_on)}",
        "keeper": goal.keeper.name if goal.keeper else "",
        "contact": goal.contact.person.name if goal.contact else "",
    }


def fields_of_action(action: Action) -> dict[str, str]:
    """Return what an action says, as one reads it."""
    return {
        "text": action.text,
        "side": action.side,
        "keeper": action.keeper.name if action.keeper else "",
        "contact": action.contact.person.name if action.contact else "",
        "due": _day(action.due_on) if action.due_on else "",
    }


def say_figure(value: Decimal, unit: str, on: date) -> str:
    """Return a reading as one reads it."""
    return f"{say_measure(value, unit)}, {_day(on)}"


def say_day(day: date) -> str:
    """Return a day as the history says it: it is read years later, so the year stands in it."""
    return _day(day)


def member_of(viewer: Viewer) -> str | None:
    """Return the member who acts, None for the house itself."""
    return viewer.member


def _day(day: date) -> str:
    return f"{day.day} {day:%b %Y}"
