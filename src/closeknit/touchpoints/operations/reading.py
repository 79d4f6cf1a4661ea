"""What the background does with a file, a chunk at a time: each is stored, or taken out, whole or not at all."""

from collections.abc import Sequence
from datetime import datetime

from closeknit.accounts.directory import Directory
from closeknit.kit.capabilities import Capability
from closeknit.kit.events import record
from closeknit.kit.operation import operation
from closeknit.kit.viewer import Viewer
from closeknit.touchpoints import bookkeeping, checks, events, holds, removal, storing
from closeknit.touchpoints.drafts import Draft
from closeknit.touchpoints.models import RejectedRow, Touchpoint
from closeknit.touchpoints.readers.conversation import Rejected


@operation(Capability.BRING_IN)
def store_chunk(
    *,
    source: str,
    drafts: Sequence[Draft],
    rejected: Sequence[Rejected],
    directory: Directory,
    zone: str,
    viewer: Viewer,
    at: datetime,
) -> None:
    """Store the next conversations of a file with what was rejected among them, the counts and the checkpoint: all or nothing."""
    row = checks.get_import(source, viewer=viewer)
    stored = storing.store(drafts, directory=directory, zone=zone, viewer=viewer, at=at, source=row.pk)
    bookkeeping.fold_in(stored.by_account, viewer=viewer, at=at)
    bookkeeping.recompute_contact(stored.joined, viewer=viewer, at=at)
    RejectedRow.objects.add_many(RejectedRow(source=row, row=one.row, reason=one.reason) for one in rejected)
    row.change(
        state="reading",
        checkpoint=row.checkpoint + len(drafts) + len(rejected),
        n_new=row.n_new + len(stored.touchpoints),
        n_changed=row.n_changed + stored.n_changed,
        n_same=row.n_same + stored.n_same,
        n_rejected=row.n_rejected + len(rejected),
    )
    names = sorted(touchpoint.pk for touchpoint in stored.touchpoints)
    imported = events.TouchpointsImported(
        subject=row.pk,
        account=row.account_id or "",
        first=names[0] if names else "",
        last=names[-1] if names else "",
        n_touchpoints=len(names),
    )
    record(imported, viewer=viewer, at=at)


@operation(Capability.BRING_IN)
def end_import(*, source: str, state: str, viewer: Viewer, at: datetime, problem: str = "") -> None:
    """Write down how the reading of a file ended: done, cancelled or failed."""
    row = checks.get_import(source, viewer=viewer)
    checks.check_state(row, "waiting", "reading")
    row.change(state=state, problem=problem, ended_at=at)
    ended = events.ImportEnded(
        subject=row.pk,
        account=row.account_id or "",
        state=state,
        n_new=row.n_new,
        n_same=row.n_same,
        n_rejected=row.n_rejected,
    )
    record(ended, viewer=viewer, at=at)


@operation(Capability.BRING_IN)
def take_back_chunk(*, source: str, touchpoints: Sequence[str], viewer: Viewer, at: datetime) -> None:
    """Take out those of an import's touchpoints that nobody has built on."""
    row = checks.get_import(source, viewer=viewer)
    mine = Touchpoint.objects.visible_to(viewer).filter(pk__in=touchpoints, source=row)
    there = list(mine.values_list("pk", flat=True))
    held = holds.find_held(there, viewer=viewer)
    going = [touchpoint for touchpoint in there if touchpoint not in held]
    accounts = bookkeeping.accounts_of(going, viewer=viewer)
    n_removed = removal.remove(going, viewer=viewer)
    bookkeeping.recompute_contact(accounts, viewer=viewer, at=at)
    record(events.TouchpointsTakenBack(subject=row.pk, n_touchpoints=n_removed), viewer=viewer, at=at)


@operation(Capability.BRING_IN)
def end_undo(*, source: str, viewer: Viewer, at: datetime) -> None:
    """Write down that an import is taken back, as far as nobody had built on it."""
    row = checks.get_import(source, viewer=viewer)
    checks.check_state(row, "undoing")
    n_kept = Touchpoint.objects.visible_to(viewer).filter(source=row).count()
    row.change(state="undone")
    undone = events.ImportUndone(
        subject=row.pk, account=row.account_id or "", n_removed=row.n_new - n_kept, n_kept=n_kept
    )
    record(undone, viewer=viewer, at=at)
