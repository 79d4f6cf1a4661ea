"""The circle from their side, and what each side is there for."""

from datetime import timedelta

import pytest

from closeknit.accounts import operations as account_operations
from closeknit.accounts.shared import saying
from closeknit.circle import operations as circle_operations
from closeknit.kit.capabilities import Capability
from closeknit.kit.refusals import ChangedMeanwhile, NotAllowed, NotFound
from closeknit.offerings.purpose import operations as purpose_operations
from closeknit.offerings.purpose import showing
from closeknit.promises.models import Goal, Plan
from tests.conftest import NOW

pytestmark = pytest.mark.django_db


def write_ours(cast, line, base=0):
    return purpose_operations.write_purpose(
        ideal="joy", lines=[line], why="it is so", base=base, viewer=cast.ben, at=NOW
    )


def make_goal(site, audience):
    on = NOW.date()
    plan = Plan(
        id=f"plan_{audience}", account_id=site.account, begins_on=on, ends_on=on + timedelta(90), ours="both",
        audience=audience, created_at=NOW,
    )  # fmt: skip
    Plan.objects.add(plan)
    Goal.objects.add(
        Goal(
            id=f"goal_{audience}", plan=plan, text=f"A goal, {audience}", start_value=1, target_value=2, start_on=on,
            target_on=on + timedelta(30), created_at=NOW,
        )
    )  # fmt: skip


def test_the_circle_shows_who_is_in_it_and_nothing_of_what_we_think(cast, site, other_site):
    browser, _ = site.let_in("Saskia")
    site.let_in("Bram")
    other_site.let_in("Jo")
    account_operations.hand_over(account=site.account, owner=cast.ben.id, viewer=cast.ben, at=NOW)
    circle_operations.move_account(
        account=site.account, to_stage="ally", reason="they call us first", viewer=cast.ben, at=NOW
    )
    make_goal(site, "account")
    make_goal(site, "internal")
    page = browser.get(site.url("circle")).content.decode()
    for word in ("Saskia", "Bram", "Ben", "A goal, account", "1 shared goal"):
        assert word in page
    for word in ("Jo<", "A goal, internal", "they call us first", ">ally", "closeness"):
        assert word not in page


def test_our_purpose_reaches_them_once_it_is_shown_and_only_as_it_was_shown(cast, site):
    browser, _ = site.let_in("Saskia", "read")
    write_ours(cast, "Nobody loses a night.")
    assert "Nobody loses a night" not in browser.get(site.url("purpose")).content.decode()
    showing.show_purpose(number=1, viewer=cast.ben, at=NOW)
    write_ours(cast, "Nobody loses a week.", base=1)
    page = browser.get(site.url("purpose")).content.decode()
    assert "Nobody loses a night" in page
    assert "Nobody loses a week" not in page


def test_they_write_their_purpose_and_the_second_writer_sees_both(site):
    first, saskia = site.let_in("Saskia")
    second, _ = site.let_in("Bram")
    assert first.post(site.url("their_purpose"), {"text": "Clean water, **always**", "base": "0"}).status_code == 302
    assert "<strong>always</strong>" in second.get(site.url("purpose")).content.decode()
    clash = second.post(site.url("their_purpose"), {"text": "Safe water", "base": "0"})
    assert clash.status_code == 422
    page = clash.content.decode()
    assert "Safe water" in page
    assert "<strong>always</strong>" in page
    assert 'name="base" value="1"' in page
    with pytest.raises(ChangedMeanwhile):
        saying.write_their_purpose(account=site.account, text="x", base=0, viewer=site.viewer(saskia), at=NOW)
    assert second.post(site.url("their_purpose"), {"text": "Safe water", "base": "1"}).status_code == 302
    assert "What it was before" in first.get(site.url("purpose")).content.decode()


def test_what_they_say_of_themselves_reaches_no_other_account(site, other_site):
    browser, _ = site.let_in("Saskia")
    browser.post(site.url("their_purpose"), {"text": "Clean water", "base": "0"})
    browser.post(site.url("customers"), {"name": "Haven Oost"})
    _, foreign = other_site.let_in("Jo")
    viewer = other_site.viewer(foreign)
    assert saying.list_customers(site.account, viewer=viewer) == []
    assert saying.get_their_purpose(site.account, viewer=viewer).number == 0
    with pytest.raises(NotFound):
        saying.write_their_purpose(account=site.account, text="Ours", base=1, viewer=viewer, at=NOW)


def test_they_name_whom_they_serve_and_take_it_back(cast, site):
    browser, saskia = site.let_in("Saskia")
    for name in ("Haven Oost", "haven  oost"):
        browser.post(site.url("customers"), {"name": name})
    (known,) = saying.list_customers(site.account, viewer=site.viewer(saskia))
    assert "Haven Oost" in browser.get(site.url("circle")).content.decode()
    assert browser.post(site.url("customers"), {"name": " "}).status_code == 422
    assert browser.post(site.url("customer", "namedcustomer_01NEVER")).status_code == 404
    browser.post(site.url("customer", known.id))
    assert saying.list_customers(site.account, viewer=cast.ben) == []


def test_whoever_only_reads_writes_nothing(site):
    browser, contact = site.let_in("Saskia", "read")
    assert site.viewer(contact).capabilities == {Capability.READ_SHARED}
    assert "purpose-form" not in browser.get(site.url("purpose")).content.decode()
    assert browser.post(site.url("their_purpose"), {"text": "x", "base": "0"}).status_code == 404
    with pytest.raises(NotAllowed):
        saying.name_customer(account=site.account, name="Haven", viewer=site.viewer(contact), at=NOW)
