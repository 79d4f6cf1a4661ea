"""Today, circle, account page and brief in a house of 50,000 accounts, and in one of a tenth, on SQLite and on PostgreSQL.

    python benchmarks/stay_close.py [--quick] [--json FILE] [--engines sqlite,postgresql]

CPU is that of this process, through Django's test client (median of nine), with the number of statements; what the database server
itself computes is not in it. Then eight clients ask the real server for these pages in turn, and the 95th percentile of the answer's
time is taken: on a machine that does other work it says more about that work. Figures without a name of an engine are SQLite's.
"""

import argparse
import http.client
import json
import os
import socket
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path
from typing import Any

import circle_house
import large_house

FULL, QUICK = 50_000, 5_000
SMALLER = 10
CLIENTS = 8
# Seconds in which they ask before it counts.
WARMING = 6
ADMIN_EMAIL = "ann@large.example"
PAGES = ("today", "beside", "circle", "account", "timeline", "brief")
GOALS = "Goals: ≤ 25 ms CPU and ≤ 20 statements a page, alike in both sizes; 95 % under 200 ms at 8 clients."


def main() -> int:
    """Measure each engine at both sizes in a process of its own, print a table, and write the figures with --json."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--quick", action="store_true", help="5,000 accounts and 200,000 touchpoints on SQLite alone")
    parser.add_argument("--json", metavar="FILE", type=Path)
    parser.add_argument("--engines", help="which databases, apart by a comma")
    parser.add_argument("--one", type=int, help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.one:
        print(json.dumps(measure(arguments.one, seconds=4 if arguments.quick else 20)))
        return 0
    engines = (arguments.engines or ("sqlite" if arguments.quick else "sqlite,postgresql")).split(",")
    figures: dict[str, float] = {}
    for engine in engines:
        for accounts, ending in ((QUICK if arguments.quick else FULL, ""), (0, "_small")):
            size = accounts or (QUICK if arguments.quick else FULL) // SMALLER
            found = _measure_apart(engine, size, quick=arguments.quick)
            prefix = "" if engine == "sqlite" else f"{engine}_"
            figures |= {f"{prefix}{name}{ending}": value for name, value in found.items()}
    width = max(map(len, figures))
    for name, value in figures.items():
        print(f"{name:<{width}}  {value:,.1f}")
    print(GOALS)
    if arguments.json:
        arguments.json.write_text(json.dumps({"figures": figures}, indent=2))
    return 0


def _measure_apart(engine: str, accounts: int, *, quick: bool) -> dict[str, float]:
    command = [sys.executable, __file__, "--one", str(accounts), *(["--quick"] if quick else [])]
    if engine == "postgresql":
        script = Path(__file__).parents[1] / "scripts" / "with_postgres.py"
        command = [sys.executable, str(script), *command]
    print(f"{engine}, {accounts:,} accounts …", file=sys.stderr)
    done = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True)
    found: dict[str, float] = json.loads(done.stdout.splitlines()[-1])
    return found


def measure(accounts: int, *, seconds: int) -> dict[str, float]:
    """Build a house with so many accounts and return its figures."""
    with tempfile.TemporaryDirectory() as folder:
        member = large_house.make_house(Path(folder) / "house")
        from closeknit.kit import clock

        at, begun = clock.now(), time.perf_counter()
        made = circle_house.fill(accounts, first_member=member, at=at)
        _settle()
        figures: dict[str, float] = {
            "accounts": made.accounts,
            "contacts": made.contacts,
            "touchpoints": made.touchpoints,
            "verbatims": made.verbatims,
            "build_seconds": time.perf_counter() - begun,
        }
        print(f"  built in {figures['build_seconds']:,.0f} s; measuring …", file=sys.stderr, flush=True)
        client = _client()
        for name, address in _addresses().items():
            figures |= _measure_page(client, name, address)
        return figures | _measure_clients(client, seconds)


def _settle() -> None:
    """Let the database count its rows, and keep the house's pictures as the background would have by now."""
    from django.db import connection

    from closeknit.circle import tasks as circle_tasks
    from closeknit.kit import tasks
    from closeknit.kit import viewer as viewers
    from closeknit.kit.tasks.worker import Worker
    from closeknit.needs import tasks as need_tasks

    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    for task in (circle_tasks.lay_out, need_tasks.count):
        tasks.enqueue(task, viewer=viewers.house("benchmark"))
    Worker().run_until_idle()


def _measure_page(client: Any, name: str, address: str) -> dict[str, float]:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    times = []
    for _ in range(10):
        begun = time.process_time()
        answer = client.get(address)
        times.append((time.process_time() - begun) * 1000)
        assert answer.status_code == 200, (name, answer.status_code)
    with CaptureQueriesContext(connection) as statements:
        client.get(address)
    return {f"{name}_cpu_ms": statistics.median(times[1:]), f"{name}_queries": len(statements)}


def _measure_clients(client: Any, seconds: int) -> dict[str, float]:
    """Return the 95th percentile of each page's answers, in ms, while eight clients ask for all of them in turn."""
    from django.conf import settings

    cookie = f"{settings.SESSION_COOKIE_NAME}={client.cookies[settings.SESSION_COOKIE_NAME].value}"
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [sys.executable, "-m", "gunicorn", "closeknit.config.wsgi:application", "--bind", f"127.0.0.1:{port}"]
    command += ["--worker-class", "gthread", "--threads", "4", "--workers", "2", "--log-level", "error"]
    server = subprocess.Popen(command, env=os.environ, stdout=subprocess.DEVNULL)
    try:
        _wait(port)
        # The first to look waits for what is then kept in memory: that is a figure of its own.
        first = {name: times[0] for name, times in _ask_once(port, cookie).items()}
        # Each process loads the program by itself: all of them have, before it counts.
        _ask_for(WARMING, port, cookie)
        taken = _ask_for(seconds, port, cookie)
    finally:
        server.terminate()
        server.wait()
    figures = {f"{name}_first_ms": taken_ms for name, taken_ms in first.items()}
    figures |= {f"{name}_p95_ms": statistics.quantiles(times, n=20)[-1] for name, times in taken.items()}
    return figures | {"answers_a_second": sum(map(len, taken.values())) / seconds}


def _ask_for(seconds: int, port: int, cookie: str) -> dict[str, list[float]]:
    """Let eight clients ask for all pages in turn for so long; return each page's times, in ms."""
    taken: dict[str, list[float]] = {name: [] for name in PAGES}
    until = time.monotonic() + seconds
    askers = [threading.Thread(target=_ask, args=(port, cookie, until, taken)) for _ in range(CLIENTS)]
    for asker in askers:
        asker.start()
    for asker in askers:
        asker.join()
    return taken


def _ask_once(port: int, cookie: str) -> dict[str, list[float]]:
    taken: dict[str, list[float]] = {name: [] for name in PAGES}
    _ask(port, cookie, time.monotonic(), taken)
    return taken


def _ask(port: int, cookie: str, until: float, taken: dict[str, list[float]]) -> None:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=300)
    addresses = _addresses()
    while True:
        for name, address in addresses.items():
            begun = time.perf_counter()
            connection.request("GET", address, headers={"Cookie": cookie})
            answer = connection.getresponse()
            answer.read()
            assert answer.status == 200, (name, answer.status)
            taken[name].append((time.perf_counter() - begun) * 1000)
        if time.monotonic() >= until:
            break
    connection.close()


def _wait(port: int) -> None:
    for _ in range(300):
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
            return
        except OSError:
            time.sleep(0.1)
    raise RuntimeError("the server did not open")


def _client() -> Any:
    from django.contrib.auth import get_user_model
    from django.test import Client

    client = Client()
    client.force_login(get_user_model()._default_manager.get(email=ADMIN_EMAIL))
    return client


def _addresses() -> dict[str, str]:
    """The four pages for the first member, who looks after a hundred accounts; with what Today and the account ask for once they stand."""
    account = "account_b00000000"
    return {
        "today": "/today/",
        "beside": "/today/beside/",
        "circle": "/circle/",
        "account": f"/accounts/{account}/",
        "timeline": f"/accounts/{account}/touchpoints/",
        "brief": f"/accounts/{account}/brief/",
    }


if __name__ == "__main__":
    sys.exit(main())
