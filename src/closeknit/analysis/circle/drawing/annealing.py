"""The search for a place for every mark and name: simulated annealing, seeded from the account ids.

Kirkpatrick, Gelatt & Vecchi 1983; for names on maps Christensen, Marks & Shieber 1995. Each step draws one account's
place from all its candidates at once in proportion to exp(−cost ÷ temperature) (heat bath), which numpy does quickly.
"""

import hashlib
from collections.abc import Iterable, Sequence

import numpy as np

from closeknit.analysis.circle.drawing.board import HIDDEN, NAME_ON_NAME, OVERLAP, Board, Floats

_TEMPERATURES = (16.0, 6.0, 3.0, 1.5, 0.6, 0.0, 0.0)
_MENDING_ROUNDS = 6
# What a unit of way costs whoever is moved to mend an overlap: a name changes sides before its mark wanders off.
_WAY = 0.08


class Search:
    """One search on one board. `low` and `high` are the angles between which each account may stand."""

    def __init__(self, board: Board, low: Floats, high: Floats, ids: Iterable[str]) -> None:
        digest = hashlib.blake2b("\n".join(sorted(ids)).encode(), digest_size=8).digest()
        self._random = np.random.Generator(np.random.PCG64(int.from_bytes(digest, "big")))
        self._board, self._low, self._high = board, low, high
        self._n_angles = 14 if board.n <= 80 else 8

    def anneal(self, fresh: Sequence[int], named: frozenset[int]) -> None:
        """Find places for the accounts that the last picture did not have; the others stand still."""
        temperatures = _TEMPERATURES if self._board.n <= 80 else _TEMPERATURES[1:6]
        for temperature in temperatures if fresh else ():
            for place in self._random.permutation(len(fresh)):
                i = fresh[int(place)]
                self._move(i, self._angles(i, self._n_angles), temperature, named=i in named)

    def mend(self, named: frozenset[int]) -> None:
        """Move whoever still overlaps something to its best place, until nobody does or nothing gets better."""
        for _ in range(_MENDING_ROUNDS):
            troubled = [i for i in range(self._board.n) if self._board.overlap(i) >= OVERLAP]
            before = [(self._board.angle[i], self._board.side[i]) for i in troubled]
            for i in troubled:
                self._move(i, self._angles(i, 2 * self._n_angles), 0.0, named=i in named, way=_WAY)
            if before == [(self._board.angle[i], self._board.side[i]) for i in troubled]:
                return

    def name_the_unnamed(self, order: Sequence[int]) -> None:
        """Give a name back to whoever has room for it where it stands, in this order."""
        for i in order:
            if self._board.side[i] == HIDDEN:
                self._name_in_place(i)

    def hide_overlapping(self, order: Sequence[int]) -> None:
        """Leave out names that still lie on a name or a mark, the least important first: none may ever overlap."""
        for i in reversed(order):
            if self._board.side[i] != HIDDEN:
                shown = self._board.overlap(i)
                angle, side = float(self._board.angle[i]), int(self._board.side[i])
                self._board.put(i, angle, HIDDEN)
                if shown - self._board.overlap(i) < OVERLAP:
                    self._board.put(i, angle, side)

    def _name_in_place(self, i: int) -> None:
        here = np.array([self._board.angle[i]])
        costs = self._board.costs(i, here, named=True)[0, :HIDDEN]
        for side in np.argsort(costs, kind="stable"):
            bare = self._board.overlap(i)
            self._board.put(i, float(here[0]), int(side))
            if self._board.overlap(i) - bare < OVERLAP:
                return
            self._board.put(i, float(here[0]), HIDDEN)

    def _angles(self, i: int, n: int) -> Floats:
        """Return the present angle, then one angle at random from each of `n` equal slices of the sector."""
        slices = (np.arange(n) + self._random.random(n)) / n
        spread = self._low[i] + slices * (self._high[i] - self._low[i])
        return np.concatenate([self._board.angle[i : i + 1], np.clip(np.round(spread, 4), self._low[i], self._high[i])])

    def _move(self, i: int, angles: Floats, temperature: float, *, named: bool, way: float = 0.0) -> None:
        costs = self._board.costs(i, angles, named=named)
        if way:
            costs = costs + way * self._board.distance[i] * np.abs(angles - angles[0])[:, None]
        if temperature:
            # Gumbel noise makes the smallest of the noisy costs a draw from the heat bath.
            costs = costs + temperature * np.log(-np.log(self._random.random(costs.shape)))
        best = int(np.argmin(costs))
        row, column = divmod(best, costs.shape[1])
        self._board.put(i, float(angles[row]), column if named else HIDDEN)


def hiding_costs(n: int) -> Floats:
    """Return what leaving out each name costs, most important first: from nearly a name on a name down to a third."""
    return np.linspace(0.95, 0.35 if n > 60 else 0.9, n) * NAME_ON_NAME
