"""A call that is handed to a colleague: it stands with them, stays in sight here, and closes with the talk alone."""

from datetime import timedelta

import pytest

from closeknit.accounts import operations as account_operations
from closeknit.accounts.models import Standing
from closeknit.analysis.kinds import Stage
from closeknit.identity import operations as identity_operations
from closeknit.kit import undo
from closeknit.kit.refusals import NotAllowed, NotFound
from closeknit.kit.viewer import Viewer
from closeknit.today import operations, queries, referring
from closeknit.touchpoints import operations as touchpoints
from closeknit.touchpoints.drafts import Line, Speaker
from tests.conftest import NOW, Cast
from tests.operations.touchpoints.conftest import Town

TODAY = NOW.date()
FRIDAY = TODAY + timedelta(1)
ZONE = "Europe/London"


@pytest.fixture
def bens(cast: Cast, town: Town) -> str:
    """Harrow Fell, looked after by Ben and late for contact, so that it stands on his list."""
    account_operations.hand_over(account=town.harrow, owner=cast.ben.id, viewer=cast.ben, at=NOW)
    row = Standing.objects.unscoped(reason="test").filter(pk=town.harrow)
    row.update(stage=Stage.PARTNER, two_way_at=NOW - timedelta(days=200))
    return town.harrow


def _hand_on(account: str, cast: Cast, **more: object) -> str:
    said = {"to": cast.alice.id, "why": "She knows Ana from school.", "by_on": FRIDAY, "class_code": "late"} | more
    return referring.hand_on(account=account, viewer=cast.ben, at=NOW, **said)


def _names(viewer: Viewer, at=NOW) -> list[str]:
    return [call.account.name for call in queries.list_today(viewer=viewer, at=at, member=viewer.id).calls]


def _current(cast: Cast, at=NOW) -> list[referring.ReferralRow]:
    return referring.list_current(viewer=cast.ben, today=at.date(), zone=ZONE)


def _talks(account: str, contact: str, viewer: Viewer, *, medium: str = "call", hours_ago: float = 1) -> str:
    return touchpoints.record_touchpoint(
        account=account, medium=medium, started_at=NOW - timedelta(hours=hours_ago),
        speakers=[Speaker(contact=contact), Speaker(member=viewer.id)], lines=[Line("We spoke.", 1)],
        direction="ours" if medium == "email" else None, viewer=viewer, at=NOW,
    )  # fmt: skip


def test_it_stands_with_the_colleague_with_the_reason_and_rests_with_whoever_asked(cast: Cast, bens: str):
    assert (_names(cast.ben), _names(cast.alice)) == (["Harrow Fell"], [])
    _hand_on(bens, cast)
    assert (_names(cast.ben), _names(cast.alice)) == ([], ["Harrow Fell"])
    (call,) = queries.list_today(viewer=cast.alice, at=NOW, member=cast.alice.id).calls
    assert call.reasons[0].sentence == "Ben asks you to call, She knows Ana from school, by tomorrow"
    (shown,) = _current(cast)
    assert (shown.to_name, shown.is_open) == ("Alice", True)


def test_everybody_sees_who_was_asked(cast: Cast, bens: str):
    _hand_on(bens, cast)
    (call,) = queries.list_today(viewer=cast.gita, at=NOW).calls
    assert call.reasons[0].claim == "Ben handed this to Alice"


def test_it_comes_back_when_its_day_is_over_and_nobody_called(cast: Cast, bens: str):
    _hand_on(bens, cast)
    later = NOW + timedelta(days=2)
    assert _names(cast.ben, later) == ["Harrow Fell"]
    (call,) = queries.list_today(viewer=cast.ben, at=later, member=cast.ben.id).calls
    assert "Alice has not called them" in [reason.claim for reason in call.reasons]


def test_what_somebody_put_off_does_not_keep_the_colleague_from_it(cast: Cast, bens: str):
    operations.put_off(account=bens, until_on=TODAY + timedelta(30), class_code="late", viewer=cast.ben, at=NOW)
    _hand_on(bens, cast)
    assert _names(cast.alice) == ["Harrow Fell"]


def test_the_colleagues_talk_closes_it_in_the_same_act_and_taking_it_back_opens_it(cast: Cast, bens: str, town: Town):
    _hand_on(bens, cast)
    _talks(bens, town.ana, cast.alice)
    (row,) = _current(cast)
    assert (row.is_open, row.made_at) == (False, NOW - timedelta(hours=1))
    step = undo.find_latest(viewer=cast.alice, since=NOW)
    assert step is not None
    undo.take_back(step=step.pk, viewer=cast.alice, at=NOW)
    assert _current(cast)[0].is_open


@pytest.mark.parametrize(
    ("who", "medium", "hours_ago", "is_closed"),
    [
        ("alice", "call", 1, True),
        ("ben", "call", 1, False),
        ("alice", "email", 1, False),
        ("alice", "call", 30, False),
    ],
    ids=["her call", "another's call", "a mail that nobody answered", "a talk before she was asked"],
)
def test_only_a_talk_of_hers_since_then_closes_it(cast: Cast, bens: str, town: Town, who, medium, hours_ago, is_closed):
    _hand_on(bens, cast)
    _talks(bens, town.ana, getattr(cast, who), medium=medium, hours_ago=hours_ago)
    assert [row.is_open for row in _current(cast)] == [not is_closed]


def test_a_talk_with_another_account_closes_nothing(cast: Cast, bens: str, town: Town):
    _hand_on(bens, cast)
    _talks(town.luddon, town.kim, cast.alice)
    assert _current(cast)[0].is_open


def test_a_talk_that_is_taken_out_opens_it_again(cast: Cast, bens: str, town: Town):
    _hand_on(bens, cast)
    talk = _talks(bens, town.ana, cast.alice)
    touchpoints.remove_touchpoint(touchpoint=talk, viewer=cast.alice, at=NOW)
    assert _current(cast)[0].is_open
    step = undo.find_latest(viewer=cast.alice, since=NOW)
    assert step is not None
    undo.take_back(step=step.pk, viewer=cast.alice, at=NOW)
    assert not _current(cast)[0].is_open


def test_whoever_was_asked_declines_with_a_sentence_and_it_is_the_others_again(cast: Cast, bens: str):
    referral = _hand_on(bens, cast)
    with pytest.raises(referring.BadReferral):
        referring.decline_referral(referral=referral, sentence=" ", viewer=cast.alice, at=NOW)
    with pytest.raises(referring.NotYours):
        referring.decline_referral(referral=referral, sentence="No.", viewer=cast.gita, at=NOW)
    referring.decline_referral(referral=referral, sentence="I am on leave.", viewer=cast.alice, at=NOW)
    assert (_names(cast.ben), _names(cast.alice)) == (["Harrow Fell"], [])
    (row,) = _current(cast)
    assert (row.ended, row.sentence) == ("declined", "I am on leave.")
    with pytest.raises(NotFound):
        referring.decline_referral(referral=referral, sentence="Still on leave.", viewer=cast.alice, at=NOW)


def test_whoever_asked_takes_it_back_and_can_ask_another(cast: Cast, bens: str):
    referral = _hand_on(bens, cast)
    with pytest.raises(referring.HandedOnAlready):
        _hand_on(bens, cast, to=cast.gita.id)
    referring.take_back_referral(referral=referral, viewer=cast.ben, at=NOW)
    assert (_names(cast.ben), _current(cast)) == (["Harrow Fell"], [])
    _hand_on(bens, cast, to=cast.gita.id)
    assert _names(cast.gita) == ["Harrow Fell"]


@pytest.mark.parametrize("wrong", [{"why": "  "}, {"by_on": TODAY - timedelta(1)}], ids=["no word", "a day gone by"])
def test_it_needs_a_reason_and_a_day_ahead(cast: Cast, bens: str, wrong: dict[str, object]):
    with pytest.raises(referring.BadReferral):
        _hand_on(bens, cast, **wrong)
    assert _current(cast) == []


def test_nobody_hands_a_call_to_themselves_and_a_guest_hands_on_none(cast: Cast, bens: str):
    with pytest.raises(referring.BadReferral):
        _hand_on(bens, cast, to=cast.ben.id)
    with pytest.raises(NotAllowed):
        referring.hand_on(
            account=bens, to=cast.alice.id, why="Please.", by_on=FRIDAY, class_code="late", viewer=cast.gita, at=NOW
        )


def test_whoever_leaves_passes_on_what_they_were_asked_for(cast: Cast, bens: str):
    _hand_on(bens, cast, to=cast.gita.id)
    identity_operations.leave(member=cast.gita.id, successor=cast.alice.id, viewer=cast.alice, at=NOW)
    assert [row.to_name for row in _current(cast)] == ["Alice"]
    identity_operations.leave(member=cast.ben.id, successor=cast.alice.id, viewer=cast.alice, at=NOW)
    assert _current(cast) == []
