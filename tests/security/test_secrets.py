"""Every secret opens what it was made for, for whom, for its time and as often as it should; whatever else one comes with is refused alike.

What is refused writes nothing, and of no secret does the store keep more than its hash.
"""

import ast
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.contrib.sessions.models import Session
from django.db import connection, transaction
from django.test import Client

import closeknit
from closeknit.accounts.spaces import operations as spaces
from closeknit.kit import clock
from tests.conftest import NOW
from tests.security import secret_kinds
from tests.security.asking import BESIDES, likeness_of, watching_writes
from tests.security.secret_kinds import KINDS, OTTO, House, Kind

PACKAGE = Path(str(closeknit.__file__)).parent
pytestmark = pytest.mark.django_db
each_kind = pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
NONSENSE = "x" * 32
# What makes or keeps something that nobody may guess and is no key of anybody's, each with its reason.
NO_KEYS = {
    "config.settings": "the house's own key, where no house is",
    "kit.house_folder.make": "the house's own key",
    "kit.mail.put": "the Message-ID of a mail: who answers it is read, and nobody is let in",
    "discussions.telling._message_of": "the Message-ID of a notice: an answer to it counts where its sender may write there",
    "promises.telling.operations._post": "the Message-ID of a mail: an answer to it waits to be read by one of ours",
    "accounts.shared.passkeys.begin_adding": "what a device calls the login: it is shown to whoever has shown a passkey of it",
    "portal.sign_in.forms.clean_code": "it compares the seal of a code",
}
# Who looks a secret up by its hash.
_MAKING = {"token_urlsafe", "token_hex", "token_bytes", "make_secret", "dumps", "salted_hmac", "hmac", "compare_digest"}


@contextmanager
def at(moment: datetime) -> Iterator[None]:
    """Let it be that moment, for us and for whoever asks the machine."""
    with clock.frozen(moment), pytest.MonkeyPatch.context() as patch:
        patch.setattr(time, "time", moment.timestamp)
        yield


@pytest.fixture(scope="module")
def house(django_db_setup: None, django_db_blocker: Any) -> Iterator[House]:
    """A house for all of this file: each test takes back what it wrote."""
    with django_db_blocker.unblock(), transaction.atomic():
        with at(NOW):
            house = secret_kinds.build(NOW)
        yield house
        transaction.set_rollback(True)


@contextmanager
def by_itself() -> Iterator[None]:
    """Take back whatever was written."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def holder(kind: Kind, house: House) -> Client:
    return house.clients[""] if kind.is_of_browser else Client()


def opens(kind: Kind, house: House, secret: str, client: Client | None = None) -> bool:
    """Return whether a secret opens what it is for; where not, nothing was written and the answer is that to nonsense."""
    client = client or holder(kind, house)
    with watching_writes() as tables:
        told = kind.use(house, client, secret)
    if not told.is_open:
        assert tables <= BESIDES, f"{kind.name} was refused and wrote into {tables}"
        if told.answer is not None and not kind.is_of_browser:
            other = kind.use(house, Client(), NONSENSE).answer
            assert likeness_of(told.answer, secret, NONSENSE) == likeness_of(other, secret, NONSENSE), kind.name
            assert told.answer.status_code < 500
    return told.is_open


@each_kind
def test_it_opens_as_often_and_as_long_as_it_should(kind: Kind, house: House):
    with by_itself(), at(NOW):
        secret = kind.make(house)
        before = house.browser("")
        assert opens(kind, house, secret)
        assert opens(kind, house, secret, before) == bool(kind.again), "a second time"
    lasts = kind.lasts or timedelta(days=365)
    for later, is_open in (
        (lasts / 2 - timedelta(seconds=1), True),
        (lasts + timedelta(seconds=1), kind.lasts is None),
    ):
        with by_itself(), at(NOW):
            secret = kind.make(house)
            with at(NOW + later):
                assert opens(kind, house, secret) == is_open, f"after {later}"
    assert bool(kind.without_end) == (kind.lasts is None)


@each_kind
def test_it_opens_nothing_once_it_was_taken_back_or_whose_it_was_has_gone(kind: Kind, house: House):
    def close(house: House) -> None:
        spaces.close_space(account=house.account, viewer=house.cast.ben, at=clock.now())

    for happens in (kind.take_back, kind.leaves, close if kind.is_of_space else None):
        if happens is not None:
            with by_itself(), at(NOW):
                secret = kind.make(house)
                happens(house)
                assert not opens(kind, house, secret), f"{kind.name} after {happens.__name__}"


@each_kind
def test_it_is_for_one_purpose_and_who_carries_it_is_no_matter_but_where_it_is_of_one_browser(kind: Kind, house: House):
    for whose in (house.browser(OTTO), Client()):
        with by_itself(), at(NOW):
            secret = kind.make(house)
            assert opens(kind, house, secret, whose) == (not kind.is_of_browser)
    for other in KINDS:
        if (other.made_in, other.kept_in) != (kind.made_in, kind.kept_in):
            with by_itself(), at(NOW):
                if kind.is_of_browser:
                    kind.make(house)
                foreign = other.make(house)
                assert not opens(kind, house, foreign), f"{other.name} opens {kind.name}"


@each_kind
def test_one_that_was_altered_or_cut_opens_nothing(kind: Kind, house: House):
    with by_itself(), at(NOW):
        secret = kind.make(house)
        for wrong in list_wrong(secret):
            with by_itself():
                assert not opens(kind, house, wrong), f"{wrong!r} opens what {secret!r} does"
        assert opens(kind, house, secret), "and itself still does"


def list_wrong(secret: str) -> list[str]:
    """Return a secret with one character another, in another case, cut, longer, of the wrong kind."""
    places = sorted({0, 1, len(secret) // 2, len(secret) - 1})
    # Of base64 the last letter may say the same: a digit or a letter far from it does not.
    other = [secret[:n] + ("3" if secret[n] not in "0123456789" else "zZ"[n % 2]) + secret[n + 1 :] for n in places]
    turned = secret.swapcase()
    cut = [
        secret[:-1],
        secret[1:],
        secret[:8] if len(secret) > 8 else secret[:4],
        f"{secret}a",
        secret * 2,
        secret[::-1],
    ]
    strange = ["0", "None", "%00", "..", "ÿ" * 12, "' OR 1=1 --", "x" * 3000]
    return [one for one in (*other, turned, *cut, *strange) if one != secret]


@each_kind
def test_the_store_keeps_no_more_of_it_than_a_hash(kind: Kind, house: House):
    if kind.plain:
        return
    with by_itself(), at(NOW):
        secret = kind.make(house)
        assert list_where_it_stands(secret) <= {"kit_mail"}, f"{kind.name} stands in the store as it is"


def list_where_it_stands(secret: str) -> set[str]:
    """Return the tables in which these words stand, and the sessions opened."""
    found = set()
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT * FROM "{table}"')
            if any(secret in str(value) for row in cursor.fetchall() for value in row):
                found.add(table)
    if any(secret in str(one.get_decoded()) for one in Session.objects.all()):
        found.add("a session")
    return found


def test_whoever_came_in_by_anothers_link_is_whom_it_was_made_for_and_not_who_they_were(house: House):
    (kind,) = (one for one in KINDS if one.name == "an invitation to a shared site")
    with by_itself(), at(NOW):
        client, other = house.browser(OTTO), f"/shared/{house.other}/"
        assert client.get(other).status_code == 200
        assert opens(kind, house, kind.make(house), client)
        assert client.get(f"/shared/{house.account}/").status_code == 200
        assert client.get(other).status_code == 404


def test_whatever_makes_a_secret_stands_in_the_table():
    found = set()
    for file in PACKAGE.rglob("*.py"):
        module = ".".join(file.relative_to(PACKAGE).with_suffix("").parts)
        found |= {f"{module}.{name}".rstrip(".") for name in _who_makes(ast.parse(file.read_text(encoding="utf-8")))}
    known = {kind.made_in for kind in KINDS} | set(NO_KEYS) | HASHING
    assert found <= known, f"put it into KINDS of tests/security/secret_kinds.py: {sorted(found - known)}"
    assert set(NO_KEYS) <= found


# The house's own ways to make and to keep one: whoever calls them is found by that.
HASHING = {
    *("identity.links.make_secret", "portal.sign_in.sealing.seal"),
    *("discussions.tickets._token", "discussions.thumbnails._lock"),
}


def _who_makes(tree: ast.Module) -> Iterator[str]:
    """Return the functions that make something secret; "" where none stands around it."""

    def walk(node: ast.AST, around: str) -> Iterator[str]:
        inner = node.name if isinstance(node, ast.FunctionDef) else around
        if isinstance(node, ast.Call) and _is_making(node.func):
            yield around
        for child in ast.iter_child_nodes(node):
            yield from walk(child, inner)

    yield from walk(tree, "")


def _is_making(function: ast.expr) -> bool:
    if isinstance(function, ast.Name):
        return function.id in ("salted_hmac", "make_secret", "seal", "AESSIV")
    if not isinstance(function, ast.Attribute) or not isinstance(function.value, ast.Name):
        return False
    return function.value.id in ("secrets", "links", "signing", "hmac") and function.attr in (*_MAKING, "new")
