"""The open portal under load: 1,000 contributors, 750 ideas, 15,000 comments, 60,000 votes; 30 requests a second for ten minutes.

    python benchmarks/portal.py [--quick] [--json FILE] [--rate 30]

Requests begin by the clock, whether or not those before have their answer (an open loop): a time counts from the moment at which its
request was due, so that a server that stands still is seen. Half of them look at the list, three in ten at an idea with its discussion,
three in twenty vote or take a vote back, one in twenty comments, by 200 people who are signed in. Beside each tenth goes one for the
smallest page that the same server has (the host company's colours): the ratio to it says what is the portal's doing and what the machine's.
"""

import argparse
import http.client
import json
import os
import random
import socket
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import large_house

CONTRIBUTORS, IDEAS, COMMENTS, VOTES, SIGNED_IN = 1_000, 750, 15_000, 60_000, 200
FULL, QUICK = 600, 60
TOKEN = "t" * 32
PARTS = (("list", 50), ("idea", 30), ("vote", 15), ("comment", 5))
GOALS = "Goal: 99 % under 200 ms, no error, at 30 requests a second on two cores that do nothing else."
_WORDS = [
    "oven",
    "chiller",
    "lamp",
    "door",
    "rack",
    "tray",
    "seal",
    "water",
    "morning",
    "kitchen",
    "message",
    "price",
    "picture",
    "program",
    "noise",
    "heat",
    "steam",
    "spare",
    "part",
]


@dataclass
class Taken:
    """How long the answers took, in ms by kind of request, and what went wrong."""

    times: dict[str, list[float]] = field(default_factory=dict)
    errors: list[str] = field(default_factory=list)
    lock: threading.Lock = field(default_factory=threading.Lock)

    def add(self, kind: str, ms: float, problem: str = "") -> None:
        with self.lock:
            self.times.setdefault(kind, []).append(ms)
            if problem:
                self.errors.append(problem)


def main() -> int:
    """Build the house, ask, print a table, and write the figures with --json."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--quick", action="store_true", help="one minute instead of ten")
    parser.add_argument("--rate", type=int, default=30, help="requests a second")
    parser.add_argument("--json", metavar="FILE", type=Path)
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        large_house.make_house(Path(folder) / "house")
        begun = time.perf_counter()
        cookies, ideas = fill()
        figures = {"build_seconds": time.perf_counter() - begun}
        figures |= measure_pages(cookies[0])
        figures |= measure_load(cookies, ideas, arguments.rate, QUICK if arguments.quick else FULL)
    width = max(map(len, figures))
    for name, value in figures.items():
        print(f"{name:<{width}}  {value:,.2f}")
    print(GOALS)
    if arguments.json:
        arguments.json.write_text(json.dumps({"figures": figures}, indent=2))
    return 0


def fill() -> tuple[list[str], list[str]]:
    """Fill the house, and return the cookies of those who are signed in and the ids of the ideas by number."""
    from django.contrib.auth.hashers import make_password
    from django.db import transaction

    from closeknit.kit import clock
    from closeknit.kit import viewer as viewers

    at, password = clock.now(), make_password(None)
    by = viewers.house("benchmark")
    with transaction.atomic():
        return _fill(at, by, password)


def _fill(at: datetime, by: Any, password: str) -> tuple[list[str], list[str]]:
    from closeknit.accounts.models import Person, PersonAddress
    from closeknit.ideas.portal import operations
    from closeknit.identity.models import Login

    operations.set_portal(is_open=True, is_moderated=False, is_public=True, welcome="Tell us.", viewer=by, at=at)
    logins = [Login(email=f"p{n}@load.example", made_at=at, password=password) for n in range(CONTRIBUTORS)]
    Login.objects.bulk_create(logins, batch_size=200)
    known = dict(Login.objects.filter(email__endswith="@load.example").values_list("email", "pk"))
    people = [
        Person(
            id=f"person_{n:026d}",
            name=f"Person {n}",
            first_word="person",
            login_id=known[f"p{n}@load.example"],
            created_at=at,
        )
        for n in range(CONTRIBUTORS)
    ]
    Person.objects.add_many(people)
    PersonAddress.objects.add_many(
        PersonAddress(id=f"address_{n:026d}", person=one, value=f"p{n}@load.example") for n, one in enumerate(people)
    )
    ideas = _fill_ideas([one.pk for one in people], at)
    return [_sign_in(known[f"p{n}@load.example"]) for n in range(SIGNED_IN)], ideas


def _fill_ideas(people: list[str], at: datetime) -> list[str]:
    from django.db import connection

    from closeknit.discussions.models import Comment, Thread
    from closeknit.ideas import figures, readers
    from closeknit.ideas.models import Idea, Numbering, Posting, Verdict, Vote
    from closeknit.ideas.portal import taking
    from closeknit.kit import viewer as viewers

    chance, ours = random.Random(7), viewers.house("benchmark")
    reader = readers.choose("", viewer=ours)
    ids = [f"idea_{n:026d}" for n in range(IDEAS)]
    when = [at - timedelta(hours=2 * (IDEAS - n)) for n in range(IDEAS)]
    Thread.objects.add_many(
        Thread(id=f"thread_{n:026d}", subject=idea, audience="public", created_at=at) for n, idea in enumerate(ids)
    )
    answered = [n % 3 == 0 for n in range(IDEAS)]
    Idea.objects.add_many(
        Idea(
            id=idea, number=n + 1, title=_say(chance, 7), text=_say(chance, 60), audience="public", giver_kind="contact",
            person_id=chance.choice(people), given_at=when[n], reader_id=reader, thread_id=f"thread_{n:026d}",
            answer_by=(when[n] + timedelta(days=14)).date(), state="planned" if answered[n] else "open",
            answered_at=when[n] + timedelta(days=chance.randrange(1, 20)) if answered[n] else None,
        )
        for n, idea in enumerate(ids)
    )  # fmt: skip
    rows = {row.pk: row for row in Idea.objects.visible_to(ours)}
    postings = [
        Posting(
            id=f"posting_{n:026d}", idea=rows[idea], number=n + 1, title=rows[idea].title, text=rows[idea].text,
            is_named=n % 2 == 0, shown_at=when[n],
        )
        for n, idea in enumerate(ids)
    ]  # fmt: skip
    for posting in Posting.objects.add_many(postings):
        taking.make_findable(posting)
    Numbering.objects.add_many([Numbering(audience="house", last=IDEAS), Numbering(audience="portal", last=IDEAS)])
    Verdict.objects.add_many(
        Verdict(
            id=f"verdict_{n:026d}", idea_id=idea, number=1, answer="planned", sentence=_say(chance, 30), written_at=at
        )
        for n, idea in enumerate(ids)
        if answered[n]
    )
    # Some are wanted by many, most by few; each person once.
    pairs: dict[tuple[int, int], None] = {}
    while len(pairs) < VOTES:
        pairs[int(IDEAS * chance.random() ** 1.6), chance.randrange(CONTRIBUTORS)] = None
    Vote.objects.add_many(
        Vote(id=f"vote_{n:026d}", idea_id=ids[idea], person_id=people[person], cast_at=at - timedelta(days=2))
        for n, (idea, person) in enumerate(pairs)
    )
    Comment.objects.add_many(
        Comment(
            id=f"comment_{n:026d}", thread_id=f"thread_{int(IDEAS * chance.random() ** 1.6):026d}", person_id=chance.choice(people),
            text=_say(chance, 25), written_at=at - timedelta(minutes=COMMENTS - n),
        )
        for n in range(COMMENTS)
    )  # fmt: skip
    figures.recount(ids)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    return ids


def _say(chance: random.Random, n: int) -> str:
    return " ".join(chance.choice(_WORDS) for _ in range(n)).capitalize()


def _sign_in(login: int) -> str:
    from django.conf import settings
    from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
    from django.contrib.sessions.backends.db import SessionStore

    from closeknit.identity.models import Login
    from closeknit.portal.sign_in.adapter import BACKEND

    session = SessionStore()
    session[SESSION_KEY], session[BACKEND_SESSION_KEY] = str(login), BACKEND
    session[HASH_SESSION_KEY] = Login.objects.get(pk=login).get_session_auth_hash()
    session.create()
    return f"{settings.PORTAL_COOKIE_NAME}={session.session_key}; csrftoken={TOKEN}"


def measure_pages(cookie: str) -> dict[str, float]:
    """Return the CPU of this process for each page, in ms, with its statements."""
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    client, found = Client(headers={"Cookie": cookie}), {}
    pages = {
        "list": "/portal/",
        "wanted": "/portal/?sort=wanted",
        "searched": "/portal/?words=lamp+door",
        "idea": "/portal/ideas/7/",
    }
    for name, address in {**pages, "answering": "/portal/answering/"}.items():
        times = []
        for _ in range(8):
            begun = time.process_time()
            answer = client.get(address)
            times.append((time.process_time() - begun) * 1000)
            assert answer.status_code == 200, (name, answer.status_code)
        with CaptureQueriesContext(connection) as statements:
            client.get(address)
        found |= {f"{name}_cpu_ms": statistics.median(times[1:]), f"{name}_queries": len(statements)}
    return found


def measure_load(cookies: list[str], ideas: list[str], rate: int, seconds: int) -> dict[str, float]:
    """Ask the real server, and return percentiles by kind of request, errors, and how busy the machine was."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [sys.executable, "-m", "gunicorn", "closeknit.config.wsgi:application", "--bind", f"127.0.0.1:{port}"]
    command += ["--worker-class", "gthread", "--workers", "2", "--threads", "4", "--log-level", "error"]
    server = subprocess.Popen(command, env=os.environ, stdout=subprocess.DEVNULL)
    taken, chance = Taken(), random.Random(11)
    try:
        _wait(port)
        for cookie in cookies[:20]:
            _ask(port, "warm", cookie, ideas, chance.random(), time.monotonic(), Taken())
        load, cpu = os.getloadavg()[0], time.monotonic()
        with ThreadPoolExecutor(max_workers=64) as pool:
            for n in range(rate * seconds):
                due = cpu + n / rate
                time.sleep(max(0.0, due - time.monotonic()))
                (kind,) = chance.choices([name for name, _ in PARTS], [weight for _, weight in PARTS])
                pool.submit(_ask, port, kind, chance.choice(cookies), ideas, chance.random(), due, taken)
                if n % 10 == 0:
                    pool.submit(_ask, port, "smallest", cookies[0], ideas, 0.5, due, taken)
    finally:
        server.terminate()
        server.wait()
    return _tell(taken, load)


def _tell(taken: Taken, load: float) -> dict[str, float]:
    for problem in sorted(set(taken.errors))[:5]:
        print(f"went wrong: {problem}", file=sys.stderr)
    smallest = taken.times.pop("smallest")
    every = [ms for times in taken.times.values() for ms in times]
    figures: dict[str, float] = {
        "load_before": load,
        "load_after": os.getloadavg()[0],
        "requests": len(every),
        "errors": len(taken.errors),
    }
    for name, times in {**taken.times, "all": every, "smallest": smallest}.items():
        cut = statistics.quantiles(times, n=100)
        figures |= {f"{name}_p50_ms": cut[49], f"{name}_p95_ms": cut[94], f"{name}_p99_ms": cut[98]}
    under = sum(ms < 200 for ms in every) / len(every)
    ratios = {
        f"{name}_to_smallest_{p}": figures[f"{name}_{p}_ms"] / figures[f"smallest_{p}_ms"]
        for name in ("all",)
        for p in ("p50", "p99")
    }
    return figures | {"share_under_200_ms": under} | ratios


def _ask(port: int, kind: str, cookie: str, ideas: list[str], chance: float, due: float, taken: Taken) -> None:
    number = 1 + int(len(ideas) * chance)
    method, path, form = {
        "list": ("GET", ("/portal/", "/portal/?sort=wanted", "/portal/?page=3", "/portal/?words=lamp+door")[number % 4], {}),
        "idea": ("GET", f"/portal/ideas/{number}/", {}),
        "vote": ("POST", f"/portal/ideas/{number}/vote/", {"act": "cast" if number % 3 else "withdraw", "back": "/portal/"}),
        "comment": ("POST", f"/portal/discussions/{ideas[number - 1]}/comments/", {"text": f"I think so too, {due}", "back": "/portal/"}),
        "smallest": ("GET", "/shared/colours.css", {}),
        "warm": ("GET", "/portal/", {}),
    }[kind]  # fmt: skip
    problem = ""
    try:
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
        headers = {"Cookie": cookie, "X-CSRFToken": TOKEN, "Content-Type": "application/x-www-form-urlencoded"}
        connection.request(method, path, body=urlencode(form) if form else None, headers=headers)
        answer = connection.getresponse()
        answer.read()
        connection.close()
        if answer.status != (302 if form else 200):
            problem = f"{kind}: {answer.status}"
    except OSError as error:
        problem = f"{kind}: {type(error).__name__}"
    taken.add(kind, (time.monotonic() - due) * 1000, problem)


def _wait(port: int) -> None:
    for _ in range(300):
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
            return
        except OSError:
            time.sleep(0.1)
    raise RuntimeError("the server did not open")


if __name__ == "__main__":
    sys.exit(main())
