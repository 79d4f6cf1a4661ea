"""How many statements the pages of the shared site send: no more for more people, and twenty at most."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.operations.circle.conftest import open_browser

pytestmark = pytest.mark.django_db
PAGES = ("circle", "people", "purpose", "questions", "observations", "mirrors", "notices")
MOST = 20


def count(browser, address):
    assert browser.get(address).status_code == 200
    with CaptureQueriesContext(connection) as queries:
        browser.get(address)
    return len(queries)


def test_no_page_of_the_shared_site_sends_more_statements_for_more_people(cast, site):
    browser, _ = site.let_in("Saskia", "manage")
    ours = open_browser(cast.ben)
    addresses = [site.url(name) for name in PAGES]
    shared_site = reverse("shared_site", args=[site.account])
    first = [count(browser, one) for one in addresses] + [count(ours, shared_site)]
    for name in ("Bram", "Cees", "Daan"):
        site.let_in(name)
    again = [count(browser, one) for one in addresses] + [count(ours, shared_site)]
    assert dict(zip((*PAGES, "ours"), again, strict=True)) == dict(zip((*PAGES, "ours"), first, strict=True))
    assert max(again) <= MOST
