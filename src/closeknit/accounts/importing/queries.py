"""Reads about imports of accounts, as frozen rows."""

from dataclasses import dataclass
from datetime import datetime

from closeknit.accounts.importing import drafts, operations
from closeknit.accounts.models import Account, AccountImport, Contact, RejectedRow
from closeknit.analysis.kinds import ImportState
from closeknit.identity.models import Member
from closeknit.kit import tasks
from closeknit.kit.capabilities import Capability
from closeknit.kit.viewer import Viewer

SHOWN_REJECTED = 500
_LOOKED_AT = 100


@dataclass(frozen=True)
class ImportRow:
    """One import: where it stands, and how many rows were new, there already, or rejected."""

    id: str
    file_name: str
    state: str
    n_rows: int
    n_done: int
    n_new: int
    n_same: int
    n_rejected: int
    notes: tuple[str, ...]
    unknown_owners: tuple[tuple[str, int], ...]
    problem: str
    brought_by: str
    created_at: datetime
    ended_at: datetime | None


@dataclass(frozen=True)
class ColumnRow:
    """One column of a table before it is read: what it is taken for, and its first values."""

    name: str
    says: str
    samples: tuple[str, ...]


@dataclass(frozen=True)
class Preview:
    """How a table would be read: its columns, its first rows as understood, and what is wrong in the first hundred."""

    columns: tuple[ColumnRow, ...]
    understood: tuple[drafts.Draft, ...]
    rejected: tuple[drafts.Rejected, ...]
    n_looked_at: int
    shows_worth: bool


@dataclass(frozen=True)
class KeptRow:
    """Something that taking an import back left in place, because somebody has touched it since."""

    noun: str
    id: str
    name: str
    account_id: str
    by: str
    what: str


def get_import(source: str, *, viewer: Viewer) -> ImportRow:
    """Return one import, or raise NotFound. One that the worker gave up is `failed`, with the reason."""
    return _row(operations.get_import(source, viewer=viewer), viewer)


def list_imports(*, viewer: Viewer) -> list[ImportRow]:
    """Return the newest hundred imports, newest first."""
    rows = AccountImport.objects.visible_to(viewer).select_related("brought_by").order_by("-created_at", "-pk")
    return [_row(row, viewer) for row in rows[:100]]


def preview(source: str, *, viewer: Viewer) -> Preview:
    """Return how a table that is not read yet would be read, or raise NotFound or Unreadable."""
    row = operations.get_import(source, viewer=viewer)
    table, read = operations.read_sample(row, _LOOKED_AT)
    samples = table.sample(3)
    columns = [
        ColumnRow(
            name, row.mapping.get(name, ""), tuple(one.values[place][:80] for one in samples if one.values[place])
        )
        for place, name in enumerate(table.columns)
    ]
    understood = [one for one in read if isinstance(one, drafts.Draft)]
    refused = [one for one in read if isinstance(one, drafts.Rejected)]
    worth = viewer.can(Capability.SEE_WORTH)
    return Preview(tuple(columns), tuple(understood[:8]), tuple(refused), len(read), worth)


def list_rejected(source: str, *, viewer: Viewer) -> list[drafts.Rejected]:
    """Return the first 500 rejected rows of an import, in the order of the file."""
    rows = RejectedRow.objects.visible_to(viewer).filter(source_id=source).order_by("row")[:SHOWN_REJECTED]
    return [drafts.Rejected(row.row, row.reason, row.text) for row in rows]


def list_kept(source: str, *, viewer: Viewer) -> list[KeptRow]:
    """Return what taking an import back left in place: who touched it, and what they did (the code of the event)."""
    kept = operations.get_import(source, viewer=viewer).kept
    pks = [one["id"] for one in kept]
    accounts = {row.pk: row for row in Account.objects.visible_to(viewer).filter(pk__in=pks)}
    contacts = {row.pk: row for row in Contact.objects.visible_to(viewer).select_related("person").filter(pk__in=pks)}
    members = dict(Member.objects.visible_to(viewer).values_list("pk", "name"))
    rows = []
    for one in kept:
        by, what = members.get(one["by"], ""), one["what"]
        if one["id"] in accounts:
            account = accounts[one["id"]]
            rows.append(KeptRow("account", account.pk, account.name, account.pk, by, what))
        elif one["id"] in contacts:
            contact = contacts[one["id"]]
            rows.append(KeptRow("contact", contact.pk, contact.person.name, contact.account_id, by, what))
    return rows


def _row(row: AccountImport, viewer: Viewer) -> ImportRow:
    state, problem = row.state, row.problem
    if state == ImportState.RUNNING:
        progress = tasks.find_progress(subject=row.pk, viewer=viewer)
        if progress is not None and progress.state == "dead":
            state, problem = ImportState.FAILED, problem or progress.reason
        elif progress is not None and progress.state == "cancelled":
            state = ImportState.CANCELLED
    return ImportRow(
        id=row.pk,
        file_name=row.file_name,
        state=state,
        n_rows=row.n_rows,
        n_done=min(row.checkpoint, row.n_rows),
        n_new=row.n_new,
        n_same=row.n_same,
        n_rejected=row.n_rejected,
        notes=tuple(row.notes),
        unknown_owners=tuple(sorted(row.unknown_owners.items())),
        problem=problem,
        brought_by=row.brought_by.name if row.brought_by else "",
        created_at=row.created_at,
        ended_at=row.ended_at,
    )
