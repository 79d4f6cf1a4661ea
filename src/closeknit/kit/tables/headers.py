"""Which of the first records name the columns: one, none, two or three of them, and what stands before."""

import json
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from closeknit.kit.tables import values

# Names that no customer says as a whole answer, so a first row with one of them names columns.
_KNOWN = frozenset(
    (
        *(
            "id",
            "uuid",
            "key",
            "name",
            "first",
            "last",
            "email",
            "mail",
            "e-mail",
            "phone",
            "url",
            "language",
            "country",
        ),
        *("date", "time", "timestamp", "created", "updated", "subject", "title", "text", "body", "message", "content"),
        *(
            "comment",
            "comments",
            "feedback",
            "answer",
            "question",
            "description",
            "type",
            "status",
            "source",
            "channel",
        ),
        *("company", "account", "organisation", "organization", "customer", "author", "speaker", "respondent"),
        *("rating", "score"),
    )
)
_TYPED = (values.CellKind.NUMBER, values.CellKind.DATE, values.CellKind.EMAIL, values.CellKind.URL)
# What SurveyMonkey writes under a question that has one answer.
_FILLERS = frozenset(("response", "open-ended response"))
_MAX_PREAMBLE = 20
_MAX_LOOKED_AT = 200


@dataclass(frozen=True, slots=True)
class Layout:
    """Unique column names, how many records come before the first data row, and notes for people."""

    columns: tuple[str, ...]
    skip: int
    notes: tuple[str, ...]


def lay_out(records: Sequence[Sequence[str]], *, header: bool | None = None) -> Layout:
    """Return the columns that the first records (at least one) of a table speak for.

    `header` true or false overrules the guess of whether a row names the columns. Title lines before the header, the
    second header row of survey tools (SurveyMonkey) and the third (Qualtrics) are recognised and said in the notes.
    """
    notes: list[str] = []
    before = _count_preamble(records)
    if before:
        notes.append(f"{_rows(before)} before the header {'was' if before == 1 else 'were'} left out.")
    first, below = records[before], records[before + 1 :]
    if header is False or (header is None and _looks_like_data(first, below)):
        notes.append("The first row looks like data, so the columns are called column 1, column 2 and so on.")
        width = max(len(record) for record in records[before : before + 50])
        return Layout(tuple(f"column {place}" for place in range(1, width + 1)), before, tuple(notes))
    n_header = _count_header_rows(records[before:])
    names = _join(records[before : before + n_header]) if n_header > 1 else list(first)
    if n_header > 1:
        notes.append(f"The first {n_header} rows name the columns together, as survey tools do; they were joined.")
    unique, changed = _make_unique(names)
    if changed:
        notes.append(f"{changed} column names were empty or double and got a number." if changed > 1 else _ONE_CHANGED)
    return Layout(unique, before + n_header, tuple(notes))


_ONE_CHANGED = "One column name was empty or double and got a number."


def _rows(count: int) -> str:
    return "One row" if count == 1 else f"{count} rows"


def _count_preamble(records: Sequence[Sequence[str]]) -> int:
    """Reports put a title of one cell over a table of three or more columns."""
    widths = Counter(len(record) for record in records[:200])
    usual = max(widths, key=lambda width: (widths[width], width))
    if usual < 3:
        return 0
    for place, record in enumerate(records[: _MAX_PREAMBLE + 1]):
        if sum(1 for cell in record if cell.strip()) > 1:
            return place
    return 0


def _looks_like_data(first: Sequence[str], below: Sequence[Sequence[str]]) -> bool:
    filled = [cell.strip() for cell in first if cell.strip()]
    if not filled:
        return False
    if any(set(re.split(r"[\s_]+", cell.casefold())) & _KNOWN for cell in filled if len(cell) <= 40):
        return False
    kinds = [values.classify_cell(cell) for cell in first]
    if values.CellKind.EMAIL in kinds or values.CellKind.URL in kinds:
        return True
    typed = _typed_places(below, len(first))
    if typed:
        return any(kinds[place] is kind for place, kind in typed.items())
    if len(first) == 1:
        return filled[0][-1] in ".!" and len(filled[0].split()) >= 4
    repeated = sum(cell.strip() != "" and any(_at(row, at) == cell for row in below) for at, cell in enumerate(first))
    return repeated >= 2 and repeated * 2 >= len(filled)


def _typed_places(below: Sequence[Sequence[str]], width: int) -> dict[int, values.CellKind]:
    found = {place: _typed_kind(below, place) for place in range(min(width, _MAX_LOOKED_AT))}
    return {place: kind for place, kind in found.items() if kind is not None}


def _typed_kind(below: Sequence[Sequence[str]], place: int) -> values.CellKind | None:
    """The kind of a column when nine in ten of its cells agree on something more special than text."""
    kinds = Counter(values.classify_cell(_at(row, place)) for row in below[:100])
    kinds.pop(values.CellKind.EMPTY, None)
    if not kinds:
        return None
    kind, count = kinds.most_common(1)[0]
    return kind if kind in _TYPED and count >= 0.9 * kinds.total() else None


def _count_header_rows(records: Sequence[Sequence[str]]) -> int:
    """Return 1, or 2 or 3 when rows below fill the holes of the first one and hold nothing that looks like the data."""
    if len(records) > 2 and _is_import_ids(records[2]):
        return 3
    first = records[0]
    empty = [place for place, cell in enumerate(first) if not cell.strip()]
    if len(first) < 4 or len(empty) < 2:
        return 1
    for depth in (2, 3):
        under, below = records[1:depth], records[depth:]
        filled = sum(1 for place in empty if any(_at(row, place).strip() for row in under))
        if len(under) < depth - 1 or filled < 0.8 * len(empty):
            continue
        if {cell.strip().casefold() for cell in under[-1]} & _FILLERS:
            return depth
        typed = _typed_places(below, len(first))
        if typed and not any(values.classify_cell(_at(row, place)) in _TYPED for row in under for place in typed):
            return depth
    return 1


def _is_import_ids(record: Sequence[str]) -> bool:
    """Qualtrics writes {"ImportId":"QID1"} under each name."""
    filled = [cell for cell in record if cell.strip()]
    if not filled or not all(cell.startswith("{") and "ImportId" in cell for cell in filled):
        return False
    try:
        return all(isinstance(json.loads(cell), dict) for cell in filled[:5])
    except ValueError:
        return False


def _join(rows: Sequence[Sequence[str]]) -> list[str]:
    """Write "Question [answer]" as Google Forms does, carrying what stands above over the empty cells behind it."""
    if len(rows) == 3 and _is_import_ids(rows[2]):
        rows = rows[:2]
    names: list[str] = []
    carried = [""] * len(rows)
    for place in range(max(len(row) for row in rows)):
        cells = [_at(row, place).strip() for row in rows]
        fresh = False
        for level, cell in enumerate(cells):
            # What is said afresh on one level ends what was carried on the levels below it; the last is never carried.
            fresh = fresh or bool(cell) or level == len(rows) - 1
            carried[level] = cell if fresh else carried[level]
        parts: dict[str, str] = {}
        for part in carried:
            if part and part.casefold() not in _FILLERS:
                parts.setdefault(re.sub(r"\W", "", part).casefold() or part, part)
        said = list(parts.values())
        names.append(said[0] + "".join(f" [{part}]" for part in said[1:]) if said and any(cells) else "")
    return names


def _make_unique(names: Sequence[str]) -> tuple[tuple[str, ...], int]:
    taken = {name for name in names if name.strip()}
    seen: set[str] = set()
    counts: Counter[str] = Counter()
    unique, changed = [], 0
    for place, name in enumerate(names, start=1):
        chosen = base = name if name.strip() else f"column {place}"
        while chosen in seen or (chosen != name and chosen in taken):
            counts[base] += 1
            chosen = f"{base} ({counts[base] + 1})"
        seen.add(chosen)
        unique.append(chosen)
        changed += chosen != name
    return tuple(unique), changed


def _at(record: Sequence[str], place: int) -> str:
    return record[place] if place < len(record) else ""
