"""A department that we serve is an account like any other, with the money left out wherever it would stand."""

import re

import pytest
from django.urls import reverse
from tests.conftest import NOW, Cast
from tests.operations.circle.conftest import open_browser

from closeknit.accounts import operations, queries
from closeknit.accounts.models import Standing
from closeknit.analysis.kinds import Stage
from closeknit.circle import gathering
from closeknit.today import queries as today_queries


@pytest.fixture
def service(cast: Cast) -> str:
    """Field Service, which was typed in as a customer with money before somebody said that it is a department."""
    account = operations.add_account(
        name="Field Service", kind="internal", owner=cast.ben.id, worth_minor=41_200_000, renewal_on=NOW.date(),
        viewer=cast.ben, at=NOW,
    )  # fmt: skip
    Standing.objects.unscoped(reason="test").filter(pk=account).update(stage=Stage.ENGAGED)
    return account


def test_a_department_has_no_worth_and_no_renewal_to_read(cast: Cast, service: str):
    row = queries.get_account(service, viewer=cast.ben)
    assert (row.worth_minor, row.renewal_on) == (None, None)
    (drawn,) = gathering.list_circle_rows(viewer=cast.ben, at=NOW)
    assert (drawn.worth_minor, drawn.mark.worth) == (None, None)


def test_it_stands_on_today_but_not_for_a_renewal(cast: Cast, service: str):
    (call,) = today_queries.list_today(viewer=cast.ben, at=NOW, member=cast.ben.id).calls
    assert [reason.code for reason in call.reasons] == ["never_in_touch"]
    assert call.account.worth_minor is None


@pytest.mark.parametrize("route", ["account", "account_details", "brief", "accounts", "circle", "today"])
def test_no_page_speaks_of_its_money(cast: Cast, service: str, route: str):
    with_account = route not in ("accounts", "circle", "today")
    page = open_browser(cast.ben).get(reverse(route, args=[service] if with_account else [])).content.decode()
    assert "Field Service" in page
    assert not re.search(r"412|renewal <b>|Their renewal|name=\"(worth|renewal_on)\"", page)


def test_what_was_typed_before_is_there_again_when_it_is_a_customer(cast: Cast, service: str):
    said = {"name": "Field Service", "kind": "customer", "owner": cast.ben.id}
    answer = open_browser(cast.ben).post(reverse("account_details", args=[service]), said)
    assert answer.status_code == 302
    row = queries.get_account(service, viewer=cast.ben)
    assert (row.worth_minor, row.renewal_on) == (41_200_000, NOW.date())
