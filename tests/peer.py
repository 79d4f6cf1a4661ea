"""Work of always the same size, beside which a test holds what something else took: machines differ, and slow down within seconds."""

import time
from collections.abc import Callable


def measure_in_peers(work: Callable[[], object]) -> float:
    """Return how many times as much CPU `work` took as the peer, a loop that takes about a twentieth of a second on an idle core."""
    before = _loop()
    began = time.process_time()
    work()
    spent = time.process_time() - began
    return spent / ((before + _loop()) / 2)


def _loop() -> float:
    began = time.process_time()
    sum(number * number for number in range(500_000))
    return time.process_time() - began
