"""The spread of an account as its page needs it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from closeknit.analysis import periods
from closeknit.analysis.circle.paths import PathKind, WarmPath
from closeknit.analysis.kinds import ContactLevel, Direction
from closeknit.circle.spread.hearing import HeardRow
from closeknit.circle.spread.queries import PersonSpread, Spread
from closeknit.kit.look.rows import Mark, Quote
from closeknit.web import quotes
from closeknit.web.spread import labels
from closeknit.web.spread.forms import FunctionForm

# So many of ours stand as columns; the others are counted.
MOST_COLUMNS = 6
_LEVELS: tuple[ContactLevel | None, ...] = (*ContactLevel, None)


@dataclass(frozen=True)
class Dot:
    """How well one of theirs and one of ours know each other: a size 0–4, and what it says."""

    size: int
    said: str
    url_id: str


@dataclass(frozen=True)
class Column:
    """One of ours as a column."""

    id: str
    name: str
    short: str


@dataclass(frozen=True)
class HeardLine:
    """What somebody has heard, from whom and when, with their echo."""

    text: str
    kind: str
    id: str
    ended: str
    how: str
    by: str
    on: date
    touchpoint_id: str
    echo: Quote | None
    shared: str


@dataclass(frozen=True)
class PathLine:
    """The warm path to somebody as a short sentence in pieces: a text, and the conversation that proves it."""

    pieces: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class PersonLine:
    """One of theirs as the page shows them."""

    id: str
    person_id: str
    name: str
    initials: str
    title: str
    function: str
    level: str
    why: str
    mark: Mark
    state: str
    spoke_on: date | None
    dots: tuple[Dot, ...]
    heard: tuple[HeardLine, ...]
    path: PathLine | None
    form: FunctionForm | None


@dataclass(frozen=True)
class CoverageLine:
    """One function with its people by level, in the order of the levels."""

    function: str
    cells: tuple[tuple[PersonLine, ...], ...]


def columns_of(spread: Spread) -> list[Column]:
    """Return those of ours who know them best, the best first."""
    firsts = [member.name.split()[0] for member in spread.members[:MOST_COLUMNS] if member.n_met]
    return [
        Column(member.id, member.name, first if firsts.count(first) == 1 else member.name)
        for member, first in zip([one for one in spread.members if one.n_met], firsts, strict=False)
    ]


def people_of(spread: Spread, columns: Sequence[Column], *, today: date, asked: str) -> list[PersonLine]:
    """Return the people, those in touch first, then whoever we met last; with a form for the one of whom it is `asked`."""
    lines = [_person(one, spread, columns, today, one.contact.id == asked) for one in spread.people]
    return sorted(lines, key=lambda one: (one.state != "in touch", -(one.spoke_on or date.min).toordinal(), one.name))


def coverage_of(spread: Spread, people: Sequence[PersonLine]) -> list[CoverageLine]:
    """Return the functions with their people by level."""
    by_id = {one.id: one for one in people}
    return [
        CoverageLine(
            labels.FUNCTIONS[function] if function else "not known",
            tuple(tuple(by_id[one] for one in cells.get(level, ())) for level in levels_of(spread)),
        )
        for function, cells in spread.coverage.rows
    ]


def levels_of(spread: Spread) -> list[ContactLevel | None]:
    """Return the levels that stand as columns: all known ones, and not known where somebody's is."""
    unknown = any(None in cells for _, cells in spread.coverage.rows)
    return [level for level in _LEVELS if level is not None or unknown]


def thread_sentence(spread: Spread) -> str:
    """Return by whom the account hangs, as a sentence; empty where it hangs by more than one."""
    threads = spread.threads
    if not threads.is_single:
        return ""
    theirs = spread.names.get(threads.only_theirs or "", "")
    ours = spread.names.get(threads.only_ours or "", "")
    if theirs and ours:
        return f"Only {theirs} on their side and {ours} on ours"
    return f"Only {theirs} on their side" if theirs else f"Only {ours} on our side"


def _person(one: PersonSpread, spread: Spread, columns: Sequence[Column], today: date, is_asked: bool) -> PersonLine:
    contact = one.contact
    mark, state = _state(one)
    initial = {"function": contact.function, "level": contact.level}
    return PersonLine(
        id=contact.id,
        person_id=contact.person_id,
        name=contact.name,
        initials="".join(word[0] for word in (contact.name.split()[:1] + contact.name.split()[-1:]) if word).upper(),
        title=contact.title,
        function=labels.FUNCTIONS[one.function] if one.function else "",
        level=labels.LEVELS[one.level] if one.level else "",
        why=_why(one),
        mark=mark,
        state=state,
        spoke_on=one.spoke_on,
        dots=tuple(_dot(contact.person_id, contact.name, column, spread, today) for column in columns),
        heard=tuple(_heard(row) for row in one.heard),
        path=_path(one.path, spread.names, contact.name, today) if one.path else None,
        form=FunctionForm(initial=initial, auto_id=f"id_{contact.id}_%s") if is_asked else None,
    )


def _state(one: PersonSpread) -> tuple[Mark, str]:
    if one.is_in_touch:
        return "ease", "in touch"
    return ("disagree", "met before") if one.spoke_on else ("quiet", "never spoken with")


def _why(one: PersonSpread) -> str:
    said = [name for name, value in (("part", one.contact.function), ("rank", one.contact.level)) if value]
    return f"{' and '.join(said)} as one of us said" if said else "; ".join(one.placed.reasons)


def _dot(person: str, name: str, column: Column, spread: Spread, today: date) -> Dot:
    known = spread.met.get((person, column.id))
    if known is None:
        return Dot(0, f"{name} and {column.name}: never", "")
    size = 1 + sum(known.n >= least for least in (2, 4, 8))
    times = "once" if known.n == 1 else f"{known.n} times"
    on = periods.say_day(known.last_on, as_of=today).text
    return Dot(size, f"{name} and {column.name}: {times}, last {on}", known.meeting_id)


def _heard(row: HeardRow) -> HeardLine:
    return HeardLine(
        text=row.message.text,
        kind=row.message.kind,
        id=row.message.id,
        ended=labels.ENDED.get(row.message.outcome, row.message.outcome),
        how=labels.HOW[row.how],
        by=row.by or "one of us",
        on=row.on,
        touchpoint_id=row.touchpoint_id,
        echo=quotes.quote_of(row.echo, with_account=False) if row.echo else None,
        shared=" and ".join(f"“{word}”" for word in row.shared[:3]),
    )


def _path(path: WarmPath, names: Mapping[str, str], target: str, today: date) -> PathLine:
    """Return the path in words, each step beside the conversation that proves it."""
    ours = names.get(path.ours, "one of us")
    medium = quotes.MEDIA[path.meeting.medium]
    on = periods.say_day(path.meeting.on, as_of=today).text
    if path.kind is PathKind.MET_HERE:
        return PathLine(((f"{_verb(path, ours)}: {medium}, {on}", path.meeting.id),))
    if path.kind is PathKind.MET_ELSEWHERE:
        return PathLine(((f"{ours} knows them from {path.meeting.place}: {medium}, {on}", path.meeting.id),))
    sat = path.introduced_in or path.meeting
    colleague = names.get(path.through, "a colleague")
    together = f"{colleague} and {target} were in the same {quotes.MEDIA[sat.medium]}"
    return PathLine(
        (
            (f"{together}, {periods.say_day(sat.on, as_of=today).text}", sat.id),
            (f"{ours} speaks with {colleague}, last {on}", path.meeting.id),
        )
    )


def _verb(path: WarmPath, ours: str) -> str:
    if path.meeting.direction is Direction.THEIRS:
        return f"they wrote to {ours}"
    return f"{ours} wrote to them" if path.meeting.direction is Direction.OURS else f"{ours} met them"
