"""Drawing sentences for a check of needs: half of those that stand beside a need, half of those that wait, and the needs to choose from."""

from collections.abc import Sequence
from dataclasses import dataclass
from random import Random

import numpy as np
import numpy.typing as npt
from django.db.models import Exists, OuterRef, QuerySet

from closeknit.analysis.kinds import NeedState
from closeknit.analysis.search.signbits import DIMENSIONS
from closeknit.kit.viewer import Viewer
from closeknit.needs.models import FORMING, Evidence, Need
from closeknit.needs.operations import words
from closeknit.needs.queries.listing import ROOT
from closeknit.verbatims.models import Verbatim

# Among so many needs one chooses: more would not be read, fewer would give the right one away.
CHOICES = 5
# The needs that most accounts voiced, so many, are looked through for those that are near.
_LOOKED_THROUGH = 2_000

Floats = npt.NDArray[np.float32]


@dataclass(frozen=True)
class Choice:
    """A sentence that was drawn: its chance in one draw, the needs to choose from, and those it was laid beside."""

    verbatim: str
    chance: float
    needs: tuple[str, ...]
    placed: tuple[str, ...]


def draw(seed: int, size: int, *, viewer: Viewer) -> list[Choice]:
    """Return up to `size` different sentences; the same seed, words and needs give the same ones."""
    random = Random(seed)  # noqa: S311  # a sample that can be drawn again, not a secret
    known, vectors = _read_needs(viewer)
    if len(known) < CHOICES:
        return []
    pools = [pool for pool in _list_pools(viewer, known) if pool[1]]
    drawn: dict[str, float] = {}
    for _ in range(size * 10 if pools else 0):
        if len(drawn) >= size:
            break
        rows, count = pools[random.randrange(len(pools))]
        verbatim = rows.order_by("position").values_list("pk", flat=True)[random.randrange(count)]
        drawn[verbatim] = 1 / (len(pools) * count)
    said = words.read_vectors(drawn, viewer)
    stood = _list_placed(list(drawn), known, viewer)
    return [
        _choose(verbatim, chance, stood.get(verbatim, []), said[verbatim] @ vectors.T, known, random)
        for verbatim, chance in drawn.items()
        if verbatim in said
    ]


def _read_needs(viewer: Viewer) -> tuple[list[str], Floats]:
    """The open needs that are listed, and the vector of the sentence that leads each [n, 384]."""
    rows = Need.objects.visible_to(viewer).filter(state=NeedState.OPEN, figures__best__isnull=False).exclude(FORMING)
    newest = rows.order_by("-figures__n_accounts", "pk").values_list("pk", "figures__best_id")
    bests = dict(newest[:_LOOKED_THROUGH])
    vectors = words.read_vectors(bests.values(), viewer)
    known = [need for need, best in bests.items() if best in vectors]
    return known, np.array([vectors[bests[need]] for need in known], dtype=np.float32).reshape(len(known), DIMENSIONS)


def _list_pools(viewer: Viewer, known: Sequence[str]) -> list[tuple[QuerySet[Verbatim], int]]:
    speaking = words.select_speaking(Verbatim.objects.visible_to(viewer), viewer)
    of_verbatim = Evidence.objects.visible_to(viewer).filter(verbatim=OuterRef("pk")).annotate(root=ROOT)
    by_machine = speaking.filter(Exists(of_verbatim.filter(decided_by__isnull=True, root__in=known)))
    waiting = speaking.filter(~Exists(of_verbatim))
    return [(by_machine, by_machine.count()), (waiting, waiting.count())]


def _list_placed(drawn: Sequence[str], known: Sequence[str], viewer: Viewer) -> dict[str, list[str]]:
    links = Evidence.objects.visible_to(viewer).filter(verbatim__in=drawn).annotate(root=ROOT)
    placed: dict[str, list[str]] = {}
    for verbatim, need in (
        links.filter(root__in=known).order_by("verbatim", "-strength", "pk").values_list("verbatim_id", "root")
    ):
        placed.setdefault(verbatim, []).append(need)
    return placed


def _choose(
    verbatim: str, chance: float, placed: list[str], nearness: Floats, known: Sequence[str], random: Random
) -> Choice:
    nearest = [known[place] for place in np.argsort(-nearness, kind="stable")[: CHOICES + len(placed)]]
    shown = list(dict.fromkeys([*placed, *nearest]))[:CHOICES]
    random.shuffle(shown)
    return Choice(verbatim, chance, tuple(shown), tuple(need for need in placed if need in shown))
