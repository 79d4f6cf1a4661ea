"""What the reads of plans return: frozen rows."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from closeknit.analysis.plans.actions import Shift, say_offset
from closeknit.analysis.plans.goals import Aim, GoalStanding, Reading, classify_goal, score_progress


@dataclass(frozen=True)
class PlanRow:
    """One plan; `closed_on` is None while both work by it."""

    id: str
    account_id: str
    account: str
    owner_id: str
    owner: str
    begins_on: date
    ends_on: date
    closed_on: date | None
    ours: str
    theirs: str
    theirs_by_id: str
    theirs_by: str
    theirs_verbatim_id: str
    version: int
    is_shared: bool = False


@dataclass(frozen=True)
class ReadingRow:
    """Where a goal stood on a day, and who or what says so."""

    id: str
    value: Decimal
    read_on: date
    source: str
    contact: str
    verbatim_id: str
    noted_by: str


@dataclass(frozen=True)
class GoalRow:
    """One goal with its readings, oldest first."""

    id: str
    plan_id: str
    text: str
    measure: str
    unit: str
    start_value: Decimal
    start_on: date
    target_value: Decimal
    target_on: date
    keeper_id: str
    keeper: str
    contact_id: str
    contact: str
    state: str
    ended_on: date | None
    why_ended: str
    version: int
    readings: tuple[ReadingRow, ...]

    @property
    def aim(self) -> Aim:
        """Return where it leads, as the analysis weighs it."""
        return Aim(self.start_value, self.start_on, self.target_value, self.target_on, self.unit)

    @property
    def newest(self) -> ReadingRow | None:
        """Return the newest reading, None where nobody has read it."""
        return self.readings[-1] if self.readings else None

    @property
    def come(self) -> float | None:
        """Return the share of the way that is behind it; None where nobody has read it."""
        return score_progress(self.aim, self.newest.value) if self.newest else None

    def stand(self, as_of: date) -> GoalStanding:
        """Return how it stands against the time that has gone."""
        return classify_goal(self.aim, [Reading(one.value, one.read_on) for one in self.readings], as_of=as_of)


@dataclass(frozen=True)
class AnchorRow:
    """A day from which others are counted."""

    id: str
    plan_id: str
    kind: str
    name: str
    on: date
    n_actions: int


@dataclass(frozen=True)
class ActionRow:
    """One action; `done_on` is the day on which it, or the promise that it is, was done."""

    id: str
    plan_id: str
    text: str
    side: str
    keeper_id: str
    keeper: str
    contact_id: str
    contact: str
    goal_id: str
    anchor_id: str
    anchor: str
    offset_days: int
    due_on: date | None
    done_on: date | None
    promise_id: str
    promise_settlement: str

    @property
    def counted(self) -> str:
        """Return from where its day is counted, in words; empty where it has a day of its own."""
        return say_offset(self.offset_days, self.anchor) if self.anchor_id else ""

    @property
    def is_dead(self) -> bool:
        """Return whether it is a promise that was withdrawn: nobody waits for it."""
        return self.promise_settlement == "withdrawn"

    def is_late(self, as_of: date) -> bool:
        """Return whether its day is past and it is not done."""
        return self.done_on is None and not self.is_dead and self.due_on is not None and self.due_on < as_of


@dataclass(frozen=True)
class DecisionRow:
    """What was decided in a review."""

    id: str
    text: str
    action_id: str
    noted_by: str
    noted_at: datetime


@dataclass(frozen=True)
class ReviewRow:
    """One review. `on` is the day it is planned for, or took place; `starts_at` the moment of its appointment."""

    id: str
    plan_id: str
    name: str
    anchor_id: str
    on: date
    state: str
    held_on: date | None
    appointment_id: str
    starts_at: datetime | None
    present: str
    notes: str
    version: int
    decisions: tuple[DecisionRow, ...]


@dataclass(frozen=True)
class ChangeRow:
    """One field as it was and as it became."""

    id: str
    noun: str
    about: str
    field: str
    before: str
    after: str
    why: str
    changed_by: str
    changed_at: datetime


@dataclass(frozen=True)
class MovePreview:
    """What would move if a day moved: each action with its new day, promises counted apart."""

    anchor: AnchorRow
    to_on: date
    shifts: tuple[tuple[ActionRow, Shift], ...]

    @property
    def n_promises(self) -> int:
        """Return how many promises would move with it."""
        return sum(bool(action.promise_id and not action.promise_settlement) for action, _ in self.shifts)


@dataclass(frozen=True)
class ReviewDue:
    """A review whose day has come, or one that nobody has planned though it is time: then `review_id` is empty."""

    account_id: str
    plan_id: str
    on: date
    review_id: str


@dataclass(frozen=True)
class PlanOverview:
    """One running plan on a line of the house's page."""

    plan: PlanRow
    goals: tuple[GoalRow, ...]
    next_review: date | None
    n_late: int
    review_due: ReviewDue | None
