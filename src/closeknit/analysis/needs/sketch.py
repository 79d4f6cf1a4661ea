"""The memory of the stream of needs: a small sketch per need, a pool of what waits, and what people decided.

Once a house has grown up, its size depends on the number of needs, never on the number of verbatims.
"""

from __future__ import annotations

import copy
import io
import json
from collections.abc import Iterable
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

DIMENSIONS = 384
RESERVOIR = 64
# Up to here all rows are kept, and needs are found again among all of them: small houses deserve the better method.
YOUTH = 4000
FIRST_TEND = 24
NEAR_DUPLICATE = 0.97
MOST_VOICES = 256
ONE_THREAD = 262_144
VERSION = 1

Floats = npt.NDArray[np.float32]


@dataclass
class Row:
    """One distinct sentence; `verbatims` are those that say it (256 at most are remembered), `accounts` whose they are."""

    vector: Floats
    verbatims: list[str]
    accounts: list[str]

    def add_voice(self, verbatim: str, account: str) -> None:
        """Remember one more verbatim that says the same."""
        if len(self.verbatims) < MOST_VOICES:
            self.verbatims.append(verbatim)
            self.accounts.append(account)


@dataclass
class Sketch:
    """What is remembered of one need: a fair sample of at most 64 members, their sum and how alike they are.

    `likeness` is the mean over the sample of the mean similarity to the five nearest others, `spread` its deviation.
    `rows` are all members while the house is young. A person has had a hand in it when it is `touched`.
    """

    need: str
    count: int = 0
    total: Floats = field(default_factory=lambda: np.zeros(DIMENSIONS, dtype=np.float32))
    sample: Floats = field(default_factory=lambda: np.zeros((0, DIMENSIONS), dtype=np.float32))
    members: list[str] = field(default_factory=list)
    likeness: float = 0.0
    spread: float = 0.0
    dismissed: bool = False
    touched: bool = False
    rows: list[Row] = field(default_factory=list)

    @property
    def is_held(self) -> bool:
        """Whether the machine may only propose to change it."""
        return self.touched or self.dismissed


@dataclass
class State:
    """All that discovery remembers. Treat it as a value: `stream.advance` returns a new one.

    `cannot` holds (verbatim, need) pairs that a person has taken apart; `aliases` maps merged needs to the kept one.
    """

    sketches: list[Sketch] = field(default_factory=list)
    pool: list[Row] = field(default_factory=list)
    n_seen: int = 0
    n_waiting: int = 0
    next_tend: int = FIRST_TEND
    next_number: int = 1
    cannot: set[tuple[str, str]] = field(default_factory=set)
    aliases: dict[str, str] = field(default_factory=dict)

    @property
    def is_young(self) -> bool:
        """Whether all rows are still kept."""
        return self.n_seen < YOUTH

    def copy(self) -> State:
        """Return an independent copy; arrays are shared, since they are replaced and never written into."""
        twin = copy.copy(self)
        twin.sketches = [copy.copy(sketch) for sketch in self.sketches]
        for sketch in twin.sketches:
            sketch.members, sketch.rows = list(sketch.members), _copy_rows(sketch.rows)
        twin.pool = _copy_rows(self.pool)
        twin.cannot, twin.aliases = set(self.cannot), dict(self.aliases)
        return twin

    def find(self, need: str) -> Sketch | None:
        """Return the sketch of a need, following merges, or None."""
        while need in self.aliases:
            need = self.aliases[need]
        return next((sketch for sketch in self.sketches if sketch.need == need), None)

    def to_bytes(self) -> bytes:
        """Return the state as npz (vectors as float16, which they are rounded to on entry); equal states, equal bytes."""
        every_row = [row for s in self.sketches for row in s.rows] + self.pool
        facts = {
            "version": VERSION,
            "numbers": [self.n_seen, self.n_waiting, self.next_tend, self.next_number],
            "cannot": sorted(self.cannot),
            "aliases": self.aliases,
            "rows": [[row.verbatims, row.accounts] for row in every_row],
            "sketches": [
                [s.need, s.count, s.members, s.likeness, s.spread, s.dismissed, s.touched, len(s.rows)]
                for s in self.sketches
            ],
        }
        buffer = io.BytesIO()
        np.savez(
            buffer,
            facts=np.frombuffer(json.dumps(facts, ensure_ascii=False).encode(), dtype=np.uint8),
            totals=_stack(s.total for s in self.sketches),
            samples=_stack(vector for s in self.sketches for vector in s.sample).astype(np.float16),
            rows=_stack(row.vector for row in every_row).astype(np.float16),
        )
        return buffer.getvalue()

    @classmethod
    def from_bytes(cls, data: bytes) -> State:
        """Return the state that `to_bytes` wrote, or raise ValueError when it is of another version."""
        with np.load(io.BytesIO(data)) as arrays:
            facts = json.loads(arrays["facts"].tobytes())
            if facts["version"] != VERSION:
                raise ValueError(f"state of version {facts['version']}, this program reads {VERSION}")
            totals, vectors = arrays["totals"], arrays["rows"].astype(np.float32)
            samples = arrays["samples"].astype(np.float32)
        rows = [Row(vector, *voices) for vector, voices in zip(vectors, facts["rows"], strict=True)]
        sketches, first_row, first_member = [], 0, 0
        for total, (*facts_of, n_rows) in zip(totals, facts["sketches"], strict=True):
            need, count, members, likeness, spread, dismissed, touched = facts_of
            sample = samples[first_member : first_member + len(members)]
            own = rows[first_row : first_row + n_rows]
            sketches.append(Sketch(need, count, total, sample, members, likeness, spread, dismissed, touched, own))
            first_member, first_row = first_member + len(members), first_row + n_rows
        cannot = {(verbatim, need) for verbatim, need in facts["cannot"]}
        n_seen, n_waiting, next_tend, next_number = facts["numbers"]
        pool, aliases = rows[first_row:], facts["aliases"]
        return cls(sketches, pool, n_seen, n_waiting, next_tend, next_number, cannot, aliases)


def add_member(sketch: Sketch, verbatim: str, vector: Floats) -> None:
    """Add a member: Algorithm R (Vitter 1985) keeps the sample fair; its chance depends on need and count alone.

    A near-duplicate of a sample member is counted and not sampled, so that repetition cannot capture a need.
    """
    sketch.count += 1
    if len(sketch.sample) and float((sketch.sample @ vector).max()) >= NEAR_DUPLICATE:
        return
    sketch.total = sketch.total + vector
    if len(sketch.members) < RESERVOIR:
        sketch.members.append(verbatim)
        sketch.sample = np.vstack([sketch.sample, vector])
    else:
        place = _draw(sketch.need, sketch.count)
        if place < RESERVOIR:
            sketch.members[place] = verbatim
            sketch.sample = sketch.sample.copy()
            sketch.sample[place] = vector
    if sketch.count < 8 or sketch.count % max(4, min(RESERVOIR, sketch.count // 4)) == 0:
        measure(sketch)


def rebuild(sketch: Sketch, rows: list[Row]) -> None:
    """Make the sketch anew from all its rows."""
    sketch.rows = rows
    sketch.count = sum(len(row.verbatims) for row in rows)
    sketch.total = _stack(row.vector for row in rows).sum(axis=0)
    chosen = rows
    if len(rows) > RESERVOIR:
        chosen = [rows[i] for i in np.linspace(0, len(rows) - 1, RESERVOIR).round().astype(int)]
    sketch.members = [row.verbatims[0] for row in chosen]
    sketch.sample = _stack(row.vector for row in chosen)
    measure(sketch)


def measure(sketch: Sketch) -> None:
    """Bring likeness and spread up to date with the sample."""
    if len(sketch.sample):
        nearest = inner_likeness(sketch.sample)
        sketch.likeness, sketch.spread = float(nearest.mean()), float(nearest.std())


def inner_likeness(vectors: Floats, most: int = 5) -> Floats:
    """Return, for each row, its mean similarity to the `most` nearest other rows; 1 for a single row."""
    if len(vectors) < 2:
        return np.ones(len(vectors), dtype=np.float32)
    likeness = likeness_between(vectors, vectors)
    np.fill_diagonal(likeness, -2)
    most = min(most, len(vectors) - 1)
    return np.asarray(np.partition(likeness, -most, axis=1)[:, -most:].mean(axis=1))


def cross_likeness(these: Floats, those: Floats, most: int = 5) -> float:
    """Return the mean similarity of each of `these` to the `most` nearest of `those`; -1 when either is empty."""
    if not len(these) or not len(those):
        return -1.0
    likeness = likeness_between(these, those)
    most = min(most, likeness.shape[1])
    return float(np.partition(likeness, -most, axis=1)[:, -most:].mean())


def likeness_between(these: Floats, those: Floats) -> Floats:
    """Return the similarity of each of `these` to each of `those`."""
    # Up to this many products the library stays on one thread. Waking others for a small matter costs, on a busy
    # machine, a hundred times more than the matter itself (measured: 9 ms against 0.07).
    block = max(ONE_THREAD // (max(len(those), 1) * DIMENSIONS), 1)
    if len(these) * len(those) > 250_000:
        return these @ those.T
    turned = those.T
    return np.concatenate([these[first : first + block] @ turned for first in range(0, len(these), block)])


def _copy_rows(rows: list[Row]) -> list[Row]:
    return [Row(row.vector, list(row.verbatims), list(row.accounts)) for row in rows]


def _stack(vectors: Iterable[Floats]) -> Floats:
    listed = list(vectors)
    return np.stack(listed) if listed else np.zeros((0, DIMENSIONS), dtype=np.float32)


def _draw(need: str, count: int) -> int:
    """Return a number in 0 … count-1 that looks random and is the same in every replay."""
    seed = [count, *need.encode()]
    return int(np.random.default_rng(seed).integers(count))
