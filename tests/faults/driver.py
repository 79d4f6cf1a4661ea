"""One house whose import and hearing are killed at random points and begun again, until they end by themselves.

Run as a program of its own, with CLOSEKNIT_HOUSE set: `python -m tests.faults.driver prepare` makes the house, which may then be copied;
`python -m tests.faults.driver FILE KILLS SEED OUT` works in it. A child does the work and is killed with SIGKILL after a random time; the
next child goes on. What the house then holds is written to OUT as JSON, without ids and times, so that it can be held against a house that
was never killed.
"""

import json
import os
import random
import signal
import sys
import time
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import django

NOW = datetime(2026, 11, 19, 9, 0, tzinfo=UTC)


def main(file: str, kills: str, seed: str, out: str) -> int:
    """Work with at most `kills` kills, then write what is there and how often it was killed."""
    chance, n_killed, longest = random.Random(int(seed)), 0, 1.5
    while n_killed < int(kills):
        begun = time.monotonic()
        if _killed_after(chance.uniform(0.03, longest), lambda: _work(file)):
            n_killed += 1
        else:
            # It ended by itself: what is left to interrupt is shorter than we thought.
            longest = max(0.1, (time.monotonic() - begun) * 0.7)
            break
    _in_child(lambda: _work(file))
    _in_child(lambda: Path(out).write_text(json.dumps({"killed": n_killed, "holds": _dump()}, sort_keys=True)))
    return 0


def prepare() -> int:
    """Make a house with two accounts, each with one person."""
    from closeknit.accounts import operations as accounts
    from closeknit.identity import operations as identity
    from closeknit.kit import house_folder, store
    from closeknit.kit import viewer as viewers

    house_folder.locate().make()
    store.bring_up_to_date()
    words = "a sentence to sign in with"
    identity.make_house(
        name="Arlund",
        zone="Europe/London",
        currency="EUR",
        member_name="Alice",
        email="a@arlund.example",
        password=words,
        at=NOW,
    )
    for name in ("Rijnmond", "Severn"):
        account = accounts.add_account(
            name=name, domain=f"{name.lower()}.example", viewer=viewers.house("test"), at=NOW
        )
        accounts.add_contact(
            account=account,
            name=f"Ann {name}",
            email=f"ann@{name.lower()}.example",
            viewer=viewers.house("test"),
            at=NOW,
        )
    return 0


def _killed_after(seconds: float, work: Any) -> bool:
    child = os.fork()
    if child == 0:
        _run(work)
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if os.waitpid(child, os.WNOHANG) != (0, 0):
            return False
        time.sleep(0.002)
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    return True


def _in_child(work: Any) -> None:
    child = os.fork()
    if child == 0:
        _run(work)
    _, status = os.waitpid(child, 0)
    if status != 0:
        raise SystemExit(f"the work failed without being killed: {status}")


def _run(work: Any) -> None:
    try:
        work()
    except BaseException:
        import traceback

        traceback.print_exc()
        os._exit(1)
    os._exit(0)


def _work(file: str) -> None:
    from closeknit.kit import files
    from closeknit.kit import viewer as viewers
    from closeknit.kit.tasks.worker import Worker
    from closeknit.touchpoints.models import Import
    from closeknit.touchpoints.operations import imports

    house = viewers.house("test")
    kept = files.store([Path(file).read_bytes()])
    known = Import.objects.visible_to(house).filter(file=kept).order_by("pk").first()
    source = known.pk if known else imports.start_import(file=kept, file_name="words.csv", viewer=house, at=NOW)
    if known is None or known.state == "preview":
        imports.confirm_import(source=source, viewer=house, at=NOW)
    Worker().run_until_idle()


def _dump() -> dict[str, Any]:
    from closeknit.accounts.models import Standing
    from closeknit.kit import search
    from closeknit.kit.models import SearchEntry, TaskRun
    from closeknit.needs.models import Evidence, Need
    from closeknit.touchpoints.models import Import, RejectedRow, Touchpoint, Turn
    from closeknit.verbatims.models import Signal, Vector, Verbatim

    def rows(model: Any, *fields: str) -> list[Any]:
        return sorted(
            [str(value) for value in row] for row in model.objects.unscoped(reason="test").values_list(*fields)
        )

    return {
        "imports": rows(Import, "state", "checkpoint", "n_new", "n_same", "n_rejected"),
        "rejected": rows(RejectedRow, "row", "reason"),
        "touchpoints": rows(Touchpoint, "key", "medium", "direction", "started_at", "account__name"),
        "turns": rows(Turn, "touchpoint__key", "position", "text"),
        "verbatims": rows(Verbatim, "touchpoint__key", "start", "end", "text", "state", "language", "account__name"),
        "signals": rows(Signal, "verbatim__text", "verbatim__start", "verbatim__touchpoint__key", "code"),
        "n_vectors": Vector.objects.unscoped(reason="test").count(),
        "n_search": SearchEntry.objects.unscoped(reason="test").count(),
        "found": len(search.find("export", kind="verbatim")),
        "needs": rows(Need, "statement", "state"),
        "evidence": rows(Evidence, "need__statement", "verbatim__touchpoint__key", "verbatim__start", "stance"),
        "standings": rows(Standing, "account__name", "two_way_at", "owed_since"),
        "open_tasks": TaskRun.objects.unscoped(reason="test").filter(state__in=("waiting", "running", "dead")).count(),
    }


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "closeknit.config.settings")
    django.setup()
    sys.exit(prepare() if sys.argv[1:] == ["prepare"] else main(*sys.argv[1:]))
