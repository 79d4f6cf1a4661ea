"""Bringing in accounts and people from a table: kept and looked at, then read in the background, chunk by chunk."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import chain, islice
from typing import Any

from closeknit.accounts import events, viewers
from closeknit.accounts.importing import columns, drafts, known, storing
from closeknit.accounts.models import AccountImport, RejectedRow
from closeknit.analysis import lifecycles
from closeknit.analysis.kinds import ImportState
from closeknit.identity import queries as identity_queries
from closeknit.kit import clock, files, ids, tasks
from closeknit.kit.capabilities import Capability
from closeknit.kit.events import record
from closeknit.kit.operation import operation
from closeknit.kit.refusals import NotFound, Refused
from closeknit.kit.tables import dates, reading
from closeknit.kit.tables.table import Bad, Row, Table, Unreadable
from closeknit.kit.viewer import Viewer

CHUNK = 200
_DAYS = (columns.Column.RENEWAL, columns.Column.FROM, columns.Column.UNTIL)


class CannotRead(Refused):
    """With this mapping nothing could be read."""


@operation(Capability.KEEP_ACCOUNTS)
def begin_import(*, content: Iterable[bytes], file_name: str, viewer: Viewer, at: datetime) -> str:
    """Keep a table, guess what its columns say and return the import's id, or raise Unreadable. Nothing is added yet."""
    kept = files.store(content)
    table = _open(kept, file_name)
    mapping = _remembered(table, viewer) or columns.guess(table.columns, table.sample(20))
    row = AccountImport.objects.add(
        AccountImport(
            id=ids.new("accountimport"),
            file_name=file_name[:300],
            file=kept,
            columns=list(table.columns),
            mapping=mapping,
            n_rows=sum(1 for _ in table.rows()),
            notes=list(table.notes),
            brought_by_id=viewer.id if viewer.kind == "member" else None,
            created_at=at,
        )
    )
    record(events.AccountsImportBegun(subject=row.pk), viewer=viewer, at=at)
    return row.pk


@operation(Capability.KEEP_ACCOUNTS)
def change_mapping(*, source: str, mapping: Mapping[str, str], viewer: Viewer, at: datetime) -> None:
    """Say what the columns of a table mean that is not read yet, or raise NotFound or CannotRead."""
    row = get_import(source, viewer=viewer)
    _set_mapping(row, mapping)
    record(events.AccountsImportMapped(subject=row.pk), viewer=viewer, at=at)


@operation(Capability.KEEP_ACCOUNTS)
def read_import(*, source: str, mapping: Mapping[str, str] | None = None, viewer: Viewer, at: datetime) -> None:
    """Begin to read a table in the background, or go on where it stopped; or raise NotFound, CannotRead or Refused."""
    row = get_import(source, viewer=viewer)
    if mapping is not None:
        _set_mapping(row, mapping)
    problem = columns.check(row.mapping)
    if problem:
        raise CannotRead(problem)
    # Given up by the worker, its row still says that it runs: beginning again is then the way on.
    progress = tasks.find_progress(subject=row.pk, viewer=viewer)
    if not (row.state == ImportState.RUNNING and progress is not None and not progress.is_open):
        _check_move(row, ImportState.RUNNING)
    row.change(state=ImportState.RUNNING, problem="", ended_at=None)
    tasks.enqueue(read_rows, viewer=viewer, key=f"accounts:{row.pk}", subject=row.pk, source=row.pk)
    record(events.AccountsImportStarted(subject=row.pk), viewer=viewer, at=at)


@operation(Capability.KEEP_ACCOUNTS)
def stop_import(*, source: str, viewer: Viewer, at: datetime) -> None:
    """Put a table that is not read yet away, or stop reading it after the chunk that is being stored; what is read stays."""
    row = get_import(source, viewer=viewer)
    progress = tasks.find_progress(subject=row.pk, viewer=viewer)
    if (
        row.state == ImportState.PREVIEWED
        or progress is None
        or not tasks.ask_to_cancel(run=progress.id, viewer=viewer)
    ):
        _check_move(row, ImportState.CANCELLED)
        row.change(state=ImportState.CANCELLED, ended_at=at)
    record(events.AccountsImportStopped(subject=row.pk), viewer=viewer, at=at)


@tasks.background()
def read_rows(work: tasks.Work, *, source: str) -> None:
    """Store the rows of a table that are not stored yet. Each chunk moves the checkpoint in its own transaction."""
    viewer = viewers.of_task(work.viewer_kind, work.viewer_id, reason="accounts import")
    try:
        _read_rows(work, source, viewer)
    except tasks.Cancelled:
        end_import(source=source, state=ImportState.CANCELLED, problem="", viewer=viewer, at=clock.now())
        raise
    except Unreadable as unreadable:
        end_import(source=source, state=ImportState.FAILED, problem=str(unreadable), viewer=viewer, at=clock.now())


def _read_rows(work: tasks.Work, source: str, viewer: Viewer) -> None:
    job = _job(source, viewer)
    rows = chain(job.table.rows(), job.table.rows() if job.has_services else ())
    left = islice(rows, job.checkpoint, None)
    while chunk := list(islice(left, CHUNK)):
        job.checkpoint += len(chunk)
        with work.chunk(done=min(job.checkpoint, job.n_rows), total=job.n_rows):
            at = clock.now()
            store_chunk(source=source, rows=chunk, job=job, viewer=viewer, at=at)
    with work.chunk(done=job.n_rows, total=job.n_rows):
        end_import(source=source, state=ImportState.DONE, problem="", viewer=viewer, at=clock.now())


@operation(Capability.KEEP_ACCOUNTS)
def store_chunk(*, source: str, rows: Sequence[Row | Bad], job: "Job", viewer: Viewer, at: datetime) -> None:
    """Store some rows of a table and move its checkpoint behind them."""
    row = AccountImport.objects.visible_to(viewer).select_for_update().get(pk=source)
    read = [_read(one, job.manner) for one in rows]
    good = [one for one in read if isinstance(one, drafts.Draft)]
    what_is_known = known.look_up(good, viewer=viewer, today=clock.local_date(at, job.zone))
    # The table is gone through twice, and a chunk may hold the end of one round and the beginning of the next.
    n_first = max(0, min(len(rows), job.n_rows - row.checkpoint))
    first = [one for one in read[:n_first] if isinstance(one, drafts.Draft)]
    again = [one for one in read[n_first:] if isinstance(one, drafts.Draft)]
    stored = storing.store(first, source=source, known=what_is_known, viewer=viewer, at=at)
    storing.store_services(again, source=source, known=what_is_known, viewer=viewer, at=at)
    rejected = [one for one in read[:n_first] if isinstance(one, drafts.Rejected)] + stored.rejected
    RejectedRow.objects.add_many(
        RejectedRow(source=row, row=one.row, reason=one.reason, text=one.text) for one in sorted(rejected, key=_number)
    )
    owners = dict(row.unknown_owners)
    for name, count in stored.unknown_owners.items():
        owners[name] = owners.get(name, 0) + count
    row.change(
        checkpoint=row.checkpoint + len(rows),
        n_new=row.n_new + stored.n_new,
        n_same=row.n_same + stored.n_same,
        n_rejected=row.n_rejected + len(rejected),
        unknown_owners=owners,
    )
    chunk = events.AccountsImported(subject=source, n_new=stored.n_new, n_same=stored.n_same, n_rejected=len(rejected))
    record(chunk, viewer=viewer, at=at)


@operation(Capability.KEEP_ACCOUNTS)
def end_import(*, source: str, state: str, problem: str, viewer: Viewer, at: datetime) -> None:
    """Write down how the reading of a table ended."""
    row = get_import(source, viewer=viewer)
    row.change(state=ImportState(state), problem=problem, ended_at=at)
    record(events.AccountsImportEnded(subject=source, state=state), viewer=viewer, at=at)


@dataclass
class Job:
    """What reading a table needs, looked up once: the same whenever it is begun again."""

    table: Table
    manner: drafts.Manner
    zone: str
    n_rows: int
    checkpoint: int
    has_services: bool


def get_import(source: str, *, viewer: Viewer) -> AccountImport:
    """Return the row of an import, or raise NotFound."""
    row = AccountImport.objects.visible_to(viewer).filter(pk=source).first()
    if row is None:
        raise NotFound("There is no such import.")
    return row


def read_sample(row: AccountImport, n: int) -> tuple[Table, list[drafts.Draft | drafts.Rejected]]:
    """Return the table of an import and how its first `n` rows would be read with the mapping as it is."""
    table = _open(row.file, row.file_name)
    first: list[Row | Bad] = []
    for one in table.rows():
        if len(first) >= n:
            break
        first.append(one)
    manner = _manner(table.columns, row.mapping, lambda: first)
    return table, [said for one in first if (said := _read(one, manner))]


def _job(source: str, viewer: Viewer) -> Job:
    row = get_import(source, viewer=viewer)
    table = _open(row.file, row.file_name)
    manner = _manner(table.columns, row.mapping, table.rows)
    serves = columns.Column.SERVES in row.mapping.values()
    return Job(table, manner, identity_queries.get_house().zone, row.n_rows, row.checkpoint, serves)


def _manner(names: tuple[str, ...], mapping: Mapping[str, str], rows: Any) -> drafts.Manner:
    days = {code: names.index(column) for column, code in mapping.items() if code in _DAYS and column in names}
    orders = {
        code: dates.decide_order(one.values[place] for one in rows() if isinstance(one, Row)).order
        for code, place in days.items()
    }
    return drafts.Manner(names, mapping, identity_queries.get_house().currency, orders)


def _read(one: Row | Bad, manner: drafts.Manner) -> drafts.Draft | drafts.Rejected | None:
    if isinstance(one, Bad):
        return drafts.Rejected(one.number, one.reason, drafts.shown(one.values))
    return drafts.read(one.number, one.values, manner)


def _set_mapping(row: AccountImport, mapping: Mapping[str, str]) -> None:
    if row.state != ImportState.PREVIEWED:
        raise Refused("This table has been read already. To read it otherwise, take it back and bring it in again.")
    row.change(mapping={name: str(columns.Column(mapping[name])) for name in row.columns if mapping.get(name)})


def _remembered(table: Table, viewer: Viewer) -> dict[str, str]:
    """A table with the same columns was read before: what a person said then holds again."""
    same = (
        AccountImport.objects.visible_to(viewer)
        .filter(columns=list(table.columns))
        .exclude(state=ImportState.PREVIEWED)
    )
    before = same.order_by("-created_at").first()
    return dict(before.mapping) if before else {}


def _check_move(row: AccountImport, target: ImportState) -> None:
    try:
        lifecycles.check_move(lifecycles.IMPORT, row.state, target)
    except lifecycles.MoveRefused as refused:
        raise Refused(refused.sentence) from refused


def _open(kept: str, name: str) -> Table:
    return reading.open_table(files.path_of(kept), name=name)


def _number(one: drafts.Rejected) -> int:
    return one.row
