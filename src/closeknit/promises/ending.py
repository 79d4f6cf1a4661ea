"""What becomes of the rows when a promise ends, whoever said so: the one body behind our operation and theirs."""

from dataclasses import dataclass
from datetime import date, datetime

from closeknit.accounts.models import Contact
from closeknit.analysis.kinds import Settlement
from closeknit.kit import ids, undo
from closeknit.kit.events import record
from closeknit.kit.viewer import Viewer
from closeknit.promises import events
from closeknit.promises.models import Promise, Risk, SettlementRow


@dataclass(frozen=True)
class Shown:
    """A file that shows how a promise ended: the hash under which `kit.files` keeps it, its name, and how large it is."""

    file: str
    name: str
    n_bytes: int


def end(
    row: Promise, settlement: Settlement, settled_on: date, *, viewer: Viewer, ours: Viewer, at: datetime,
    proof: str = "", told: str = "", link: str = "", shown: Shown | None = None, said_by: Contact | None = None,
) -> SettlementRow:  # fmt: skip
    """Keep that a promise ended and return how; whether it may end so has been looked at. `ours` sees our fears for it, `viewer` acts."""
    undo.keep(row)
    end_risk(row, ours, at)
    end_settlement(row, viewer, at)
    row.change(settlement=settlement, settled_on=settled_on, settled_by_id=viewer.member, proof=proof or row.proof)
    made = SettlementRow(
        id=ids.new("settlement", row.account_id), promise=row, settlement=row.settlement, settled_on=settled_on,
        settled_by_id=viewer.member, said_by=said_by, proof=row.proof, told=told, link=link,
        file=shown.file if shown else "", file_name=shown.name[:200] if shown else "",
        n_bytes=shown.n_bytes if shown else 0, created_at=at,
    )  # fmt: skip
    undo.keep_new(SettlementRow.objects.add(made), subject=row.pk)
    settled = events.PromiseSettled(
        subject=row.pk, account=row.account_id, settlement=row.settlement, settled_on=settled_on
    )
    record(settled, viewer=viewer, at=at)
    return made


def end_risk(promise: Promise, viewer: Viewer, at: datetime) -> bool:
    """Let nobody fear for a promise any more, and return whether somebody did."""
    known = Risk.objects.visible_to(viewer).filter(promise=promise, over_at__isnull=True).first()
    if known is None:
        return False
    undo.keep(known, subject=promise.pk)
    known.change(over_at=at)
    return True


def end_settlement(promise: Promise, viewer: Viewer, at: datetime) -> None:
    """Let how it ended stand no more. What it was before stays in the thread: whoever was told of it was told."""
    known = SettlementRow.objects.visible_to(viewer).filter(promise=promise, over_at__isnull=True).first()
    if known is not None:
        undo.keep(known, subject=promise.pk)
        known.change(over_at=at)
