"""What people taught, laid over what the machine hears: the one place where hearing is adjusted."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from closeknit.analysis.kinds import SignalCode
from closeknit.analysis.learning import adjustment
from closeknit.analysis.learning.adjustment import Adjustment as Taught
from closeknit.analysis.text.hearing import Heard
from closeknit.analysis.text.signals import HOLDS
from closeknit.kit.viewer import Viewer
from closeknit.verbatims.models import Adjustment, Relearned, Signal

Floats = npt.NDArray[np.float32]


@dataclass(frozen=True)
class Turned:
    """A signal that holds, or not, since people taught it: what the machine alone makes of it, 0-1."""

    verbatim: str
    code: str
    machine: float


def read_taught(viewer: Viewer) -> dict[str, Taught]:
    """Return the adjustment of each signal that has one."""
    rows = Adjustment.objects.visible_to(viewer).order_by("code")
    return {
        row.code: Taught(
            np.frombuffer(bytes(row.weights), dtype="<f4").astype(np.float32), row.bias, row.n_labels, row.n_against
        )
        for row in rows
    }


def adjust_heard(
    heard: Mapping[str, Heard], viewer: Viewer
) -> tuple[dict[str, Mapping[SignalCode, float]], list[Turned]]:
    """Return the signals of each verbatim as this house has taught them, and which of them that turned on or off.

    Only what is turned differs from what the machine alone hears.
    """
    signals: dict[str, Mapping[SignalCode, float]] = {pk: one.signals for pk, one in heard.items()}
    taught = read_taught(viewer)
    known = [pk for pk, one in heard.items() if one.vector is not None and one.signals]
    if not taught or not known:
        return signals, []
    moved = adjustment.move_rows(round_vectors([heard[pk].vector for pk in known]), list(taught.values()))
    turned: list[Turned] = []
    for pk, row in zip(known, moved, strict=True):
        own = dict(heard[pk].signals)
        for code, by in zip(taught, row, strict=True):
            machine = own[SignalCode(code)]
            chance = adjustment.apply_move(machine, float(by))
            if (chance >= HOLDS) != (machine >= HOLDS):
                own[SignalCode(code)] = chance
                turned.append(Turned(pk, code, machine))
        signals[pk] = own
    return signals, turned


def keep_turned(turned: Sequence[Turned], viewer: Viewer) -> None:
    """Remember what the machine alone made of signals that were turned, but for those that a person has decided."""
    if not turned:
        return
    own = Signal.objects.visible_to(viewer).filter(verbatim__in={one.verbatim for one in turned})
    decided = set(own.filter(decided_by__isnull=False).values_list("verbatim_id", "code"))
    rows = [
        Relearned(verbatim_id=one.verbatim, code=one.code, machine=one.machine)
        for one in turned
        if (one.verbatim, one.code) not in decided
    ]
    Relearned.objects.add_many(rows, ignore_conflicts=True)


def round_vectors(vectors: Sequence[Floats | None]) -> Floats:
    """Return vectors as they are stored, so that words just heard and stored words are moved alike."""
    rows = [vector for vector in vectors if vector is not None]
    return np.array(rows, dtype="<f2").astype(np.float32).reshape(len(rows), adjustment.DIMENSIONS)
