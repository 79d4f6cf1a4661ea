"""A shared site with somebody of theirs in it."""

import pytest
from django.test import Client
from django.urls import reverse

from closeknit.accounts import operations as account_operations
from closeknit.accounts import viewers
from closeknit.accounts.models import Contact
from closeknit.accounts.spaces import operations
from closeknit.identity.models import Login
from closeknit.kit import clock
from tests.conftest import NOW


class Site:
    """A shared site, and people of theirs who come in."""

    def __init__(self, cast, name="Rijnmond"):
        self.cast = cast
        self.account = account_operations.add_account(name=name, viewer=cast.ben, at=NOW)
        operations.open_space(account=self.account, viewer=cast.ben, at=NOW)

    def let_in(self, name, right="take_part"):
        """Let a contact called `name` come in, and return their browser, the id of their place, and their viewer."""
        email = f"{name.lower()}@{self.account[-6:].lower()}.example"
        given = {"viewer": self.cast.ben, "at": NOW}
        contact = account_operations.add_contact(account=self.account, name=name, email=email, **given)
        secret = operations.invite_contact(contact=contact, email=email, right=right, **given)
        browser = Client()
        assert browser.post(reverse("portal:join", args=[secret])).status_code == 302
        return browser, contact

    def viewer(self, contact):
        """Return the viewer of a contact in this site."""
        row = Contact.objects.visible_to(self.cast.ben).get(pk=contact)
        return viewers.of_space(Login.objects.get(person=row.person_id).pk, self.account)

    def url(self, route, *arguments):
        """Return an address in this site."""
        return reverse(f"portal:{route}", args=[self.account, *arguments])


@pytest.fixture
def at_nine(monkeypatch):
    monkeypatch.setattr(clock, "now", lambda: NOW)


@pytest.fixture
def site(cast, at_nine):
    return Site(cast)


@pytest.fixture
def other_site(cast, at_nine):
    return Site(cast, "Lakeside")
