"""Which column is what: guessed from names and contents with a reason each, corrected by people, remembered.

It knows nothing of what the tables are about: whoever reads a table names its fields and what they are called elsewhere.
"""

import enum
import functools
import hashlib
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from closeknit.kit.tables import values
from closeknit.kit.tables.table import Row, Table, shown
from closeknit.kit.tables.values import CellKind

_PREFIXES = frozenset(
    ("property", "properties", "hs", "custom", "fields", "attributes", "salesforce", "sf", "the", "your")
)
_ENOUGH = 0.8
# What is put behind a name that comes twice (`headers.lay_out`).
_NUMBER_BEHIND = re.compile(r" \(\d+\)$")
# Scripts that put no blank between words; two of their characters make about one word.
_WITHOUT_BLANKS = re.compile(r"[\u0e00-\u0eff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
_TAG = re.compile(r"<[^<>]{1,500}>")


class Kind(enum.StrEnum):
    """What the cells of a field must look like."""

    WORDS = "words"
    NAME = "name"
    EMAIL = "email"
    DATE = "date"
    NUMBER = "number"
    CODE = "code"
    CHOICE = "choice"


# "customer email address" is an address. But "server name" is nobody's name, and "tag id" not the id of the row.
_FOUND_INSIDE = (Kind.WORDS, Kind.EMAIL, Kind.DATE)


@dataclass(frozen=True, slots=True)
class Field:
    """Something that a table may hold: its name, what others call it (likeliest first), and what it looks like.

    `several` lets more than one column be this field. `by_content` lets a column be it by its cells alone. A column with
    one of the words in `never` in its name is this field only by a full synonym. Half of its cells must be `among` these
    codes, where there are any.
    """

    name: str
    synonyms: tuple[str, ...]
    kind: Kind
    several: bool = False
    by_content: bool = False
    never: tuple[str, ...] = ()
    among: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Choice:
    """A column that was taken for a field, and why."""

    column: str
    reason: str


@dataclass(frozen=True, slots=True)
class Mapping:
    """For each field that was found its columns, in the order of the table."""

    fields: dict[str, tuple[Choice, ...]]

    def columns(self, field: str) -> tuple[str, ...]:
        """Return the columns of a field, none when it is not mapped."""
        return tuple(choice.column for choice in self.fields.get(field, ()))

    def to_json(self) -> dict[str, list[dict[str, str]]]:
        """Return plain lists and texts, as `from_json` takes them."""
        return {
            field: [{"column": choice.column, "reason": choice.reason} for choice in choices]
            for field, choices in self.fields.items()
        }


@dataclass(frozen=True, slots=True)
class _Column:
    name: str
    said: str
    cells: tuple[str, ...]
    kinds: Counter[CellKind]
    mean_words: float
    recurring: float
    distinct: float


def from_json(plain: Any) -> Mapping:
    """Return the mapping that `Mapping.to_json` wrote; raise `ValueError` when it is of another shape."""
    try:
        fields = {
            str(field): tuple(Choice(str(one["column"]), str(one.get("reason", ""))) for one in choices)
            for field, choices in plain.items()
        }
    except (AttributeError, TypeError, KeyError):
        raise ValueError("a mapping is an object of lists of columns") from None
    return Mapping({field: choices for field, choices in fields.items() if choices})


def say(columns: dict[str, Sequence[str]]) -> Mapping:
    """Return the mapping that a person said: field to columns."""
    return Mapping(
        {field: tuple(Choice(one, "you said so") for one in names) for field, names in columns.items() if names}
    )


def overrule(guessed: Mapping, said: dict[str, Sequence[str]], table: Table) -> dict[str, list[str]]:
    """Return field to columns: as said for the fields that a person named, as guessed for the others.

    A column is one field at most. Raises `Unreadable` where the table has no column by a name, also when its case is left out.
    """
    exact = {field: [_find_column(name, table) for name in names] for field, names in said.items()}
    taken = {column for columns in exact.values() for column in columns}
    kept = {
        field: [column for column in guessed.columns(field) if column not in taken]
        for field in guessed.fields
        if field not in exact
    }
    return {field: columns for field, columns in {**kept, **exact}.items() if columns}


def fingerprint(columns: Iterable[str]) -> str:
    """Return 64 hexadecimal digits that stand for this set of column names, in whatever order they come."""
    return hashlib.sha256("\x1f".join(sorted(columns)).encode("utf-8", "replace")).hexdigest()


def find_missing(mapping: Mapping, columns: Sequence[str]) -> tuple[str, ...]:
    """Return the columns that a mapping names and a table does not have."""
    known = set(columns)
    named = [choice.column for choices in mapping.fields.values() for choice in choices]
    return tuple(dict.fromkeys(column for column in named if column not in known))


def guess_mapping(fields: Sequence[Field], columns: Sequence[str], sample: Sequence[Row]) -> Mapping:
    """Return the likeliest mapping of the columns of a table, with a reason for each; some hundred sample rows do.

    A name that a field is known by counts more than what the cells look like, and neither counts when the cells
    contradict it (a date field whose cells are no dates, a code that is not unique). A column is one field at most.
    """
    looked_at = [_look(name, [row.values[place] for row in sample]) for place, name in enumerate(columns)]
    scored: list[tuple[float, int, int, str]] = []
    for order, field in enumerate(fields):
        for place, column in enumerate(looked_at):
            score, reason = _score(field, column)
            if score > 0:
                scored.append((score, -order, -place, reason))
    taken: set[int] = set()
    chosen: dict[str, dict[int, Choice]] = {}
    for score, minus_order, minus_place, reason in sorted(scored, reverse=True):
        field, place = fields[-minus_order], -minus_place
        so_far = chosen.setdefault(field.name, {})
        if place in taken or (
            so_far and not _may_join(field, looked_at[place], [looked_at[at] for at in so_far], score)
        ):
            continue
        taken.add(place)
        so_far[place] = Choice(columns[place], reason)
    found = {field.name: chosen.get(field.name, {}) for field in fields}
    return Mapping(
        {name: tuple(by_place[at] for at in sorted(by_place)) for name, by_place in found.items() if by_place}
    )


@functools.lru_cache(maxsize=4096)
def normalise(name: str) -> str:
    """Return a column name as plain lower-case words: "property_hs_note_body" and "Note Body" are both "note body"."""
    parted = re.sub(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])|(?<=\d)(?=[A-Z])", " ", name)
    words = re.findall(r"[^\W_]+", parted.casefold())
    if len(words) > 1 and words[-1] == "c" and name.endswith("__c"):
        words = words[:-1]
    while len(words) > 1 and words[0] in _PREFIXES:
        words = words[1:]
    return " ".join(words)


def _find_column(name: str, table: Table) -> str:
    alike = [column for column in table.columns if column.strip().casefold() == name.strip().casefold()]
    if name in table.columns or len(alike) == 1:
        return name if name in table.columns else alike[0]
    there = ", ".join(f"“{shown(column)}”" for column in table.columns[:12]) + (" …" if len(table.columns) > 12 else "")
    raise table.source.unreadable(f"has no column “{shown(name)}”", f"It has {there}.")


def _look(name: str, cells: Sequence[str]) -> _Column:
    filled = tuple(cell.strip() for cell in cells if cell.strip())
    kinds = Counter(values.classify_cell(cell) for cell in filled)
    words = sum(max(len(cell.split()), len(_WITHOUT_BLANKS.findall(cell[:2000])) / 2) for cell in filled)
    parts = Counter(
        part.strip().casefold() for cell in filled for part in re.split(r"[;,|\n]", cell[:2000]) if part.strip()
    )
    again = sum(count for count in parts.values() if count > 1)
    return _Column(
        name=name,
        said=normalise(_NUMBER_BEHIND.sub("", name)),
        cells=tuple(cell.strip() for cell in cells),
        kinds=kinds,
        mean_words=words / len(filled) if filled else 0.0,
        recurring=again / parts.total() if parts else 0.0,
        distinct=len(set(filled)) / len(filled) if filled else 0.0,
    )


def _score(field: Field, column: _Column) -> tuple[float, str]:
    """Return 100 down to 80 for a known name, 60 down for a name that has one in it, 50 for contents, 0 for neither."""
    if _contradicts(field, column):
        return 0.0, ""
    for place, synonym in enumerate(field.synonyms):
        # "companyname" is written in one by programs that know no capitals.
        if column.said and _joined(column.said) == _joined(normalise(synonym)):
            return max(80.0, 100.0 - place / 2), f"its name is a usual one: “{column.name.strip()}”"
    words = column.said.split()
    # A name that begins with an underscore is a program's own.
    if column.name.startswith("_") or set(words) & set(field.never):
        return 0.0, ""
    # A box that was ticked holds the same label wherever it holds anything.
    ticked = field.kind is Kind.WORDS and column.kinds.total() >= 5 and column.distinct <= 0.2
    inside_too = field.kind in _FOUND_INSIDE and len(words) <= 4 and not ticked
    for place, synonym in enumerate(field.synonyms if inside_too else ()):
        inside = normalise(synonym)
        if column.said.startswith(f"{inside} ") or column.said.endswith(f" {inside}"):
            longer = len(words) - len(inside.split())
            return 60.0 - 5 * longer - place / 10, f"its name has “{synonym}” in it"
    return _score_content(field, column) if field.by_content else (0.0, "")


def _joined(words: str) -> str:
    return words.replace(" ", "")


def _score_content(field: Field, column: _Column) -> tuple[float, str]:
    n_filled = column.kinds.total()
    if field.kind is Kind.EMAIL and n_filled and column.kinds[CellKind.EMAIL] >= _ENOUGH * n_filled:
        return 50.0, "its cells look like e-mail addresses"
    if field.kind is Kind.DATE and n_filled and column.kinds[CellKind.DATE] >= _ENOUGH * n_filled:
        return 40.0, "its cells look like dates"
    if field.kind is Kind.WORDS and _is_open_text(column):
        return 40.0 + min(
            column.mean_words, 50.0
        ) / 10, f"its cells are people's sentences ({column.mean_words:.0f} words each)"
    return 0.0, ""


def _contradicts(field: Field, column: _Column) -> bool:
    n_filled = column.kinds.total()
    if not n_filled:
        return False
    if field.among and 2 * sum(1 for cell in column.cells if normalise(cell) in field.among) < n_filled:
        return True
    special = {Kind.EMAIL: CellKind.EMAIL}.get(field.kind)
    if special is not None:
        return column.kinds[special] < 0.5 * n_filled
    if field.kind is Kind.DATE:
        # Unix time looks like a number.
        stamps = sum(1 for cell in column.cells if re.fullmatch(r"1\d{9}(\d{3}){0,2}", cell))
        return column.kinds[CellKind.DATE] + stamps < 0.5 * n_filled
    if field.kind is Kind.NUMBER:
        money = sum(1 for cell in column.cells if cell and _is_amount(cell))
        return money < 0.5 * n_filled
    if field.kind is Kind.CODE:
        return column.distinct < 1.0
    plain = column.kinds[CellKind.TEXT]
    if field.kind in (Kind.WORDS, Kind.NAME):
        return plain < 0.3 * n_filled or (field.kind is Kind.NAME and column.mean_words > 8)
    return False


def _is_amount(cell: str) -> bool:
    try:
        values.parse_money(cell, currency="EUR")
    except ValueError:
        return False
    return True


def _is_open_text(column: _Column) -> bool:
    """Answers in people's own words: hardly any part comes twice, and they are longer than names."""
    n_text = column.kinds[CellKind.TEXT]
    # A box that was ticked once in a long table holds its own label.
    if n_text < min(3, len(column.cells) // 4) or n_text < 0.7 * column.kinds.total() or not n_text:
        return False
    if column.recurring >= 0.5 or column.distinct < 0.6 or _are_names(column):
        return False
    return column.mean_words >= (2.5 if _is_question(column) else 5.0)


def _are_names(column: _Column) -> bool:
    """Short cells whose words nearly all begin with a capital are names of people, courses or tools, not sentences."""
    if column.mean_words >= 6:
        return False
    parts = [part for cell in column.cells for part in re.findall(r"[^\W\d_]+", cell)]
    capitals = sum(1 for part in parts if part[0].isupper())
    return len(parts) >= 6 and capitals >= 0.75 * len(parts)


def _is_question(column: _Column) -> bool:
    return "?" in column.name or len(column.said.split()) >= 5


def _may_join(field: Field, column: _Column, chosen: list[_Column], score: float) -> bool:
    """A further column of one field: not a copy of one that is there, and beside a known name only a question."""
    if not field.several or any(_is_copy(column, other) for other in chosen):
        return False
    if field.kind is not Kind.WORDS or score >= 80:
        return True
    known = {normalise(synonym) for synonym in field.synonyms}
    return _is_open_text(column) and (_is_question(column) or not any(other.said in known for other in chosen))


def _is_copy(column: _Column, other: _Column) -> bool:
    """A preview of a body says the same words twice, and so does the same text with and without markup."""
    plain = [[_TAG.sub("", cell).strip() for cell in one.cells] for one in (column, other)]
    pairs = [(one, two) for one, two in zip(*plain, strict=True) if one and two]
    same = sum(1 for one, two in pairs if one.rstrip(". …") in two or two.rstrip(". …") in one)
    return len(pairs) >= 2 and same >= _ENOUGH * len(pairs)
