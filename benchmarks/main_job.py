"""The main job on a large house: rows stored, sentences heard against the bare embedding, pages, memory.

    python benchmarks/main_job.py [--quick] [--json FILE] [--real-words DIR]

Figures of speed depend on the machine and on what else it does; `heard_share_of_embedding` is a ratio taken in one run. Pages are
measured in CPU milliseconds of this process, through Django's test client, with the number of queries.
"""

import argparse
import csv
import json
import os
import random
import resource
import statistics
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path
from typing import Any

FULL = {"rows": 100_000, "accounts": 2_000}
QUICK = {"rows": 1_500, "accounts": 100}
PAGES = ("today", "circle", "heard", "heard?q", "needs", "need", "account", "accounts", "promises")
GOALS = "Goals: ≥ 5,000 rows/s stored; hearing ≥ 0.80 of the bare embedding; pages ≤ 25 ms CPU; memory flat."

BEGINNINGS = (
    "We need",
    "I wish we had",
    "It annoys me that we lack",
    "Could you give us",
    "Nobody here has",
    "We are still waiting for",
)
THINGS = (
    "an export that keeps the units", "a message when the night run stops", "invoices with our order number", "a way to prove the cleaning",
    "spare parts within a week", "a screen in our own language", "one login for all sites", "a report on energy by machine",
    "fewer beeps", "a calibration reminder", "a door that closes by itself", "a recipe that reaches every kitchen",
)  # fmt: skip
ENDINGS = (
    "before the audit",
    "on Mondays",
    "at the second site",
    "since the move",
    "for the night shift",
    "and it costs us an hour a day",
)


def main() -> int:
    """Run it all and print a table; with --json, write the figures."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--quick", action="store_true", help="a small house, under 40 seconds")
    parser.add_argument("--json", metavar="FILE", type=Path)
    parser.add_argument("--real-words", metavar="DIR", type=Path, help="take sentences from the text files below DIR")
    arguments = parser.parse_args()
    size = QUICK if arguments.quick else FULL
    with tempfile.TemporaryDirectory() as folder:
        figures = measure(Path(folder), size, arguments.real_words)
    width = max(map(len, figures))
    for name, value in figures.items():
        print(f"{name:<{width}}  {value:,.2f}")
    print(GOALS)
    if arguments.json:
        arguments.json.write_text(json.dumps({"figures": figures}, indent=2))
    return 0


def measure(folder: Path, size: dict[str, int], real_words: Path | None) -> dict[str, float]:
    """Build a house in `folder` and return every figure."""
    os.environ["CLOSEKNIT_HOUSE"] = str(folder / "house")
    os.environ["DJANGO_SETTINGS_MODULE"] = "closeknit.config.settings"
    import django

    django.setup()
    build_house(size["accounts"])
    file = write_rows(folder / "words.csv", size, real_words)
    figures: dict[str, float] = {"rows": size["rows"], "accounts": size["accounts"]}
    figures |= run_tasks(file, size["rows"])
    figures["peak_memory_mb"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    figures |= measure_pages()
    return figures


def build_house(n_accounts: int) -> None:
    """Make the house with its accounts, one person each, all owned by its one member."""
    from django.core.management import call_command

    from closeknit.accounts import operations as accounts
    from closeknit.identity import operations as identity
    from closeknit.kit import clock, house_folder
    from closeknit.kit import viewer as viewers

    house_folder.locate().make()
    call_command("migrate", verbosity=0, interactive=False)
    at, house = clock.now(), viewers.house("benchmark")
    member = identity.make_house(
        name="Large",
        zone="UTC",
        currency="EUR",
        member_name="Ann",
        email="ann@large.example",
        password="a long sentence",
        at=at,
    )
    from django.db import transaction

    with transaction.atomic():
        for number in range(n_accounts):
            one = accounts.add_account(
                name=f"Account {number:04}", domain=f"a{number}.example", owner=member, viewer=house, at=at
            )
            accounts.add_contact(
                account=one, name=f"Person {number:04}", email=f"p@a{number}.example", viewer=house, at=at
            )


def write_rows(file: Path, size: dict[str, int], real_words: Path | None) -> Path:
    """Write a file of things that people said, one sentence a row, and return it."""
    chance = random.Random(11)
    real = _real_sentences(real_words, chance) if real_words else []
    with file.open("w", newline="") as stream:
        writer = csv.writer(stream)
        writer.writerow(["id", "date", "email", "text"])
        for number in range(size["rows"]):
            made = f"{chance.choice(BEGINNINGS)} {chance.choice(THINGS)} {chance.choice(ENDINGS)} ({number})."
            words = real[number % len(real)] if real else made
            day = f"2026-{1 + number % 9:02}-{1 + number % 28:02}"
            writer.writerow([number, day, f"p@a{chance.randrange(size['accounts'])}.example", words])
    return file


def run_tasks(file: Path, n_rows: int) -> dict[str, float]:
    """Import and hear the file with one worker, and return the seconds that each kind of task took as rates."""
    from closeknit.analysis.text.embedding import Embedder
    from closeknit.kit import clock, files
    from closeknit.kit import viewer as viewers
    from closeknit.kit.tasks.worker import Worker
    from closeknit.touchpoints.operations import imports
    from closeknit.verbatims.models import Verbatim

    house = viewers.house("benchmark")
    kept = files.store([file.read_bytes()])
    source = imports.start_import(file=kept, file_name="words.csv", viewer=house, at=clock.now())
    imports.confirm_import(source=source, viewer=house, at=clock.now())
    worker, spent = Worker(), Counter[str]()
    while True:
        claimed = worker._claim(ignore_delay=True)
        if claimed is None:
            break
        begun = time.perf_counter()
        worker._run(*claimed)
        spent[claimed[0].task_path.rpartition(".")[2]] += time.perf_counter() - begun
    texts = list(Verbatim.objects.unscoped(reason="benchmark").values_list("text", flat=True)[:2_000])
    n_sentences = Verbatim.objects.unscoped(reason="benchmark").count()
    embedder = Embedder()
    embedder.embed(texts[:50])
    begun = time.perf_counter()
    embedder.embed(texts)
    bare = len(texts) / (time.perf_counter() - begun)
    figures = {f"seconds_{name}": seconds for name, seconds in spent.items()}
    heard = n_sentences / max(spent["hear_waiting"], 1e-9)
    return figures | {
        "rows_stored_per_s": n_rows / max(spent["read_import"], 1e-9),
        "sentences": n_sentences,
        "sentences_heard_per_s": heard,
        "bare_embedding_per_s": bare,
        "heard_share_of_embedding": heard / bare,
    }


def measure_pages() -> dict[str, float]:
    """Return CPU milliseconds (median of seven) and queries of each page."""
    from django.contrib.auth import get_user_model
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    client = Client()
    client.force_login(get_user_model()._default_manager.get())
    figures: dict[str, float] = {}
    for name, address in _addresses().items():
        times = []
        for _ in range(8):
            begun = time.process_time()
            answer = client.get(address)
            b"".join(answer.streaming_content) if answer.streaming else answer.content
            times.append((time.process_time() - begun) * 1000)
        if answer.status_code != 200:
            print(f"{name}: {answer.status_code}", file=sys.stderr)
            continue
        with CaptureQueriesContext(
            connection,
        ) as queries:
            client.get(address)
        figures[f"page_{name}_cpu_ms"] = statistics.median(times[1:])
        figures[f"page_{name}_queries"] = len(queries)
    return figures


def _addresses() -> dict[str, str]:
    from django.urls import NoReverseMatch, reverse

    from closeknit.accounts.models import Account
    from closeknit.needs.models import Need

    account = Account.objects.unscoped(reason="benchmark").order_by("pk").first()
    need = Need.objects.unscoped(reason="benchmark").order_by("pk").first()
    found = {}
    for name in PAGES:
        route, _, query = name.partition("?")
        arguments: list[Any] = (
            [account.pk] if route == "account" and account else [need.pk] if route == "need" and need else []
        )
        try:
            found[name.replace("?q", "_search")] = reverse(route, args=arguments) + ("?q=invoices" if query else "")
        except NoReverseMatch:
            print(f"{name}: no such page", file=sys.stderr)
    return found


def _real_sentences(folder: Path, chance: random.Random) -> list[str]:
    found: set[str] = set()
    for file in sorted(folder.rglob("*.csv")):
        with file.open(encoding="utf-8", errors="replace", newline="") as stream:
            for row in csv.reader(stream):
                found.update(cell for cell in row if 20 < len(cell) < 300 and " " in cell)
    sentences = sorted(found)
    chance.shuffle(sentences)
    return sentences


if __name__ == "__main__":
    sys.exit(main())
