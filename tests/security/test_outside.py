"""Nobody outside reads what is not theirs, whatever they ask for and however; what is another's reads like what is not there."""

from collections.abc import Callable, Iterator

import pytest
from django.urls import NoReverseMatch

from tests.security import fuzz, outside, routes
from tests.security.asking import Asking, likeness_of
from tests.security.routes import Route
from tests.security.world import CARRIED, World

pytestmark = pytest.mark.django_db
ROUTES = routes.all_routes()
# What is outside is asked for as often as a hundred routes of ours.
each_route = pytest.mark.parametrize("route", ROUTES, ids=lambda route: route.name)


@pytest.fixture
def asking(world: World, record_property: Callable[[str, object], None]) -> Iterator[Asking]:
    """Asks in this test's name; at its end, nothing foreign may have been seen by anybody."""
    one = Asking(world)
    yield one
    one.report(record_property)


@each_route
def test_whoever_looks_for_a_hole_finds_none(route: Route, asking: Asking):
    for one in fuzz.draw(route, asking.world):
        try:
            address = route.address_with(list(one.values)) + one.query
        except NoReverseMatch:
            continue
        asking.ask(one.role, one.method, address, **fuzz.body_of(one, asking.world), **dict(one.heads))


@each_route
def test_whoever_came_in_by_one_door_is_nobody_at_the_other(route: Route, asking: Asking):
    address = route.address(asking.world)
    strangers = outside.ROLES if route.is_ours else ("admin", "member", "guest", "left")
    for method in ("get", "post"):
        shown = likeness_of(asking.ask("anonymous", method, address), address)
        for role in (*strangers, *(f"{one}{CARRIED}" for one in strangers)):
            assert likeness_of(asking.ask(role, method, address), address) == shown, f"{role}: {method} {address}"


@pytest.mark.parametrize(
    "route", [route for route in ROUTES if not route.is_ours and route.arguments], ids=lambda route: route.name
)
def test_what_is_anothers_reads_like_what_is_not_there(route: Route, asking: Asking):
    world, beside = asking.world, fuzz.other(asking.world)
    own, foreign = route.values(world), route.values(beside) if route.policy != routes.OPEN else []
    for role in ("reader", "manager", "both"):
        for place in range(len(own)) if foreign else ():
            if own[place] == foreign[place] or (role == "both" and route.arguments[place] == "account"):
                continue
            theirs, none = list(own), list(own)
            theirs[place], none[place] = foreign[place], routes.NOTHING
            addresses = route.address_with(theirs), route.address_with(none)
            for method in ("get", "post", "put", "delete"):
                one, other = (asking.ask(role, method, address) for address in addresses)
                assert likeness_of(one, *addresses) == likeness_of(other, *addresses), (
                    f"{role}: {method} {addresses[0]}"
                )
