"""Every rule of the wall holds; and every one, broken on purpose, is found: a test that finds nothing then would prove nothing now."""

import os
from collections.abc import Callable, Iterator

import pytest
from django.db import transaction

from tests.security import plants
from tests.security.asking import Asking, Found
from tests.security.plants import shared
from tests.security.world import World

pytestmark = pytest.mark.django_db
ALL = plants.all_plants()
# A few at a time, so that the workers share them.
SHARE = 40
NAMES = sorted(ALL)
SHARES = [NAMES[at : at + SHARE] for at in range(0, len(NAMES), SHARE)]
each_share = pytest.mark.parametrize("names", SHARES, ids=lambda names: names[0])


@pytest.fixture
def asking(world: World, record_property: Callable[[str, object], None]) -> Iterator[Asking]:
    """Asks in this test's name; what a broken rule lets through is the finding, not a fault."""
    one = Asking(world, is_strict=True)
    yield one
    record_property("wall_requests", one.requests)


@each_share
def test_each_rule_holds(names: list[str], asking: Asking):
    for name in names:
        with transaction.atomic():
            ALL[name].decide(asking)
            transaction.set_rollback(True)


@each_share
def test_each_rule_that_is_broken_is_found(
    names: list[str], asking: Asking, record_property: Callable[[str, object], None]
):
    missed, broke = [], []
    for name in names:
        if name == os.environ.get(plants.NAMED):
            continue
        with pytest.MonkeyPatch.context() as patch, transaction.atomic():
            try:
                ALL[name].breaks(patch)
                ALL[name].decide(asking)
                missed.append(name)
            except Found:
                pass
            except Exception as error:
                broke.append(f"{name}: {error!r}")
            transaction.set_rollback(True)
    record_property("wall_planted", len(names))
    record_property("wall_caught", len(names) - len(missed) - len(broke))
    assert not missed, f"broken, and nothing noticed: {', '.join(missed)}"
    assert not broke, "these break a page and no rule, so that nothing is proven: " + "\n".join(broke)


def test_what_cannot_leak_does_not_when_it_is_opened(asking: Asking):
    sites, leaking = shared.named_sites(), []
    for name in shared.CANNOT_LEAK:
        one = shared.plant(name, sites[name])
        with pytest.MonkeyPatch.context() as patch, transaction.atomic():
            one.breaks(patch)
            try:
                one.decide(asking)
            except Found as found:
                leaking.append(f"{name}: {found}")
            transaction.set_rollback(True)
    assert not leaking, "these leak after all: take them out of CANNOT_LEAK:\n" + "\n".join(leaking)


def test_there_are_as_many_plants_as_promised():
    assert len(ALL) >= 150
