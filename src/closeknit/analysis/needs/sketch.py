"""The memory of the stream of needs: a small sketch per need, a pool of what waits, and what people decided.

Once a house has grown up, its size depends on the number of needs, never on the number of verbatims.
"""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np
import numpy.typing as npt

from closeknit.analysis.needs import clusters, joining, likeness
from closeknit.analysis.needs.likeness import DIMENSIONS

RESERVOIR = 32
# Up to here all rows are kept, and needs are found again among all of them: small houses deserve the better method.
YOUTH = 48 * 256
FIRST_TEND = 24
MOST_VOICES = 256
VERSION = 4

Floats = npt.NDArray[np.float32]


@dataclass(frozen=True, eq=False, slots=True)
class Row:
    """One distinct sentence; `verbatims` are those that say it (256 at most are remembered), `accounts` whose they are."""

    vector: Floats
    verbatims: tuple[str, ...]
    accounts: tuple[str, ...]

    def join(self, other: Row) -> Row:
        """Return the row with the verbatims of another that says the same."""
        verbatims, accounts = self.verbatims + other.verbatims, self.accounts + other.accounts
        return replace(self, verbatims=verbatims[:MOST_VOICES], accounts=accounts[:MOST_VOICES])

    def without(self, verbatims: set[str]) -> Row | None:
        """Return the row without these verbatims, or None when nobody is left to say it."""
        left = [(v, a) for v, a in zip(self.verbatims, self.accounts, strict=True) if v not in verbatims]
        return replace(self, verbatims=tuple(v for v, _ in left), accounts=tuple(a for _, a in left)) if left else None


@dataclass
class Sketch:
    """What is remembered of one need: its rows (all while the house is young, else a fair sample of 32), the sum of all
    it ever took up, and how alike its sample is.

    The first 32 rows are the sample. `likeness` is the mean over it of the mean similarity to the five nearest others,
    `spread` its deviation. A person has had a hand in it when it is `touched`; `stated` [0 or 1, 384] is the vector of
    the statement that a person gave it.
    """

    need: str
    count: int = 0
    total: npt.NDArray[np.float64] = field(default_factory=lambda: np.zeros(DIMENSIONS))
    rows: list[Row] = field(default_factory=list)
    sample: Floats = field(default_factory=lambda: np.zeros((0, DIMENSIONS), dtype=np.float32))
    likeness: float = 0.0
    spread: float = 0.0
    dismissed: bool = False
    touched: bool = False
    stated: Floats = field(default_factory=lambda: np.zeros((0, DIMENSIONS), dtype=np.float32))

    @property
    def members(self) -> list[str]:
        """The verbatims of the sample, row by row."""
        return [row.verbatims[0] for row in self.rows[:RESERVOIR]]

    @property
    def is_held(self) -> bool:
        """Whether the machine may only propose to change it."""
        return self.touched or self.dismissed

    def copy(self) -> Sketch:
        """Return an independent copy; arrays are shared, since they are replaced and never written into."""
        return Sketch(
            self.need,
            self.count,
            self.total,
            list(self.rows),
            self.sample,
            self.likeness,
            self.spread,
            self.dismissed,
            self.touched,
            self.stated,
        )

    def measure(self) -> None:
        """Bring the sample and its likeness up to date with the rows."""
        self.sample = likeness.stack([row.vector for row in self.rows[:RESERVOIR]])
        if len(self.sample):
            nearest = likeness.inner_likeness(self.sample)
            self.likeness, self.spread = float(nearest.mean()), float(nearest.std())


@dataclass
class State:
    """All that discovery remembers. Treat it as a value: `stream.advance` returns a new one.

    `cannot` holds (verbatim, need) pairs that a person has taken apart; `aliases` maps merged needs to the kept one.
    Sentences come in rounds: within one, all are laid beside the same sketches, and `fresh` holds what was placed and is
    not in a sketch yet; the round ends at `round_end`, with `pool_mark` rows in the pool when it began. `level` is how
    near groups are that are one, as the words themselves said it last (0: not asked yet); `granularity` shifts it.
    """

    sketches: list[Sketch] = field(default_factory=list)
    pool: list[Row] = field(default_factory=list)
    fresh: list[tuple[str, Row]] = field(default_factory=list)
    n_seen: int = 0
    n_waiting: int = 0
    round_end: int = 1
    pool_mark: int = 0
    last_tend: int = 0
    next_tend: int = FIRST_TEND
    next_number: int = 1
    granularity: float = joining.GRANULARITY
    level: float = 0.0
    cannot: set[tuple[str, str]] = field(default_factory=set)
    aliases: dict[str, str] = field(default_factory=dict)
    # Derived from the sketches for speed and remade when it is None; never written.
    index: Any = field(default=None, compare=False, repr=False)

    @property
    def is_young(self) -> bool:
        """Whether all rows are still kept."""
        return self.n_seen <= YOUTH

    @property
    def fineness(self) -> float:
        """How near groups are that are one: what the words say, shifted by what people set."""
        return (self.level or clusters.LEVEL) + self.granularity - joining.GRANULARITY

    def fork(self) -> State:
        """Return a copy whose pool and numbers may change; before sketches do, call `thaw`."""
        twin = replace(self, pool=list(self.pool), fresh=list(self.fresh), sketches=list(self.sketches))
        twin.index = self.index
        return twin

    def thaw(self) -> None:
        """Make the sketches, decisions and aliases its own."""
        self.sketches = [one.copy() for one in self.sketches]
        self.cannot, self.aliases, self.index = set(self.cannot), dict(self.aliases), None

    def copy(self) -> State:
        """Return an independent copy."""
        twin = self.fork()
        twin.thaw()
        return twin

    def find(self, need: str) -> Sketch | None:
        """Return the sketch of a need, following merges, or None."""
        while need in self.aliases:
            need = self.aliases[need]
        return next((one for one in self.sketches if one.need == need), None)

    def to_bytes(self) -> bytes:
        """Return the state as npz (vectors as whole numbers of the grid); equal states, equal bytes."""
        rows = [row for one in self.sketches for row in one.rows] + self.pool + [row for _, row in self.fresh]
        facts = {
            "version": VERSION,
            "numbers": [getattr(self, name) for name in _NUMBERS],
            "cannot": sorted(self.cannot),
            "aliases": self.aliases,
            "rows": [[row.verbatims, row.accounts] for row in rows],
            "sketches": [
                [s.need, s.count, len(s.rows), s.likeness, s.spread, s.dismissed, s.touched, len(s.stated)]
                for s in self.sketches
            ],
            "fresh": [need for need, _ in self.fresh],
        }
        buffer = io.BytesIO()
        np.savez(
            buffer,
            facts=np.frombuffer(json.dumps(facts, ensure_ascii=False).encode(), dtype=np.uint8),
            totals=np.array([one.total for one in self.sketches]).reshape(-1, DIMENSIONS),
            rows=_whole([row.vector for row in rows]),
            stated=_whole([vector for one in self.sketches for vector in one.stated]),
        )
        return buffer.getvalue()

    @classmethod
    def from_bytes(cls, data: bytes) -> State:
        """Return the state that `to_bytes` wrote, or raise ValueError when it is damaged or of another version."""
        try:
            with np.load(io.BytesIO(data)) as arrays:
                facts, totals = json.loads(arrays["facts"].tobytes()), arrays["totals"]
                vectors, stated = _grid(arrays["rows"]), _grid(arrays["stated"])
        except (zipfile.BadZipFile, KeyError) as error:
            raise ValueError("the state is damaged") from error
        if facts["version"] != VERSION:
            raise ValueError(f"state of version {facts['version']}, this program reads {VERSION}")
        rows = [
            Row(vector, tuple(verbatims), tuple(accounts))
            for vector, (verbatims, accounts) in zip(vectors, facts["rows"], strict=True)
        ]
        sketches, first = [], 0
        for total, (need, count, n_rows, alike, spread, dismissed, touched, n_stated) in zip(
            totals, facts["sketches"], strict=True
        ):
            own = rows[first : first + n_rows]
            sample = vectors[first : first + min(n_rows, RESERVOIR)]
            says, stated = stated[:n_stated], stated[n_stated:]
            sketches.append(Sketch(need, count, total, own, sample, alike, spread, dismissed, touched, says))
            first += n_rows
        n_fresh = len(facts["fresh"])
        pool, fresh = rows[first : len(rows) - n_fresh], rows[len(rows) - n_fresh :]
        state = cls(sketches, pool, list(zip(facts["fresh"], fresh, strict=True)))
        for name, number in zip(_NUMBERS, facts["numbers"], strict=True):
            setattr(state, name, number)
        state.cannot = {(verbatim, need) for verbatim, need in facts["cannot"]}
        state.aliases = facts["aliases"]
        return state


def _whole(vectors: list[Floats]) -> npt.NDArray[np.int16]:
    return (likeness.stack(vectors) * likeness.GRID).astype(np.int16)


def _grid(whole: npt.NDArray[np.int16]) -> Floats:
    return whole.astype(np.float32) / np.float32(likeness.GRID)


_NUMBERS: Sequence[str] = (
    "n_seen",
    "n_waiting",
    "round_end",
    "pool_mark",
    "last_tend",
    "next_tend",
    "next_number",
    "granularity",
    "level",
)
