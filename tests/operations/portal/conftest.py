"""Two accounts with a shared site each, and who comes in there."""

from dataclasses import dataclass

import pytest
from django.test import Client
from django.urls import reverse

from closeknit.accounts import operations as account_operations
from closeknit.accounts import viewers
from closeknit.accounts.spaces import operations as space_operations
from closeknit.identity.models import Login
from closeknit.kit import clock
from closeknit.kit.viewer import Viewer
from tests import imprint
from tests.conftest import NOW


@dataclass(frozen=True)
class Outsider:
    """Somebody outside at one account."""

    contact: str
    email: str
    account: str
    client: Client

    @property
    def viewer(self) -> Viewer:
        return viewers.of_space(Login.objects.get(email=self.email).pk, self.account)

    def at(self, route: str, *arguments: str) -> str:
        """Return an address in their shared site."""
        return reverse(f"portal:{route}", args=[self.account, *arguments])

    def see(self, route: str, *arguments: str) -> str:
        """Return the page that they see there."""
        page = self.client.get(self.at(route, *arguments))
        assert page.status_code == 200, (route, page.status_code)
        return page.content.decode()


@pytest.fixture
def outside(monkeypatch):
    monkeypatch.setattr(clock, "now", lambda: NOW)


@pytest.fixture
@imprint.kept(at=NOW)
def rijnmond(cast, outside):
    account = account_operations.add_account(name="Rijnmond", viewer=cast.ben, at=NOW)
    space_operations.open_space(account=account, welcome="Welcome", viewer=cast.ben, at=NOW)
    return account


def let_in(cast, account, name, right="take_part"):
    """Return somebody of an account who has come in."""
    email = f"{name.lower()}@{account[-6:].lower()}.example"
    contact = account_operations.add_contact(account=account, name=name, email=email, viewer=cast.ben, at=NOW)
    secret = space_operations.invite_contact(contact=contact, email=email, right=right, viewer=cast.ben, at=NOW)
    client = Client()
    assert client.post(reverse("portal:join", args=[secret])).status_code == 302
    return Outsider(contact, email, account, client)


@imprint.kept(at=NOW)
def come_in(*, cast, account, name, right):
    """Let somebody in and return what is plain about them, with what their browser keeps of it."""
    somebody = let_in(cast, account, name, right)
    kept = {name: one.value for name, one in somebody.client.cookies.items()}
    return somebody.contact, somebody.email, kept


def meet(cast, account, name, right="take_part"):
    """Return somebody of an account who has come in, each time the same."""
    contact, email, kept = come_in(cast=cast, account=account, name=name, right=right)
    client = Client()
    client.cookies.load(kept)
    return Outsider(contact, email, account, client)


@pytest.fixture
def saskia(cast, rijnmond):
    return meet(cast, rijnmond, "Saskia")


@pytest.fixture
def bram(cast, rijnmond):
    return meet(cast, rijnmond, "Bram")


@pytest.fixture
def reader(cast, rijnmond):
    return meet(cast, rijnmond, "Rens", "read")


@pytest.fixture
@imprint.kept(at=NOW)
def lakeside(cast, outside):
    account = account_operations.add_account(name="Lakeside", viewer=cast.ben, at=NOW)
    space_operations.open_space(account=account, welcome="", viewer=cast.ben, at=NOW)
    return account


@pytest.fixture
def stranger(cast, lakeside):
    return meet(cast, lakeside, "Otto")
