"""The cast of every test: a house, and alice who runs it, ben who owns accounts, and gita who only hands in."""

import os
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import pytest
from django.db import connection
from hypothesis import settings

from closeknit.accounts import viewers
from closeknit.circle import drawing
from closeknit.circle.marking import seen
from closeknit.identity import operations as identity_operations
from closeknit.identity import queries as identity_queries
from closeknit.identity.models import Login
from closeknit.kit import store
from closeknit.kit import viewer as kit_viewer
from closeknit.kit.viewer import Viewer
from tests import imprint

# No test fails for being slow: a busy machine would. Examples are the same each time, so that a change is blamed for what it broke;
# with CLOSEKNIT_EXPLORE=1 they are drawn anew, to find what nobody has met yet.
settings.register_profile("house", deadline=None, derandomize=not os.environ.get("CLOSEKNIT_EXPLORE"))
settings.load_profile("house")

NOW = datetime(2026, 11, 19, 9, 0, tzinfo=UTC)
PASSWORD = "a sentence to sign in with"


@dataclass(frozen=True)
class Cast:
    """Who is in the house."""

    alice: Viewer
    ben: Viewer
    gita: Viewer


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings_parallel_suffix: None) -> None:
    """Make the tables of the tests at once, as a new house's are: the whole past takes half a minute for each worker."""
    connection.settings_dict["TEST"]["MIGRATE"] = False


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: Any) -> None:
    """Add to the tables what a store has besides them."""
    with django_db_blocker.unblock(), connection.schema_editor() as editor:
        store.complete(editor)


@pytest.fixture
def now() -> datetime:
    return NOW


@pytest.fixture(autouse=True)
def _nothing_seen() -> None:
    """What one test saw of its circle is not there for the next, whose store is another."""
    drawing.forget()
    seen.forget()


@pytest.fixture
@imprint.kept(at=NOW)
def house(db: None) -> Viewer:
    """A house that alice made; the viewer of the house itself."""
    identity_operations.make_house(
        name="Arlund",
        zone="Europe/London",
        currency="EUR",
        member_name="Alice",
        email="alice@arlund.example",
        password=PASSWORD,
        at=NOW,
    )
    return kit_viewer.house("test")


@pytest.fixture
@imprint.kept(at=NOW)
def cast(house: Viewer) -> Cast:
    """The house with its three members, each of another role."""
    for name, role in (("Ben", "member"), ("Gita", "guest")):
        secret = identity_operations.invite_member(
            name=name,
            email=f"{name.lower()}@arlund.example",
            role=role,
            department=None,
            viewer=_viewer("alice"),
            at=NOW,
        )
        identity_operations.accept_invitation(secret=secret, name=name, password=PASSWORD, at=NOW)
    return Cast(_viewer("alice"), _viewer("ben"), _viewer("gita"))


def _viewer(name: str) -> Viewer:
    member = identity_queries.find_member_by_name(f"{name}@arlund.example", viewer=kit_viewer.house("test"))
    assert member is not None
    return viewers.of_login(Login.objects.get(email=member.email).pk)
