"""The words of the stream: those that speak of a need, in their order, with their vectors."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

import numpy as np
from django.db.models import QuerySet

from closeknit.analysis.needs.likeness import DIMENSIONS, Floats
from closeknit.analysis.needs.records import Batch
from closeknit.analysis.text.hearing import FEWEST_WORDS
from closeknit.kit.viewer import Viewer
from closeknit.needs import naming
from closeknit.verbatims.models import Signal, Vector, Verbatim


@dataclass(frozen=True)
class Word:
    """A sentence of the stream, whose it is and when it was said."""

    verbatim: str
    account: str | None
    said_at: datetime


def list_words(verbatims: QuerySet[Verbatim], viewer: Viewer) -> list[Word]:
    """Return those that are heard and speak of a need, in the order of the stream."""
    return [
        Word(pk, account, said_at)
        for pk, account, said_at, text in select_speaking(verbatims, viewer)
        .order_by("position")
        .values_list("pk", "account_id", "said_at", "text")
        if len(text.split()) >= FEWEST_WORDS
    ]


def select_speaking(verbatims: QuerySet[Verbatim], viewer: Viewer) -> QuerySet[Verbatim]:
    """Narrow to what is heard and speaks of a need."""
    speaking = Signal.objects.visible_to(viewer).filter(code__in=naming.speaks_of_needs(), is_on=True)
    return verbatims.filter(state="heard", pk__in=speaking.values("verbatim_id"))


def make_batch(words: Sequence[Word], viewer: Viewer) -> tuple[Batch, dict[str, Word]]:
    """Return the words that have a vector as a batch, and each by its id."""
    vectors = read_vectors([word.verbatim for word in words], viewer)
    kept = [word for word in words if word.verbatim in vectors]
    rows = np.array([vectors[word.verbatim] for word in kept], dtype=np.float32).reshape(len(kept), DIMENSIONS)
    batch = Batch([word.verbatim for word in kept], rows, [word.account or "" for word in kept])
    return batch, {word.verbatim: word for word in kept}


def read_vectors(verbatims: Iterable[str], viewer: Viewer) -> dict[str, Floats]:
    """Return the vectors of these verbatims as they are stored, at the length of one."""
    rows = Vector.objects.visible_to(viewer).filter(pk__in=list(verbatims)).values_list("pk", "data")
    return {pk: np.frombuffer(bytes(data), dtype="<f2").astype(np.float32) for pk, data in rows}
