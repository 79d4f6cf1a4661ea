"""What the other side reads at once where its shared site is opened: all that stands open to it already."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q

from closeknit.analysis.kinds import Audience
from closeknit.kit.viewer import Viewer
from closeknit.promises.models import LedgerEntry, Plan, Promise

MOST = 30


@dataclass(frozen=True)
class LaidOpen:
    """One promise that they would read; `contact` is between whom of theirs and us it was made, empty: nobody is named in it."""

    id: str
    text: str
    direction: str
    contact: str
    settlement: str


@dataclass(frozen=True)
class WillRead:
    """How much they would read, and what we keep to ourselves. `promises` holds the first of them, the open ones first."""

    n_promises: int
    n_open: int
    n_named: int
    n_kept_back: int
    promises: tuple[LaidOpen, ...]
    plans: tuple[tuple[date, date], ...]
    n_plans_kept_back: int
    n_lines: int
    n_lines_kept_back: int

    @property
    def is_nothing(self) -> bool:
        """Return whether neither a promise nor a plan nor a line lies open."""
        return not (self.n_promises or self.plans or self.n_lines)


def read(account: str, *, viewer: Viewer) -> WillRead:
    """Return what the people of an account would read of promises, plans and the ledger; four statements, however much there is."""
    laid_open = Q(audience=Audience.ACCOUNT)
    promises = Promise.objects.visible_to(viewer).filter(account=account)
    counted = promises.aggregate(
        n=Count("pk", filter=laid_open),
        n_open=Count("pk", filter=laid_open & Q(settlement="")),
        n_named=Count("pk", filter=laid_open & Q(contact__isnull=False)),
        kept_back=Count("pk", filter=~laid_open),
    )
    columns = ("pk", "text", "direction", "contact__person__name", "settlement")
    shown = promises.filter(laid_open).order_by("settlement", "-made_on", "-pk").values_list(*columns)[:MOST]
    plans = list(
        Plan.objects.visible_to(viewer)
        .filter(account=account, closed_on__isnull=True)
        .order_by("begins_on")
        .values_list("begins_on", "ends_on", "audience")
    )
    lines = LedgerEntry.objects.visible_to(viewer).filter(account=account)
    n_lines = lines.aggregate(n=Count("pk", filter=laid_open), kept_back=Count("pk", filter=~laid_open))
    reached = tuple((begins, ends) for begins, ends, audience in plans if audience == Audience.ACCOUNT)
    return WillRead(
        n_promises=counted["n"],
        n_open=counted["n_open"],
        n_named=counted["n_named"],
        n_kept_back=counted["kept_back"],
        promises=tuple(LaidOpen(pk, text, way, name or "", ended) for pk, text, way, name, ended in shown),
        plans=reached,
        n_plans_kept_back=len(plans) - len(reached),
        n_lines=n_lines["n"],
        n_lines_kept_back=n_lines["kept_back"],
    )
