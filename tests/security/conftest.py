"""The world behind the wall, made once for all tests of a file; and the wall's one line at the end of a run."""

from collections.abc import Iterator

import pytest
from django.db import transaction

from tests.security import world as worlds
from tests.security.world import World


@pytest.fixture(scope="module")
def world(django_db_setup: None, django_db_blocker: pytest.FixtureRequest) -> Iterator[World]:
    """One world a file: each request to it is rolled back, and at the end it is as if it had never been."""
    with django_db_blocker.unblock(), transaction.atomic():  # type: ignore[attr-defined]  # of pytest-django
        yield worlds.build()
        transaction.set_rollback(True)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    counted = {"requests": 0, "foreign": 0}
    for reports in terminalreporter.stats.values():
        for report in reports:
            for name, value in getattr(report, "user_properties", ()):
                if getattr(report, "when", "") == "teardown" and name in ("wall_requests", "wall_foreign"):
                    counted[name.removeprefix("wall_")] += int(value)
    if counted["requests"]:
        terminalreporter.write_line(f"wall: requests={counted['requests']} foreign={counted['foreign']}")
