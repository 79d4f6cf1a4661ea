"""What changed since we last spoke: an answer that they wait for, people, the stage, promises that ended, and what they said."""

from collections.abc import Iterator
from datetime import date

from closeknit.kit import clock
from closeknit.today.brief.parts import BriefAsked, BriefLine, BriefPart, Mark

SHOWN_WORDS = 2
_ENDS: dict[str, tuple[str, Mark]] = {
    "kept": ("kept a promise", "good"),
    "missed": ("missed a promise", "late"),
    "withdrawn": ("took a promise back", ""),
}


def read(asked: BriefAsked) -> BriefPart | None:
    """Return what is new since the last talk, what weighs most first; None where we never spoke and nobody wrote."""
    lines = (*_owed(asked), *_promises(asked), *_people(asked), *_stage(asked), *_words(asked))
    if asked.spoke_on is None:
        return BriefPart("changed", "Before our first talk", lines) if lines else None
    if not lines:
        lines = (BriefLine("Nothing has changed", "no word from them, nobody came or left, no promise ended"),)
    return BriefPart("changed", "Since we last spoke", lines, note=_span(asked.spoke_on, asked.today))


def _owed(asked: BriefAsked) -> Iterator[BriefLine]:
    if asked.account.owed_since is not None:
        on = clock.local_date(asked.account.owed_since, asked.zone)
        yield BriefLine("They wait for an answer", "answer it before you call, or on the call", mark="late", on=on)


def _promises(asked: BriefAsked) -> Iterator[BriefLine]:
    for row in asked.promises:
        if row.settlement and row.settled_on and _is_new(row.settled_on, asked):
            whose = "We" if row.direction == "ours" else "They"
            done, mark = _ENDS[row.settlement]
            yield BriefLine(f"{whose} {done}", row.text.rstrip("."), mark=mark, on=row.settled_on, about=row.id)


def _people(asked: BriefAsked) -> Iterator[BriefLine]:
    for one in asked.people:
        if one.until_on is not None and _is_new(one.until_on, asked):
            after = f"after them {one.successor}" if one.successor else "who comes after them?"
            yield BriefLine(f"{one.name} has left", after, mark="due", on=one.until_on, about=one.person_id)
        elif one.until_on is None and one.from_on is not None and _is_new(one.from_on, asked):
            yield BriefLine(f"{one.name} is new there", one.title, mark="rising", on=one.from_on, about=one.person_id)


def _stage(asked: BriefAsked) -> Iterator[BriefLine]:
    since = asked.account.stage_since
    if since is not None and _is_new(since, asked):
        yield BriefLine(f"They stand as {asked.account.stage.replace('_', ' ')} now", on=since)


def _words(asked: BriefAsked) -> Iterator[BriefLine]:
    since = asked.account.two_way_at
    for one in [one for one in asked.told if since is None or one.said_at > since][:SHOWN_WORDS]:
        yield BriefLine("", verbatim=one.verbatim)


def _is_new(day: date, asked: BriefAsked) -> bool:
    return (asked.spoke_on or asked.today - asked.LOOK_BACK) < day <= asked.today


def _span(day: date, today: date) -> str:
    days = (today - day).days
    return "today" if days == 0 else "yesterday" if days == 1 else f"{days} days ago"
