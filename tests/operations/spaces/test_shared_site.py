"""The shared site from our side: open and closed, who may do what, and looking as somebody there."""

import re
from datetime import timedelta

import pytest
from django.urls import reverse

from closeknit.accounts import operations as account_operations
from closeknit.accounts.models import Access
from closeknit.accounts.spaces import queries
from closeknit.identity import operations as identity_operations
from closeknit.identity import queries as identity_queries
from closeknit.identity.checks import BadSetting
from closeknit.kit import mail, tasks
from closeknit.kit.models import EventRow
from closeknit.kit.tasks.worker import Worker
from closeknit.offerings.purpose import operations as purpose_operations
from closeknit.offerings.purpose import showing
from closeknit.promises import operations as promises
from closeknit.promises.plans import operations as plan_operations
from closeknit.promises.proposed import opening
from tests import smtp_server
from tests.conftest import NOW
from tests.operations.circle.conftest import open_browser

pytestmark = pytest.mark.django_db


@pytest.fixture
def ours(cast, site):
    return open_browser(cast.ben)


def page(browser, site):
    answer = browser.get(reverse("shared_site", args=[site.account]))
    assert answer.status_code == 200
    return answer.content.decode()


def test_a_site_is_opened_welcomed_closed_and_opened_again(cast, at_nine):
    account = account_operations.add_account(name="New", viewer=cast.ben, at=NOW)
    browser = open_browser(cast.ben)
    address = reverse("shared_site", args=[account])
    assert "Open the shared site" in browser.get(address).content.decode()
    browser.post(reverse("space_opening", args=[account]))
    browser.post(reverse("space_welcome", args=[account]), {"welcome": "**Good** to see you"})
    assert queries.find_site(account, viewer=cast.ben).welcome == "**Good** to see you"
    browser.post(reverse("space_opening", args=[account]), {"close": "1"})
    assert "nobody there gets in" in browser.get(address).content.decode()
    again = browser.post(reverse("space_opening", args=[account]), {"again": "1"}, follow=True).content.decode()
    assert "Open again. Whoever could come in can." in again
    assert queries.find_site(account, viewer=cast.ben).is_open


def test_before_it_is_opened_one_reads_what_they_will_read_at_once(cast, at_nine):
    account = account_operations.add_account(name="New", viewer=cast.ben, at=NOW)
    saskia = account_operations.add_contact(account=account, name="Saskia", email="", viewer=cast.ben, at=NOW)
    browser = open_browser(cast.ben)
    address = reverse("shared_site", args=[account])
    empty = browser.get(address).content.decode()
    assert "No promise" in empty
    assert "look them over" not in empty
    made = {"account": account, "made_on": NOW.date(), "due_on": None, "viewer": cast.ben, "at": NOW}
    promises.make_promise(text="Send the probe", contact=saskia, **made)
    promises.make_promise(text="Call in May", **made)
    promises.make_promise(text="Look at their prices", is_shared=False, **made)
    shown = browser.get(address).content.decode()
    assert "<b>2 promises</b> of both sides, 2 of them open" in shown
    assert "1 between us and a named person" in shown
    assert "1 more is kept to ourselves" in shown
    assert "look them over" in shown
    assert "Send the probe" in shown
    assert "ours, to Saskia" in shown
    assert "Look at their prices" not in shown
    assert shown.index("What they read at once") < shown.index("Open the shared site</button>")
    browser.post(reverse("space_opening", args=[account]))
    assert "What they read at once" not in browser.get(address).content.decode()
    browser.post(reverse("space_opening", args=[account]), {"close": "1"})
    shown = browser.get(address).content.decode()
    assert shown.index("What they read at once") < shown.index("Open it again")


def test_a_plan_and_lines_count_only_where_they_are_laid_open(cast, at_nine):
    account = account_operations.add_account(name="New", viewer=cast.ben, at=NOW)
    plan = plan_operations.make_plan(
        account=account, begins_on=NOW.date(), ends_on=NOW.date() + timedelta(300), ours="To sleep well",
        viewer=cast.ben, at=NOW,
    )  # fmt: skip
    before = opening.read(account, viewer=cast.ben)
    assert (before.is_nothing, before.plans, before.n_plans_kept_back) == (True, (), 1)
    plan_operations.open_plan(plan=plan, is_shared=True, viewer=cast.ben, at=NOW)
    after = opening.read(account, viewer=cast.ben)
    assert (after.is_nothing, len(after.plans), after.n_plans_kept_back) == (False, 1, 0)


def test_without_a_mail_server_the_link_is_shown_once(cast, site, ours):
    contact = account_operations.add_contact(account=site.account, name="Bram", email="", viewer=cast.ben, at=NOW)
    asked = {"contact": contact, "email": "", "right": "take_part"}
    refused = ours.post(reverse("space_invitations", args=[site.account]), asked)
    assert refused.status_code == 422
    assert "We know no address of theirs" in refused.content.decode()
    shown = ours.post(reverse("space_invitations", args=[site.account]), asked | {"email": "bram@rijnmond.example"})
    assert re.search(r"/shared/join/[\w-]{32}/", shown.content.decode())
    assert "bram@rijnmond.example" in page(ours, site)
    (invited,) = queries.list_invited(site.account, viewer=cast.ben, at=NOW)
    ours.post(reverse("space_withdrawal", args=[site.account, invited.id]))
    assert not queries.list_invited(site.account, viewer=cast.ben, at=NOW)


def test_where_nobody_said_where_links_lead_no_link_goes_out_that_opens_nothing(cast, site, ours, house):
    contact = account_operations.add_contact(account=site.account, name="Bram", email="", viewer=cast.ben, at=NOW)
    asked = {"contact": contact, "email": "bram@rijnmond.example", "right": "take_part"}
    with smtp_server.serving() as inbox:
        shown = ours.post(reverse("space_invitations", args=[site.account]), asked).content.decode()
        link = re.search(r"/shared/join/[\w-]{32}/", shown)[0]
        Worker().run_until_idle()
        assert not inbox.letters
        server = mail.find_server()
        mail.keep_server(
            host=server.host, port=server.port, security=server.security, login="", sender=server.sender, password="",
            origin="https://partners.example",
        )  # fmt: skip
        tasks.enqueue(mail.send_waiting, viewer=cast.alice)
        Worker().run_until_idle()
        (letter,) = inbox.letters
    assert f"https://partners.example{link}".encode() in letter.content


def test_a_right_is_changed_and_access_ends_and_comes_back_by_undo(cast, site, ours):
    theirs, contact = site.let_in("Saskia")
    address = reverse("space_right", args=[site.account, contact])
    ours.post(address, {"right": "manage"})
    assert Access.objects.visible_to(cast.ben).get(pk=contact).right == "manage"
    assert "There" not in ours.post(address, {"right": "own the place"}).content.decode()
    assert Access.objects.visible_to(cast.ben).get(pk=contact).right == "manage"
    ended = ours.post(address, {"end": "1"}, follow=True)
    assert theirs.get(site.url("home")).status_code == 404
    undo = re.findall(r"/steps/[^\"/]+/[^\"]*", ended.content.decode())[-1]
    ours.post(undo)
    assert theirs.get(site.url("home")).status_code == 200


def test_looking_as_somebody_leads_to_what_they_see_and_is_kept(cast, site, ours):
    _, contact = site.let_in("Saskia")
    begun = ours.post(reverse("space_look", args=[site.account, contact]))
    assert "You see what Saskia sees" in ours.get(begun["Location"], follow=True).content.decode()
    assert EventRow.objects.unscoped(reason="a test looks").filter(kind="look.made", viewer_id=cast.ben.id).count() == 1
    assert "Ben as Saskia" in page(ours, site)


def test_a_contact_of_another_account_reads_like_nobody(cast, site, other_site, ours):
    _, contact = other_site.let_in("Jo")
    for route in ("space_right", "space_look"):
        foreign = ours.post(reverse(route, args=[site.account, contact]))
        never = ours.post(reverse(route, args=[site.account, "contact_01NEVER"]))
        assert foreign.status_code == never.status_code == 404


def test_one_version_of_our_purpose_is_shown_at_a_time(cast, site, ours):
    for number, line in enumerate(("Nobody loses a night.", "Nobody loses a week."), 1):
        purpose_operations.write_purpose(
            ideal="joy", lines=[line], why="it is so", base=number - 1, viewer=cast.ben, at=NOW
        )
        ours.post(reverse("space_purpose", args=[site.account]))
        assert showing.find_shown(viewer=cast.ben) == number
    ours.post(reverse("space_purpose", args=[site.account]), {"none": "1"})
    assert showing.find_shown(viewer=cast.ben) == 0


def test_the_house_has_a_colour_of_its_own(cast, site):
    admin = open_browser(cast.alice)
    assert admin.post(reverse("house_colour"), {"colour": "#8A1C3B"}).status_code == 302
    assert identity_queries.get_house().colour == "#8a1c3b"
    assert "by light and by dark" in admin.get(reverse("house")).content.decode()
    assert admin.post(reverse("house_colour"), {"colour": "red"}).status_code == 422
    with pytest.raises(BadSetting):
        identity_operations.change_colour(colour="#12", viewer=cast.alice, at=NOW)
    admin.post(reverse("house_colour"), {"none": "1"})
    assert identity_queries.get_house().colour == ""
