"""The main job on a large house: rows stored, sentences heard against the bare embedding, memory, pages, capturing.

    python benchmarks/main_job.py [--quick] [--json FILE] [--real-words DIR]

Figures of speed depend on the machine and on what else it does. The shares of the bare embedding are ratios taken in one run: after
every stretch of hearing some of the same sentences are embedded alone. Pages and capturing are measured in CPU milliseconds of this
process, through Django's test client, with the number of queries. The pages shown are the heaviest of their kind: the account and the
need with the most words.
"""

import argparse
import json
import resource
import statistics
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import large_house
from large_house import Size

FULL = Size(rows=100_000, accounts=2_000)
QUICK = Size(rows=1_500, accounts=100)
# The first part of the rows is read and heard alone, so that memory can be seen at two sizes.
FIRST_PART = 0.2
BARE_AT_ONCE = 400
GOALS = "Goals: ≥ 5,000 rows/s stored; hearing ≥ 0.80 of the bare embedding; pages ≤ 25 ms CPU; memory flat."
# Kinds of work, by the task that does it.
KINDS = {
    "read_rows": "people",
    "read_import": "read",
    "cut_waiting": "cut",
    "hear_waiting": "hear",
    "discover": "needs",
    "count": "needs",
}


@dataclass
class Spent:
    """Seconds on the clock and of the processor, by kind of work, and what the embedding alone took beside it."""

    wall: Counter[str] = field(default_factory=Counter)
    cpu: Counter[str] = field(default_factory=Counter)
    n_bare: int = 0

    def time(self, kind: str, work: Callable[[], object]) -> None:
        """Do `work` and add what it took."""
        wall, cpu = time.perf_counter(), time.process_time()
        work()
        self.wall[kind] += time.perf_counter() - wall
        self.cpu[kind] += time.process_time() - cpu


def main() -> int:
    """Run it all and print a table; with --json, write the figures."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--quick", action="store_true", help="a small house, under 40 seconds")
    parser.add_argument("--json", metavar="FILE", type=Path)
    parser.add_argument("--real-words", metavar="DIR", type=Path, help="take sentences from the tables below DIR")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        figures = measure(Path(folder), QUICK if arguments.quick else FULL, arguments.real_words)
    width = max(map(len, figures))
    for name, value in figures.items():
        print(f"{name:<{width}}  {value:,.2f}")
    print(GOALS)
    if arguments.json:
        arguments.json.write_text(json.dumps({"figures": figures}, indent=2))
    return 0


def measure(folder: Path, size: Size, real_words: Path | None) -> dict[str, float]:
    """Build a house in `folder` and return every figure."""
    large_house.make_house(folder / "house")
    from closeknit.kit import clock
    from closeknit.kit import viewer as viewers

    house, at, spent = viewers.house("benchmark"), clock.now(), Spent()
    figures: dict[str, float] = {"rows": size.rows, "accounts": size.accounts}
    figures["reference_loop_cpu_ms"] = _cpu_ms(_loop)
    spent.time("loading", _load_model)
    real = large_house.read_real_sentences(real_words) if real_words else []
    large_house.begin_people(large_house.write_people(folder / "people.csv", size), viewer=house, at=at)
    run_tasks(spent)
    figures["people_stored_per_s"] = size.accounts * size.people_an_account / spent.wall["people"]
    first = round(size.rows * FIRST_PART)
    for name, numbers in (("first_part", range(first)), ("all", range(first, size.rows))):
        file = large_house.write_words(folder / f"{name}.csv", size, numbers, real, at.date())
        large_house.begin_words(file, viewer=house, at=at)
        run_tasks(spent)
        figures[f"peak_memory_mb_{name}"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    large_house.add_calls_and_promises(viewer=house, at=at)
    run_tasks(Spent())
    return figures | rates(size, spent) | measure_pages() | measure_capturing()


def run_tasks(spent: Spent) -> None:
    """Do all that waits with one worker; after each stretch of hearing, embed some sentences alone."""
    from closeknit.kit.tasks.worker import Worker

    worker = Worker()
    while (claimed := worker._claim(ignore_delay=True)) is not None:
        name = claimed[0].task_path.rpartition(".")[2]
        spent.time(KINDS.get(name, name), lambda: worker._run(*claimed))
        if name == "hear_waiting":
            _embed_alone(spent)


def rates(size: Size, spent: Spent) -> dict[str, float]:
    """Return rates and shares. `cpu_share` compares processor seconds: it stands still where others use the machine too."""
    from closeknit.verbatims.models import Verbatim

    n = Verbatim.objects.unscoped(reason="benchmark").exclude(state="waiting").count()
    bare, bare_cpu = spent.wall["bare"] / spent.n_bare, spent.cpu["bare"] / spent.n_bare
    stages = ("cut", "hear", "needs")
    return {
        "rows_stored_per_s": size.rows / spent.wall["read"],
        "rows_stored_per_cpu_s": size.rows / spent.cpu["read"],
        "sentences": n,
        "loading_the_model_s": spent.wall["loading"],
        "sentences_heard_per_s": n / spent.wall["hear"],
        "bare_embedding_per_s": 1 / bare,
        "heard_share_of_embedding": bare * n / spent.wall["hear"],
        "heard_cpu_share_of_embedding": bare_cpu * n / spent.cpu["hear"],
        "cut_heard_and_needs_per_s": n / sum(spent.wall[stage] for stage in stages),
        "cut_heard_and_needs_cpu_share": bare_cpu * n / sum(spent.cpu[stage] for stage in stages),
        **{f"cpu_ms_a_sentence_{stage}": 1000 * spent.cpu[stage] / n for stage in ("read", *stages)},
        "cpu_ms_a_sentence_bare": 1000 * bare_cpu,
    }


def measure_pages() -> dict[str, float]:
    """Return CPU milliseconds (median of nine) and queries of each page."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    client, figures = _client(), {}
    for name, address in _addresses().items():
        answer = client.get(address)
        if answer.status_code != 200:
            print(f"{name}: {answer.status_code}", file=sys.stderr)
            continue
        figures[f"page_{name}_cpu_ms"] = _cpu_ms(lambda address=address: client.get(address))
        with CaptureQueriesContext(connection) as queries:
            client.get(address)
        figures[f"page_{name}_queries"] = len(queries)
    return figures


def measure_capturing() -> dict[str, float]:
    """Return CPU milliseconds of proposing who is meant, and of keeping one sentence, as requests."""
    client = _client()
    words = {"words": "Ana Stone at Costa Works 0007 says the bill came twice"}
    return {
        "capture_guesses_cpu_ms": _cpu_ms(lambda: client.post("/capture/guesses/", words)),
        "capture_sentence_cpu_ms": _cpu_ms(lambda: client.post("/capture/", words)),
    }


def _embed_alone(spent: Spent) -> None:
    from closeknit.verbatims import tasks
    from closeknit.verbatims.models import Verbatim

    heard = Verbatim.objects.unscoped(reason="benchmark").filter(state="heard").order_by("-position")
    texts = list(heard.values_list("text", flat=True)[:BARE_AT_ONCE])
    if texts:
        spent.time("bare", lambda: tasks.hearer().embed(texts))
        spent.n_bare += len(set(texts))


def _load_model() -> None:
    """Once a process; a house that runs for months does not feel it, and a short measurement would feel nothing else."""
    from closeknit.verbatims import tasks

    tasks.hearer().hear(["We need a report.", "Wij hebben een rapport nodig."])


def _loop() -> None:
    """Work that never changes, so that runs on a busier machine can be compared with others."""
    counts: Counter[str] = Counter()
    for number in range(40_000):
        counts[str(number % 97)] += number


def _cpu_ms(ask: Callable[[], object]) -> float:
    times = []
    for _ in range(10):
        begun = time.process_time()
        ask()
        times.append((time.process_time() - begun) * 1000)
    return statistics.median(times[1:])


def _client() -> Any:
    from django.contrib.auth import get_user_model
    from django.test import Client

    client = Client()
    client.force_login(get_user_model()._default_manager.get())
    return client


def _addresses() -> dict[str, str]:
    """The main pages, with the account and the need that have most words."""
    from django.db.models import Count
    from django.urls import reverse

    from closeknit.needs.models import Evidence
    from closeknit.verbatims.models import Verbatim

    words = Verbatim.objects.unscoped(reason="benchmark")
    most = words.exclude(account=None).order_by().values("account").annotate(n=Count("pk")).order_by("-n", "account")
    needs = Evidence.objects.unscoped(reason="benchmark").order_by().values("need").annotate(n=Count("pk"))
    newest = words.order_by("-position").values_list("pk", "touchpoint_id").first()
    account, need = most.first(), needs.order_by("-n", "need").first()
    assert account
    assert newest
    plain = ("today", "circle", "heard", "needs", "accounts", "promises", "imports", "house", "capture_full")
    return {
        **{name: reverse(name) for name in plain},
        "today_of_all": f"{reverse('today')}?whose=all",
        "heard_search": f"{reverse('heard')}?q=invoices",
        "account": reverse("account", args=[account["account"]]),
        **({"need": reverse("need", args=[need["need"]])} if need else {}),
        "verbatim": reverse("verbatim", args=[newest[0]]),
        "touchpoint": reverse("touchpoint", args=[newest[1]]),
    }


if __name__ == "__main__":
    sys.exit(main())
