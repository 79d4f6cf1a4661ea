"""Bringing in a file: looked at first, then read in the background, and taken back where nobody has built on it."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db import transaction

from closeknit.accounts import checks as account_checks
from closeknit.kit import files, ids, tasks
from closeknit.kit.capabilities import Capability
from closeknit.kit.events import record
from closeknit.kit.operation import operation
from closeknit.kit.refusals import Refused
from closeknit.kit.tables import mapping as mappings
from closeknit.kit.tables.table import Unreadable
from closeknit.kit.viewer import Viewer
from closeknit.touchpoints import checks, events, intake, zones
from closeknit.touchpoints.models import Import, RememberedMapping


@operation(Capability.BRING_IN)
def start_import(*, file: str, file_name: str, viewer: Viewer, at: datetime) -> str:
    """Look at a kept file (its content hash) and return the id of an import that waits for a person to say how it is read.

    Raises Unreadable with a sentence where the file cannot be read at all; nothing is kept of it then.
    """
    try:
        opened = intake.open_file(files.path_of(file), file_name)
    except Unreadable:
        _remove_unless_read(file, viewer)
        raise
    source = Import.objects.add(
        Import(
            id=ids.new("import"),
            file_name=file_name[:300],
            file=file,
            format=opened.format,
            mapping=_remembered(opened, viewer),
            state="preview",
            brought_by_id=viewer.member,
            created_at=at,
        )
    )
    record(events.ImportBegun(subject=source.pk, format=source.format), viewer=viewer, at=at)
    return source.pk


@operation(Capability.BRING_IN)
def confirm_import(
    *,
    source: str,
    viewer: Viewer,
    at: datetime,
    mapping: Mapping[str, Sequence[str]] | None = None,
    account: str | None = None,
    settings: Mapping[str, str] | None = None,
) -> None:
    """Begin to read a file in the background: its columns by `mapping` (field to columns; None: as guessed), all of it by `settings`.

    `settings` may hold medium, wording, direction, started_on (a date), subject and member.
    Raises NotFound, or WrongState where it was begun already.
    """
    row = checks.get_import(source, viewer=viewer)
    checks.check_state(row, "preview")
    if account is not None:
        account_checks.get_account(account, viewer=viewer)
    said = mappings.say(dict(mapping)).to_json() if mapping is not None else row.mapping
    zone = zones.of_house()
    intake.check_readable(row, said, settings or {}, zone=zone)
    _remember(row, said, viewer, at)
    row.change(state="waiting", mapping=said, account_id=account, settings=dict(settings or {}))
    record(events.ImportConfirmed(subject=row.pk, account=account or ""), viewer=viewer, at=at)


@operation(Capability.BRING_IN)
def bring_in(
    *,
    file: str,
    file_name: str,
    account: str | None,
    viewer: Viewer,
    at: datetime,
    columns: Mapping[str, Sequence[str]] | None = None,
    settings: Mapping[str, str] | None = None,
) -> str:
    """Begin to read a kept file as it is guessed to be meant and return the import's id.

    `columns` (field to columns) overrules the guess for the fields that it names. Raises NotFound or Unreadable; nothing is kept then.
    """
    source = start_import(file=file, file_name=file_name, viewer=viewer, at=at)
    try:
        mapping = intake.overrule(checks.get_import(source, viewer=viewer), columns or {})
        confirm_import(source=source, mapping=mapping, account=account, settings=settings, viewer=viewer, at=at)
    except Refused:
        Import.objects.visible_to(viewer).filter(pk=source).delete()
        _remove_unless_read(file, viewer)
        raise
    return source


@operation(Capability.BRING_IN)
def put_away_import(*, source: str, viewer: Viewer, at: datetime) -> None:
    """Forget a file that was only looked at; or raise NotFound or WrongState."""
    row = checks.get_import(source, viewer=viewer)
    checks.check_state(row, "preview")
    record(events.ImportEnded(subject=row.pk, state="put_away", n_new=0, n_same=0, n_rejected=0), viewer=viewer, at=at)
    row.delete()
    # The file goes once the row is surely gone: a file without its row harms nobody, a row without its file would.
    transaction.on_commit(lambda: _remove_unless_read(row.file, viewer))


@operation(Capability.BRING_IN)
def cancel_import(*, source: str, viewer: Viewer, at: datetime) -> None:
    """Ask the reading of a file to stop after the chunk that it is at; what is stored stays. Raises NotFound or WrongState."""
    row = checks.get_import(source, viewer=viewer)
    checks.check_state(row, "waiting", "reading")
    progress = tasks.find_progress(subject=row.pk, viewer=viewer)
    if progress is not None:
        tasks.ask_to_cancel(run=progress.id, viewer=viewer)
    record(events.ImportCancelAsked(subject=row.pk, account=row.account_id or ""), viewer=viewer, at=at)


@operation(Capability.BRING_IN)
def undo_import(*, source: str, viewer: Viewer, at: datetime) -> None:
    """Begin to take back what a file brought in and nobody has built on since. Raises NotFound or WrongState."""
    row = checks.get_import(source, viewer=viewer)
    checks.check_state(row, "done", "cancelled", "failed")
    row.change(state="undoing")
    record(events.ImportUndoAsked(subject=row.pk, account=row.account_id or ""), viewer=viewer, at=at)


def _remove_unless_read(file: str, viewer: Viewer) -> None:
    if not Import.objects.visible_to(viewer).filter(file=file).exists():
        files.remove(file)


def _remembered(opened: intake.Opened, viewer: Viewer) -> dict[str, Any] | None:
    if opened.mapping is None:
        return None
    known = RememberedMapping.objects.visible_to(viewer).filter(pk=mappings.fingerprint(opened.columns)).first()
    remembered: dict[str, Any] = known.mapping if known else opened.mapping.to_json()
    return remembered


def _remember(row: Import, said: Any, viewer: Viewer, at: datetime) -> None:
    if said is None:
        return
    fingerprint = mappings.fingerprint(intake.open_columns(files.path_of(row.file), row.file_name))
    known = RememberedMapping.objects.visible_to(viewer).filter(pk=fingerprint).first()
    if known is None:
        RememberedMapping.objects.add(RememberedMapping(fingerprint=fingerprint, mapping=said, changed_at=at))
    else:
        known.change(mapping=said, changed_at=at)
