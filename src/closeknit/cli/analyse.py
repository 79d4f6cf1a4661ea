"""`closeknit analyse`: what the words in a file say, with no house at all."""

import argparse
import json
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NoReturn, TextIO

from closeknit.analysis.needs import corpus
from closeknit.analysis.text import hearing, packaged
from closeknit.kit.tables import reading
from closeknit.kit.tables.table import Table, Unreadable, shown

MOST_NEEDS_SHOWN = 30


class _Unusable(Exception):
    """The command cannot be carried out; the text says why in one line."""


def add_parser(commands: Any) -> None:
    """Add `analyse`."""
    parser = commands.add_parser("analyse", help="say what the words in a table say: sentences, signals, needs")
    parser.add_argument("file", metavar="FILE", type=Path, help="a table: CSV, TSV, XLSX, ODS, JSON or JSON Lines")
    parser.add_argument("--text-column", metavar="NAME", required=True, help="the column with the words")
    parser.add_argument("--id-column", metavar="NAME", help="a column whose cells are repeated as `id`")
    parser.add_argument(
        "--group",
        choices=[str(grouping) for grouping in corpus.Grouping],
        default=str(corpus.Grouping.NEEDS),
        help="needs: group the sentences that speak of one; all: group every sentence (default: needs)",
    )
    parser.add_argument(
        "--out", metavar="FILE.jsonl", type=Path, required=True, help="where one object a sentence goes"
    )
    parser.set_defaults(run=run)
    # argparse has no other place to say it in one line.
    parser.error = _refuse_usage


def run(arguments: argparse.Namespace) -> int:
    """Write one JSON object a sentence and print the needs; return 0, or 2 with one line on stderr."""
    try:
        table = reading.open_table(arguments.file, header=True, exact=True)
        text_place = _find_column(table, arguments.text_column)
        id_place = None if arguments.id_column is None else _find_column(table, arguments.id_column)
        _check_target(arguments.out, arguments.file)
        ids: dict[int, str] = {}
        cells = _read_cells(table, text_place, id_place, ids)
        found = corpus.analyse(cells, hearing.Hearer(), grouping=corpus.Grouping(arguments.group))
        _write(found, None if id_place is None else ids, arguments.out)
    except (_Unusable, Unreadable, packaged.MissingWeightsError) as error:
        print(f"closeknit: {error}", file=sys.stderr)
        return 2
    except OSError as error:
        print(f"closeknit: {shown(str(error.filename or arguments.file))}: {error.strerror}.", file=sys.stderr)
        return 2
    _print_needs(found, sys.stdout)
    return 0


def _refuse_usage(message: str) -> NoReturn:
    print(f"closeknit: {message}. `closeknit analyse --help` says how it is used.", file=sys.stderr)
    sys.exit(2)


def _find_column(table: Table, name: str) -> int:
    if name in table.columns:
        return table.columns.index(name)
    there = ", ".join(shown(column) for column in table.columns[:20])
    more = f" and {len(table.columns) - 20} more" if len(table.columns) > 20 else ""
    raise _Unusable(f"{shown(table.source.name)} has no column “{shown(name)}”. It has: {there}{more}.")


def _check_target(target: Path, source: Path) -> None:
    if target.is_dir():
        raise _Unusable(f"{shown(str(target))} is a folder. Name a file for --out.")
    if not target.parent.is_dir():
        raise _Unusable(f"{shown(str(target))} cannot be written: its folder is not there.")
    if target.exists() and target.samefile(source):
        raise _Unusable(f"{shown(str(target))} is the file to be read. Choose another for --out.")


def _read_cells(table: Table, text_place: int, id_place: int | None, ids: dict[int, str]) -> Iterator[tuple[int, str]]:
    """Yield row number and cell; a row of the wrong length is used as far as it reaches."""
    for row in table.rows():
        if id_place is not None:
            ids[row.number] = row.values[id_place] if id_place < len(row.values) else ""
        if text_place < len(row.values):
            yield row.number, row.values[text_place]


def _write(found: corpus.Analysis, ids: dict[int, str] | None, target: Path) -> None:
    partial = target.with_name(target.name + ".partial")
    # Half of a surrogate pair cannot be written as UTF-8: only then are all signs beyond ASCII escaped.
    with partial.open("w", encoding="utf-8", newline="\n") as stream:
        for sentence in found.sentences:
            line = {
                "row": sentence.row,
                "id": None if ids is None else ids[sentence.row],
                "start": sentence.start,
                "end": sentence.end,
                "text": sentence.text,
                "language": sentence.language,
                "signals": sentence.signals,
                "need": sentence.need,
                "need_name": sentence.need_name,
            }
            written = json.dumps(line, ensure_ascii=False)
            stream.write((written if _is_writable(written) else json.dumps(line)) + "\n")
    partial.replace(target)


def _is_writable(text: str) -> bool:
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True


def _print_needs(found: corpus.Analysis, stream: TextIO) -> None:
    width = max(min(shutil.get_terminal_size((100, 24)).columns, 120), 60)
    n_placed = sum(need.n_sentences for need in found.needs)
    said = _count(len(found.sentences), "sentence")
    print(f"{said}, {n_placed:,} of them in {_count(len(found.needs), 'need')}\n", file=stream)
    if not found.needs:
        print("No need was said by several rows.", file=stream)
        return
    print(f"{'rows':>6} {'said':>6}  need", file=stream)
    for need in found.needs[:MOST_NEEDS_SHOWN]:
        print(f"{need.n_rows:6,} {need.n_sentences:6,}  {_shorten(need.name, width - 16)}", file=stream)
        print(f"{'':15} “{_shorten(need.quote, width - 20)}”", file=stream)
    if (rest := len(found.needs) - MOST_NEEDS_SHOWN) > 0:
        print(f"{'':15} and {rest:,} smaller ones", file=stream)


def _count(n: int, noun: str) -> str:
    return f"{n:,} {noun}{'' if n == 1 else 's'}"


def _shorten(text: str, width: int) -> str:
    plain = " ".join("".join(sign if sign.isprintable() else " " for sign in text).split())
    return plain if len(plain) <= width else plain[: width - 1].rstrip() + "…"
