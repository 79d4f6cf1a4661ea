"""The sign bits of many vectors in memory, 48 bytes each: which of a million may be near, in a few milliseconds.

Two unit vectors whose signs differ in a share p of their dimensions stand at an angle of about πp (Charikar 2002, random hyperplanes; the
dimensions of an embedding take the part of the hyperplanes). Of those whose signs differ least the ones are chosen on whose side the
question leans most, for its own lengths are known (asymmetric distance: Dong, Charikar & Li 2008; Gordo et al. 2014). It is a first
choice only: whoever asks rescores with the vectors themselves.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

DIMENSIONS = 384
_WORDS = DIMENSIONS // 64
# Rows of one block: it grows by 3.5 MB at a time, and a run of it stays in the processor's cache.
BLOCK = 1 << 16
_RUN = 1 << 14
# So many times as many as are asked for are chosen by signs alone, but not more than these where fewer are asked for.
_WIDE, _WIDEST = 8, 8_000
# The question's lengths on whole numbers: sums of them are exact, and two alike stay alike in whatever order they are added up.
_GRID = 4096.0
_SIGNS_OF_A_BYTE = np.unpackbits(np.arange(256, dtype=np.uint8)[:, None], axis=1).astype(np.float32)

Floats = npt.NDArray[np.float32]
Numbers = npt.NDArray[np.int64]
Bits = npt.NDArray[np.uint64]


class SignBits:
    """Sign bits by number. Numbers are given in rising order and never given again; several may read while one adds."""

    def __init__(self) -> None:
        self._bits: list[Bits] = []
        self._numbers: list[Numbers] = []
        self._size = 0

    def __len__(self) -> int:
        return self._size

    def add(self, numbers: Numbers, vectors: Floats) -> None:
        """Add vectors [n, 384] under `numbers` [n], all of them higher than any before; or raise ValueError."""
        last = self.last
        if len(numbers) and (numbers[0] <= last or np.any(np.diff(numbers) <= 0)):
            raise ValueError("numbers must rise")
        bits = to_bits(vectors)
        done = 0
        while done < len(numbers):
            place = self._size % BLOCK
            if place == 0:
                self._bits.append(np.zeros((_WORDS, BLOCK), dtype=np.uint64))
                self._numbers.append(np.zeros(BLOCK, dtype=np.int64))
            n = min(BLOCK - place, len(numbers) - done)
            self._bits[-1][:, place : place + n] = bits[done : done + n].T
            self._numbers[-1][place : place + n] = numbers[done : done + n]
            done += n
            # Last, so that whoever reads meanwhile never sees a row that is not whole.
            self._size += n

    @property
    def last(self) -> int:
        """The highest number, 0 where there is none."""
        size = self._size
        return int(self._numbers[(size - 1) // BLOCK][(size - 1) % BLOCK]) if size else 0

    def list_nearest(self, vector: Floats, most: int, *, among: Numbers | None = None) -> Numbers:
        """Return up to `most` numbers, the likeliest to be nearest first, of two alike the newer; only of `among`, where given."""
        size = self._size
        if size == 0 or most <= 0:
            return np.empty(0, dtype=np.int64)
        numbers = np.concatenate(self._numbers)[:size] if among is not None or size <= BLOCK else None
        distances, wide = self._distances(vector, size), max(min(_WIDE * most, _WIDEST), most)
        if among is not None and numbers is not None:
            rows = np.searchsorted(numbers, np.sort(among))
            rows = rows[rows < size]
            rows = rows[np.isin(numbers[rows], among)]
            near = rows[_nearest(distances[rows], wide)]
        else:
            near = _nearest(distances, wide)
        found = self._numbers_at(near)
        return found[np.lexsort((-found, -self._lean(vector, near)))][:most]

    def _distances(self, vector: Floats, size: int) -> npt.NDArray[np.uint16]:
        asked = to_bits(vector[None, :])[0]
        distances = np.zeros(size, dtype=np.uint16)
        for start in range(0, size, _RUN):
            block, place = divmod(start, BLOCK)
            run = distances[start : start + _RUN]
            bits = self._bits[block][:, place : place + len(run)]
            for row, word in zip(bits, asked, strict=True):
                run += np.bitwise_count(row ^ word)
        return distances

    def _lean(self, vector: Floats, rows: npt.NDArray[np.intp]) -> Floats:
        """Return for each row how much of the question lies on the same side as it."""
        words = np.empty((len(rows), _WORDS), dtype=np.uint64)
        for block, bits in enumerate(self._bits):
            here = rows // BLOCK == block
            words[here] = bits[:, rows[here] % BLOCK].T
        asked = np.round(vector * _GRID).astype(np.float32).reshape(-1, 8)
        by_byte: Floats = (asked @ _SIGNS_OF_A_BYTE.T).ravel()
        leans: Floats = by_byte[words.view(np.uint8) + np.arange(len(asked)) * 256].sum(axis=1)
        return leans

    def _numbers_at(self, rows: npt.NDArray[np.intp]) -> Numbers:
        found = np.empty(len(rows), dtype=np.int64)
        for block, numbers in enumerate(self._numbers):
            here = rows // BLOCK == block
            found[here] = numbers[rows[here] % BLOCK]
        return found


def to_bits(vectors: Floats) -> Bits:
    """Return the signs of vectors [n, 384] as [n, 6] words of 64 bits; bit 1 is above nought."""
    return np.packbits(vectors > 0, axis=1).view(np.uint64)


def _nearest(distances: npt.NDArray[np.uint16], most: int) -> npt.NDArray[np.intp]:
    if len(distances) <= most:
        return np.arange(len(distances))
    # All that are as near as the last one: which of them stay is then decided by what they lean to and by age, not by chance.
    so_near = np.cumsum(np.bincount(distances))
    return np.flatnonzero(distances <= np.searchsorted(so_near, most))
