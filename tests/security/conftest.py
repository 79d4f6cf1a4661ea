"""The world behind the wall, made once a run in each worker; and the wall's one line at the end of a run."""

import os
from collections.abc import Iterator
from typing import Any

import pytest
from django.db import transaction

from closeknit.kit import clock
from tests.security import plants, storing
from tests.security import world as worlds
from tests.security.storing import Told
from tests.security.world import World

COUNTED = ("requests", "foreign", "worlds", "differing", "planted", "caught")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--list-plants", action="store_true", help="name the rules of the wall that can be broken on purpose"
    )


def pytest_collection_finish(session: pytest.Session) -> None:
    if session.config.getoption("--list-plants", False):
        print("\n".join(sorted(plants.all_plants())))
        pytest.exit("these are all", returncode=0)


@pytest.fixture(scope="session", autouse=True)
def _broken_on_purpose() -> Iterator[None]:
    """Break the one rule that CLOSEKNIT_PLANT names, for the whole run: it must fail then."""
    name = os.environ.get(plants.NAMED)
    with pytest.MonkeyPatch.context() as patch:
        if name:
            plants.all_plants()[name].breaks(patch)
        yield


@pytest.fixture(scope="session")
def told_world(django_db_setup: None, django_db_blocker: Any) -> Told:
    """The world as it was told; the store itself is left empty."""
    with django_db_blocker.unblock():
        empty = storing.take()
        world = worlds.build()
        full = storing.take()
        storing.put_back(empty)
    return Told(world, full, clock.now())


@pytest.fixture(scope="module")
def world(told_world: Told, django_db_blocker: Any) -> Iterator[World]:
    """The world, for one file: each request to it is rolled back, and at the end it is as if it had never been."""
    # Its clock stands still: keys that open for minutes would open nothing by the end of a run on a slow machine.
    with django_db_blocker.unblock(), clock.frozen(told_world.at):
        empty = storing.take()
        storing.put_back(told_world.store)
        with transaction.atomic():
            yield told_world.world
            transaction.set_rollback(True)
        storing.put_back(empty)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    counted = dict.fromkeys(COUNTED, 0)
    for reports in terminalreporter.stats.values():
        for report in reports:
            for name, value in getattr(report, "user_properties", ()):
                if getattr(report, "when", "") == "teardown" and name.removeprefix("wall_") in counted:
                    counted[name.removeprefix("wall_")] += int(value)
    if any(counted.values()):
        terminalreporter.write_line("wall: " + " ".join(f"{name}={counted[name]}" for name in COUNTED))
