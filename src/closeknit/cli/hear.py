"""`closeknit hear`: bring a file of conversations into the house from the terminal."""

import argparse
import json
import sys
import time
from pathlib import Path
from typing import Any

from closeknit.cli import house


def add_parser(commands: Any) -> None:
    """Add `hear`."""
    parser = commands.add_parser("hear", help="bring in a file of what customers said: a table, a transcript or mail")
    house.add_house_argument(parser)
    parser.add_argument("file", metavar="FILE", help="CSV, XLSX, JSONL, VTT, SRT, text with speakers, .eml or .mbox")
    parser.add_argument("--account", metavar="NAME", help="whose words these are, where the file does not say it")
    parser.add_argument("--json", action="store_true", help="print the report as one JSON object")
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
        report = imports.get_report(_read(arguments), viewer=_viewer())
    except (Refused, OSError) as error:
        print(f"closeknit: {_one_line(error, arguments.file)}", file=sys.stderr)
        return 2
    if report.state != "done":
        print(f"closeknit: {report.problem or f'Reading {arguments.file} was stopped.'}", file=sys.stderr)
        return 2
    if arguments.json:
        rejected = [{"row": one.row, "reason": one.reason} for one in report.rejected]
        print(json.dumps({"new": report.n_new, "same": report.n_same, "rejected": rejected}, ensure_ascii=False))
    else:
        _print(arguments.file, report)
    return 0


def _read(arguments: argparse.Namespace) -> str:
    """Store and confirm the file, work until it is read, and return the import's id."""
    from closeknit.kit import clock, files
    from closeknit.touchpoints import operations

    viewer, at = _viewer(), clock.now()
    account = _find_account(arguments.account)
    path = Path(arguments.file)
    with path.open("rb") as stream:
        file = files.store(iter(lambda: stream.read(1 << 20), b""))
    source = operations.bring_in(file=file, file_name=path.name, account=account, viewer=viewer, at=at)
    _work_until_read(source)
    return source


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


def _print(file: str, report: Any) -> None:
    unit = report.unit if report.n_new == 1 else f"{report.unit}s"
    print(f"{file}: {report.n_new} new {unit}, {report.n_same} there already, {len(report.rejected)} rejected.")
    for one in report.rejected:
        print(f"  {report.unit} {one.row}: {one.reason}")
    if report.n_waiting:
        print(f"Speakers who wait for somebody to say who they are: {report.n_waiting} (in the house, under Bring in).")
    if report.n_new:
        print("Their words are heard in the background: by the open house, or by `closeknit work --until-idle`.")


def _viewer() -> Any:
    from closeknit.kit import viewer

    return viewer.house("closeknit hear")


def _one_line(error: Exception, file: str) -> str:
    said = f"{file} cannot be read: {error.strerror}." if isinstance(error, OSError) else str(error)
    return " ".join(said.split())
