"""Rows of a table as conversations: each row is one, each column of words one turn of it."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, tzinfo

from closeknit.analysis.kinds import Medium
from closeknit.kit.tables import dates, mapping, values
from closeknit.kit.tables.mapping import Mapping
from closeknit.kit.tables.table import Bad, Row, Table, shown
from closeknit.touchpoints.readers import fields, markup
from closeknit.touchpoints.readers.conversation import (
    Conversation,
    Participant,
    Rejected,
    Turn,
    check_length,
    clean,
    hash_turns,
    hash_values,
)

# SurveyGizmo puts the name of the box before its question: "Feature #2:What would you like to see?".
_NUMBERED = re.compile(r"^(?:[^:?]{1,60}#\d+|Other[^:?]{0,40}) ?:+\s*(?=\S)")


@dataclass(frozen=True, slots=True)
class _Plan:
    """Where in a row each field stands, and what was learned from all rows before the first is read."""

    columns: tuple[str, ...]
    places: dict[str, tuple[int, ...]]
    order: dates.DateOrder
    zone: tzinfo
    medium: Medium
    doubled: frozenset[str]
    kind: str

    def first(self, field: str, cells: Sequence[str]) -> str:
        """Return the first cell of a field that holds something, without blank edges."""
        for place in self.places.get(field, ()):
            if cell := cells[place].strip():
                return cell
        return ""


def read(
    table: Table, mapped: Mapping, *, zone: tzinfo = UTC, medium: Medium | None = None
) -> tuple[Iterator[Conversation | Rejected], tuple[str, ...]]:
    """Return the conversations of a table, streaming, and notes for people.

    The table is read once before, for the order of day and month in its dates and for ids that come twice. A row is
    rejected when it does not fit the table, when every cell of words is empty (unless the whole row is), or when its
    date cannot be read: dated today it would make a neglected account look well. Times without a zone are in `zone`;
    `medium` is taken where no column names one. Raises `Unreadable` when the mapping has no words or names a column
    that the table has not.

    The external id is the one of the row if the table has ids; where one comes twice, a hash of the words behind it
    tells its rows apart. Without ids it is a hash of all named cells of the row.
    """
    missing = mapping.find_missing(mapped, table.columns)
    if missing:
        named = ", ".join(f"“{shown(name)}”" for name in missing[:3])
        raise table.source.unreadable(f"has no column {named}", "Say once more which column is what.")
    if not mapped.columns("text"):
        named = ", ".join(f"“{shown(name)}”" for name in table.columns[:8])
        raise table.source.unreadable(
            f"has no column that looks like somebody's words; it has {named}", "Say which it is."
        )
    plan, notes = _learn(table, mapped, zone, medium)
    return _conversations(table, plan), notes


def _learn(table: Table, mapped: Mapping, zone: tzinfo, medium: Medium | None) -> tuple[_Plan, tuple[str, ...]]:
    at = {name: place for place, name in enumerate(table.columns)}
    places = {field: tuple(at[name] for name in mapped.columns(field)) for field in mapped.fields}
    seen: set[str] = set()
    doubled: set[str] = set()

    def day_cells() -> Iterator[str]:
        for row in table.rows():
            if isinstance(row, Bad):
                continue
            for place in places.get("external_id", ())[:1]:
                said = row.values[place].strip()
                (doubled if said in seen else seen).add(said)
            yield from (row.values[place] for place in places.get("said_at", ())[:1])

    decided = dates.decide_order(day_cells())
    plan = _Plan(
        columns=table.columns,
        places=places,
        order=decided.order,
        zone=zone,
        medium=medium or fields.guess_medium(table.columns, mapped),
        doubled=frozenset(doubled),
        # The same number is another conversation in another kind of table.
        kind=mapping.fingerprint(table.columns)[:16],
    )
    notes = [decided.reason] if places.get("said_at") and not decided.sure else []
    if doubled - {""}:
        notes.append(f"{len(doubled - {''})} ids come more than once; the rows of each are told apart by their words.")
    return plan, tuple(notes)


def _conversations(table: Table, plan: _Plan) -> Iterator[Conversation | Rejected]:
    for row in table.rows():
        if isinstance(row, Bad):
            yield Rejected(row.number, row.reason)
        elif any(row.values):
            yield _conversation(row, plan)


def _conversation(row: Row, plan: _Plan) -> Conversation | Rejected:
    texts = [(place, _text(row.values[place])) for place in plan.places["text"]]
    texts = [(place, text) for place, text in texts if fields.is_words(text)]
    if not texts:
        return Rejected(row.number, "has no words")
    try:
        said_at = _moment(row, plan)
    except ValueError as error:
        return Rejected(row.number, str(error))
    speaker = _speaker(row, plan)
    question = clean(plan.first("prompt", row.values))
    asked = len(plan.places["text"]) > 1 or "?" in plan.columns[texts[0][0]]
    turns = tuple(
        Turn(
            speaker=speaker.name,
            address=speaker.address,
            text=text,
            at=said_at,
            prompt=_prompt(plan.columns[place] if asked else "", question),
        )
        for place, text in texts
    )
    thread = plan.first("thread", row.values)[:200]
    too_long = check_length(turns)
    if too_long:
        return Rejected(row.number, too_long)
    return Conversation(
        external_id=_external_id(row, plan, turns),
        medium=fields.find_medium(plan.first("medium", row.values)) or plan.medium,
        subject=clean(" ".join(plan.first("subject", row.values).split()))[:300],
        started_at=said_at,
        turns=turns,
        participants=(speaker,) if speaker.name or speaker.address else (),
        reply_to=f"{plan.kind}/{thread}" if thread else "",
        language_hint=plan.first("language", row.values)[:20],
        place=f"row {row.number}",
        account=clean(plan.first("account", row.values))[:300],
        table=plan.kind,
    )


def _prompt(column: str, question: str) -> str:
    """What was asked, by the column and by a cell of the row; a program's name for a question is written as words."""
    asked = clean(markup.to_text(column) if "<" in column and markup.looks_like(column) else column)
    several = [_NUMBERED.sub("", asked), question]
    worded = [one if " " in one else one.replace("_", " ").strip() for one in several if one]
    return ": ".join(reversed(worded))


def _text(cell: str) -> str:
    return clean(markup.to_text(cell) if "<" in cell and markup.looks_like(cell) else cell)


def _moment(row: Row, plan: _Plan) -> datetime | None:
    written = plan.first("said_at", row.values)
    return dates.parse_datetime(written, order=plan.order, zone=plan.zone) if written else None


def _speaker(row: Row, plan: _Plan) -> Participant:
    written = plan.first("address", row.values)
    address = values.find_address(written).lower()
    name = plan.first("speaker", row.values)
    if not name:
        name = " ".join(
            part for part in (plan.first(field, row.values) for field in ("first_name", "last_name")) if part
        )
    if not name and "<" in written and address:
        name = written.partition("<")[0].strip(" \"'")
    if not address and values.find_address(name):
        name, address = "", values.find_address(name).lower()
    return Participant(clean(" ".join(name.split()))[:254], address)


def _external_id(row: Row, plan: _Plan, turns: Sequence[Turn]) -> str:
    said = clean(plan.first("external_id", row.values))[:200]
    if not said:
        return hash_values(zip(plan.columns, row.values, strict=True))
    return f"{said}/{hash_turns(turns)}" if said in plan.doubled else said
