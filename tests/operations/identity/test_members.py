"""Inviting, joining, leaving, and what members say about themselves."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import AnonymousUser
from tests.conftest import NOW, PASSWORD

from closeknit.accounts import operations as account_operations
from closeknit.accounts import queries as account_queries
from closeknit.accounts import viewers
from closeknit.identity import checks, operations, queries
from closeknit.identity.models import Login, Member
from closeknit.kit import undo
from closeknit.kit.models import UndoStep
from closeknit.kit.refusals import NotAllowed, NotFound
from closeknit.kit.viewer import NOBODY
from closeknit.web.sign_in.backend import HouseBackend


def _invite(cast, email="dora@arlund.example", at=NOW):
    return operations.invite_member(name="Dora", email=email, role="member", department=None, viewer=cast.alice, at=at)


def _accept(secret, at=NOW):
    return operations.accept_invitation(secret=secret, name="Dora", password=PASSWORD, at=at)


def _login_of(viewer):
    return Member.objects.visible_to(viewer).get(pk=viewer.id).login_id


def test_an_invitation_lets_somebody_in_once(cast):
    secret = _invite(cast)
    dora = _accept(secret)
    assert queries.get_member(dora, viewer=cast.alice).role == "member"
    with pytest.raises(checks.InvitationSpent):
        _accept(secret)


def test_an_invitation_runs_out(cast):
    secret = _invite(cast)
    late = NOW + operations.INVITATION_HOLDS + timedelta(seconds=1)
    assert operations.find_invitation(secret, at=late) is None
    with pytest.raises(checks.InvitationSpent):
        _accept(secret, at=late)


def test_a_withdrawn_invitation_lets_nobody_in(cast):
    secret = _invite(cast)
    (open_one,) = queries.list_open_invitations(viewer=cast.alice, at=NOW)
    operations.withdraw_invitation(invitation=open_one.id, viewer=cast.alice, at=NOW)
    with pytest.raises(checks.InvitationSpent):
        _accept(secret)
    with pytest.raises(NotFound):
        operations.withdraw_invitation(invitation=open_one.id, viewer=cast.alice, at=NOW)


def test_of_two_invitations_to_one_address_the_newest_holds(cast):
    first, second = _invite(cast), _invite(cast, email="DORA@arlund.example")
    assert operations.find_invitation(first, at=NOW) is None
    assert _accept(second)


def test_somebody_who_is_here_cannot_be_invited_again(cast):
    with pytest.raises(checks.AddressTaken):
        _invite(cast, email="Ben@arlund.example")


def test_a_secret_that_was_made_up_lets_nobody_in(cast):
    with pytest.raises(checks.InvitationSpent):
        _accept("made-up")


def test_only_who_runs_the_house_invites(cast):
    with pytest.raises(NotAllowed):
        operations.invite_member(
            name="Eve", email="eve@arlund.example", role="admin", department=None, viewer=cast.ben, at=NOW
        )


def test_leaving_ends_access_at_the_next_request(cast):
    login = _login_of(cast.ben)
    assert viewers.of_login(login).id == cast.ben.id
    operations.leave(member=cast.ben.id, successor=cast.alice.id, viewer=cast.alice, at=NOW)
    assert viewers.of_login(login) == NOBODY
    assert not Login.objects.get(pk=login).is_active


def test_a_request_has_login_and_member_in_one_read_and_who_left_is_out_at_the_next(cast, django_assert_num_queries):
    backend, pk = HouseBackend(), _login_of(cast.ben)
    with django_assert_num_queries(1):
        assert viewers.of_signed_in(backend.get_user(pk)) == cast.ben
    operations.leave(member=cast.ben.id, successor=cast.alice.id, viewer=cast.alice, at=NOW)
    assert backend.get_user(pk) is None


def test_a_login_that_is_no_members_is_nobody(cast):
    login = Login.objects.create(email="stray@arlund.example", made_at=NOW)
    assert viewers.of_signed_in(HouseBackend().get_user(login.pk)) == NOBODY
    assert viewers.of_signed_in(AnonymousUser()) == NOBODY


def test_leaving_passes_accounts_to_the_successor_and_leaves_the_core_teams(cast):
    lab = account_operations.add_account(name="Lab", owner=cast.ben.id, viewer=cast.alice, at=NOW)
    mill = account_operations.add_account(name="Mill", owner=cast.alice.id, viewer=cast.alice, at=NOW)
    account_operations.set_core_team(account=mill, members=[cast.ben.id], viewer=cast.alice, at=NOW)
    operations.leave(member=cast.ben.id, successor=cast.alice.id, viewer=cast.alice, at=NOW)
    assert account_queries.get_account(lab, viewer=cast.alice).owner == "Alice"
    assert account_queries.list_core_team(mill, viewer=cast.alice) == []


def test_leaving_can_be_taken_back_with_all_that_it_passed_on(cast):
    lab = account_operations.add_account(name="Lab", owner=cast.ben.id, viewer=cast.alice, at=NOW)
    operations.leave(member=cast.ben.id, successor=cast.alice.id, viewer=cast.alice, at=NOW)
    step = undo.find_latest(viewer=cast.alice, since=NOW)
    assert step is not None
    undo.take_back(step=step.pk, viewer=cast.alice, at=NOW)
    assert account_queries.get_account(lab, viewer=cast.alice).owner == "Ben"
    assert viewers.of_login(_login_of(cast.ben)).id == cast.ben.id


def test_who_left_can_be_let_in_again_and_what_they_passed_on_stays(cast):
    lab = account_operations.add_account(name="Lab", owner=cast.ben.id, viewer=cast.alice, at=NOW)
    operations.leave(member=cast.ben.id, successor=cast.alice.id, viewer=cast.alice, at=NOW)
    operations.let_return(member=cast.ben.id, viewer=cast.alice, at=NOW)
    assert viewers.of_login(_login_of(cast.ben)).id == cast.ben.id
    assert account_queries.get_account(lab, viewer=cast.alice).owner == "Alice"
    with pytest.raises(NotFound):
        operations.let_return(member=cast.ben.id, viewer=cast.alice, at=NOW)


def test_no_password_is_kept_for_undo(cast):
    operations.leave(member=cast.ben.id, successor=cast.alice.id, viewer=cast.alice, at=NOW)
    kept = str(list(UndoStep.objects.visible_to(cast.alice).values_list("before", "after")))
    assert "password" not in kept


@pytest.mark.parametrize("heir", ["ben", "gone"])
def test_the_successor_is_somebody_else_who_stays(cast, heir):
    operations.leave(member=cast.gita.id, successor=cast.alice.id, viewer=cast.alice, at=NOW)
    successor = cast.ben.id if heir == "ben" else cast.gita.id
    with pytest.raises(NotFound):
        operations.leave(member=cast.ben.id, successor=successor, viewer=cast.alice, at=NOW)


def test_somebody_always_runs_the_house(cast):
    with pytest.raises(checks.LastAdmin):
        operations.leave(member=cast.alice.id, successor=cast.ben.id, viewer=cast.alice, at=NOW)
    with pytest.raises(checks.LastAdmin):
        operations.change_member(member=cast.alice.id, role="member", department=None, viewer=cast.alice, at=NOW)
    operations.change_member(member=cast.ben.id, role="admin", department=None, viewer=cast.alice, at=NOW)
    operations.leave(member=cast.alice.id, successor=cast.ben.id, viewer=cast.alice, at=NOW)


def test_a_role_changes_what_somebody_may_do_at_the_next_request(cast):
    operations.change_member(member=cast.ben.id, role="guest", department=None, viewer=cast.alice, at=NOW)
    assert viewers.of_login(_login_of(cast.ben)).capabilities == cast.gita.capabilities


def test_members_call_themselves_what_they_like(cast):
    operations.change_own_name(name="Benedikt", viewer=cast.ben, at=NOW)
    assert queries.get_member(cast.ben.id, viewer=cast.alice).name == "Benedikt"


def test_a_password_changes_only_with_the_one_that_holds(cast):
    with pytest.raises(checks.WrongPassword):
        operations.change_own_password(old="guessed", new="another sentence", viewer=cast.gita, at=NOW)
    operations.change_own_password(old=PASSWORD, new="another sentence", viewer=cast.gita, at=NOW)
    assert Login.objects.get(pk=_login_of(cast.gita)).check_password("another sentence")
