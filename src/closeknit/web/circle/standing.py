"""Why one account stands where it does, where it may go, and how it got here: the panel beside the picture."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.urls import reverse

from closeknit.analysis.circle.cadence import Lateness
from closeknit.analysis.circle.closeness import Part
from closeknit.analysis.circle.keeping import Kept, PersonLateness
from closeknit.analysis.kinds import STAGES_INSIDE_OUT, LatenessState, Stage
from closeknit.circle import checks
from closeknit.circle.gathering import CircleAccount
from closeknit.circle.queries import DecisionRow
from closeknit.kit.look.rows import Reason
from closeknit.web.circle import labels, listing
from closeknit.web.circle.asked import Asked

_SAID = {
    LatenessState.COOLING: "has not heard from us for a while",
    LatenessState.LATE: "waits for too long",
    LatenessState.NEGLECTED: "waits for too long",
}


@dataclass(frozen=True)
class PartLine:
    """One part of closeness: its name, its share, and the sentence behind it."""

    name: str
    share: float | None
    said: str
    reason: str


@dataclass(frozen=True)
class RingChoice:
    """One ring that the account may move to. `key` is i for the next one inward, o for the next one outward."""

    code: str
    label: str
    url: str
    is_here: bool
    is_asked: bool
    may: bool
    key: str


@dataclass(frozen=True)
class History:
    """One decision: Mar 2025, engaged → partner, and why."""

    on: date
    from_stage: str
    to_stage: str
    reason: str
    by: str


@dataclass(frozen=True)
class Standing:
    """The chosen account as the panel shows it."""

    id: str
    name: str
    account_url: str
    close_url: str
    stage: str
    stage_since: date | None
    worth_minor: int | None
    owner: str
    place: str
    reasons: tuple[Reason, ...]
    parts: tuple[PartLine, ...]
    closeness: str
    rings: tuple[RingChoice, ...]
    to: str
    to_label: str
    direction: str
    keep_url: str
    decide_url: str
    aim_url: str
    aim: str
    aim_is_reached: bool
    review_on: date | None
    history: tuple[History, ...]


def standing_of(
    row: CircleAccount, accounts: Sequence[CircleAccount], decisions: Sequence[DecisionRow], asked: Asked
) -> Standing:
    """Return the panel of one account among all."""
    to = Stage(asked.to) if asked.to and checks.can_move(row.stage, Stage(asked.to)) else None
    query = asked.url(account="", to="").removeprefix(reverse("circle"))
    return Standing(
        id=row.id,
        name=row.name,
        account_url=reverse("account", args=[row.id]),
        close_url=asked.url(account="", to=""),
        stage=labels.STAGES[row.stage],
        stage_since=row.stage_since,
        worth_minor=row.worth_minor,
        owner=row.owner,
        place=_place(row, accounts),
        reasons=reasons_of(row.kept),
        parts=tuple(_part(part) for part in row.closeness.parts),
        closeness=listing.say_share(row.closeness.value),
        rings=_rings(row, asked),
        to=to or "",
        to_label=labels.STAGES[to] if to else "",
        direction=_direction(row.stage, to) if to else "",
        keep_url=asked.url(to=""),
        decide_url=reverse("circle_decisions", args=[row.id]) + query,
        aim_url=reverse("circle_aim", args=[row.id]) + query,
        aim=labels.STAGES[row.aim] if row.aim else "",
        aim_is_reached=row.aim is row.stage,
        review_on=row.review_on,
        history=tuple(history_of(one) for one in decisions),
    )


def reasons_of(kept: Kept) -> tuple[Reason, ...]:
    """Return when we spoke last and how often we want to; and who of those who matter there waits for too long, or soon will."""
    people = () if kept.whole.state is LatenessState.PAUSED else kept.people
    return (reason_of(kept.whole), *(_person(one) for one in people if one.lateness.state in _SAID))


def reason_of(lateness: Lateness) -> Reason:
    """Return when we spoke last and how often we want to, as one line."""
    last, cadence = lateness.reasons[0], lateness.reasons[-1]
    return Reason(mark=labels.MARKS[lateness.state], why=last, fact=f"{cadence[0].lower()}{cadence[1:]}")


def _person(person: PersonLateness) -> Reason:
    fact = f"{person.lateness.days} days, {person.lateness.latest} at the latest"
    state = person.lateness.state
    return Reason(mark=labels.MARKS[state], why=f"{person.who} {_SAID[state]}", fact=fact)


def history_of(decision: DecisionRow) -> History:
    """Return one decision as a line of the history."""
    before, after = labels.STAGES[Stage(decision.from_stage)], labels.STAGES[Stage(decision.to_stage)]
    return History(decision.decided_on, before, after, decision.reason, decision.decided_by)


def _place(row: CircleAccount, accounts: Sequence[CircleAccount]) -> str:
    """Return its place within its ring as a sentence; nothing where its closeness is not known."""
    if row.closeness.value is None or row.stage is Stage.LET_GO:
        return ""
    ring = [one.closeness.value for one in accounts if one.stage is row.stage and one.closeness.value is not None]
    nearer = sum(value > row.closeness.value for value in ring)
    return labels.say_place(nearer + 1, len(ring), row.stage)


def _part(part: Part) -> PartLine:
    said = listing.say_share(part.share) or "not known"
    return PartLine(labels.PARTS[part.code], part.share, said, part.reason)


def _rings(row: CircleAccount, asked: Asked) -> tuple[RingChoice, ...]:
    inward = next((s for s in reversed(STAGES_INSIDE_OUT) if s.nearness > row.stage.nearness), None)
    outward = next((s for s in (*STAGES_INSIDE_OUT, Stage.LET_GO) if s.nearness < row.stage.nearness), None)
    return tuple(
        RingChoice(
            code=stage,
            label=labels.STAGES[stage],
            url=asked.url(account=row.id, to=stage.value),
            is_here=stage is row.stage,
            is_asked=stage == asked.to,
            may=checks.can_move(row.stage, stage),
            key="i" if stage is inward else "o" if stage is outward else "",
        )
        for stage in (*STAGES_INSIDE_OUT, Stage.LET_GO)
    )


def _direction(stage: Stage, to: Stage) -> str:
    if to is Stage.LET_GO:
        return "Let go"
    return f"Move {'inward' if to.nearness > stage.nearness else 'outward'}, to {labels.STAGES[to]}"
