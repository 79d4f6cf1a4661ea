"""Requests of whoever looks for a hole: every route as every role, with ids that are theirs, another's, or nobody's."""

import os
import random
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.test.client import MULTIPART_CONTENT

from tests.security import outside
from tests.security.routes import NOTHING, Route
from tests.security.world import CARRIED, World

# Members of ours are asked for by the wall's table test; here it is whoever stands outside, or carries a session to the other door.
ROLES = ("anonymous", "outsider", "left", *outside.ROLES)
CARRYING = tuple(f"{role}{CARRIED}" for role in ("reader", "manager", "member", "admin", "left"))
METHODS = ("get", "post", "head", "put", "patch", "delete", "options")
FORMATS: tuple[dict[str, str], ...] = (
    {},
    {"HTTP_ACCEPT": "application/json"},
    {"HTTP_HX_REQUEST": "true"},
    {"HTTP_ACCEPT": "text/calendar", "HTTP_X_HTTP_METHOD_OVERRIDE": "PUT"},
    {"HTTP_ACCEPT": "application/pdf", "HTTP_RANGE": "bytes=0-99"},
    {"HTTP_X_FORWARDED_FOR": "127.0.0.1", "HTTP_X_ORIGINAL_URL": "/house/"},
    {"HTTP_X_FORWARDED_HOST": "evil.example", "HTTP_REFERER": "https://evil.example/"},
)
QUERIES = (
    "",
    "?format=json",
    "?format=csv",
    "?q=zq&sort=worth_minor",
    "?page=2&order_by=-account__worth",
    "?account={account}&id={need}",
    "?next=https://evil.example/",
    "?next=//evil.example/%0d%0aLocation:%20https://evil.example/",
)
MALFORMED = ("0", "%00", "..%2f..%2fhouse", "' OR 1=1 --", "account_", "ÿ" * 12, "x" * 600)
# The long lane asks ten times as often.
IS_LONG = os.environ.get("CLOSEKNIT_PROVE") == "1"
N_INSIDE, N_OUTSIDE = (300, 2500) if IS_LONG else (24, 110)


@dataclass(frozen=True)
class Question:
    """One request: as whom, how, with which ids in the address, and what it brings along."""

    role: str
    method: str
    values: tuple[str, ...]
    query: str
    heads: tuple[tuple[str, str], ...]
    body: str


def draw(route: Route, world: World) -> Iterator[Question]:
    """Return the questions for a route: the same each run, another mixture for each route; one alike is asked once."""
    chance = random.Random(f"{route.name}/{IS_LONG}")
    seen: set[Question] = set()
    roles = ROLES if not route.is_ours else (*ROLES, *CARRYING)
    ids = _ids(route, world)
    for _ in range(N_INSIDE if route.is_ours else N_OUTSIDE):
        one = Question(
            chance.choice(roles if route.is_ours else (*ROLES, *CARRYING, "reader", "manager", "both")),
            chance.choice(METHODS),
            _values(route, ids, chance),
            chance.choice(QUERIES).format(account=world.ids["account"], need=world.ids["need"]),
            tuple(chance.choice(FORMATS).items()),
            chance.choice(("form", "mass", "json", "files", "none")),
        )
        if one not in seen:
            seen.add(one)
            yield one


def body_of(one: Question, world: World) -> dict[str, Any]:
    """Return what a request brings along: a form, every field that any table has, JSON, or a file."""
    if one.method in ("get", "head", "options") or one.body == "none":
        return {}
    if one.body == "mass":
        return {"data": every_field(world)}
    if one.body == "json":
        return {"data": b'{"account": "' + world.ids["account"].encode() + b'"}', "content_type": "application/json"}
    kind = MULTIPART_CONTENT if one.body == "files" and one.method == "post" else ""
    return {"data": {"text": "words", "account": other(world).ids["account"]}, "content_type": kind}


def every_field(world: World) -> dict[str, str]:
    """Return a value for each column that any table of ours has: whoever sends them all changes no more than the form of the page."""
    values: dict[str, str] = {}
    for model in apps.get_models():
        if model.__module__.startswith("closeknit."):
            for field in model._meta.concrete_fields:
                values[field.name] = values[field.attname] = world.ids.get(field.name, "1")
    return values | {"is_staff": "1", "is_superuser": "1", "role": "admin", "right": "manage", "audience": "public"}


def other(world: World) -> World:
    """Return the world as it stands for the other account."""
    assert world.beside is not None
    return world.beside


def _ids(route: Route, world: World) -> list[tuple[str, ...]]:
    """Return the ids that a route may be asked with: own, foreign, of nothing, deleted, of something else, mixed, and not ids at all."""
    own = tuple(route.values(world))
    foreign = tuple(other(world).ids.get(name, value) for name, value in zip(route.arguments, own, strict=True))
    n = len(own)
    mixed = [tuple(foreign[at] if at == place else own[at] for at in range(n)) for place in range(n)]
    mixed += [tuple(own[at] if at == place else foreign[at] for at in range(n)) for place in range(n)]
    wrong = [(world.ids[name],) * n for name in ("account", "need", "promise", "member")]
    return [own, own, foreign, foreign, (NOTHING,) * n, *mixed, *wrong]


def _values(route: Route, ids: list[tuple[str, ...]], chance: random.Random) -> tuple[str, ...]:
    if chance.random() < 0.1:
        return tuple(chance.choice(MALFORMED) for _ in route.arguments)
    return chance.choice(ids)
