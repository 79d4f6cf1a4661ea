"""What takes long is done in two lanes at a time: numpy and Leiden let go of the interpreter while they compute.

Lanes write to places of their own, and each row is computed as it would be alone: the result is the same, bit for bit,
however many lanes there are. Linear algebra keeps to its lane meanwhile (`keep_apart`): threads of its own would want the
other lane's core, and its sums differ in their last bits with their number.
"""

from __future__ import annotations

import functools
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager
from typing import TypeVar

from threadpoolctl import ThreadpoolController

LANES = 2
# Fewer rows are worked out before a second lane has begun.
FEWEST_ROWS = 1_024

A = TypeVar("A")
B = TypeVar("B")


def keep_apart() -> AbstractContextManager[object]:
    """Return a context in which linear algebra computes on one thread, whoever loaded numpy first and told it otherwise."""
    limits: AbstractContextManager[object] = _controller().limit(limits=1, user_api="blas")
    return limits


@functools.cache
def _controller() -> ThreadpoolController:
    return ThreadpoolController()


def run_in_lanes(work: Callable[[Sequence[slice]], None], n: int, size: int) -> None:
    """Call `work` once a lane, with the slices of n rows (`size` at most) that are its own; raise what one of them raises."""
    parts = [slice(first, min(first + size, n)) for first in range(0, n, size)]
    if n < FEWEST_ROWS:
        work(parts)
        return
    with ThreadPoolExecutor(LANES) as pool:
        list(pool.map(work, [parts[lane::LANES] for lane in range(LANES)]))


def run_both(one: Callable[[], A], other: Callable[[], B]) -> tuple[A, B]:
    """Return what both return, worked out at the same time."""
    with ThreadPoolExecutor(1) as pool:
        beside = pool.submit(one)
        last = other()
        return beside.result(), last
