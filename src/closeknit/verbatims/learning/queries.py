"""Reads of learning: what it rests on, and which words are heard otherwise since."""

from dataclasses import dataclass
from datetime import datetime

from closeknit.analysis.text.signals import HOLDS
from closeknit.kit.viewer import Viewer
from closeknit.verbatims import queries
from closeknit.verbatims.models import Adjustment, Learning, Relearned
from closeknit.verbatims.queries import VerbatimRow


@dataclass(frozen=True)
class TurnedRow:
    """A sentence that is heard otherwise since people taught hearing: what as now, and what no longer."""

    words: VerbatimRow
    now: tuple[str, ...]
    no_longer: tuple[str, ...]


@dataclass(frozen=True)
class LearningRow:
    """Whether hearing learns, from how much, and what came of it; `n_changed` sentences, the newest of them in `changed`.

    `taught` are the signals that are adjusted, with how many labels went against the machine.
    """

    is_on: bool
    is_working: bool
    n_corrections: int
    n_checked: int
    learned_at: datetime | None
    taught: tuple[tuple[str, int], ...]
    n_changed: int
    changed: tuple[TurnedRow, ...]


def get_learning(*, viewer: Viewer, limit: int = 12) -> LearningRow:
    """Return what hearing has learned in this house."""
    row = Learning.objects.visible_to(viewer).first() or Learning()
    turned = Relearned.objects.visible_to(viewer)
    newest = turned.order_by("-verbatim_id").values_list("verbatim_id", flat=True).distinct()[:limit]
    taught = Adjustment.objects.visible_to(viewer).order_by("code").values_list("code", "n_against")
    return LearningRow(
        is_on=row.is_on,
        is_working=row.generation != row.applied,
        n_corrections=row.n_corrections,
        n_checked=row.n_checked,
        learned_at=row.learned_at,
        taught=tuple(taught),
        n_changed=turned.values("verbatim_id").distinct().count(),
        changed=tuple(_list_turned(list(newest), viewer)),
    )


def list_relearned(verbatim: str, *, viewer: Viewer) -> dict[str, float]:
    """Return the signals of a verbatim that are heard otherwise since people taught it, with what the machine alone makes of them."""
    rows = Relearned.objects.visible_to(viewer).filter(verbatim=verbatim).order_by("code")
    return dict(rows.values_list("code", "machine"))


def _list_turned(verbatims: list[str], viewer: Viewer) -> list[TurnedRow]:
    rows = Relearned.objects.visible_to(viewer).filter(verbatim__in=verbatims).order_by("code")
    machine: dict[str, dict[str, float]] = {}
    for verbatim, code, chance in rows.values_list("verbatim_id", "code", "machine"):
        machine.setdefault(verbatim, {})[code] = chance
    return [
        TurnedRow(
            words,
            tuple(code for code, chance in machine[words.id].items() if chance < HOLDS),
            tuple(code for code, chance in machine[words.id].items() if chance >= HOLDS),
        )
        for words in queries.list_verbatims(verbatims, viewer=viewer)
    ]
