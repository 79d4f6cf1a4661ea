"""One house whose keeper chose another sentence model: hearing all words anew is killed at random points and begun again.

Run as a program of its own, with CLOSEKNIT_HOUSE set: `python -m tests.faults.rehearing_driver KILLS SEED OUT SECONDS`,
SECONDS being how long it takes where nobody kills it: kills fall within that, on a machine of any speed.
"""

import hashlib
import json
import os
import random
import sys
import time
from pathlib import Path
from typing import Any

import django

from tests.faults import driver

# Small chunks and short goes, so that there is much to interrupt.
CHUNK, CHUNKS_IN_A_GO = 12, 5


def main(kills: str, seed: str, out: str, seconds: str) -> int:
    """Hear anew with at most `kills` kills, then write what is there and how often it was killed."""
    chance, n_killed = random.Random(int(seed)), 0
    while n_killed < int(kills) and driver._killed_after(chance.uniform(0.1, 0.6) * float(seconds), _work):
        n_killed += 1
    begun = time.monotonic()
    driver._in_child(_work)
    told = {"killed": n_killed, "seconds": time.monotonic() - begun}
    driver._in_child(lambda: Path(out).write_text(json.dumps(told | {"holds": _dump()}, sort_keys=True)))
    return 0


def _work() -> None:
    from closeknit.kit import tasks as queue
    from closeknit.kit import viewer as viewers
    from closeknit.kit.tasks.worker import Worker
    from closeknit.verbatims import tasks

    tasks.CHUNK, tasks.CHUNKS_IN_A_GO = CHUNK, CHUNKS_IN_A_GO
    queue.enqueue(tasks.look_after_hearing, viewer=viewers.house("test"), key="look")
    Worker().run_until_idle()


def _dump() -> dict[str, Any]:
    from closeknit.needs.models import StreamState
    from closeknit.verbatims.models import Stream, Vector, Verbatim

    vectors = Vector.objects.unscoped(reason="test").order_by("verbatim__position")
    rows = vectors.values_list("tag", "data", "number")
    numbers = [number for *_, number in rows]
    return {
        **driver._dump(),
        "heard_with": sorted(set(Verbatim.objects.unscoped(reason="test").values_list("heard_with", flat=True))),
        "tags": sorted({tag for tag, *_ in rows}),
        "vectors": hashlib.sha256(b"".join(bytes(data) for _, data, _ in rows)).hexdigest(),
        "numbers_are_once": len(set(numbers)) == len(numbers),
        "last_number": max(numbers) == Stream.objects.unscoped(reason="test").get().last_number,
        "needs_follow": StreamState.objects.unscoped(reason="test").get().version,
    }


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "closeknit.config.settings")
    django.setup()
    sys.exit(main(*sys.argv[1:]))
