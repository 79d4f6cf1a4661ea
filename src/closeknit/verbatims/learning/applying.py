"""How stored words should be heard by what people taught: read and heard outside of any transaction, a chunk at a time."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from django.db.models import QuerySet

from closeknit.analysis.kinds import SignalCode
from closeknit.analysis.learning import adjustment
from closeknit.analysis.learning.adjustment import Adjustment as Taught
from closeknit.analysis.text.hearing import Hearer
from closeknit.kit.viewer import Viewer
from closeknit.verbatims import meaning, names
from closeknit.verbatims.models import Relearned, Signal, Vector, Verbatim

CHUNK = 1_000
# What the machine made of a signal that does not hold is not kept: it is heard once more where what was taught speaks for it by so much.
WORTH_HEARING = 0.2

Key = tuple[str, str]


@dataclass(frozen=True)
class Chance:
    """A signal of a sentence: what the machine alone makes of it, and what it is with what people taught."""

    machine: float
    taught: float


@dataclass(frozen=True)
class Chunk:
    """What is known of some words: the chances of every signal that may be turned, and the last place of the stream among them."""

    chances: dict[Key, Chance]
    last: int
    more: bool


def look(after: int, taught: Mapping[str, Taught], hearer: Hearer, viewer: Viewer) -> Chunk:
    """Return the next 1,000 words after a place of the stream; where nothing is taught, only of those that were turned before."""
    words = _choose(after, taught, viewer)
    if not words:
        return Chunk({}, after, more=False)
    ids = [pk for pk, *_ in words]
    machine = _read_machine(ids, taught, viewer)
    moved = _read_moves(ids, taught, viewer)
    faint = {
        pk: [code for code, by in moves.items() if by >= WORTH_HEARING and (pk, code) not in machine]
        for pk, moves in moved.items()
    }
    machine |= _hear_anew([one for one in words if faint.get(one[0])], faint, hearer, viewer)
    chances = {
        key: Chance(one, adjustment.apply_move(one, moved.get(key[0], {}).get(key[1], 0.0)))
        for key, one in machine.items()
    }
    return Chunk(chances, words[-1][3], more=len(words) == CHUNK)


def _choose(after: int, taught: Mapping[str, Taught], viewer: Viewer) -> list[tuple[str, str, str, int]]:
    rows = Verbatim.objects.visible_to(viewer).filter(position__gt=after, state="heard").order_by("position")
    if not taught:
        turned: QuerySet[Relearned] = Relearned.objects.visible_to(viewer)
        rows = rows.filter(pk__in=turned.values("verbatim_id"))
    return list(rows.values_list("pk", "text", "language", "position")[:CHUNK])


def _read_machine(ids: list[str], taught: Mapping[str, Taught], viewer: Viewer) -> dict[Key, float]:
    """What the machine alone made of the signals that hold by its word, or that were turned; what a person decided is left out."""
    own = Signal.objects.visible_to(viewer).filter(verbatim__in=ids, decided_by__isnull=True, code__in=list(taught))
    stored = own.values_list("verbatim_id", "code", "probability")
    known = {(pk, code): chance for pk, code, chance in stored}
    turned = Relearned.objects.visible_to(viewer).filter(verbatim__in=ids)
    return known | {(pk, code): chance for pk, code, chance in turned.values_list("verbatim_id", "code", "machine")}


def _read_moves(ids: list[str], taught: Mapping[str, Taught], viewer: Viewer) -> dict[str, dict[str, float]]:
    if not taught:
        return {}
    rows = list(Vector.objects.visible_to(viewer).filter(pk__in=ids).values_list("pk", "data"))
    moved = adjustment.move_rows(meaning.to_vectors([data for _, data in rows]), list(taught.values()))
    return {
        pk: dict(zip(taught, np.asarray(row).tolist(), strict=True)) for (pk, _), row in zip(rows, moved, strict=True)
    }


def _hear_anew(
    words: list[tuple[str, str, str, int]], faint: Mapping[str, list[str]], hearer: Hearer, viewer: Viewer
) -> dict[Key, float]:
    if not words:
        return {}
    heard = hearer.hear(
        [text for _, text, _, _ in words],
        names.list_spellings(viewer),
        languages_around=[language for _, _, language, _ in words],
    )
    return {
        (pk, code): one.signals[SignalCode(code)]
        for (pk, *_), one in zip(words, heard, strict=True)
        for code in faint[pk]
        if one.signals
    }
