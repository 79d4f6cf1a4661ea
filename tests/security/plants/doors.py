"""What keeps the two doors apart, and each condition under which somebody outside is let in."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta
from functools import partial
from typing import Any

import pytest
from csp.middleware import CSPMiddleware
from django.db import transaction
from django.middleware.clickjacking import XFrameOptionsMiddleware
from django.middleware.csrf import CsrfViewMiddleware
from django.middleware.security import SecurityMiddleware

from closeknit.accounts import viewers
from closeknit.accounts.models import Access, Look, Space
from closeknit.config.doors import DoorSessionMiddleware
from closeknit.identity.models import Login
from closeknit.kit import clock
from closeknit.kit.capabilities import OUTSIDE, Capability
from closeknit.kit.viewer import NOBODY, Viewer, ViewerKind
from tests.security import routes
from tests.security.asking import Asking, hold, likeness_of
from tests.security.plants import Plant
from tests.security.world import CARRIED, World

_IN = "portal:home"


def plants() -> Iterator[Plant]:
    """Return a plant for each of them."""
    yield Plant("door:cookies", _one_cookie, _other_cookie_is_nothing)
    yield Plant("door:forms", _patched(CsrfViewMiddleware, "_check_token", _nothing), _form_from_elsewhere_is_refused)
    for name, middleware in (
        ("policy", CSPMiddleware),
        ("frames", XFrameOptionsMiddleware),
        ("kinds", SecurityMiddleware),
    ):
        yield Plant(f"heads:{name}", _patched(middleware, "process_response", _as_it_is), _heads_are_there)
    yield Plant("space:account", _patched(viewers, "of_space", _of_any_space), _foreign_space_is_nothing)
    yield Plant("space:left", partial(_without, "contact__until_on__isnull"), partial(_is_shut, _who_left))
    yield Plant(
        "space:closed", partial(_without, "contact__account__space__closed_at__isnull"), _closed_space_has_no_viewer
    )
    yield Plant("space:login", partial(_without, "contact__person__login__is_active"), _login_is_asked_for)
    yield Plant("guest:capabilities", _patched(viewers, "of_guest", _of_mighty_guest), _guest_only_takes_part)
    yield Plant("look:writes", _patched(viewers, "of_look", _of_mighty_look), _look_only_reads)
    yield Plant("look:lasts", _patched(viewers, "LOOK_LASTS", timedelta(days=999)), _look_ends)
    for right, capabilities in viewers.RIGHTS.items():
        if capabilities < OUTSIDE:
            yield Plant(f"right:{right.value}", partial(_give_all, right), partial(_right_is_kept, right))


def _patched(where: Any, name: str, value: Any) -> Callable[[pytest.MonkeyPatch], None]:
    return lambda patch: patch.setattr(where, name, value)


def _nothing(*_: Any) -> None:
    return None


def _as_it_is(_: Any, request: Any, response: Any) -> Any:
    return response


def _one_cookie(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(DoorSessionMiddleware, "process_request", DoorSessionMiddleware.__mro__[1].process_request)


def _other_cookie_is_nothing(asking: Asking) -> None:
    address = _address(asking.world)
    shown = likeness_of(asking.ask("anonymous", "get", address), address)
    for role in (f"reader{CARRIED}", "admin", "member"):
        hold(likeness_of(asking.ask(role, "get", address), address) == shown, role)


def _form_from_elsewhere_is_refused(asking: Asking) -> None:
    before = list(asking.faults)
    answer = asking.ask("manager", "post", "/shared/sign-out/", checks_forms=True)
    asking.faults[:] = before
    hold(answer.status_code == 403, f"a form from elsewhere: {answer.status_code}")


def _heads_are_there(asking: Asking) -> None:
    before = len(asking.faults)
    for role, address in (("manager", _address(asking.world)), ("admin", "/today/")):
        asking.ask(role, "get", address)
    found, asking.faults[before:] = asking.faults[before:], []
    hold(not found, str(found[:1]))


def _of_any_space(login_id: int, account: str) -> Viewer:
    rows = (
        Access.objects.unscoped(reason="a plant").filter(contact__person__login_id=login_id).select_related("contact")
    )
    row = rows.first()
    if row is None:
        return NOBODY
    return Viewer(ViewerKind.CONTACT, row.contact.person_id, "somebody", OUTSIDE, frozenset({account}))


def _foreign_space_is_nothing(asking: Asking) -> None:
    beside = asking.world.beside
    assert beside is not None
    before = len(asking.foreign)
    answer = asking.ask("reader", "get", _address(beside))
    del asking.foreign[before:]
    hold(answer.status_code == 404, f"a foreign space answers {answer.status_code}")


def _without(condition: str, patch: pytest.MonkeyPatch) -> None:
    """Let `viewers` forget one condition."""
    conditions = {
        "contact__account__space__closed_at__isnull": True,
        "contact__account__space__isnull": False,
        "contact__until_on__isnull": True,
        "contact__person__login__is_active": True,
    }
    assert conditions.pop(condition)
    patch.setattr(viewers, "_open", lambda rows: rows.filter(**conditions).select_related("contact__person"))


def _is_shut(happens: Callable[[World], str], asking: Asking) -> None:
    with transaction.atomic():
        role = happens(asking.world)
        before = len(asking.foreign)
        answer = asking.ask(role, "get", _address(asking.world))
        del asking.foreign[before:]
        transaction.set_rollback(True)
    hold(answer.status_code in (302, 404), f"{role} is let in: {answer.status_code}")


def _who_left(world: World) -> str:
    return "gone"


def _closed_space_has_no_viewer(asking: Asking) -> None:
    # Its pages fall over without a space: here it is the viewer's condition alone.
    world = asking.world
    login = Login.objects.get(email=world.email("reader"))
    hold(viewers.of_space(login.pk, world.ids["account"]) is not NOBODY, "whoever may come in has no viewer")
    with transaction.atomic():
        Space.objects.unscoped(reason="a plant").filter(pk=world.ids["account"]).update(closed_at=clock.now())
        viewer = viewers.of_space(login.pk, world.ids["account"])
        transaction.set_rollback(True)
    hold(viewer is NOBODY, "a site that was closed has a viewer")


def _login_is_asked_for(asking: Asking) -> None:
    # The session's own backend asks for it as well: here it is the viewer's condition alone.
    world = asking.world
    with transaction.atomic():
        login = Login.objects.get(email=world.email("reader"))
        Login.objects.filter(pk=login.pk).update(is_active=False)
        viewer = viewers.of_space(login.pk, world.ids["account"])
        transaction.set_rollback(True)
    hold(viewer is NOBODY, "somebody whose login is shut is a viewer")


def _of_mighty_guest(login_id: int) -> Viewer:
    return Viewer(ViewerKind.CONTACT, "person", "somebody", OUTSIDE, frozenset())


def _guest_only_takes_part(asking: Asking) -> None:
    (login,) = Login.objects.filter(email="giver@anywhere.example").values_list("pk", flat=True)
    viewer = viewers.of_guest(login)
    hold(viewer.capabilities <= {Capability.TAKE_PART}, "a guest may do more than take part")
    hold(not viewer.accounts, "a guest without a place has an account")


_look = viewers.of_look


def _of_mighty_look(look: str, **given: Any) -> Viewer:
    return replace(_look(look, **given), capabilities=OUTSIDE)


def _look_only_reads(asking: Asking) -> None:
    may = viewers.of_look(_begun(asking.world, minutes=1), at=clock.now()).capabilities
    hold(may <= {Capability.READ_SHARED}, "who looks as a contact may do more than read")


def _look_ends(asking: Asking) -> None:
    hold(viewers.of_look(_begun(asking.world, minutes=61), at=clock.now()) is NOBODY, "a look never ends")


def _begun(world: World, *, minutes: int) -> str:
    """Return a look at the site as a contact, that one of ours began some minutes ago."""
    viewer, at = world.viewers["admin"], clock.now() - timedelta(minutes=minutes)
    assert viewer is not None
    pk = f"look_{minutes}"
    Look.objects.unscoped(reason="a plant").filter(pk=pk).delete()
    row = Look(
        id=pk, contact_id=world.ids["contact of reader"], member_id=viewer.id, secret_hash=pk, made_at=at, begun_at=at
    )
    Look.objects.add(row)
    return pk


def _give_all(right: Any, patch: pytest.MonkeyPatch) -> None:
    patch.setitem(viewers.RIGHTS, right, OUTSIDE)


def _right_is_kept(right: Any, asking: Asking) -> None:
    role = {"read": "reader", "take_part": "neighbour"}[right.value]
    world = asking.world if role == "reader" else asking.world.beside
    assert world is not None
    (login,) = Login.objects.filter(email=world.email(role)).values_list("pk", flat=True)
    viewer = viewers.of_space(login, world.ids["account"])
    meant = {Capability.READ_SHARED} if role == "reader" else {Capability.READ_SHARED, Capability.TAKE_PART}
    hold(viewer.capabilities == meant, f"{right} gives {sorted(viewer.capabilities)}")


def _address(world: World) -> str:
    route = next(one for one in routes.all_routes() if one.name == _IN)
    return route.address(world)
