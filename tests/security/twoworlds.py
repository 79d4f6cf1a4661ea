"""Two worlds that differ only in what a contact of the first account may not learn: the same session gives the same bytes in both.

The second world is the first one with every text that the contact may not read put in other words, other figures wherever we note
what we think or what somebody is worth, and a third account of which the first knows nothing, with a row of everything.
"""

import html
import random
import re
import secrets
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from importlib import import_module

import pytest
from django.db import IntegrityError, models, transaction
from django.db.models import F
from django.http import HttpResponse

from closeknit.ideas.shared.numbers import PUBLIC_NUMBERS
from closeknit.ideas.shared.rows import GivenRow, IdeaRow, Portal
from closeknit.kit import clock, ids
from closeknit.kit.scoping import Internal
from closeknit.portal.sign_in import entering
from tests.security import deciding, planting
from tests.security import world as worlds
from tests.security.asking import Asking, content_of
from tests.security.canaries import token_of
from tests.security.furnishing import between, portal
from tests.security.routes import OPEN, Route
from tests.security.world import World

# Who walks: people of the account, one of them known at both accounts, somebody with a place nowhere, and nobody in particular.
ROLES = ("reader", "manager", "both", "giver", "anonymous")
# Of what these may read, every word is the same in the other world of the two that their sessions are replayed in.
READERS: dict[str, frozenset[str]] = {
    "space": frozenset(("reader", "manager", "both at a")),
    "portal": frozenset(("giver", "anonymous")),
}
_OPEN_PAGES = ("portal:ideas", "portal:idea", "portal:answering", "portal:feed", "portal:embed")
_LINK = re.compile(rb'(?:href|src|hx-get)="(/(?:shared|portal)/[^"#]*)')
_FORM = re.compile(rb'<form[^>]*action="(/(?:shared|portal)/[^"]*)"[^>]*>(.*?)</form>', re.DOTALL)
_FIELD = re.compile(rb'<(?:input|select|textarea)[^>]*name="([^"]+)"(?:[^>]*value="([^"]*)")?')
_LEAVES = ("sign-out", "sign-in", "look-ending", "passkeys/again")
_ONE_WAY = re.compile(
    rb'csrfmiddlewaretoken" value="[^"]*|x-csrftoken(?:&quot;|"): ?(?:&quot;|")[^"&]*|[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f-]{22}'
    rb'|name="since" value="[^"]*'
)
# What is said to everybody, whoever is behind it: the only figures in which another's doings may show. Each has its reason in the code;
# here they are held, wherever a page shows them, so that everything else on it is compared.
PUBLIC: dict[tuple[type, str], str] = {
    (Portal, "n_queue"): PUBLIC_NUMBERS["n_queue"],
    (GivenRow, "place"): PUBLIC_NUMBERS["place"],
    (IdeaRow, "n_votes"): PUBLIC_NUMBERS["n_votes"],
}


@dataclass(frozen=True)
class Step:
    """One request of a session."""

    method: str
    address: str
    data: tuple[tuple[str, str], ...] = ()


def role_of(number: int) -> str:
    """Return who walks in a session."""
    return ROLES[number % len(ROLES)]


def kind_of(number: int) -> str:
    """Return by which other world a session is held: that of an account's people, or that of whoever stands outside them all."""
    return "portal" if role_of(number) in READERS["portal"] else "space"


def differ(world: World, at: datetime, kind: str) -> None:
    """Make the second world of the first, in the store as it stands."""
    _add_an_account(world, at)
    _say_otherwise(world, READERS[kind])
    _count_otherwise()


def walk(number: int, asking: Asking, routes: list[Route]) -> Iterator[tuple[str, Step, bytes]]:
    """Return the steps of a session as they are taken, each with what it answered: links are followed, forms filled in and sent."""
    chance = random.Random(number)
    role = role_of(number)
    asked = [one for one in routes if not one.is_ours and (one.policy != OPEN or one.name in _OPEN_PAGES)]
    addresses = [route.address(asking.world, role) for route in asked if route.is_known(asking.world, role)]
    addresses = [address for address in addresses if _is_theirs(address, role, asking.world)]
    page = b""
    for _ in range(chance.randint(20, 30)):
        step = _next(page, addresses, chance, lambda address: _is_theirs(address, role, asking.world))
        answer = _send(asking, role, step)
        yield role, step, told(answer)
        page = content_of(answer) if b"<html" in content_of(answer)[:200] else page


def replay(role: str, step: Step, asking: Asking) -> bytes:
    """Return what the same step answers now."""
    return told(_send(asking, role, step))


@contextmanager
def still(number: int, at: datetime) -> Iterator[None]:
    """Hold everything that differs between two runs of one thing: the clock, new ids, secrets; what is written is taken back."""
    chance = random.Random(number)
    with pytest.MonkeyPatch.context() as patch, clock.frozen(at), ids.seeded(f"session {number}"):
        for row, name in PUBLIC:
            _hold(row, name, patch)
        # A session that is led to sign in again is over, and would see nothing more.
        patch.setattr(entering, "HOLDS", timedelta(days=1))
        patch.setattr(secrets, "token_bytes", lambda n=32: chance.randbytes(n))
        patch.setattr(secrets, "token_urlsafe", lambda n=32: chance.randbytes(n).hex())
        patch.setattr(secrets, "token_hex", lambda n=32: chance.randbytes(n).hex())
        with transaction.atomic():
            yield
            transaction.set_rollback(True)


def told(answer: HttpResponse) -> bytes:
    """Return all that an answer says, without what is new in each."""
    heads = sorted(f"{name}: {value}" for name, value in answer.items() if name not in ("Content-Length", "ETag"))
    body = _ONE_WAY.sub(b"", content_of(answer))
    return b"\n".join(
        [str(answer.status_code).encode(), "\n".join(heads).encode(), *sorted(map(str.encode, answer.cookies)), body]
    )


def _send(asking: Asking, role: str, step: Step) -> HttpResponse:
    asking.requests += 1
    with transaction.atomic():
        return asking.send(role, step.method, step.address, data=dict(step.data) if step.method == "post" else None)


def _is_theirs(address: str, role: str, world: World) -> bool:
    """Whether a session goes there: whoever is known at two accounts stays at one, whoever has none stays on the portal."""
    is_here = address.startswith(f"/shared/{world.ids['account']}/")
    return is_here if role == "both" else address.startswith("/portal/") or (is_here and role in READERS["space"])


def _hold(row: type, name: str, patch: pytest.MonkeyPatch) -> None:
    """Let a number that is declared public be the same in every row that a page is given."""
    make = row.__init__  # type: ignore[misc]  # a frozen row is made by its own

    def init(self: object, *args: object, **kwargs: object) -> None:
        make(self, *args, **kwargs)
        object.__setattr__(self, name, 7)

    patch.setattr(row, "__init__", init)


def _next(page: bytes, addresses: list[str], chance: random.Random, is_theirs: Callable[[str], bool]) -> Step:
    forms = _FORM.findall(page)
    if forms and chance.random() < 0.35:
        action, inner = chance.choice(forms)
        data = {}
        for name, value in _FIELD.findall(inner):
            said = html.unescape(value.decode())
            data[name.decode()] = said or chance.choice(("We would rather have it on Monday.", "2026-12-01", "7", ""))
        address = html.unescape(action.decode())
        if not any(way in address for way in _LEAVES) and is_theirs(address):
            return Step("post", address, tuple(data.items()))
    links = [html.unescape(link.decode()) for link in _LINK.findall(page)]
    links = [link for link in links if not any(way in link for way in _LEAVES) and is_theirs(link)]
    return Step("get", chance.choice(links if links and chance.random() < 0.6 else addresses))


def _say_otherwise(world: World, theirs: frozenset[str]) -> None:
    """Put every text that none of these may read into other words of the same length."""
    for model, field in planting.columns():
        if planting.why_unplanted(model, field.name):
            continue
        for pk, text in model._base_manager.values_list("pk", field.name):
            token = planting.first_token(text)
            known = world.canaries.find(token)
            if known is not None and not theirs & known.may_see:
                changed = text.replace(known.token, token_of("otherwise", known.token))
                model._base_manager.filter(pk=pk).update(**{field.name: changed})


def _count_otherwise() -> None:
    """Let every figure that is ours alone be another one."""
    for model, scope in deciding.SCOPES.items():
        is_thought = model._meta.app_label in ("circle", "needs") or model._meta.label == "accounts.Standing"
        if not (isinstance(scope, Internal) and is_thought):
            continue
        for field in model._meta.concrete_fields:
            if (
                isinstance(field, models.IntegerField | models.FloatField | models.DecimalField)
                and not field.primary_key
            ):
                with suppress(IntegrityError), transaction.atomic():
                    model._base_manager.update(**{field.name: F(field.name) * 3 + 2})


def _add_an_account(world: World, at: datetime) -> None:
    third = World(
        "c",
        "thirdhouse.example",
        "third",
        world.sessions,
        world.viewers,
        canaries=world.canaries,
        readers=world.readers,
    )
    third.ids["department"] = world.ids["department"]
    worlds.begin(third, at + timedelta(minutes=1))
    for part in worlds.FURNISHING:
        # A part that knows only the two accounts says nothing of a third.
        with suppress(KeyError), transaction.atomic():
            import_module(f"tests.security.furnishing.{part}").furnish(third, at + timedelta(minutes=1))
    portal.furnish(third, at - timedelta(minutes=1))
    between.furnish(third, at - timedelta(minutes=1))
