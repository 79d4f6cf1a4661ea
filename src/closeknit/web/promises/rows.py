"""Promises as the pages show them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from closeknit.analysis.kinds import PromiseState
from closeknit.analysis.promises.risk import RiskOffer, offer_risk
from closeknit.analysis.promises.state import KeptShare, PromiseStanding, classify_promise
from closeknit.kit.look import charts, rows, saying
from closeknit.kit.ways import find_way
from closeknit.promises.queries import PromiseRow

_ENDS: dict[str, Literal["", "kept", "missed", "withdrawn"]] = {
    "kept": "kept",
    "missed": "missed",
    "withdrawn": "withdrawn",
}
_BUCKETS = (
    ("Due", "today or overdue", (PromiseState.OVERDUE, PromiseState.DUE)),
    ("At risk", "near, or somebody fears for it", (PromiseState.AT_RISK,)),
    ("Later", "", (PromiseState.AHEAD, PromiseState.MOVED)),
)


@dataclass(frozen=True)
class Bucket:
    """The open promises that stand alike."""

    title: str
    note: str
    lines: tuple[rows.PromiseRow, ...]


@dataclass(frozen=True)
class Kept:
    """How well one side keeps its word: the sentence, and the drawing with its interval where there is anything to draw."""

    said: str
    fact: str
    gauge: charts.Gauge | None


def buckets_of(promises: Sequence[PromiseRow], *, today: date, with_account: bool = True) -> tuple[Bucket, ...]:
    """Return open promises by where they stand today, each bucket in the order given; empty ones are left out."""
    states = {row.id: _state(row, today) for row in promises}
    buckets = (
        Bucket(
            title,
            note,
            lines_of(
                [row for row in promises if states[row.id] in inside],
                today=today,
                with_account=with_account,
                with_way=True,
            ),
        )
        for title, note, inside in _BUCKETS
    )
    return tuple(bucket for bucket in buckets if bucket.lines)


def lines_of(
    promises: Sequence[PromiseRow], *, today: date, with_account: bool = True, with_way: bool = False
) -> tuple[rows.PromiseRow, ...]:
    """Return promises as lines, each the way to its page; `with_way` puts an arrow in front where both ways share a list."""
    return tuple(
        rows.PromiseRow(
            what=row.text,
            who=_who(row, with_account),
            way=("ours" if row.direction == "ours" else "theirs") if with_way else "",
            due_on=row.due_on if not row.settlement else None,
            day_words=_day_words(row, today),
            settled=_ENDS.get(row.settlement, ""),
            url=find_way("promise", row.id),
        )
        for row in promises
    )


def kept_of(share: KeptShare, side: str) -> Kept:
    """Return how well one side keeps its word, `side` being "We" or "They"."""
    if share.share is None or share.low is None or share.high is None:
        return Kept(f"{side} kept –", "Nothing has come due in twelve months.", None)
    likely = f"{share.share:.0%}, likely between {share.low:.0%} and {share.high:.0%}".replace("%", " %")
    return Kept(
        said=f"{side} kept {share.n_kept} of {share.n}",
        fact=f"{likely} · {share.n_on_time} by the day first promised",
        gauge=charts.Gauge(
            now=share.share, low=share.low, high=share.high, said=f"{side} kept {share.n_kept} of {share.n}, {likely}"
        ),
    )


def standing_of(row: PromiseRow, *, today: date) -> tuple[PromiseStanding, rows.Reason]:
    """Return where a promise stands, and the line that says it."""
    standing = classify_promise(row.dates, as_of=today)
    marks: dict[PromiseState, rows.Mark] = {
        PromiseState.KEPT: "good",
        PromiseState.MISSED: "against",
        PromiseState.OVERDUE: "late",
        PromiseState.WITHDRAWN: "unknown",
    }
    why, *facts = standing.reasons
    fact = "; ".join(f"{one[0].lower()}{one[1:]}" for one in facts)
    return standing, rows.Reason(mark=marks.get(standing.state, "due"), why=why, fact=fact)


def offer_of(row: PromiseRow, *, today: date) -> RiskOffer | None:
    """Return why an open promise looks at risk, where nobody has said so and there is ground for it."""
    if row.settlement or row.fear:
        return None
    spoke = row.spoke_at.date() if row.spoke_at else None
    moved = row.moved_at.date() if row.moved_at else None
    return offer_risk(made_on=row.made_on, due_on=row.due_on, acted_on=moved, spoke_on=spoke, as_of=today)


def _state(row: PromiseRow, today: date) -> PromiseState:
    """What somebody fears for is at risk however far its day is, unless that has come."""
    state = classify_promise(row.dates, as_of=today).state
    ahead = state in (PromiseState.AHEAD, PromiseState.MOVED)
    return PromiseState.AT_RISK if ahead and (row.fear or offer_of(row, today=today)) else state


def _who(row: PromiseRow, with_account: bool) -> str:
    moved = f"day moved {saying.say_count(row.n_moves, 'time')}" if row.n_moves else ""
    fear = f"at risk: {row.fear}" if row.fear and not row.settlement else ""
    parts = (row.account if with_account else "", row.contact, row.keeper, moved, fear)
    return " · ".join(part for part in parts if part)


def _day_words(row: PromiseRow, today: date) -> str:
    if row.settlement and row.settled_on:
        return f"{row.settlement} {saying.say_day(row.settled_on, today)}"
    return "" if row.due_on else "no day yet"
