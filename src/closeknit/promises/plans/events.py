"""What is recorded about joint plans: ids, codes, numbers and dates only."""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from closeknit.kit.events import Code, Event, Id


@dataclass(frozen=True, kw_only=True)
class PlanMade(Event):
    kind: ClassVar[str] = "plan.made"
    begins_on: date
    ends_on: date


@dataclass(frozen=True, kw_only=True)
class PurposeChanged(Event):
    """What the partnership is for was said anew."""

    kind: ClassVar[str] = "plan.purpose_changed"
    version: int


@dataclass(frozen=True, kw_only=True)
class PlanClosed(Event):
    kind: ClassVar[str] = "plan.closed"
    closed_on: date


@dataclass(frozen=True, kw_only=True)
class GoalSet(Event):
    kind: ClassVar[str] = "goal.set"
    plan: Id
    target_on: date


@dataclass(frozen=True, kw_only=True)
class GoalChanged(Event):
    kind: ClassVar[str] = "goal.changed"
    plan: Id
    version: int


@dataclass(frozen=True, kw_only=True)
class GoalRead(Event):
    """Somebody wrote down where it stood on a day."""

    kind: ClassVar[str] = "goal.read"
    goal: Id
    read_on: date


@dataclass(frozen=True, kw_only=True)
class ReadingTakenOut(Event):
    kind: ClassVar[str] = "goal.reading_taken_out"
    goal: Id


@dataclass(frozen=True, kw_only=True)
class GoalEnded(Event):
    kind: ClassVar[str] = "goal.ended"
    state: Code
    ended_on: date


@dataclass(frozen=True, kw_only=True)
class GoalReopened(Event):
    kind: ClassVar[str] = "goal.reopened"


@dataclass(frozen=True, kw_only=True)
class AnchorSet(Event):
    """A day from which others are counted was named."""

    kind: ClassVar[str] = "plan.day_named"
    plan: Id
    on: date


@dataclass(frozen=True, kw_only=True)
class AnchorMoved(Event):
    """A day from which others are counted moved, and `n_actions` moved with it."""

    kind: ClassVar[str] = "plan.day_moved"
    plan: Id
    from_on: date
    to_on: date
    n_actions: int


@dataclass(frozen=True, kw_only=True)
class ActionAdded(Event):
    """An action was added; `given` is who of theirs is to do it."""

    kind: ClassVar[str] = "action.added"
    plan: Id
    side: Code
    due_on: date | None
    promise: Id
    given: Id = ""


@dataclass(frozen=True, kw_only=True)
class ActionChanged(Event):
    """An action was changed; `given` is who of theirs is to do it and was not before."""

    kind: ClassVar[str] = "action.changed"
    plan: Id
    due_on: date | None
    given: Id = ""


@dataclass(frozen=True, kw_only=True)
class ActionDone(Event):
    kind: ClassVar[str] = "action.done"
    plan: Id
    done_on: date


@dataclass(frozen=True, kw_only=True)
class ActionUndone(Event):
    """It was said to be done, and is not."""

    kind: ClassVar[str] = "action.undone"
    plan: Id


@dataclass(frozen=True, kw_only=True)
class ActionDropped(Event):
    kind: ClassVar[str] = "action.dropped"
    plan: Id


@dataclass(frozen=True, kw_only=True)
class ReviewPlanned(Event):
    kind: ClassVar[str] = "review.planned"
    plan: Id
    on: date


@dataclass(frozen=True, kw_only=True)
class ReviewCalledOff(Event):
    kind: ClassVar[str] = "review.called_off"
    plan: Id


@dataclass(frozen=True, kw_only=True)
class ReviewHeld(Event):
    kind: ClassVar[str] = "review.held"
    plan: Id
    held_on: date


@dataclass(frozen=True, kw_only=True)
class ReviewNoted(Event):
    """The notes of a review were written on."""

    kind: ClassVar[str] = "review.noted"
    plan: Id
    version: int


@dataclass(frozen=True, kw_only=True)
class DecisionNoted(Event):
    """Something was decided in a review; with `action` somebody is to do it."""

    kind: ClassVar[str] = "review.decided"
    plan: Id
    action: Id


@dataclass(frozen=True, kw_only=True)
class PlanOpened(Event):
    """The other side works by the plan on the shared site now, or only we do."""

    kind: ClassVar[str] = "plan.opened"
    audience: Code
