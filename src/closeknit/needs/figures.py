"""Counting a need anew from its evidence, and choosing the words that lead it. Derived: may be done at any time."""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from typing import Any

import numpy as np
from django.db.models import Count, Exists, Max, Min, OuterRef, Q, QuerySet
from django.db.models.functions import Coalesce

from closeknit.accounts.models import Account
from closeknit.analysis.kinds import NeedState, Stance, Wording
from closeknit.analysis.needs import naming as need_naming
from closeknit.kit.viewer import Viewer
from closeknit.needs import naming
from closeknit.needs.models import Evidence, Figures, Need
from closeknit.verbatims.models import Verbatim

ROOT = Coalesce("need__merged_into_id", "need_id")
LATELY = timedelta(weeks=10)
_COUNTS = ("n_sentences", "n_accounts", "n_against", "n_settling", "n_lately", "n_before")
_NOTHING: dict[str, Any] = dict.fromkeys(_COUNTS, 0)
_NOTHING |= {"first_said_at": None, "last_said_at": None}
# Of so many of the nearest sentences the one that leads is chosen.
CANDIDATES = 40


def mark(needs: Iterable[str], *, viewer: Viewer) -> None:
    """Say that the evidence of these needs changed, in the running transaction."""
    Figures.objects.visible_to(viewer).filter(need__in=list(needs)).update(is_stale=True)


def mark_roots(needs: Sequence[str], *, viewer: Viewer) -> None:
    """Mark these needs and those that they were merged into."""
    roots = Need.objects.visible_to(viewer).filter(pk__in=needs, merged_into__isnull=False)
    mark({*needs, *filter(None, roots.values_list("merged_into_id", flat=True))}, viewer=viewer)


def mark_all(*, viewer: Viewer) -> None:
    """Mark every need: what is counted of the last ten weeks grows old by itself."""
    Figures.objects.visible_to(viewer).update(is_stale=True)


def count_stale(*, viewer: Viewer, at: datetime, limit: int = 100) -> int:
    """Count up to `limit` marked needs anew and return how many there were; their names follow where nobody has touched them."""
    marked = Figures.objects.visible_to(viewer).filter(is_stale=True).select_related("need")
    stale = list(marked.order_by("need__born_at", "need_id")[:limit])
    counted = _count([one.need_id for one in stale], viewer, at)
    for one in stale:
        if one.need.state == NeedState.MERGED:
            # Its words count elsewhere now; what it was stays, so that it is whole at once when it is taken apart again.
            one.change(is_stale=False)
            continue
        one.change(**(counted.get(one.need_id) or _NOTHING), best_id=_choose_best(one.need_id, viewer), is_stale=False)
    naming.rename([one for one in stale if one.n_sentences and one.need.state == NeedState.OPEN], viewer=viewer)
    return len(stale)


def count_heard(*, viewer: Viewer, at: datetime) -> tuple[int, int]:
    """Return how many accounts said anything in the last ten weeks, and in the ten weeks before."""
    said = Verbatim.objects.visible_to(viewer).filter(account=OuterRef("pk"))
    # Asked of each account, the index answers at its first entry: the cost follows the accounts, not the words.
    lately = said.filter(said_at__gte=at - LATELY, said_at__lte=at)
    before = said.filter(said_at__gte=at - 2 * LATELY, said_at__lt=at - LATELY)
    accounts = Account.objects.visible_to(viewer)
    return accounts.filter(Exists(lately)).count(), accounts.filter(Exists(before)).count()


def family_of(needs: Sequence[str], viewer: Viewer) -> QuerySet[Need, str]:
    """Return the ids of needs and of those merged into them as a condition: `need__in`, so that the index over a need's words is used."""
    rows = Need.objects.visible_to(viewer).filter(Q(pk__in=list(needs)) | Q(merged_into__in=list(needs)))
    return rows.order_by().values_list("pk", flat=True)


def words_of(need: str, viewer: Viewer) -> QuerySet[Evidence]:
    """Return the evidence of a need and of those merged into it."""
    return Evidence.objects.visible_to(viewer).filter(need__in=family_of([need], viewer))


def _count(needs: list[str], viewer: Viewer, at: datetime) -> dict[str, dict[str, Any]]:
    said = Evidence.objects.visible_to(viewer).filter(need__in=family_of(needs, viewer))
    lately = Q(said_at__gte=at - LATELY, said_at__lte=at)
    before = Q(said_at__gte=at - 2 * LATELY, said_at__lt=at - LATELY)
    # Who says otherwise does not say it: such words are counted apart, and in nothing else.
    so, otherwise, settled = (Q(stance=one) for one in (Stance.SUPPORTS, Stance.CONTRADICTS, Stance.SETTLES))
    counted = said.values(root=ROOT).annotate(
        n_sentences=Count("verbatim_id", distinct=True, filter=so),
        n_accounts=Count("account_id", distinct=True, filter=so),
        n_against=Count("verbatim_id", distinct=True, filter=otherwise),
        n_settling=Count("verbatim_id", distinct=True, filter=settled),
        n_lately=Count("account_id", distinct=True, filter=so & lately),
        n_before=Count("account_id", distinct=True, filter=so & before),
        first_said_at=Min("said_at", filter=so),
        last_said_at=Max("said_at", filter=so),
    )
    return {row["root"]: {name: row[name] for name in _NOTHING} for row in counted}  # type: ignore[literal-required]  # the names are those annotated above


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
