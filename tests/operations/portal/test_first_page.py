"""The first page of a shared site, and looking around in a demo house."""

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from closeknit.accounts.spaces import operations as spaces
from closeknit.identity.models import House
from closeknit.kit import clock
from closeknit.promises import operations
from closeknit.promises.plans import operations as plans
from tests.conftest import NOW
from tests.operations.portal.conftest import let_in

pytestmark = pytest.mark.django_db
TODAY = NOW.date()


def kept(cast, account, text, on):
    pk = operations.make_promise(account=account, text=text, made_on=on, due_on=None, viewer=cast.ben, at=NOW)
    operations.settle_promise(promise=pk, settlement="kept", settled_on=on, viewer=cast.ben, at=NOW)
    return pk


def test_it_says_what_waits_for_one_what_is_due_and_what_is_new(cast, rijnmond, saskia, monkeypatch):
    kept(cast, rijnmond, "Fit the controller", TODAY - timedelta(3))
    operations.make_promise(
        account=rijnmond, text="Send the readings", direction="theirs", made_on=TODAY - timedelta(40),
        due_on=TODAY + timedelta(4), viewer=cast.ben, at=NOW,
    )  # fmt: skip
    page = saskia.see("home")
    for said in ("Waiting for you", "Did that settle it?", "Fit the controller", "Send the readings", "Lately"):
        assert said in page
    later = NOW + timedelta(days=2)
    monkeypatch.setattr(clock, "now", lambda: later)
    kept(cast, rijnmond, "Bring the spare one", TODAY)
    page = saskia.see("home")
    news = page[page.index("New since your last visit") :]
    assert "Bring the spare one" in news
    assert "Fit the controller" not in news


def test_what_is_due_stands_by_its_day_whether_promise_or_action(cast, rijnmond, saskia):
    ours = {"viewer": cast.ben, "at": NOW}
    plan = plans.make_plan(
        account=rijnmond, begins_on=TODAY - timedelta(9), ends_on=TODAY + timedelta(300), ours="Fewer nights", **ours
    )  # fmt: skip
    plans.open_plan(plan=plan, is_shared=True, **ours)
    for days in (9, 3):
        text, due = f"Promise in {days}", TODAY + timedelta(days)
        operations.make_promise(account=rijnmond, text=text, made_on=TODAY, due_on=due, **ours)
    for days in (6, 1):
        plans.add_action(plan=plan, text=f"Action in {days}", side="theirs", due_on=TODAY + timedelta(days), **ours)
    page = saskia.see("home")
    due = page[page.index('data-test="near"') : page.index('data-test="news"')]
    assert re.findall(r"(?:Promise|Action) in \d", due) == [
        "Action in 1",
        "Promise in 3",
        "Action in 6",
        "Promise in 9",
    ]


def test_an_empty_first_page_says_what_one_may_do_next(saskia, reader):
    page = saskia.see("home")
    for route in ("promise_new", "observations", "purpose"):
        assert saskia.at(route) in page.split("<footer")[0]
        assert saskia.client.get(saskia.at(route)).status_code == 200
    assert 'data-test="next"' not in reader.see("home")


def test_a_look_leaves_no_trace_of_a_visit_and_writes_nothing(cast, rijnmond, saskia):
    pk = kept(cast, rijnmond, "Fit the controller", TODAY)
    secret = spaces.look_as(contact=saskia.contact, viewer=cast.ben, at=NOW)
    looking = Client()
    looking.get(reverse("portal:look", args=[secret]))
    page = looking.get(saskia.at("home"))
    assert page.status_code == 200
    assert not [name for name in page.cookies if name.startswith("visit_")]
    assert "<textarea" not in looking.get(saskia.at("promise", pk)).content.decode()
    assert looking.post(saskia.at("promise_word", pk), {"word": "yes"}).status_code == 404


def test_one_looks_around_only_in_a_demo_house_and_the_code_page_still_works(client, cast, rijnmond):
    let_in(cast, rijnmond, "Saskia", "manage")
    ask, come_in = reverse("account_request_login_code"), reverse("portal:look_around")
    assert "Look around" not in client.get(ask).content.decode()
    assert client.post(come_in).status_code == 404
    House.objects.unscoped(reason="a test makes it a demo").update(is_demo=True)
    page = client.get(ask).content.decode()
    assert "Look around as Saskia of Rijnmond" in page
    assert 'name="email"' in page
    led_there = client.get(come_in)
    assert (led_there.status_code, "There is nothing here" in led_there.content.decode()) == (405, True)
    there = client.post(come_in)
    assert there["Location"] == reverse("portal:home", args=[rijnmond])
    assert client.get(there["Location"]).status_code == 200


def test_where_nothing_was_said_yet_one_is_led_to_where_it_is_said(rijnmond, saskia):
    assert f'href="{reverse("portal:observations", args=[rijnmond])}">Say what you saw at work' in saskia.see("said")
