"""A whole file of words at once, with no house: cut, heard, laid to needs, named."""

from __future__ import annotations

import enum
import itertools
from collections import deque
from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from closeknit.analysis.kinds import SignalCode
from closeknit.analysis.needs import likeness, members, naming, placing, sketch, stream
from closeknit.analysis.needs.records import Batch
from closeknit.analysis.needs.sketch import State
from closeknit.analysis.text import languages, sentences
from closeknit.analysis.text.hearing import Heard, Hearer
from closeknit.analysis.text.signals import CODES

CHUNK = 512
# So many chunks are heard ahead: one is embedded while the words of another are weighed.
AHEAD = 2
BACKGROUND = 20_000

Floats = npt.NDArray[np.float32]


class Grouping(enum.StrEnum):
    """Which sentences are grouped: those with a need in them, or all, each at the nearest need at worst."""

    NEEDS = "needs"
    ALL = "all"


@dataclass(frozen=True)
class Sentence:
    """A sentence of a cell: `text` is `cell[start:end]`; `need` and `need_name` are None where it belongs to none."""

    row: int
    start: int
    end: int
    text: str
    language: str
    signals: Mapping[SignalCode, float]
    need: str | None
    need_name: str | None


@dataclass(frozen=True)
class FoundNeed:
    """A need of the file: its id, its name, the sentence that stands for it, in how many sentences and rows it is said."""

    need: str
    name: str
    quote: str
    n_sentences: int
    n_rows: int


@dataclass(frozen=True)
class Analysis:
    """`sentences` in order of row and place; `needs` with the most rows first."""

    sentences: Sequence[Sentence]
    needs: tuple[FoundNeed, ...]


@dataclass(frozen=True)
class _Cut:
    row: int
    start: int
    end: int
    text: str
    around: str


@dataclass
class _Notes:
    """What is kept of each sentence until the needs are known."""

    cuts: list[_Cut] = field(default_factory=list)
    languages: list[str] = field(default_factory=list)
    understood: list[bool] = field(default_factory=list)
    signals: list[npt.NDArray[np.float32]] = field(default_factory=list)
    vectors: list[npt.NDArray[np.float16]] = field(default_factory=list)


def analyse(
    cells: Iterable[tuple[int, str]],
    hearer: Hearer,
    *,
    grouping: Grouping = Grouping.NEEDS,
    competitors: Sequence[str] = (),
) -> Analysis:
    """Return all sentences of `cells` (row number and text) with their signals and needs. The same cells, the same answer.

    Every cell with a letter or a digit gives at least one sentence. Words in a language that the model does not know
    have all signals at 0 and found no need; with ALL they stand at the nearest one.
    """
    state, notes, homes = State(), _Notes(), dict[str, str]()
    for cuts, heard in _hear_ahead(_cut(cells), hearer, competitors):
        first = len(notes.cuts)
        _keep(notes, cuts, heard)
        chosen = [n for n, one in enumerate(heard) if one.understood and (one.for_needs or grouping is Grouping.ALL)]
        if chosen:
            step = stream.advance(state, _batch(chosen, cuts, heard, first))
            state = step.state
            homes.update(step.homes)
    step = stream.settle(state)
    state = step.state
    homes.update(step.homes)
    standing = {name: need.need for name in set(homes.values()) if (need := state.find(name)) is not None}
    placed = {int(number): standing[name] for number, name in homes.items() if name in standing}
    if grouping is Grouping.ALL:
        _place_rest(state, notes, placed, hearer)
    needs = _describe(state, notes, placed, hearer)
    names = {need.need: need.name for need in needs}
    return Analysis(_Listed(notes, placed, names), needs)


class _Listed(Sequence[Sentence]):
    """Makes each sentence when it is asked for, so that a large file is not held twice."""

    def __init__(self, notes: _Notes, placed: Mapping[int, str], names: Mapping[str, str]) -> None:
        self._notes, self._placed, self._names = notes, placed, names

    def __len__(self) -> int:
        return len(self._notes.cuts)

    def __getitem__(self, number: int) -> Sentence:  # type: ignore[override]  # slices are not needed
        cut, need = self._notes.cuts[number], self._placed.get(range(len(self))[number])
        chances = self._notes.signals[number].tolist()
        signals = {code: round(chance, 4) for code, chance in zip(CODES, chances, strict=True)}
        name = None if need is None else self._names[need]
        return Sentence(cut.row, cut.start, cut.end, cut.text, self._notes.languages[number], signals, need, name)


def _cut(cells: Iterable[tuple[int, str]]) -> Iterator[_Cut]:
    for row, cell in cells:
        spans = sentences.split_sentences(cell)
        around = languages.guess_language(cell).code if len(spans) > 1 else "en"
        for span in spans:
            yield _Cut(row, span.start, span.end, cell[span.start : span.end], around)


def _hear_ahead(
    cuts: Iterator[_Cut], hearer: Hearer, competitors: Sequence[str]
) -> Iterator[tuple[list[_Cut], list[Heard]]]:
    waiting: deque[tuple[list[_Cut], Future[list[Heard]]]] = deque()

    def hear(chunk: list[_Cut]) -> list[Heard]:
        return hearer.hear([c.text for c in chunk], competitors, languages_around=[c.around for c in chunk])

    with ThreadPoolExecutor(AHEAD) as pool:
        while chunk := list(itertools.islice(cuts, CHUNK)):
            waiting.append((chunk, pool.submit(hear, chunk)))
            if len(waiting) > AHEAD:
                done, future = waiting.popleft()
                yield done, future.result()
        for done, future in waiting:
            yield done, future.result()


def _keep(notes: _Notes, cuts: list[_Cut], heard: list[Heard]) -> None:
    for cut, one in zip(cuts, heard, strict=True):
        notes.cuts.append(cut)
        notes.languages.append(one.language)
        notes.understood.append(one.understood)
        notes.signals.append(np.array([one.signals.get(code, 0.0) for code in CODES], dtype=np.float32))
        vector = np.zeros(0, dtype=np.float16) if one.vector is None else one.vector.astype(np.float16)
        notes.vectors.append(vector)


def _batch(chosen: list[int], cuts: list[_Cut], heard: list[Heard], first: int) -> Batch:
    vectors = [vector for n in chosen if (vector := heard[n].vector) is not None]
    # Without accounts, each row of the file is taken for a voice of its own.
    return Batch([str(first + n) for n in chosen], np.stack(vectors), [str(cuts[n].row) for n in chosen])


def _place_rest(state: State, notes: _Notes, placed: dict[int, str], hearer: Hearer) -> None:
    """Place every sentence that has no need at the nearest; make one need of all where none was found."""
    rest = [number for number in range(len(notes.cuts)) if number not in placed]
    unknown = [number for number in rest if not notes.understood[number]]
    for first in range(0, len(unknown), CHUNK):
        chunk = unknown[first : first + CHUNK]
        vectors = hearer.embed([notes.cuts[number].text for number in chunk])
        for number, vector in zip(chunk, vectors, strict=True):
            notes.vectors[number] = vector.astype(np.float16)
    if rest and not state.sketches:
        only = sketch.Sketch("need_1")
        some = rest[: sketch.RESERVOIR]
        vectors = likeness.to_grid(np.stack([notes.vectors[number] for number in some]))
        rows = [sketch.Row(vector, (str(n),), ("",)) for n, vector in zip(some, vectors, strict=True)]
        members.add_rows(only, rows, keep_all=True)
        state.sketches.append(only)
    for first in range(0, len(rest), CHUNK):
        chunk = rest[first : first + CHUNK]
        vectors = np.stack([notes.vectors[number] for number in chunk]).astype(np.float32)
        for number, found in zip(chunk, placing.nearest_needs(state, vectors), strict=True):
            if found is not None:
                placed[number] = found[0]


def _describe(state: State, notes: _Notes, placed: Mapping[int, str], hearer: Hearer) -> tuple[FoundNeed, ...]:
    counts: dict[str, int] = {}
    rows: dict[str, set[int]] = {}
    for number, need in placed.items():
        counts[need] = counts.get(need, 0) + 1
        rows.setdefault(need, set()).add(notes.cuts[number].row)
    step = max(len(notes.cuts) // BACKGROUND, 1)
    background = naming.Background.of(cut.text for cut in notes.cuts[::step])
    found: list[FoundNeed] = []
    known = [one for one in state.sketches if one.need in counts]
    for one in sorted(known, key=lambda one: (-len(rows[one.need]), one.need)):
        texts = [notes.cuts[int(member)].text for member in one.members]
        taken = [other.name for other in found]
        named = naming.name_need(texts, one.sample, background, taken, embed=hearer.embed)
        found.append(FoundNeed(one.need, named.title, named.subtitle, counts[one.need], len(rows[one.need])))
    return tuple(found)
