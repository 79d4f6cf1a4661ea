"""How often the machine lays words beside the right need, by what people said of it."""

from dataclasses import dataclass

from django.db.models import Exists, OuterRef

from closeknit.analysis.intervals import Share, wilson
from closeknit.analysis.learning.agreement import FEWEST
from closeknit.kit.viewer import Viewer
from closeknit.needs.models import Decision, Evidence


@dataclass(frozen=True)
class NeedQuality:
    """Of the words that the machine laid beside a need and somebody looked at: `share` is the part that was right.

    `n_moved` belonged to another need, `n_rejected` to none that anybody named. `share` is None below ten.
    """

    n_confirmed: int
    n_moved: int
    n_rejected: int
    share: Share | None
    n_missing: int

    @property
    def n(self) -> int:
        """How many were looked at."""
        return self.n_confirmed + self.n_moved + self.n_rejected


def get_need_quality(*, viewer: Viewer) -> NeedQuality:
    """Return how often the machine was right. It is no random sample: people look at what strikes them."""
    links = Evidence.objects.visible_to(viewer).filter(decided_by__isnull=True, confirmed_by__isnull=False)
    decisions = Decision.objects.visible_to(viewer)
    elsewhere = decisions.filter(verbatim=OuterRef("verbatim"), belongs=True, decided_at=OuterRef("decided_at"))
    away = decisions.filter(belongs=False).annotate(is_moved=Exists(elsewhere)).values_list("is_moved", flat=True)
    moved = list(away)
    n_confirmed, n_moved = links.count(), sum(moved)
    n = n_confirmed + len(moved)
    return NeedQuality(
        n_confirmed=n_confirmed,
        n_moved=n_moved,
        n_rejected=len(moved) - n_moved,
        share=wilson(n_confirmed / n, n) if n >= FEWEST else None,
        n_missing=max(0, FEWEST - n),
    )
