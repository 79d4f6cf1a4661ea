"""Which needs nothing of ours meets, and what grouping them goes by: the words of each."""

from collections import defaultdict
from collections.abc import Collection

import numpy as np
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.db.models.functions import Coalesce

from closeknit.analysis.kinds import NeedState, Stance
from closeknit.analysis.offerings.adjacent import MOST, Floats, Point
from closeknit.analysis.offerings.kinds import FitLevel
from closeknit.kit.viewer import Viewer
from closeknit.needs.models import FORMING, Evidence, Hanging, Need
from closeknit.offerings.models import Fit
from closeknit.verbatims.models import Vector

ROOT = Coalesce("need__merged_into_id", "need_id")
# A need's place is the mean of so many of its newest sentences.
_SENTENCES = 24


def select_unmet(viewer: Viewer) -> QuerySet[Need]:
    """Return the open needs that somebody voices, as last counted, and that nothing we ship meets; nothing is read here."""
    return select_not_met(viewer).filter(figures__n_accounts__gt=0)


def select_not_met(viewer: Viewer) -> QuerySet[Need]:
    """Return the open needs that nothing we ship meets even partly, for anybody, counted yet or not; nothing is read here."""
    met = Fit.objects.visible_to(viewer).filter(
        Q(need=OuterRef("pk")) | Q(need__merged_into=OuterRef("pk")),
        level__in=(FitLevel.PARTLY, FitLevel.WELL),
        offering__archived_at__isnull=True,
    )
    return Need.objects.visible_to(viewer).filter(state=NeedState.OPEN).exclude(FORMING).filter(~Exists(met))


def gather_points(viewer: Viewer, *, but: Collection[str]) -> list[Point]:
    """Return the most voiced of the unmet needs as points, without those in `but` and those whose words nobody has heard yet."""
    rows = select_unmet(viewer).exclude(pk__in=but).order_by("-figures__n_accounts", "-figures__n_sentences", "pk")
    needs = list(rows.values_list("pk", "statement", "figures__n_accounts")[:MOST])
    # Needs of one step belong together; those of one job may be as far apart as breakfast and the washing-up.
    hung = Hanging.objects.visible_to(viewer).filter(step__isnull=False)
    jobs = {need: f"{job}/{step}" for need, job, step in hung.values_list("need_id", "job_id", "step_id")}
    vectors = _vectors([pk for pk, *_ in needs], viewer)
    return [
        Point(pk, statement, vectors[pk], jobs.get(pk, ""), n_accounts)
        for pk, statement, n_accounts in needs
        if pk in vectors
    ]


def select_words(needs: Collection[str], viewer: Viewer) -> QuerySet[Evidence]:
    """Return what stands for these needs and those merged into them; `ROOT` of each is the need that it counts for."""
    words = Evidence.objects.visible_to(viewer).filter(Q(need__in=needs) | Q(need__merged_into__in=needs))
    return words.filter(stance=Stance.SUPPORTS)


def _vectors(needs: Collection[str], viewer: Viewer) -> dict[str, Floats]:
    newest: dict[str, list[str]] = defaultdict(list)
    said = select_words(needs, viewer).order_by("-said_at", "-pk").values_list(ROOT, "verbatim_id")
    for root, verbatim in said.iterator():
        if len(newest[root]) < _SENTENCES:
            newest[root].append(verbatim)
    wanted = [verbatim for several in newest.values() for verbatim in several]
    found: dict[str, Floats] = {}
    for start in range(0, len(wanted), 500):
        rows = Vector.objects.visible_to(viewer).filter(pk__in=wanted[start : start + 500])
        found |= {
            pk: np.frombuffer(bytes(data), dtype="<f2").astype(np.float32)
            for pk, data in rows.values_list("pk", "data")
        }
    return {
        need: mean
        for need, several in newest.items()
        if (mean := _mean([found[v] for v in several if v in found])) is not None
    }


def _mean(vectors: list[Floats]) -> Floats | None:
    if not vectors:
        return None
    mean = np.mean(np.stack(vectors), axis=0)
    length = float(np.linalg.norm(mean))
    return (mean / length).astype(np.float32) if length > 0 else None
