"""What others do, what we note, what somebody is worth: none of it changes one byte of what a contact sees."""

from collections.abc import Callable
from typing import Any

import pytest

from tests.security import fuzz, routes, storing, twoworlds
from tests.security.asking import Asking
from tests.security.storing import Told
from tests.security.twoworlds import Step

# Whole stores are put back under it: no transaction may be open around a test.
pytestmark = pytest.mark.django_db(transaction=True)
N_SESSIONS = 2000 if fuzz.IS_LONG else 208
# So many sessions a test: the workers share them.
SHARE = 26
ROUTES = routes.all_routes()


@pytest.fixture(scope="session")
def other_stores(told_world: Told, django_db_blocker: Any) -> dict[str, bytes]:
    """The stores of the second worlds: one for the account's people, one for whoever stands outside them all."""
    stores = {}
    with django_db_blocker.unblock():
        empty = storing.take()
        for kind in twoworlds.READERS:
            storing.put_back(told_world.store)
            twoworlds.differ(told_world.world, told_world.at, kind)
            stores[kind] = storing.take()
        storing.put_back(empty)
    return stores


@pytest.mark.parametrize("first", range(0, N_SESSIONS, SHARE))
def test_the_same_session_gives_the_same_bytes_in_two_worlds(
    first: int,
    told_world: Told,
    other_stores: dict[str, bytes],
    django_db_blocker: Any,
    record_property: Callable[[str, object], None],
):
    asking, at = Asking(told_world.world), told_world.at
    with django_db_blocker.unblock():
        empty = storing.take()
        storing.put_back(told_world.store)
        taken = {number: _walk(number, asking, at) for number in range(first, first + SHARE)}
        differing = []
        for kind, other in other_stores.items():
            storing.put_back(other)
            walks = [(number, steps) for number, steps in taken.items() if twoworlds.kind_of(number) == kind]
            differing += [_differing(number, steps, asking, at) for number, steps in walks]
        storing.put_back(empty)
    found = [one for one in differing if one]
    record_property("wall_requests", asking.requests)
    record_property("wall_worlds", len(taken))
    record_property("wall_differing", len(found))
    assert not found, "\n".join(found[:5])


def _walk(number: int, asking: Asking, at: Any) -> list[tuple[str, Step, bytes]]:
    with twoworlds.still(number, at):
        return list(twoworlds.walk(number, asking, ROUTES))


def _differing(number: int, steps: list[tuple[str, Step, bytes]], asking: Asking, at: Any) -> str:
    """Return where a session differs in the second world, or nothing."""
    with twoworlds.still(number, at):
        for role, step, before in steps:
            now = twoworlds.replay(role, step, asking)
            if now != before:
                at_byte = next((n for n in range(len(before)) if before[: n + 1] != now[: n + 1]), len(before))
                shown = slice(max(0, at_byte - 90), at_byte + 60)
                return f"{role}: {step.method} {step.address} differs: {before[shown]!r} / {now[shown]!r}"
    return ""
