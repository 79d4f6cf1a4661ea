"""The smallest questions that decide whether one rule of the wall holds. Tests ask them of every rule; a broken rule must fail its own."""

from collections.abc import Iterator
from contextlib import suppress
from datetime import UTC, datetime
from functools import wraps
from importlib import import_module
from typing import Any, NoReturn

import pytest
from django.apps import apps
from django.db import IntegrityError, models, transaction
from django.http import HttpResponse

from closeknit.accounts import viewers
from closeknit.analysis.kinds import Audience
from closeknit.ideas.models.scopes import OfIdea
from closeknit.identity.models import Login
from closeknit.kit import events
from closeknit.kit.capabilities import INSIDE, Capability
from closeknit.kit.operation import Declared
from closeknit.kit.refusals import NotAllowed
from closeknit.kit.scoping import Internal, OfAccount, OfPerson, Scope, Shared
from closeknit.kit.viewer import NOBODY, Viewer, ViewerKind
from tests.security.asking import Asking, Found, hold
from tests.security.readers import WITHIN
from tests.security.routes import OPEN, Route
from tests.security.world import World

# What each table declared when the tests began.
SCOPES: dict[type[models.Model], Scope] = {
    model: model.scope for model in apps.get_models() if model.__module__.startswith("closeknit.")
}


def scope_holds(model: type[models.Model], world: World) -> None:
    """Every row that somebody outside can reach is one that the declared scope means, whatever its audience is."""
    people = outside_viewers(world)
    for _ in audiences():
        for role, viewer in people.items():
            reached = set(model.objects.visible_to(viewer).values_list("pk", flat=True))
            meant = {row["pk"] for row in rows_of(model) if is_meant(SCOPES[model], row, viewer)}
            hold(reached == meant, f"{role} reaches {model._meta.label}: {sorted(map(str, reached ^ meant))[:3]}")


def operation_holds(declared: Declared) -> None:
    """An operation of ours refuses whoever has not its capability, before it does anything."""
    where = import_module(declared.function.__module__)
    run = getattr(where, declared.function.__name__)
    lacking = frozenset(Capability) - {declared.capability}
    for viewer in (
        Viewer(
            ViewerKind.CONTACT,
            "person_1",
            "somebody",
            frozenset(Capability) - INSIDE - {declared.capability},
            frozenset(),
        ),
        Viewer(ViewerKind.MEMBER, "member_1", "somebody", lacking, None),
        NOBODY,
    ):
        with pytest.MonkeyPatch.context() as patch, transaction.atomic():
            # Whoever is let in comes by here, before the body of the operation begins.
            patch.setattr(events, "gathering", lambda who=viewer.kind: _let_in(declared.name, who))
            try:
                run(viewer=viewer, at=datetime(2026, 11, 22, tzinfo=UTC))
            except NotAllowed:
                continue
        raise Found(f"{declared.name} lets {viewer.kind} through")


def _let_in(operation: str, who: str) -> NoReturn:
    raise Found(f"{operation} lets {who} in")


def policy_holds(route: Route, asking: Asking) -> None:
    """A route turns away whoever its table turned away when the tests began, in one and the same way: they never come to its page."""
    if route.policy == OPEN:
        return
    pattern = route.find_pattern()
    for method in ("get", "post"):
        with pytest.MonkeyPatch.context() as patch:
            # Another page stands there meanwhile, so that it is the wall that answers, and not what a page makes of nobody.
            patch.setattr(pattern, "callback", wraps(pattern.callback)(lambda *_, **__: HttpResponse("let in")))
            answer = asking.ask("anonymous", method, route.address(asking.world))
        hold(answer.status_code == 302, f"anonymous: {method} {route.name} answers {answer.status_code}")
        hold("/sign-in/" in answer["Location"] or "/shared/" in answer["Location"], answer["Location"])


def outside_viewers(world: World) -> dict[str, Viewer]:
    """Return a viewer of each kind that comes in at the outside's door."""
    beside = world.beside
    assert beside is not None
    account, other = world.ids["account"], beside.ids["account"]
    logins = {address: pk for pk, address in Login.objects.values_list("pk", "email")}
    found = {"nobody": NOBODY}
    for address, role in world.readers.items():
        for key, one in (("a", account), ("b", other)):
            viewer = viewers.of_space(logins[address], one)
            if viewer is not NOBODY:
                found[f"{role} at {key}"] = viewer
        guest = viewers.of_guest(logins[address])
        if guest is not NOBODY:
            found[f"{role} as a guest"] = guest
    return found


def audiences() -> Iterator[str]:
    """Let every row have each audience in turn, where the database lets it."""
    for code in Audience:
        with transaction.atomic():
            _reach_all(code)
            yield code
            transaction.set_rollback(True)


def close_all() -> None:
    """Let every row that could be shared be for our side alone."""
    _reach_all(Audience.INTERNAL)


def _reach_all(code: Audience) -> None:
    for model in SCOPES:
        if "audience" in {field.name for field in model._meta.concrete_fields}:
            with suppress(IntegrityError), transaction.atomic():
                model._base_manager.update(audience=code)


def rows_of(model: type[models.Model]) -> list[dict[str, Any]]:
    """Return the rows of a table with what its scope goes by."""
    scope = SCOPES[model]
    paths = {}
    if isinstance(scope, OfPerson):
        paths = {"giver": models.F(scope.person)} | ({"account": models.F(scope.account)} if scope.account else {})
    if isinstance(scope, OfAccount | Shared):
        named = {"account": scope.account, "audience": scope.audience, "speaker": scope.speaker}
        named["chosen"] = getattr(scope, "chosen", None)
        paths = {name: models.F(path) for name, path in named.items() if path}
    renamed = {f"told_{name}": path for name, path in paths.items()}
    return list(model._base_manager.annotate(**renamed).values("pk", *renamed))


def is_meant(scope: Scope, row: dict[str, Any], viewer: Viewer) -> bool:
    """Whether a scope means somebody to see a row: the tests' own reading of it."""
    if viewer.is_ours or isinstance(scope, Internal):
        return viewer.is_ours
    accounts, code = viewer.accounts or frozenset(), row.get("told_audience")
    is_contact = viewer.kind is ViewerKind.CONTACT
    is_own = row.get("told_account") in accounts
    if isinstance(scope, Shared) and scope.is_wide and (code == "public" or (code == "portal" and is_contact)):
        return True
    if not is_contact:
        return False
    if isinstance(scope, OfPerson):
        return is_own or row["told_giver"] == viewer.id
    if code == "speaker":
        own_or_of_none = is_own or isinstance(scope, OfIdea) or (isinstance(scope, Shared) and scope.account is None)
        return own_or_of_none and scope_names(scope, "speaker") and row.get("told_speaker") == viewer.id
    if code == "chosen":
        return scope_names(scope, "chosen") and row.get("told_chosen") in accounts
    if isinstance(scope, OfAccount) and scope.audience is None:
        return is_own
    return is_own and code in WITHIN


def scope_names(scope: Scope, path: str) -> bool:
    """Whether a scope has this path."""
    return bool(getattr(scope, path, None))
