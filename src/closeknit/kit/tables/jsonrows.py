"""JSON as a table: one object a line, or one array of objects; nested objects become columns with a dot."""

import json
import re
from collections.abc import Iterator
from typing import Any, TextIO

from closeknit.kit.tables import encodings
from closeknit.kit.tables.table import MAX_COLUMNS, Bad, Row, Source, Table

# A document that is one object must be read whole; larger ones come as JSON Lines.
_MAX_WHOLE = 64 * 1024 * 1024
_MAX_OBJECT = 64 * 1024 * 1024
_MAX_DEPTH = 40
_CHUNK = 1 << 18
_ROW_NAMES = frozenset(
    (
        *("posts", "topics", "comments", "messages", "tickets", "conversations", "reviews", "responses", "answers"),
        *("items", "results", "data", "records", "rows", "entries", "users", "contacts", "companies", "accounts"),
    )
)
_SURROGATES = re.compile(r"[\ud800-\udfff]")
_SKIPPED = re.compile(r"[ \t\r\n,]*")
_DECODER = json.JSONDecoder(parse_float=str, parse_int=str, parse_constant=str)


def looks_like_json(start: str) -> bool:
    """Return whether a text begins with an object or an array of objects, as far as can be seen."""
    text = start.lstrip("\ufeff \t\r\n")
    return bool(re.match(r"\{\s*(\"(?:[^\"\\]|\\.)*\"\s*:|\})|\[\s*(\{|\])", text))


def open_json(source: Source, encoding: encodings.Encoding) -> Table:
    """Return the table of a JSON or JSON Lines file, or raise `Unreadable` when it holds no objects.

    Columns are all keys that occur, in order of appearance. Numbers keep their digits, true and false are written so,
    null is an empty cell, a list of plain values becomes lines, any other list stays JSON.
    """
    form = _find_form(source, encoding)
    notes = [encoding.note] if encoding.note else []
    if form == "document":
        key, found = _largest_list(source, encoding)
        if key:
            notes.append(f"The rows are the list “{key}” of the document.")

        def items() -> Iterator[tuple[int, object]]:
            yield from enumerate(found, start=1)
    else:

        def items() -> Iterator[tuple[int, object]]:
            with source.path.open("r", encoding=encoding.codec, errors=encoding.errors) as stream:
                yield from _lines(stream) if form == "lines" else _array(stream)

    columns, n_items = _gather_columns(source, items())
    if not columns:
        said = "holds no objects with names and values" if n_items else "is empty"
        raise source.unreadable(said, "A table in JSON is a list of objects, or one object a line.")

    def read() -> Iterator[Row | Bad]:
        for number, (line, item) in enumerate(items(), start=1):
            yield _row(number, line, item, columns)

    return Table(source, columns, "jsonl" if form == "lines" else "json", encoding.codec, tuple(notes), read)


def flatten(item: dict[str, Any]) -> dict[str, str]:
    """Return the plain values of an object, nested names joined by dots; deeper than forty levels it stays JSON."""
    flat: dict[str, str] = {}
    waiting: list[tuple[str, Any, int]] = [("", item, 0)]
    while waiting:
        name, value, depth = waiting.pop()
        if isinstance(value, dict) and value and depth < _MAX_DEPTH:
            waiting.extend((f"{name}.{key}" if name else key, part, depth + 1) for key, part in reversed(value.items()))
        else:
            flat[_SURROGATES.sub("\ufffd", name)] = _plain(value)
    return flat


def _find_form(source: Source, encoding: encodings.Encoding) -> str:
    with source.path.open("r", encoding=encoding.codec, errors=encoding.errors) as stream:
        start = stream.read(_CHUNK).lstrip("\ufeff \t\r\n")
    if start.startswith("["):
        return "array"
    first, end, rest = start.partition("\n")
    try:
        _DECODER.decode(first)
    except (ValueError, RecursionError):
        # A broken first line with a whole second one is still JSON Lines.
        second = rest.partition("\n")[0]
        return "lines" if second.startswith("{") and second.rstrip().endswith("}") else "document"
    return "lines" if end and rest.strip() else "document"


def _lines(stream: TextIO) -> Iterator[tuple[int, object]]:
    for line, text in enumerate(stream, start=1):
        if text.strip("\ufeff \t\r\n"):
            yield line, _decoded(text.strip("\ufeff \t\r\n"))


def _array(stream: TextIO) -> Iterator[tuple[int, object]]:
    """Yield the members of one array without holding more than one of them and a chunk."""
    buffer = stream.read(_CHUNK).lstrip("\ufeff \t\r\n")
    at, number = 1, 0
    while True:
        at = _SKIPPED.match(buffer, at).end()  # type: ignore[union-attr]  # it matches the empty string too
        item: object = None
        end = 0
        if at < len(buffer):
            if buffer[at] == "]":
                return
            try:
                item, end = _DECODER.raw_decode(buffer, at)
            except RecursionError:
                yield number + 1, ValueError("is nested too deeply; what follows it was not read")
                return
            except ValueError:
                end = 0
        # A number at the very end of the buffer may go on in the next chunk.
        if end and end < len(buffer):
            number += 1
            yield number, item
            at = end
            continue
        # Reading as much again as there is keeps the work linear for one long member.
        more = stream.read(max(_CHUNK, len(buffer) - at)) if len(buffer) - at <= _MAX_OBJECT else ""
        if not more:
            if at < len(buffer):
                yield number + 1, item if end else ValueError("is not valid JSON; what follows it was not read")
            return
        buffer, at = buffer[at:] + more, 0


def _largest_list(source: Source, encoding: encodings.Encoding) -> tuple[str, list[object]]:
    if source.path.stat().st_size > _MAX_WHOLE:
        raise source.unreadable("is one JSON object of more than 64 MB", "Export it as JSON Lines, one object a line.")
    text = source.path.read_bytes().decode(encoding.codec, encoding.errors).lstrip("\ufeff")
    try:
        document = _DECODER.decode(text)
    except RecursionError:
        raise source.unreadable("is JSON that is nested too deeply") from None
    except ValueError as error:
        raise source.unreadable(f"is not valid JSON ({_place(error)})", "Export it once more and try again.") from None
    best: tuple[str, list[object]] = ("", [document])
    # A thing with many values of its own is the row; the lists in it are details, unless they are named like rows.
    alone = isinstance(document, dict) and sum(not isinstance(part, dict | list) for part in document.values()) >= 5
    waiting: list[tuple[str, object, int]] = [("", document, 0)]
    most = (1, _MAX_WHOLE) if alone else (0, 0)
    while waiting:
        name, value, depth = waiting.pop()
        if isinstance(value, list) and value and all(isinstance(part, dict) for part in value):
            last = name.rpartition(".")[2]
            rank = (2 if last in _ROW_NAMES else int(last.rpartition("_")[2] in _ROW_NAMES), len(value))
            best, most = ((name, value), rank) if rank > most else (best, most)
        if isinstance(value, dict) and depth < 2:
            waiting.extend((f"{name}.{key}" if name else key, part, depth + 1) for key, part in value.items())
    return best


def _gather_columns(source: Source, items: Iterator[tuple[int, object]]) -> tuple[tuple[str, ...], int]:
    columns: dict[str, None] = {}
    n_items = 0
    for _, item in items:
        n_items += 1
        if isinstance(item, dict):
            columns.update(dict.fromkeys(flatten(item)))
        if len(columns) > MAX_COLUMNS:
            raise source.unreadable(f"has more than {MAX_COLUMNS:,} different names", "Is it a table? Export less.")
    return tuple(columns), n_items


def _row(number: int, line: int, item: object, columns: tuple[str, ...]) -> Row | Bad:
    if isinstance(item, ValueError):
        return Bad(number, str(item), (), line)
    if not isinstance(item, dict):
        return Bad(number, "is not an object with names and values", (), line)
    flat = flatten(item)
    return Row(number, tuple(flat.get(column, "") for column in columns), line)


def _decoded(text: str) -> object:
    try:
        return _DECODER.decode(text)
    except RecursionError:
        return ValueError("is nested too deeply")
    except ValueError as error:
        return ValueError(f"is not valid JSON ({_place(error)})")


def _place(error: ValueError) -> str:
    return f"at character {error.pos + 1}" if isinstance(error, json.JSONDecodeError) else "it cannot be parsed"


def _plain(value: object) -> str:
    if value is None or value in ({}, []):
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        return _SURROGATES.sub("\ufffd", value)
    if isinstance(value, list) and all(isinstance(part, str) for part in value):
        return _SURROGATES.sub("\ufffd", "\n".join(value))
    try:
        return _SURROGATES.sub("\ufffd", json.dumps(value, ensure_ascii=False))
    except RecursionError:
        return ""
