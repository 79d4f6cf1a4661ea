"""The wall: every route, asked for by everybody. What stands in the wall's table is what happens, and nothing else is seen."""

from collections.abc import Callable, Iterator

import pytest
from django.conf import settings
from django.urls import reverse

from closeknit.kit.capabilities import Capability
from closeknit.web import wall
from tests.security import routes
from tests.security.asking import Asking, likeness_of
from tests.security.routes import Route
from tests.security.world import ROLES, World

pytestmark = pytest.mark.django_db
ROUTES = [route for route in routes.all_routes() if route.is_ours]
INNER = [route for route in ROUTES if routes.OURS.get(route.name, wall.OPEN) != wall.OPEN]
each_route = pytest.mark.parametrize("route", ROUTES, ids=lambda route: route.name)
each_inner_route = pytest.mark.parametrize("route", INNER, ids=lambda route: route.name)

# What a page that is open to the world answers, whoever asks; each was thought about by itself.
OPEN_ANSWERS: dict[str, dict[str, set[int]]] = {
    "home": {"get": {302}, "post": {302}},
    "first_run": {"get": {302}, "post": {302}},
    "invitation": {"get": {200}, "post": {422}},
    "logo": {"get": {404}, "post": {404}},
    # The world's address was closed: an open one is its own key (test_calendar.py).
    "calendar": {"get": {404}, "post": {405}},
    # Its secret stops a digest and shows nothing (tests/operations/today/test_digest_page.py).
    "digest_stop": {"get": {404}, "post": {404}},
    "health": {"get": {200}, "post": {200}},
    # Its token is the key, for minutes, and is no key where whom it was given to may not read (tests/operations/discussions/test_files.py).
    "file": {"get": {200}, "post": {405}},
    # The same, for the small picture on a page (tests/operations/discussions/test_thumbnails.py).
    "thumbnail": {"get": {200}, "post": {405}},
    "account_login": {"get": {200, 302}, "post": {200, 302}},
    "account_logout": {"get": {200, 302}, "post": {302}},
}
LET_IN = {"get": {200, 302, 405}, "post": {200, 204, 302, 405, 409, 422}}


@pytest.fixture
def asking(world: World, record_property: Callable[[str, object], None]) -> Iterator[Asking]:
    """Asks in this test's name; at its end, nothing foreign may have been seen by anybody."""
    one = Asking(world)
    yield one
    one.report(record_property)


def expected(route: str, role: str, method: str, world: World) -> set[int]:
    """Return the answers that the wall's table allows."""
    policy = routes.OURS[route]
    if policy == wall.OPEN:
        return OPEN_ANSWERS[route][method]
    viewer = world.viewers[role]
    if viewer is None:
        return {302}
    return LET_IN[method] if policy in viewer.capabilities else {404}


def test_every_route_stands_in_the_walls_table_and_the_table_names_no_other():
    assert not routes.unnamed(), f"the wall turns away what has no name: {routes.unnamed()}"
    found = {route.name for route in ROUTES}
    assert found == set(wall.ROUTES), "declare each route in closeknit/web/wall.py, with who may use it"
    assert {route.name for route in routes.all_routes()} - found == set(routes.OUTSIDE)


def test_every_policy_is_a_capability_or_open():
    assert all(policy == wall.OPEN or policy in set(Capability) for policy in wall.ROUTES.values())
    assert {name for name, policy in wall.ROUTES.items() if policy == wall.OPEN} == set(OPEN_ANSWERS)


@pytest.mark.parametrize("method", ["get", "post"])
@each_route
def test_everybody_gets_the_answer_that_the_table_promises(route: Route, method: str, asking: Asking):
    for role in ROLES:
        address = route.address(asking.world, role)
        answer = asking.ask(role, method, address)
        allowed = expected(route.name, role, method, asking.world)
        assert answer.status_code in allowed, f"{role}: {method} {address} answers {answer.status_code}, not {allowed}"
        if allowed == {302} and route in INNER:
            assert answer["Location"].startswith(settings_login()), f"{role} is led to {answer['Location']}"


@pytest.mark.parametrize("route", [route for route in INNER if route.arguments], ids=lambda route: route.name)
def test_what_is_not_yours_reads_like_what_is_not_there(route: Route, asking: Asking):
    nothing = route.address_of_nothing()
    for role in ("guest", "member", "admin"):
        viewer = asking.world.viewers[role]
        assert viewer is not None
        if routes.OURS[route.name] not in viewer.capabilities:
            # Turned away: a row that is there must not be told from one that is not.
            theirs = route.address(asking.world, role)
            one, other = asking.ask(role, "get", theirs), asking.ask(role, "get", nothing)
            assert likeness_of(one, theirs, nothing) == likeness_of(other, theirs, nothing)
            continue
        for method in ("get", "post"):
            other = asking.ask(role, method, nothing)
            for address in route.address_of_others(asking.world):
                one = asking.ask(role, method, address)
                assert likeness_of(one, address, nothing) == likeness_of(other, address, nothing), f"{role}: {address}"
                assert other.status_code in (302, 404, 405, 422), f"{role}: {nothing} answers {other.status_code}"


@pytest.mark.parametrize("role", ["member", "admin"])
def test_a_step_of_somebody_else_cannot_be_taken_back_nor_told_from_none(role: str, asking: Asking):
    foreign = reverse("undo", args=[asking.world.ids["step of guest"]])
    nothing = reverse("undo", args=[routes.NOTHING])
    one, other = asking.ask(role, "post", foreign), asking.ask(role, "post", nothing)
    assert likeness_of(one, foreign, nothing) == likeness_of(other, foreign, nothing)


@each_route
def test_a_form_from_elsewhere_is_refused(route: Route, asking: Asking):
    # A mail program presses List-Unsubscribe without a form of ours (RFC 8058); whoever signs in makes no difference there.
    refused = 404 if route.name == "digest_stop" else 403
    answer = asking.ask("admin", "post", route.address(asking.world, "admin"), checks_forms=True)
    assert answer.status_code == refused


def settings_login() -> str:
    return reverse(settings.LOGIN_URL)
