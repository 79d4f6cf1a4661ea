"""A need's story: a small picture of its words by month and stance, and what became of it, in words."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.urls import reverse

from closeknit.kit.look import saying
from closeknit.needs.queries import MonthRow, StoryRow

WIDTH, FEWEST_SLOTS, GAP = 344, 12, 3
ABOVE, BELOW = 52, 20

_SAID = {
    "need.born": "first found in what they say",
    "need.stated": "stated",
    "need.renamed": "restated",
    "need.split": "split: some words became",
    "need.joined": "joined by",
    "need.merged": "merged into",
    "need.settled": "answered",
    "need.dismissed": "dismissed",
    "need.reopened": "opened again",
}


@dataclass(frozen=True)
class Block:
    """One part of a month's column; `stance` is the code that its colour and pattern follow."""

    stance: str
    y: float
    height: float


@dataclass(frozen=True)
class Column:
    """One month in the units of the picture."""

    x: float
    blocks: tuple[Block, ...]
    said: str
    label: str


@dataclass(frozen=True)
class Turn:
    """One thing that became of the need; `x` is its place in the picture, None where that lies before it."""

    on: date
    said: str
    who: str
    other: str
    other_url: str
    x: float | None


@dataclass(frozen=True)
class Story:
    """The picture and the list beside it."""

    columns: tuple[Column, ...]
    turns: tuple[Turn, ...]
    width: float
    baseline: float
    has_against: bool
    has_settling: bool


def story_of(months: Sequence[MonthRow], story: Sequence[StoryRow]) -> Story:
    """Return what is drawn of a need's months and of what became of it."""
    most = max((one.n_sentences + one.n_settling for one in months), default=0) or 1
    most_against = max((one.n_against for one in months), default=0)
    # One scale above and below the line, unless those against would not fit under it.
    unit = min(ABOVE / most, BELOW / most_against if most_against else ABOVE)
    slot = WIDTH / max(len(months), FEWEST_SLOTS)
    last = len(months) - 1
    return Story(
        columns=tuple(_column(one, place, slot, unit, last) for place, one in enumerate(months)),
        turns=tuple(_turn(one, months, slot) for one in story),
        width=round(slot - GAP, 1),
        baseline=ABOVE + 0.5,
        has_against=most_against > 0,
        has_settling=any(one.n_settling for one in months),
    )


def _column(one: MonthRow, place: int, slot: float, unit: float, last: int) -> Column:
    so, settled = one.n_sentences * unit, one.n_settling * unit
    blocks = [
        Block("supports", ABOVE - so, so),
        Block("settles", ABOVE - so - settled, settled),
        Block("contradicts", ABOVE + 1, one.n_against * unit),
    ]
    parts = [
        f"{one.month:%B %Y}: {saying.say_count(one.n_sentences, 'sentence')} of {saying.say_count(one.n_accounts, 'account')}"
    ]
    parts += [f"{saying.say_count(one.n_against, 'says', 'say')} otherwise"] if one.n_against else []
    parts += [f"{saying.say_count(one.n_settling, 'says', 'say')} it is settled"] if one.n_settling else []
    return Column(
        x=round(place * slot, 1),
        blocks=tuple(Block(b.stance, round(b.y, 1), round(b.height, 1)) for b in blocks if b.height),
        said=", ".join(parts),
        label=f"{one.month:%b %Y}" if place in (0, last) else "",
    )


def _turn(one: StoryRow, months: Sequence[MonthRow], slot: float) -> Turn:
    place = next((n for n, month in enumerate(months) if month.month == one.on.replace(day=1)), None)
    share = (one.on.day - 1) / 31
    return Turn(
        on=one.on,
        said=_SAID.get(one.kind, one.kind),
        who=one.who,
        other=f"“{one.other[1]}”" if one.other else "",
        other_url=reverse("need", args=[one.other[0]]) if one.other else "",
        x=round((place + share) * slot, 1) if place is not None else None,
    )
