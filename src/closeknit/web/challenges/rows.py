"""Challenges as the pages show them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from closeknit.analysis.ideas.challenges import Cell, Comparison
from closeknit.ideas.challenges.briefing import Line
from closeknit.ideas.challenges.queries import (
    AnswerRow,
    ChallengePage,
    ChallengeRow,
    CriterionRow,
    DecisionRow,
    GuestRow,
)
from closeknit.ideas.challenges.taking_part import Person
from closeknit.kit import clock
from closeknit.kit.look import saying
from closeknit.kit.look.charts import Gauge
from closeknit.kit.look.rows import Quote
from closeknit.web import quotes
from closeknit.web.challenges import labels


@dataclass(frozen=True)
class ChallengeLine:
    """One challenge on the list."""

    row: ChallengeRow
    state: str
    left: str
    share_left: float
    decided_on: date | None


@dataclass(frozen=True)
class CellLine:
    """One answer on one criterion, and the viewer's own points ("" for none); `cell` is None where nobody scored it."""

    criterion: CriterionRow
    cell: Cell | None
    mine: str


@dataclass(frozen=True)
class AnswerLine:
    """One answer with its place; `gauge` draws its weighted sum with the spread of people."""

    row: AnswerRow
    given_on: date
    place: int
    total: float | None
    spread: str
    gauge: Gauge | None
    cells: tuple[CellLine, ...]
    n_people: int
    covered: str
    is_chosen: bool
    is_mine: bool


@dataclass(frozen=True)
class PersonLine:
    """Somebody to tell."""

    row: Person
    why: str
    told_on: date | None


@dataclass(frozen=True)
class BriefLineRow:
    """One line of what goes out, with the words behind it."""

    row: Line
    words: Quote


@dataclass(frozen=True)
class DecisionLine:
    """One decision as it is shown."""

    row: DecisionRow
    decided_on: date


def line_of(row: ChallengeRow, *, zone: str) -> ChallengeLine:
    """Return a challenge on a line."""
    return ChallengeLine(
        row=row,
        state=labels.STATES[row.state],
        left=say_left(row.days_left),
        share_left=min(row.days_left / 30, 1.0),
        decided_on=_day(row.decided_at, zone),
    )


def say_left(days: int) -> str:
    """Return how long answers still come in: "two days left"; empty once none do."""
    if not days:
        return ""
    return "the last day" if days == 1 else f"{saying.say_count(days, 'day')} left"


def answers_of(page: ChallengePage, *, viewer_id: str, zone: str) -> list[AnswerLine]:
    """Return the answers, the best first; those that nobody scored stand last, as they came."""
    rows = {one.id: one for one in page.answers}
    chosen = {answer for answer, _ in page.decisions[0].chosen} if page.decisions else set()
    found = []
    for one in page.comparison.standings:
        row = rows[one.answer]
        cells = tuple(
            CellLine(criterion, one.cells.get(criterion.id), str(row.points.get(criterion.id, "")))
            for criterion in page.criteria
        )
        found.append(
            AnswerLine(
                row=row,
                given_on=clock.local_date(row.given_at, zone),
                place=one.place,
                total=one.total,
                spread=_spread(one.low, one.high),
                gauge=_gauge(row.title, one.total, one.low, one.high),
                cells=cells,
                n_people=one.n_people,
                covered=""
                if one.covered > 0.999 or one.total is None
                else f"{round(one.covered * 100)} % of the weight",
                is_chosen=row.id in chosen,
                is_mine=viewer_id in (row.member_id, row.noted_by_id),
            )
        )
    return found


def holds_of(comparison: Comparison, page: ChallengePage) -> list[str]:
    """Return in sentences whether the order would hold if a weight moved."""
    titles = {one.id: one.title for one in page.answers}
    criteria = {one.id: one.text for one in page.criteria}
    scored = [one for one in comparison.standings if one.total is not None]
    if len(scored) < 2:
        return []
    if not comparison.is_comparable:
        return ["Not all answers are scored on the same criteria, so their sums do not compare yet."]
    if scored[1].place == 1:
        return ["Two share the first place: the scores do not decide between them."]
    if not comparison.turns:
        return [f"“{titles[scored[0].answer]}” stays first whichever single weight moves."]
    return [
        f"“{titles[one.rival]}” would come first if “{criteria[one.criterion]}” {_weighed(one.weight)} instead of {one.now:g}."
        for one in comparison.turns[:3]
    ]


def lines_of(lines: Sequence[Line]) -> list[BriefLineRow]:
    """Return the lines of a brief with the words behind each."""
    return [BriefLineRow(one, quotes.quote_of(one.words)) for one in lines]


def people_of(people: Sequence[Person], *, zone: str) -> list[PersonLine]:
    """Return whom to tell: who waits first."""
    found = [PersonLine(one, labels.WHY[one.why], _day(one.told_at, zone)) for one in people]
    return sorted(found, key=lambda one: one.told_on is not None)


def decisions_of(decisions: Sequence[DecisionRow], *, zone: str) -> list[DecisionLine]:
    """Return the decisions with the day of each, the newest first."""
    return [DecisionLine(one, clock.local_date(one.decided_at, zone)) for one in decisions]


def guests_of(guests: Sequence[GuestRow], *, zone: str, today: date) -> list[tuple[GuestRow, str]]:
    """Return whom it is put to, each with where they stand."""
    return [(one, "answered" if one.has_answered else _stands(one, zone, today)) for one in guests]


def _stands(one: GuestRow, zone: str, today: date) -> str:
    if one.reminded_at is None:
        return labels.GUESTS[one.state]
    return f"{labels.GUESTS[one.state]}, reminded {saying.say_day(clock.local_date(one.reminded_at, zone), today)}"


def initial_of(page: ChallengePage) -> dict[str, Any]:
    """Return what the form of a draft begins with."""
    row = page.row
    return {
        "title": row.title,
        "wish": row.wish,
        "way": row.way,
        "background": page.background,
        "reward": row.reward,
        "closes_on": row.closes_on,
        "is_for_members": row.is_for_members,
        "needs": [need for need, _ in page.needs],
        "base": page.revision,
    }


def _weighed(weight: float) -> str:
    return f"weighed {weight:.1f}".removesuffix(".0") if weight >= 0.05 else "counted for nothing"


def _gauge(title: str, total: float | None, low: float | None, high: float | None) -> Gauge | None:
    if total is None:
        return None
    least, most = (low if low is not None else total) / 10, (high if high is not None else total) / 10
    return Gauge(total / 10, min(least, total / 10), max(most, total / 10), said=f"{title}: {total:.1f} of 10")


def _spread(low: float | None, high: float | None) -> str:
    return f"{low:.1f} to {high:.1f}" if low is not None and high is not None and high - low > 0.05 else ""


def _day(moment: datetime | None, zone: str) -> date | None:
    return clock.local_date(moment, zone) if moment else None
