"""What is near in meaning, held by each process that searches: the ear for questions, and the sign bits of what was heard.

Both are made when they are first needed. The ear takes most of a second, so it is made in a thread, and until it is there words alone
answer. The sign bits are read from the vectors, and read on at every search: a vector's number says what is new. The database stays the
truth: what the bits propose is looked up there, so that nothing that is gone or hidden comes back.
"""

import threading
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from django.db import connection
from django.db.models import QuerySet, Subquery

from closeknit.analysis.search.signbits import DIMENSIONS, SignBits
from closeknit.kit.outbound import Unreachable
from closeknit.kit.viewer import Viewer
from closeknit.verbatims import ear, picking, queries
from closeknit.verbatims.models import Stream, Vector, Verbatim
from closeknit.verbatims.queries import Narrowing

# The sign bits choose so many, which are then measured exactly.
CHOSEN = 1_200
# Where a filter leaves little of those, a wider choice is looked through.
_WIDER = (CHOSEN, 2_500, 8_000)
# Where a filter leaves no more than these of all, each is measured.
FEW = 2_000
_ENOUGH = 100
# More than these are read in a thread, while words alone answer.
_AT_ONCE = 20_000

Floats = npt.NDArray[np.float32]
Blob = bytes | memoryview


@dataclass(frozen=True)
class Near:
    """A verbatim and how near it is in meaning: the cosine, −1 to 1."""

    verbatim: str
    nearness: float


class _Memory:
    """The sign bits of all vectors of one model and kernel, read on from the database when asked."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._thread: threading.Thread | None = None
        self.clear()

    def clear(self) -> None:
        self.tag, self.bits, self._read_to, self._witness = "", SignBits(), 0, ("", 0)

    def refresh(self) -> bool:
        """Read what is new and return whether all is known; a long reading goes on in a thread."""
        if self.is_reading or not self._lock.acquire(timeout=2):
            return False
        try:
            verbatim, number = self._witness
            last, now = _look(number)
            # The database went back, as after a restored backup: numbers are then given again.
            if last < self._read_to or (verbatim and now not in (None, verbatim)):
                self.clear()
            if last - self._read_to > _AT_ONCE:
                self._thread = threading.Thread(target=self._read_all, name="sign bits", daemon=True)
                self._thread.start()
                return False
            while last > self._read_to and self._read_chunk():
                pass
            return True
        finally:
            self._lock.release()

    @property
    def is_reading(self) -> bool:
        return self._thread is not None and self._thread.is_alive()

    def wait(self, seconds: float) -> None:
        if self._thread is not None:
            self._thread.join(seconds)

    def _read_all(self) -> None:
        with self._lock:
            try:
                while self._read_chunk():
                    pass
            finally:
                connection.close()

    def _read_chunk(self) -> bool:
        rows = list(
            _vectors().filter(number__gt=self._read_to).order_by("number").values_list(
                "number", "pk", "tag", "data")[:_AT_ONCE]
        )  # fmt: skip
        if not rows:
            return False
        newest = rows[-1][2]
        if newest != self.tag:
            # Vectors of two models cannot be compared: the newest model's are searched, and the others once they are made anew.
            self.tag, self.bits = newest, SignBits()
        mine = [(number, data) for number, _, tag, data in rows if tag == newest]
        self.bits.add(np.array([number for number, _ in mine], dtype=np.int64), to_vectors([data for _, data in mine]))
        self._read_to, self._witness = rows[-1][0], (rows[-1][1], rows[-1][0])
        return len(rows) == _AT_ONCE


_ear = ear.the_ear
_memory = _Memory()


def find_vector(*question: str) -> Floats | None:
    """Return the vector of a question, or the middle of several where it is said in several ways.

    None while the ear is being made, where it is of another model than what was heard, or where a chosen model does not answer.
    """
    _ear.wake()
    embedder = _ear.embedder
    said = [one for one in question if one.strip()]
    if embedder is None or not said:
        return None
    if _memory.refresh() and _memory.tag and _memory.tag != embedder.model_tag:
        return None
    try:
        middle: Floats = embedder.embed(said).mean(axis=0)
    except Unreachable:
        return None
    # Where two ways of saying it point away from each other, there is no middle: the first then stands.
    length = float(np.linalg.norm(middle))
    return middle / np.float32(length) if length > 0 else middle


def find_vector_of(verbatim: str, *, viewer: Viewer) -> Floats | None:
    """Return the vector of a verbatim that the viewer may see, or None where it has none that can be compared."""
    _memory.refresh()
    rows = _vectors().filter(verbatim__in=Verbatim.objects.visible_to(viewer).filter(pk=verbatim), tag=_memory.tag)
    data = rows.values_list("data", flat=True).first()
    vectors = to_vectors([data] if data else [])
    return vectors[0] if len(vectors) else None


def list_near(vector: Floats, narrowing: Narrowing, *, viewer: Viewer, most: int) -> list[Near]:
    """Return up to `most` of what the viewer may see and what is asked for (but for the query), nearest first.

    What else there is never comes into it. While the sign bits are being read, nothing is near.
    """
    if not _memory.refresh():
        return []
    few = picking.list_few(narrowing, FEW, viewer=viewer)
    if few is not None:
        return measure(vector, few)[:most]
    if not viewer.is_ours:
        # Words that a contact may not see must not even crowd out those that it may.
        rows = queries.narrowed(narrowing, viewer=viewer)
        theirs = np.array(list(_vectors().filter(verbatim__in=rows).values_list("number", flat=True)), dtype=np.int64)
        return _measure_numbers(vector, _memory.bits.list_nearest(vector, CHOSEN, among=theirs))[:most]
    if narrowing == Narrowing(query=narrowing.query):
        return _measure_numbers(vector, _memory.bits.list_nearest(vector, CHOSEN))[:most]
    return measure(vector, _choose_passing(vector, narrowing, viewer))[:most]


def measure(vector: Floats, verbatims: list[str]) -> list[Near]:
    """Return how near each of these verbatims is, nearest first; those without a vector that can be compared are left out."""
    rows = _vectors().filter(verbatim__id__among=set(verbatims), tag=_memory.tag).values_list("pk", "data")
    return _ranked(vector, list(rows))


def is_ready() -> bool:
    """Return whether questions can be asked by meaning now; begins to make ready where they cannot."""
    _ear.wake()
    return _ear.embedder is not None and _memory.refresh()


def is_coming() -> bool:
    """Return whether meaning can be asked in a moment: the ear or the sign bits are being made."""
    return not is_ready() and (_ear.is_waking or _memory.is_reading)


def wait_until_ready(seconds: float = 60) -> bool:
    """Wait for the ear and the sign bits, for commands and tests, and return whether they are there."""
    _ear.wait(seconds)
    _memory.refresh()
    _memory.wait(seconds)
    return is_ready()


def to_vectors(blobs: Sequence[Blob]) -> Floats:
    """Return stored vectors as rows [n, 384]."""
    together = b"".join(bytes(blob) for blob in blobs)
    return np.frombuffer(together, dtype="<f2").reshape(-1, DIMENSIONS).astype(np.float32)


def _choose_passing(vector: Floats, narrowing: Narrowing, viewer: Viewer) -> list[str]:
    """Return those of the nearest by their bits that pass a filter which leaves many, from a wider choice where few do."""
    numbers, passing, first = _memory.bits.list_nearest(vector, _WIDER[-1]), list[str](), 0
    for wide in _WIDER:
        some = set(numbers[first:wide].tolist())
        ids = _vectors().filter(number__among=some).values_list("pk", flat=True)
        passing += picking.list_passing(ids, narrowing, viewer=viewer)
        if len(passing) >= _ENOUGH or len(numbers) <= wide:
            break
        first = wide
    return passing


def _measure_numbers(vector: Floats, numbers: npt.NDArray[np.int64]) -> list[Near]:
    found = _vectors().filter(number__among=set(numbers.tolist()), tag=_memory.tag)
    return _ranked(vector, list(found.values_list("pk", "data")))


def _ranked(vector: Floats, rows: Sequence[tuple[str, Blob]]) -> list[Near]:
    if not rows:
        return []
    nearness = to_vectors([data for _, data in rows]) @ vector
    return [Near(rows[place][0], float(nearness[place])) for place in np.argsort(-nearness, kind="stable")]


def _look(number: int) -> tuple[int, str | None]:
    """Return the number of the newest vector, and whose vector has this number now; None where there is none."""
    stream = Stream.objects.unscoped(reason="how many vectors there are tells nothing of any")
    witness = Subquery(_vectors().filter(number=number).values("pk")[:1])
    found = stream.annotate(witness=witness).values_list("last_number", "witness").first()
    return found or (0, None)


def _vectors() -> "QuerySet[Vector]":
    return Vector.objects.unscoped(reason="what is near is looked up among the words that went through visible_to")
