"""`closeknit hear`: bring a file of conversations into the house from the terminal."""

import argparse
import json
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Any, BinaryIO

from closeknit.analysis.kinds import Direction, Medium, Wording
from closeknit.cli import house

_STDIN = "-"
# Option → field of a table, and what a person calls it.
_COLUMNS = {
    "text": ("text", "their words; may be given several times, one column a question"),
    "speaker": ("speaker", "who said it"),
    "address": ("address", "the speaker's e-mail address"),
    "account": ("account", "the organisation that they belong to"),
    "date": ("said_at", "when it was said"),
    "id": ("external_id", "what the row is called where it comes from"),
    "subject": ("subject", "what it is about"),
    "question": ("prompt", "what was asked"),
}
_SAID = {
    "text": "words",
    "speaker": "who",
    "first_name": "who",
    "last_name": "who",
    "address": "address",
    "account": "account",
    "said_at": "when",
    "external_id": "id",
    "subject": "subject",
    "medium": "how",
    "prompt": "question",
    "thread": "thread",
    "language": "language",
}


def add_parser(commands: Any) -> None:
    """Add `hear`."""
    parser = commands.add_parser("hear", help="bring in a file of what customers said: a table, a transcript or mail")
    house.add_house_argument(parser)
    parser.add_argument(
        "file",
        metavar="FILE",
        help="CSV, XLSX, JSONL, VTT, SRT, text with speakers, .eml, .mbox, or - for what is piped in",
    )
    parser.add_argument(
        "--name", metavar="NAME", help="what the file is called in the house (else as it is called here)"
    )
    parser.add_argument("--json", action="store_true", help="print the report as one JSON object")
    whole = parser.add_argument_group("what holds for all of the file")
    whole.add_argument("--account", metavar="NAME", help="whose words these are, where the file does not say it")
    whole.add_argument(
        "--medium", choices=[one.value for one in Medium], help="how it took place, where the file does not say it"
    )
    whole.add_argument(
        "--wording", choices=[one.value for one in Wording], help="word for word, or as told by one of us"
    )
    whole.add_argument("--direction", choices=[one.value for one in Direction], help="who spoke")
    whole.add_argument(
        "--on", metavar="DATE", type=_day, help="the day, as 2026-11-20, of what carries no date of its own"
    )
    whole.add_argument("--subject", metavar="TEXT", help="what it is about, where the file does not say it")
    columns = parser.add_argument_group("the columns of a table, where they are not told by themselves")
    for option, (field, what) in _COLUMNS.items():
        columns.add_argument(f"--{option}-column", dest=f"column_{field}", metavar="NAME", action="append", help=what)
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Read the file to its end and print what was new, what was there already, and what was rejected with row and reason.

    A row of a table, a message of a mailbox and a whole transcript count as one each. Hearing the words goes on in the background.
    """
    try:
        house.open_house(arguments)
    except house.CannotOpen as error:
        return house.complain(error)
    from closeknit.kit.refusals import Refused
    from closeknit.touchpoints import imports

    try:
        source = _read(arguments)
        report = imports.get_report(source, viewer=_viewer())
    except (Refused, OSError) as error:
        print(f"closeknit: {_one_line(error, arguments)}", file=sys.stderr)
        return 2
    if report.state != "done":
        print(f"closeknit: {report.problem or f'Reading {_shown(arguments)} was stopped.'}", file=sys.stderr)
        return 2
    if arguments.json:
        rejected = [{"row": one.row, "reason": one.reason} for one in report.rejected]
        # Three keys and no other, since programs read them: rows that were edited since count among the new.
        print(json.dumps({"new": report.n_new, "same": report.n_same, "rejected": rejected}, ensure_ascii=False))
    else:
        _print(arguments, source, report)
    return 0


def _read(arguments: argparse.Namespace) -> str:
    """Store and confirm the file, work until it is read, and return the import's id."""
    from closeknit.kit import clock, files
    from closeknit.touchpoints import operations

    viewer, at = _viewer(), clock.now()
    account = _find_account(arguments.account)
    with _open(arguments.file) as stream:
        file = files.store(iter(lambda: stream.read(1 << 20), b""))
    source = operations.bring_in(
        file=file,
        file_name=_name(arguments),
        account=account,
        columns=_columns(arguments),
        settings=_settings(arguments),
        viewer=viewer,
        at=at,
    )
    _work_until_read(source)
    return source


@contextmanager
def _open(file: str) -> Iterator[BinaryIO]:
    if file == _STDIN:
        yield sys.stdin.buffer
        return
    with Path(file).open("rb") as stream:
        yield stream


def _columns(arguments: argparse.Namespace) -> dict[str, list[str]]:
    said = {field: getattr(arguments, f"column_{field}") for field, _ in _COLUMNS.values()}
    return {field: names for field, names in said.items() if names}


def _settings(arguments: argparse.Namespace) -> dict[str, str]:
    day = arguments.on.isoformat() if arguments.on else ""
    said = {name: getattr(arguments, name) or "" for name in ("medium", "wording", "direction", "subject")}
    return {name: value for name, value in {**said, "started_on": day}.items() if value}


def _work_until_read(source: str) -> None:
    from closeknit.kit import tasks
    from closeknit.kit.tasks.worker import Worker
    from closeknit.touchpoints.tasks import READING

    worker = Worker(queues=(READING,))
    while True:
        progress = tasks.find_progress(subject=source, viewer=_viewer())
        if progress is None or not progress.is_open:
            return
        # Nothing to take: a worker of the open house has it already, and we wait for that.
        if not worker.run_next(ignore_delay=True):
            time.sleep(0.2)


def _find_account(name: str | None) -> str | None:
    from closeknit.accounts import queries
    from closeknit.kit.refusals import NotFound

    if not name:
        return None
    found = queries.find_account_by_name(name, viewer=_viewer())
    if found is None:
        raise NotFound(f"There is no account called “{name}” in this house. Nothing was read.")
    return found.id


def _print(arguments: argparse.Namespace, source: str, report: Any) -> None:
    from closeknit.touchpoints import imports

    unit = report.unit if report.n_new == 1 else f"{report.unit}s"
    print(
        f"{_shown(arguments)}: {report.n_new} new {unit}, {report.n_same} there already, {len(report.rejected)} rejected."
    )
    how = imports.get_reading(source, viewer=_viewer())
    if how.columns:
        print(f"  Taken: {'; '.join(f'{_SAID[field]} from {_listed(names)}' for field, names in how.columns.items())}.")
    if report.n_changed:
        print(f"  {report.n_changed} of the new had been read before and say something else now; what was read stays.")
    for note in how.notes:
        print(f"  {note}")
    for group in imports.group_rejected(report.rejected):
        several = f"{group.n} {report.unit}s" if group.n > 1 else report.unit
        print(f"  {several} {'' if group.n == 1 else '('}{group.rows}{'' if group.n == 1 else ')'}: {group.reason}")
    if report.n_waiting:
        print(f"Speakers who wait for somebody to say who they are: {report.n_waiting} (in the house, under Bring in).")
    if report.n_new:
        print("Their words are heard in the background: by the open house, or by `closeknit work --until-idle`.")


def _listed(names: tuple[str, ...]) -> str:
    from closeknit.kit.tables.table import shown

    several = " and ".join(f"“{shown(name)}”" for name in names[:3])
    return several if len(names) <= 3 else f"{several} and {len(names) - 3} more"


def _name(arguments: argparse.Namespace) -> str:
    return arguments.name or ("what was piped in" if arguments.file == _STDIN else Path(arguments.file).name)


def _shown(arguments: argparse.Namespace) -> str:
    from closeknit.kit.tables.table import shown

    return shown(_name(arguments) if arguments.file == _STDIN else arguments.file)


def _day(written: str) -> date:
    try:
        return date.fromisoformat(written)
    except ValueError:
        raise argparse.ArgumentTypeError(f"“{written}” is no day like 2026-11-20") from None


def _viewer() -> Any:
    from closeknit.kit import viewer

    return viewer.house("closeknit hear")


def _one_line(error: Exception, arguments: argparse.Namespace) -> str:
    if isinstance(error, OSError):
        return f"{_shown(arguments)} cannot be read: {error.strerror}. Nothing was read."
    return " ".join(str(error).split())
