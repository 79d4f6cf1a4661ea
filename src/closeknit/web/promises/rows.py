"""Promises as the pages show them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from closeknit.analysis.kinds import PromiseState
from closeknit.analysis.promises.state import KeptShare, PromiseStanding, classify_promise
from closeknit.kit.look import charts, rows, saying
from closeknit.promises.queries import PromiseRow, PromiseStory
from closeknit.web.ways import find_way

_ENDS: dict[str, Literal["", "kept", "missed", "withdrawn"]] = {
    "kept": "kept",
    "missed": "missed",
    "withdrawn": "withdrawn",
}
_BUCKETS = (
    ("Due", "today or overdue", (PromiseState.OVERDUE, PromiseState.DUE)),
    ("At risk", "three days left, a week where it was put off before", (PromiseState.AT_RISK,)),
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


@dataclass(frozen=True)
class Step:
    """One knot of the thread from what was said to whom it was told: done ones have a day, the others are still to come."""

    name: str
    on: date | None
    is_done: bool
    is_bad: bool = False
    url: str = ""


def buckets_of(promises: Sequence[PromiseRow], *, today: date, with_account: bool = True) -> tuple[Bucket, ...]:
    """Return open promises by where they stand today, each bucket in the order given; empty ones are left out."""
    states = {row.id: classify_promise(row.dates, as_of=today).state for row in promises}
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


def thread_of(story: PromiseStory) -> tuple[Step, ...]:
    """Return the thread of a promise: said, understood, promised, done; telling is still to come."""
    row, steps = story.promise, []
    if story.words:
        steps.append(Step("said", story.words.said_on, True, url="#words"))
    if story.need:
        steps.append(Step("understood", None, True, url=find_way("need", row.need_id)))
    steps.append(Step("promised", row.made_on, True))
    steps += [Step("put off", row.due_on, True)] if row.first_due_on and row.first_due_on != row.due_on else []
    if row.settlement:
        steps.append(Step(row.settlement, row.settled_on, True, is_bad=row.settlement == "missed"))
    else:
        steps.append(Step("kept?", row.due_on, False))
    return (*steps, Step("told", None, False))


def _who(row: PromiseRow, with_account: bool) -> str:
    moved = f"day moved {saying.say_count(row.n_moves, 'time')}" if row.n_moves else ""
    return " · ".join(part for part in (row.account if with_account else "", row.contact, row.keeper, moved) if part)


def _day_words(row: PromiseRow, today: date) -> str:
    if row.settlement and row.settled_on:
        return f"{row.settlement} {saying.say_day(row.settled_on, today)}"
    return "" if row.due_on else "no day yet"
