"""Counting a need anew from its evidence, and choosing the words that lead it. Derived: may be done at any time."""

from collections.abc import Iterable, Sequence

import numpy as np
from django.db.models import Count, Max, Min, Q, QuerySet
from django.db.models.functions import Coalesce

from closeknit.analysis.kinds import NeedState, Stance, Wording
from closeknit.analysis.needs import naming as need_naming
from closeknit.kit.viewer import Viewer
from closeknit.needs import naming
from closeknit.needs.models import Evidence, Figures, Need

ROOT = Coalesce("need__merged_into_id", "need_id")
# Of so many of the nearest sentences the one that leads is chosen.
CANDIDATES = 40


def mark(needs: Iterable[str], *, viewer: Viewer) -> None:
    """Say that the evidence of these needs changed, in the running transaction."""
    marked = Q(need__in=list(needs))
    Figures.objects.visible_to(viewer).filter(marked).update(is_stale=True)


def mark_roots(needs: Sequence[str], *, viewer: Viewer) -> None:
    """Mark these needs and those that they were merged into."""
    roots = Need.objects.visible_to(viewer).filter(pk__in=needs, merged_into__isnull=False)
    mark({*needs, *filter(None, roots.values_list("merged_into_id", flat=True))}, viewer=viewer)


def count_stale(*, viewer: Viewer, limit: int = 100) -> int:
    """Count up to `limit` marked needs anew and return how many there were; their names follow where nobody has touched them."""
    stale = list(
        Figures.objects.visible_to(viewer)
        .filter(is_stale=True)
        .select_related("need")
        .order_by("need__born_at", "need_id")[:limit]
    )
    counted = _count([one.need_id for one in stale], viewer)
    for one in stale:
        sentences, accounts, first, last = counted.get(one.need_id, (0, 0, None, None))
        one.change(
            n_sentences=sentences,
            n_accounts=accounts,
            first_said_at=first,
            last_said_at=last,
            best_id=_choose_best(one.need_id, viewer),
            is_stale=False,
        )
    naming.rename([one for one in stale if one.n_sentences and one.need.state == NeedState.OPEN], viewer=viewer)
    return len(stale)


def words_of(need: str, viewer: Viewer) -> QuerySet[Evidence]:
    """Return the evidence of a need and of those merged into it."""
    return Evidence.objects.visible_to(viewer).filter(Q(need_id=need) | Q(need__merged_into_id=need))


def _count(needs: list[str], viewer: Viewer) -> dict[str, tuple[int, int, object, object]]:
    said = Evidence.objects.visible_to(viewer).filter(Q(need__in=needs) | Q(need__merged_into__in=needs))
    counted = said.values(root=ROOT).annotate(
        sentences=Count("verbatim_id", distinct=True),
        accounts=Count("account_id", distinct=True),
        first=Min("said_at"),
        last=Max("said_at"),
    )
    return {row["root"]: (row["sentences"], row["accounts"], row["first"], row["last"]) for row in counted}


def _choose_best(need: str, viewer: Viewer) -> str | None:
    """Return the words that lead: confirmed before not, theirs before retold; of those, the nearest that can be understood alone."""
    said = words_of(need, viewer).exclude(stance=Stance.CONTRADICTS).order_by("-strength", "-said_at", "-pk")
    found = list(
        said.values_list("confirmed_at", "verbatim__wording", "verbatim__text", "strength", "verbatim_id")[:CANDIDATES]
    )
    if not found:
        return None
    first = max((one[0] is not None, one[1] == Wording.EXACT) for one in found)
    best = [one for one in found if (one[0] is not None, one[1] == Wording.EXACT) == first]
    texts = [one[2] for one in best]
    leading = need_naming.pick_sentence(texts, np.array([one[3] for one in best], dtype=np.float32))
    return best[texts.index(leading)][4]
