"""Ids: sortable by the moment of birth, carrying their kind, never guessable, never telling of other accounts' rows.

An id is `kind_` and 26 characters of Crockford's base 32: 48 bits of milliseconds, then 80 bits (the shape of a ULID).
Within one stream ids only ever rise, so rows sort in the order in which they were made. Each account has a stream of its own: what
happens at one account never moves the ids of another, which is what lets two worlds be compared byte by byte.
"""

import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import blake2b
from threading import Lock

from closeknit.kit import clock

_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_PAIRS = [high + low for high in _ALPHABET for low in _ALPHABET]
HOUSE = "house"

_lock = Lock()
_last: dict[str, tuple[int, int]] = {}
_seeds: list[tuple[str, dict[str, int]]] = []


def new(kind: str, stream: str = HOUSE) -> str:
    """Return a new id of `kind` from the stream of one account, or of the house."""
    return f"{kind}_{_encode(_next(stream))}"


def new_many(kind: str, count: int, stream: str = HOUSE) -> list[str]:
    """Return `count` new ids of `kind`, rising."""
    return [new(kind, stream) for _ in range(count)]


def kind_of(value: str) -> str:
    """Return the kind that an id carries."""
    return value.rpartition("_")[0]


@contextmanager
def seeded(seed: str) -> Iterator[None]:
    """Draw ids from `seed` in this process: the same story told twice gives the same ids."""
    _seeds.append((seed, {}))
    try:
        yield
    finally:
        _seeds.pop()


def _next(stream: str) -> int:
    milliseconds = int(clock.now().timestamp() * 1000)
    with _lock:
        if _seeds:
            return _seeded_next(milliseconds, stream)
        before, tail = _last.get(stream, (0, 0))
        # A clock that steps back must not break the order of what was already written.
        if milliseconds > before:
            before, tail = milliseconds, secrets.randbits(80) >> 1
        else:
            tail += 1 + secrets.randbits(32)
        if len(_last) > 10_000:
            _last.clear()
        _last[stream] = (before, tail)
        return (before << 80) | (tail & ((1 << 80) - 1))


def _seeded_next(milliseconds: int, stream: str) -> int:
    seed, counters = _seeds[-1]
    counters[stream] = count = counters.get(stream, 0) + 1
    digest = blake2b(f"{seed}/{stream}".encode(), digest_size=6).digest()
    return (milliseconds << 80) | (count << 48) | int.from_bytes(digest, "big")


def _encode(value: int) -> str:
    return "".join([_PAIRS[(value >> shift) & 1023] for shift in range(120, -1, -10)])
