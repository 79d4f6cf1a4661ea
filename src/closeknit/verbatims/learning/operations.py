"""Writes of learning: what people taught, and stored words heard by it. Each leaves the same state however often it runs."""

from collections.abc import Mapping
from datetime import datetime

from closeknit.analysis.learning.adjustment import Adjustment as Taught
from closeknit.analysis.text.signals import HOLDS
from closeknit.kit import undo
from closeknit.kit.capabilities import Capability
from closeknit.kit.events import record
from closeknit.kit.operation import operation
from closeknit.kit.viewer import Viewer
from closeknit.verbatims import events
from closeknit.verbatims.learning import turning
from closeknit.verbatims.learning.applying import Chance, Key
from closeknit.verbatims.models import Adjustment, Learning, Relearned, Signal, Verbatim

LEARNING = "learning"


@operation(Capability.CURATE_NEEDS)
def switch_learning(*, is_on: bool, viewer: Viewer, at: datetime) -> None:
    """Let hearing learn from corrections, or not: then all words are heard again as the machine alone hears them."""
    row = lock(viewer)
    undo.keep(row, subject=LEARNING)
    row.change(is_on=is_on)
    record(events.LearningSwitched(subject=LEARNING, is_on=is_on), viewer=viewer, at=at)


@operation(Capability.HAND_IN)
def keep_taught(
    *, taught: Mapping[str, Taught], n_corrections: int, n_checked: int, viewer: Viewer, at: datetime
) -> int:
    """Keep what people taught in place of what is known and return the generation by which words are to be heard; 0 where all are."""
    row = lock(viewer)
    known = {
        one.code: (bytes(one.weights), one.bias) for one in Adjustment.objects.visible_to(viewer).select_for_update()
    }
    new = {code: (one.weights.astype("<f4").tobytes(), one.bias) for code, one in taught.items()} if row.is_on else {}
    generation = row.generation + (new != known)
    if new != known:
        Adjustment.objects.visible_to(viewer).delete()
        Adjustment.objects.add_many(
            Adjustment(code=code, weights=weights, bias=bias, n_labels=one.n_labels, n_against=one.n_against)
            for code, (weights, bias) in new.items()
            if (one := taught[code])
        )
    row.change(generation=generation, n_corrections=n_corrections, n_checked=n_checked, learned_at=at)
    learnt = events.CorrectionsLearnt(
        subject=LEARNING, generation=generation, n_signals=len(new), n_corrections=n_corrections, n_checked=n_checked
    )
    record(learnt, viewer=viewer, at=at)
    return generation if generation != row.applied else 0


@operation(Capability.HAND_IN)
def apply_taught(
    *, chances: Mapping[Key, Chance], generation: int, is_last: bool, viewer: Viewer, at: datetime
) -> None:
    """Let stored words hold the signals that they have by what people taught; what a person decided stays, and forgets the machine's."""
    keys = _undecided(chances, viewer)
    n_on, n_off, verbatims = _turn({key: chances[key] for key in keys}, viewer)
    turning.tell(verbatims, viewer=viewer, at=at)
    row = lock(viewer)
    if is_last and row.generation == generation:
        row.change(applied=generation)
    record(events.SignalsTurned(subject=LEARNING, n_on=n_on, n_off=n_off), viewer=viewer, at=at)


def lock(viewer: Viewer) -> Learning:
    """Return the row of learning for whoever changes it, in the running transaction."""
    Learning.objects.add_many([Learning(id=1)], ignore_conflicts=True)
    return Learning.objects.visible_to(viewer).select_for_update().get(pk=1)


def _undecided(chances: Mapping[Key, Chance], viewer: Viewer) -> list[Key]:
    own = Signal.objects.visible_to(viewer).filter(verbatim__in={pk for pk, _ in chances}, decided_by__isnull=False)
    decided = set(own.values_list("verbatim_id", "code"))
    turned = Relearned.objects.visible_to(viewer).filter(verbatim__in={pk for pk, _ in decided})
    gone = [pk for pk, verbatim, code in turned.values_list("pk", "verbatim_id", "code") if (verbatim, code) in decided]
    Relearned.objects.visible_to(viewer).filter(pk__in=gone).delete()
    return [key for key in chances if key not in decided]


def _turn(chances: Mapping[Key, Chance], viewer: Viewer) -> tuple[int, int, list[str]]:
    """Write what differs and return how many signals are on and off that were not, and of which verbatims."""
    ids = {pk for pk, _ in chances}
    rows = Signal.objects.visible_to(viewer).filter(verbatim__in=ids, decided_by__isnull=True)
    signals = {(row.verbatim_id, row.code): row for row in rows}
    stored = Relearned.objects.visible_to(viewer).filter(verbatim__in=ids)
    turned = {(row.verbatim_id, row.code): row for row in stored}
    said_at = dict(Verbatim.objects.visible_to(viewer).filter(pk__in=ids).values_list("pk", "said_at"))
    on: list[Key] = []
    off: list[Key] = []
    for key, chance in chances.items():
        if key[0] not in said_at:
            continue
        _remember(key, chance, turned.get(key))
        holds = chance.taught if _is_turned(chance) else chance.machine
        if holds >= HOLDS and key not in signals:
            new = Signal(verbatim_id=key[0], code=key[1], probability=holds, said_at=said_at[key[0]])
            Signal.objects.add(new)
            on.append(key)
        elif holds >= HOLDS and signals[key].probability != holds:
            signals[key].change(probability=holds)
        elif holds < HOLDS and key in signals:
            signals[key].delete()
            off.append(key)
    return len(on), len(off), sorted({pk for pk, _ in (*on, *off)})


def _is_turned(chance: Chance) -> bool:
    return (chance.taught >= HOLDS) != (chance.machine >= HOLDS)


def _remember(key: Key, chance: Chance, row: Relearned | None) -> None:
    if _is_turned(chance) and row is None:
        Relearned.objects.add(Relearned(verbatim_id=key[0], code=key[1], machine=chance.machine))
    elif not _is_turned(chance) and row is not None:
        row.delete()
