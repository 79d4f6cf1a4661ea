"""Coming in at the outside's door: by an invitation once, later by a code; and out at the next request when access ends."""

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from closeknit.accounts import operations as account_operations
from closeknit.accounts import viewers
from closeknit.accounts.models import Access, SpaceInvitation
from closeknit.accounts.shared import entering, looks
from closeknit.accounts.shared import operations as shared_operations
from closeknit.accounts.shared import queries as shared_queries
from closeknit.accounts.spaces import checks, operations
from closeknit.identity.models import Login
from closeknit.kit import clock, mail
from closeknit.kit.capabilities import OUTSIDE, Capability
from closeknit.kit.models import EventRow, Mail
from closeknit.kit.refusals import NotAllowed, NotFound
from closeknit.kit.viewer import NOBODY
from tests.conftest import NOW

pytestmark = pytest.mark.django_db
EMAIL = "saskia@rijnmond.example"


@pytest.fixture(autouse=True)
def _now(monkeypatch):
    monkeypatch.setattr(clock, "now", lambda: NOW)


@pytest.fixture
def rijnmond(cast):
    account = account_operations.add_account(name="Rijnmond", viewer=cast.ben, at=NOW)
    operations.open_space(account=account, welcome="**Welcome**", viewer=cast.ben, at=NOW)
    return account


@pytest.fixture
def saskia(cast, rijnmond):
    return account_operations.add_contact(account=rijnmond, name="Saskia", email=EMAIL, viewer=cast.ben, at=NOW)


@pytest.fixture
def invited(cast, saskia):
    return operations.invite_contact(contact=saskia, email=EMAIL, right="manage", viewer=cast.ben, at=NOW)


def come_in(secret):
    client = Client()
    assert client.post(reverse("portal:join", args=[secret])).status_code == 302
    return client


def space_viewer(rijnmond, email=EMAIL):
    return viewers.of_space(Login.objects.get(email=email).pk, rijnmond)


def test_an_invitation_lets_in_once_and_looking_at_its_link_does_not_use_it_up(client, invited, rijnmond):
    address = reverse("portal:join", args=[invited])
    assert client.get(address).status_code == 200
    assert client.get(address).status_code == 200
    assert client.post(address)["Location"] == reverse("portal:home", args=[rijnmond])
    page = client.get(reverse("portal:home", args=[rijnmond]))
    assert "<strong>Welcome</strong>" in page.content.decode()
    assert "no-store" in page["Cache-Control"]
    assert Client().post(address).status_code == 404


def test_the_link_stands_in_the_mail_and_nowhere_else(invited):
    (letter,) = Mail.objects.unscoped(reason="a test looks")
    assert letter.is_secret
    assert f"/shared/join/{invited}/" in letter.body
    assert invited not in str(list(SpaceInvitation.objects.unscoped(reason="a test looks").values()))
    assert invited not in str(list(EventRow.objects.unscoped(reason="a test looks").values()))


def test_a_withdrawn_invitation_opens_nothing_and_its_mail_does_not_go_out(cast, invited, rijnmond):
    (row,) = shared_queries.list_open_invitations(rijnmond, viewer=cast.ben, at=NOW)
    operations.withdraw_space_invitation(invitation=row.id, account=rijnmond, viewer=cast.ben, at=NOW)
    assert Client().post(reverse("portal:join", args=[invited])).status_code == 404
    letter = Mail.objects.unscoped(reason="a test looks").get()
    assert invited not in letter.body
    assert "withdrawn" in mail._find_reason_against(letter)


def test_an_invitation_runs_out(invited):
    with pytest.raises(checks.InvitationSpent):
        entering.accept(secret=invited, at=NOW + timedelta(days=15))


def test_a_code_by_mail_lets_in_whoever_reads_at_the_address(client, invited, rijnmond):
    asked = client.post(reverse("account_request_login_code"), {"email": EMAIL})
    assert asked["Location"] == reverse("account_confirm_login_code")
    letter = Mail.objects.unscoped(reason="a test looks").get(about="sign-in code")
    code = re.search(r"\d{8}", letter.body).group()
    assert client.post(asked["Location"], {"code": "00000000"}).status_code == 200
    there = client.post(asked["Location"], {"code": code})
    assert there["Location"] == reverse("portal:spaces")
    assert client.get(there["Location"])["Location"] == reverse("portal:home", args=[rijnmond])


def test_an_unknown_address_gets_the_same_answer_and_no_mail(client, invited):
    known = client.post(reverse("account_request_login_code"), {"email": EMAIL})
    unknown = Client().post(reverse("account_request_login_code"), {"email": "nobody@nowhere.example"})
    assert (known.status_code, known["Location"]) == (unknown.status_code, unknown["Location"])
    assert Mail.objects.unscoped(reason="a test looks").filter(about="sign-in code").count() == 1


def test_asking_for_codes_is_slowed_down(invited):
    for _ in range(5):
        Client().post(reverse("account_request_login_code"), {"email": EMAIL})
    assert Mail.objects.unscoped(reason="a test looks").filter(about="sign-in code").count() == 3


def test_a_session_of_one_door_is_nobodys_at_the_other(cast, invited, rijnmond):
    outside = come_in(invited)
    assert set(outside.cookies) >= {"closeknit_shared"}
    assert "sessionid" not in outside.cookies
    carried = Client()
    carried.cookies["sessionid"] = outside.cookies["closeknit_shared"].value
    assert carried.get(reverse("today")).status_code == 302
    inside = Client()
    inside.force_login(
        Login.objects.get(email="ben@arlund.example"), backend="closeknit.web.sign_in.backend.HouseBackend"
    )
    carried = Client()
    carried.cookies["closeknit_shared"] = inside.cookies["sessionid"].value
    home = reverse("portal:home", args=[rijnmond])
    answer, stranger = carried.get(home), Client().get(home)
    assert (answer.status_code, answer["Location"]) == (302, stranger["Location"])


def test_access_that_ended_is_over_at_the_next_request(cast, invited, rijnmond, saskia):
    outside = come_in(invited)
    home = reverse("portal:home", args=[rijnmond])
    assert outside.get(home).status_code == 200
    operations.end_access(contact=saskia, viewer=cast.ben, at=NOW)
    assert outside.get(home).status_code == 404
    assert "Nothing is shared" in outside.get(reverse("portal:spaces")).content.decode()


def test_who_leaves_the_account_or_whose_site_closes_is_out(cast, invited, rijnmond, saskia):
    outside = come_in(invited)
    home = reverse("portal:home", args=[rijnmond])
    operations.close_space(account=rijnmond, viewer=cast.ben, at=NOW)
    assert outside.get(home).status_code == 404
    operations.open_space(account=rijnmond, viewer=cast.ben, at=NOW)
    assert outside.get(home).status_code == 200
    account_operations.end_contact(contact=saskia, until_on=NOW.date(), successor=None, viewer=cast.ben, at=NOW)
    assert outside.get(home).status_code == 404


def test_a_foreign_site_reads_like_one_that_is_not_there(cast, invited):
    other = account_operations.add_account(name="Other", viewer=cast.ben, at=NOW)
    operations.open_space(account=other, viewer=cast.ben, at=NOW)
    outside = come_in(invited)
    foreign = outside.get(reverse("portal:home", args=[other]))
    never = outside.get(reverse("portal:home", args=["account_01NEVER"]))
    assert foreign.status_code == never.status_code == 404
    without_token = re.compile(rb'"x-csrftoken": "[^"]*"')
    assert without_token.sub(b"", foreign.content) == without_token.sub(b"", never.content)


def test_a_person_at_two_accounts_sees_one_at_a_time(cast, invited, rijnmond):
    come_in(invited)
    other = account_operations.add_account(name="Other", viewer=cast.ben, at=NOW)
    operations.open_space(account=other, viewer=cast.ben, at=NOW)
    place = account_operations.add_contact(account=other, name="Saskia", email=EMAIL, viewer=cast.ben, at=NOW)
    secret = operations.invite_contact(contact=place, email=EMAIL, right="read", viewer=cast.ben, at=NOW)
    come_in(secret)
    assert space_viewer(other).accounts == {other}
    assert space_viewer(other).capabilities == {Capability.READ_SHARED}
    assert space_viewer(rijnmond).capabilities == OUTSIDE
    with pytest.raises(NotFound):
        shared_queries.get_space(rijnmond, viewer=space_viewer(other))


def test_a_colleague_invites_a_colleague_and_learns_nothing_of_whom_we_know(cast, invited, rijnmond):
    account_operations.add_contact(
        account=account_operations.add_account(name="Rival", viewer=cast.ben, at=NOW), name="Bram the Known",
        email="bram@rijnmond.example", viewer=cast.ben, at=NOW,
    )  # fmt: skip
    come_in(invited)
    manager = space_viewer(rijnmond)
    shared_operations.invite_colleague(
        account=rijnmond, name="Bram", email="bram@rijnmond.example", viewer=manager, at=NOW
    )
    (waiting,) = shared_queries.list_open_invitations(rijnmond, viewer=manager, at=NOW)
    assert waiting.name == "Bram"
    assert [row.name for row in shared_queries.list_colleagues(rijnmond, viewer=manager)] == ["Saskia"]
    letter = Mail.objects.unscoped(reason="a test looks").get(pk__isnull=False, to=["bram@rijnmond.example"])
    come_in(re.search(r"/shared/join/([^/]+)/", letter.body).group(1))
    assert [row.name for row in shared_queries.list_colleagues(rijnmond, viewer=manager)] == [
        "Bram the Known",
        "Saskia",
    ]


def test_only_who_may_manage_their_side_does_and_one_of_them_stays(cast, invited, rijnmond, saskia):
    come_in(invited)
    manager = space_viewer(rijnmond)
    with pytest.raises(checks.LastManager):
        shared_operations.change_colleagues_right(contact=saskia, right="read", viewer=manager, at=NOW)
    with pytest.raises(checks.LastManager):
        shared_operations.end_colleagues_access(contact=saskia, viewer=manager, at=NOW)
    operations.change_right(contact=saskia, right="read", viewer=cast.ben, at=NOW)
    with pytest.raises(NotAllowed):
        shared_operations.invite_colleague(
            account=rijnmond, name="Bram", email="b@rijnmond.example", viewer=space_viewer(rijnmond), at=NOW
        )


def test_a_bad_address_is_said_and_nobody_is_invited(cast, saskia):
    with pytest.raises(checks.BadInvitation, match="not an e-mail address"):
        operations.invite_contact(contact=saskia, email="saskia at rijnmond", viewer=cast.ben, at=NOW)
    assert not Mail.objects.unscoped(reason="a test looks").exists()


def test_a_member_looks_as_a_contact_and_can_write_nothing(cast, invited, rijnmond, saskia):
    come_in(invited)
    secret = operations.look_as(contact=saskia, viewer=cast.ben, at=NOW)
    outside = Client()
    begun = outside.get(reverse("portal:look", args=[secret]))
    assert begun["Location"] == reverse("portal:home", args=[rijnmond])
    page = outside.get(begun["Location"]).content.decode()
    assert "You see what Saskia sees" in page
    assert Client().get(reverse("portal:look", args=[secret])).status_code == 404
    assert EventRow.objects.unscoped(reason="a test looks").filter(kind="look.made", viewer_id=cast.ben.id).exists()
    assert outside.post(reverse("portal:look_ending")).status_code == 302
    assert outside.get(begun["Location"]).status_code == 302


def test_a_look_ends_by_itself_and_with_the_member(cast, invited, saskia):
    come_in(invited)
    secret = operations.look_as(contact=saskia, viewer=cast.ben, at=NOW)
    assert looks.begin(secret=secret, at=NOW + timedelta(minutes=2)) is None
    look = looks.begin(secret=secret, at=NOW)
    assert viewers.of_look(look, at=NOW).capabilities == {Capability.READ_SHARED}
    assert viewers.of_look(look, at=NOW + timedelta(hours=2)) is NOBODY
    Access.objects.unscoped(reason="a test takes it away").filter(pk=saskia).delete()
    assert viewers.of_look(look, at=NOW) is NOBODY


def test_people_see_who_looks_after_them(cast, invited, rijnmond):
    come_in(invited)
    account_operations.hand_over(account=rijnmond, owner=cast.ben.id, viewer=cast.ben, at=NOW)
    (owner,) = shared_queries.list_our_people(rijnmond, viewer=space_viewer(rijnmond))
    assert (owner.name, owner.is_owner) == ("Ben", True)
