"""Their own side on the shared site: who may do what, inviting a colleague, and oneself."""

import re
from types import SimpleNamespace

import pytest
from django.test import Client
from django.urls import reverse

from closeknit.accounts import operations as account_operations
from closeknit.accounts.models import Access, Contact, Person, PersonAddress
from closeknit.accounts.shared import entering
from closeknit.accounts.spaces import checks, operations
from closeknit.identity.models import Login, Member
from closeknit.kit import ids
from closeknit.kit.models import EventRow, Mail
from closeknit.portal import nav
from tests.conftest import NOW
from tests.operations.circle.conftest import open_browser

pytestmark = pytest.mark.django_db
WITHOUT_TOKEN = re.compile(rb'"x-csrftoken": "[^"]*"|name="csrfmiddlewaretoken" value="[^"]*"')


def rights(cast):
    return dict(Access.objects.visible_to(cast.ben).values_list("contact__person__name", "right"))


def test_a_manager_invites_a_colleague_who_comes_in(cast, site):
    browser, _ = site.let_in("Saskia", "manage")
    asked = {"name": "Bram", "email": "bram@rijnmond.example", "right": "read"}
    assert browser.post(site.url("colleague_invitations"), asked).status_code == 302
    assert "bram@rijnmond.example" in browser.get(site.url("people")).content.decode()
    letter = Mail.objects.unscoped(reason="a test looks").get(to=["bram@rijnmond.example"])
    link = re.search(r"/shared/join/[^/]+/", letter.body).group()
    Client().post(link)
    assert rights(cast) == {"Saskia": "manage", "Bram": "read"}
    refused = browser.post(site.url("colleague_invitations"), asked | {"email": "bram at rijnmond"})
    assert refused.status_code == 422
    assert "bram at rijnmond" in refused.content.decode()


def test_who_leaves_is_told_to_lose_an_open_invitation_that_undo_does_not_bring_back(cast, site):
    given = {"account": site.account, "viewer": cast.ben, "at": NOW}
    contact = account_operations.add_contact(name="Bram", **given)
    operations.invite_contact(contact=contact, email="bram@rijnmond.example", viewer=cast.ben, at=NOW)
    browser, address = open_browser(cast.ben), reverse("contact_leaving", args=[contact])
    assert "is not brought back by taking this back" in browser.get(address).content.decode()
    said = browser.post(address, {"until_on": "2026-11-22"}, follow=True).content.decode()
    assert "Undo brings back no invitation" in said


def test_whoever_has_a_login_is_invited_there_and_comes_in_by_no_second_one(cast, site):
    saskia, contact = site.let_in("Saskia", "manage")
    given = {"viewer": cast.ben, "at": NOW}
    with pytest.raises(checks.BadInvitation, match="signs in with saskia@"):
        operations.invite_contact(contact=contact, email="saskia@home.example", **given)
    # A second address of hers that we know of, to which a colleague who does not know of the first one writes.
    person = Contact.objects.visible_to(cast.ben).get(pk=contact).person
    PersonAddress.objects.add(
        PersonAddress(id=ids.new("address", "x"), person=person, kind="email", value="s@home.example")
    )
    asked = {"name": "Saskia", "email": "s@home.example", "right": "read"}
    assert saskia.post(site.url("colleague_invitations"), asked).status_code == 302
    letter = Mail.objects.unscoped(reason="a test looks").get(to=["s@home.example"])
    link = re.search(r"/shared/join/[^/]+/", letter.body).group()
    refused = Client().post(link)
    assert refused.status_code == 409
    assert "We know you by another address" in refused.content.decode()
    assert reverse("account_request_login_code") in refused.content.decode()
    assert rights(cast) == {"Saskia": "manage"}
    assert entering.accept_all(login_id=Login.objects.get(email="s@home.example").pk, at=NOW) == 0
    assert person.login.email != "s@home.example"


def test_the_address_of_one_of_us_never_becomes_that_of_somebody_outside(cast, site):
    saskia, contact = site.let_in("Saskia", "manage")
    ours = Member.objects.visible_to(cast.ben).get(pk=cast.ben.id).login
    asked = {"name": "Ben", "email": ours.email, "right": "manage"}
    # Nothing that a stranger could learn from: it is invited like any other address.
    assert saskia.post(site.url("colleague_invitations"), asked).status_code == 302
    letter = Mail.objects.unscoped(reason="a test looks").get(to=[ours.email])
    refused = Client().post(re.search(r"/shared/join/[^/]+/", letter.body).group())
    assert refused.status_code == 409
    assert "That address belongs to somebody at" in refused.content.decode()
    # A code sent to a member lets in nowhere: their own door does.
    assert reverse("account_request_login_code") not in refused.content.decode()
    assert 'href="/">To our own door' in refused.content.decode()
    assert entering.accept_all(login_id=ours.pk, at=NOW) == 0
    assert rights(cast) == {"Saskia": "manage"}
    assert not Person.objects.visible_to(cast.ben).filter(login=ours).exists()
    with pytest.raises(checks.BadInvitation, match="one of us"):
        operations.invite_contact(contact=contact, email=ours.email, viewer=cast.ben, at=NOW)


def test_the_link_of_an_invitation_leads_whoever_came_in_by_it_to_their_site(cast, site):
    contact = account_operations.add_contact(account=site.account, name="Jo", viewer=cast.ben, at=NOW)
    secret = operations.invite_contact(contact=contact, email="jo@rijnmond.example", viewer=cast.ben, at=NOW)
    link, browser = reverse("portal:join", args=[secret]), Client()
    browser.post(link)
    for answer in (browser.get(link, follow=True), browser.post(link, follow=True)):
        assert answer.redirect_chain[-1][0] == site.url("home")
    assert Client().get(link).status_code == 404


def test_of_two_sign_ins_at_once_the_slower_one_is_in_as_well(cast, site, monkeypatch):
    contact = account_operations.add_contact(account=site.account, name="Bram", viewer=cast.ben, at=NOW)
    secret = operations.invite_contact(contact=contact, email="bram@rijnmond.example", viewer=cast.ben, at=NOW)
    login = Login.objects.get(email="bram@rijnmond.example")
    look = entering._open

    def looks_first(rows, at):
        found = list(look(rows, at).values_list("pk"))
        monkeypatch.setattr(entering, "_open", look)
        entering.accept(secret=secret, at=NOW)
        return SimpleNamespace(values_list=lambda *_: found)

    monkeypatch.setattr(entering, "_open", looks_first)
    assert entering.accept_all(login_id=login.pk, at=NOW) == 0
    assert rights(cast) == {"Bram": "take_part"}


def test_a_manager_changes_and_ends_rights_and_the_last_manager_stays(cast, site):
    browser, manager = site.let_in("Saskia", "manage")
    theirs, bram = site.let_in("Bram", "read")
    browser.post(site.url("colleague", bram), {"right": "take_part"})
    assert rights(cast)["Bram"] == "take_part"
    page = browser.post(site.url("colleague", manager), {"right": "read"}, follow=True)
    assert "Nobody could manage your side" in page.content.decode()
    browser.post(site.url("leaving"))
    assert rights(cast)["Saskia"] == "manage"
    browser.post(site.url("colleague", bram), {"end": "1"})
    assert theirs.get(site.url("people")).status_code == 404


def test_whoever_may_not_manage_sees_no_address_and_changes_nobody(cast, site):
    browser, _ = site.let_in("Saskia", "take_part")
    _, bram = site.let_in("Bram", "read")
    lies = account_operations.add_contact(account=site.account, name="Lies", viewer=cast.ben, at=NOW)
    operations.invite_contact(contact=lies, email="lies@rijnmond.example", right="manage", viewer=cast.ben, at=NOW)
    page = browser.get(site.url("people")).content.decode()
    assert "lies@" not in page
    assert "Change" not in page
    before = rights(cast)
    assert browser.post(site.url("colleague", bram), {"end": "1"}).status_code == 404
    asked = {"name": "X", "email": "x@x.example", "right": "manage"}
    assert browser.post(site.url("colleague_invitations"), asked).status_code == 404
    assert rights(cast) == before


def test_somebody_of_another_account_reads_like_nobody(site, other_site):
    browser, _ = site.let_in("Saskia", "manage")
    _, foreign = other_site.let_in("Jo")
    answers = [browser.post(site.url("colleague", one), {"end": "1"}) for one in (foreign, "contact_01NEVER")]
    assert [one.status_code for one in answers] == [404, 404]
    first, second = (WITHOUT_TOKEN.sub(b"", one.content) for one in answers)
    assert first == second


def test_a_person_changes_their_name_and_leaves(cast, site):
    browser, contact = site.let_in("Saskia", "read")
    assert browser.post(site.url("oneself"), {"name": "Saskia de Boer", "language": "nl"}).status_code == 302
    row = Person.objects.visible_to(cast.ben).get(name="Saskia de Boer")
    assert (row.language, row.first_word) == ("nl", "saskia")
    assert browser.post(site.url("oneself"), {"name": "  ", "language": ""}).status_code == 422
    left = browser.post(site.url("leaving"), follow=True)
    assert "Nothing is shared with you" in left.content.decode()
    assert contact not in Access.objects.visible_to(cast.ben).values_list("pk", flat=True)


def test_a_look_writes_nothing(cast, site):
    _, contact = site.let_in("Saskia", "manage")
    secret = operations.look_as(contact=contact, viewer=cast.ben, at=NOW)
    looking = Client()
    looking.get(f"/shared/look/{secret}/", follow=True)
    page = looking.get(site.url("people")).content.decode()
    assert "Invite a colleague" not in page
    assert "Leave this site" not in page
    n_events = EventRow.objects.unscoped(reason="a test looks").count()
    for route in ("oneself", "leaving", "colleague_invitations"):
        assert looking.post(site.url(route), {"name": "Y", "language": ""}).status_code == 404
    assert EventRow.objects.unscoped(reason="a test looks").count() == n_events
    assert rights(cast) == {"Saskia": "manage"}
    # Whoever stops comes back to where they began, at our own door; a second press finds nothing to end.
    ended, again = looking.post(reverse("portal:look_ending")), looking.post(reverse("portal:look_ending"))
    assert ended["Location"] == reverse("shared_site", args=[site.account])
    assert again["Location"] == reverse("account_request_login_code")


def test_at_most_seven_words_lead_through_a_site_and_what_is_not_among_them_stands_at_the_foot(cast, site):
    browser, _ = site.let_in("Saskia", "manage")
    first = browser.get(site.url("home")).content.decode()
    assert "challenges</a>" not in first
    head, foot = first.split("<footer")
    assert head.count("<li><a ") == nav.MOST
    assert f'href="{site.url("people")}"' in head
    for route in ("people", "notices", "discussions"):
        assert f'href="{site.url(route)}"' in foot
    # A page at the foot belongs to the word that leads back from it: what is said, and its files, to the first page, where it is new.
    files = browser.get(site.url("files")).content.decode()
    assert f'<a href="{site.url("home")}" aria-current="page">' in files


def test_where_no_mail_goes_out_nobody_is_told_that_one_does(cast, site):
    browser, _ = site.let_in("Saskia", "manage")
    said = {"name": "Dora", "email": "dora@rijnmond.example", "right": "take_part"}
    page = browser.post(site.url("colleague_invitations"), said, follow=True).content.decode()
    assert "No mail goes out from here at the moment" in page
