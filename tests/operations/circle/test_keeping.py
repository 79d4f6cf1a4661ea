"""Limits of one's own, who matters, pauses: what they change, what is refused, and that each can be taken back."""

from datetime import date, timedelta

import pytest

from closeknit.accounts import operations as account_operations
from closeknit.accounts import queries as account_queries
from closeknit.accounts.models import Contact, Standing
from closeknit.analysis.circle.cadence import Cadence
from closeknit.analysis.circle.keeping import Kept
from closeknit.circle import checks, gathering, queries
from closeknit.circle import operations as circle_operations
from closeknit.circle.keeping import checks as keeping_checks
from closeknit.circle.keeping import operations
from closeknit.circle.keeping import queries as keeping_queries
from closeknit.kit import undo
from closeknit.kit.refusals import NotAllowed, NotFound
from closeknit.touchpoints import operations as touchpoints
from closeknit.touchpoints import unanswered
from closeknit.touchpoints.drafts import Speaker
from tests.conftest import NOW, Cast

TODAY = NOW.date()
LATER = NOW + timedelta(seconds=1)
ZONE = "Europe/London"


@pytest.fixture
def account(cast: Cast) -> str:
    account = account_operations.add_account(name="Rijnmond Waterlab", owner=cast.ben.id, viewer=cast.ben, at=NOW)
    circle_operations.move_account(account=account, to_stage="partner", reason="They rang", viewer=cast.ben, at=NOW)
    return account


@pytest.fixture
def saskia(cast: Cast, account: str) -> str:
    return account_operations.add_contact(account=account, name="Saskia", role="champion", viewer=cast.ben, at=NOW)


def _talk(cast: Cast, account: str, days: float, *contacts: str, at=NOW) -> str:
    return touchpoints.log_touchpoint(
        account=account,
        medium="call",
        started_at=NOW - timedelta(days),
        speakers=[Speaker(contact=contact) for contact in contacts],
        lines=[],
        viewer=cast.ben,
        at=at,
    )


def _kept(cast: Cast, account: str, at=NOW) -> Kept:
    row = account_queries.get_account(account, viewer=cast.ben)
    return queries.get_kept(row, viewer=cast.ben, zone=ZONE, at=at)


def _limits(cast: Cast, account: str, ideal: int | None, latest: int | None, at=NOW) -> None:
    operations.set_account_limits(accounts=[account], ideal_days=ideal, latest_days=latest, viewer=cast.ben, at=at)


def _pause(cast: Cast, account: str, until_on: date, reason: str = "They move house", at=NOW, **more: str) -> None:
    operations.pause(accounts=[account], until_on=until_on, reason=reason, viewer=cast.ben, at=at, **more)


def _take_back(cast: Cast) -> None:
    step = undo.find_latest(viewer=cast.ben, since=NOW)
    assert step is not None
    undo.take_back(step=step.pk, viewer=cast.ben, at=LATER)


def test_limits_of_its_own_hold_until_they_are_taken_away(cast: Cast, account: str):
    _talk(cast, account, 20)
    assert (_kept(cast, account).whole.state, _kept(cast, account).whole.ideal) == ("on_track", 30)
    _limits(cast, account, 5, 10)
    assert (_kept(cast, account).whole.state, _kept(cast, account).whole.latest) == ("late", 10)
    _limits(cast, account, None, None)
    assert _kept(cast, account).whole.state == "on_track"
    assert keeping_queries.list_own(account, viewer=cast.ben) == []


def test_limits_are_taken_back_to_what_they_were(cast: Cast, account: str):
    _limits(cast, account, 5, 10)
    _limits(cast, account, 7, 14, at=LATER)
    _take_back(cast)
    (own,) = keeping_queries.list_own(account, viewer=cast.ben)
    assert own.limits == Cadence(5, 10)


@pytest.mark.parametrize(
    ("ideal", "latest", "said"),
    [
        (0, 10, "at least 1 day, not 0"),
        (-3, 10, "at least 1 day, not -3"),
        (10, 5, "lies before the ideal"),
        (10, None, "Give both limits, or neither"),
        (10, 99_999, "more than ten years"),
    ],
)
def test_limits_that_nobody_can_keep_are_refused_in_a_sentence(
    cast: Cast, account: str, ideal: int, latest: int | None, said: str
):
    with pytest.raises(checks.BadCadence, match=said):
        _limits(cast, account, ideal, latest)
    assert keeping_queries.list_own(account, viewer=cast.ben) == []


def test_who_matters_by_role_rolls_up_and_a_hand_takes_them_out(cast: Cast, account: str, saskia: str):
    _talk(cast, account, 70, saskia)
    _talk(cast, account, 1)
    kept = _kept(cast, account)
    assert (kept.whole.state, kept.worst.state, kept.who and kept.who.who) == ("on_track", "late", "Saskia")
    said = {"contact": saskia, "matters": False, "ideal_days": None, "latest_days": None}
    operations.set_contact_limits(**said, viewer=cast.ben, at=NOW)
    assert _kept(cast, account).people == ()
    _take_back(cast)
    assert _kept(cast, account).worst.state == "late"


def test_whoever_cools_cools_their_account_on_the_circle_too(cast: Cast, account: str, saskia: str):
    _talk(cast, account, 40, saskia)
    _talk(cast, account, 1)
    (row,) = gathering.list_circle_rows(viewer=cast.ben, at=NOW)
    assert (row.kept.whole.state, row.lateness.state, row.who_is_late) == ("on_track", "cooling", "Saskia")
    assert _kept(cast, account).worst == row.lateness


def test_who_matters_by_hand_has_limits_of_their_own(cast: Cast, account: str):
    jan = account_operations.add_contact(account=account, name="Jan", role="user", viewer=cast.ben, at=NOW)
    _talk(cast, account, 12, jan)
    assert _kept(cast, account).people == ()
    said = {"contact": jan, "matters": True, "ideal_days": 5, "latest_days": 10}
    operations.set_contact_limits(**said, viewer=cast.ben, at=NOW)
    (person,) = _kept(cast, account).people
    assert (person.who, person.lateness.state, person.lateness.latest) == ("Jan", "late", 10)


def test_a_pause_holds_through_its_last_day_and_then_the_days_count_on(cast: Cast, account: str):
    _talk(cast, account, 100)
    _pause(cast, account, TODAY + timedelta(3))
    kept = _kept(cast, account)
    assert (kept.worst.state, kept.whole.due_on) == ("paused", TODAY + timedelta(4))
    assert kept.whole.reasons[0].startswith("Paused until")
    assert _kept(cast, account, NOW + timedelta(3)).worst.state == "paused"
    assert _kept(cast, account, NOW + timedelta(4)).worst.state == "late"


def test_a_pause_ends_at_local_midnight_whatever_the_server_thinks(cast: Cast, account: str):
    _talk(cast, account, 100)
    _pause(cast, account, date(2027, 6, 30))
    # 23:30 in London in summer is 22:30 UTC: still the last day there.
    before = NOW.replace(year=2027, month=6, day=30, hour=22, minute=30)
    assert _kept(cast, account, before).worst.state == "paused"
    assert _kept(cast, account, before + timedelta(hours=1)).worst.state == "neglected"


def test_taking_up_again_ends_the_pause_at_once_and_can_be_taken_back(cast: Cast, account: str):
    _talk(cast, account, 100)
    _pause(cast, account, TODAY + timedelta(30))
    operations.take_up(accounts=[account], viewer=cast.ben, at=LATER)
    assert _kept(cast, account, LATER).worst.state == "late"
    _take_back(cast)
    assert _kept(cast, account, LATER).worst.state == "paused"


def test_a_person_rests_while_the_account_goes_on(cast: Cast, account: str, saskia: str):
    _talk(cast, account, 70, saskia)
    _talk(cast, account, 1)
    _pause(cast, account, TODAY + timedelta(30), "Parental leave", contact=saskia)
    kept = _kept(cast, account)
    assert (kept.worst.state, kept.people[0].lateness.state) == ("on_track", "paused")
    operations.take_up(accounts=[account], contact=saskia, viewer=cast.ben, at=LATER)
    assert _kept(cast, account, LATER).worst.state == "late"


def test_a_later_pause_takes_the_place_of_an_earlier_one(cast: Cast, account: str):
    _pause(cast, account, TODAY + timedelta(30))
    _pause(cast, account, TODAY + timedelta(3), "Sooner", at=LATER)
    (held,) = keeping_queries.list_pauses(account, viewer=cast.ben, today=TODAY)
    assert (held.reason, held.until_on, held.paused_by) == ("Sooner", TODAY + timedelta(3), "Ben")


@pytest.mark.parametrize(
    ("until_on", "reason", "said"),
    [
        (TODAY - timedelta(1), "so", "today or later"),
        (TODAY + timedelta(9), "  ", "Say why"),
        (TODAY + timedelta(900), "so", "within two years"),
    ],
)
def test_a_pause_without_reason_or_end_is_refused(cast: Cast, account: str, until_on: date, reason: str, said: str):
    with pytest.raises(keeping_checks.BadPause, match=said):
        _pause(cast, account, until_on, reason)


def test_nobody_nags_after_a_call_was_logged_whatever_day_it_is_entered(cast: Cast, account: str, saskia: str):
    _talk(cast, account, 100, saskia)
    assert _kept(cast, account).worst.state == "late"
    # Logged today, but it took place 20 days ago: it counts from then.
    _talk(cast, account, 20, saskia)
    kept = _kept(cast, account)
    assert (kept.worst.state, kept.whole.days, kept.people[0].lateness.days) == ("on_track", 20, 20)
    assert _kept(cast, account, NOW + timedelta(10)).worst.state == "on_track"
    assert _kept(cast, account, NOW + timedelta(11)).worst.state == "cooling"


def test_a_call_logged_for_long_ago_takes_nobody_back(cast: Cast, account: str, saskia: str):
    _talk(cast, account, 2, saskia)
    _talk(cast, account, 200, saskia)
    assert _kept(cast, account).worst.days == 2


def test_what_nobody_may_draw_nobody_may_pause(cast: Cast, account: str):
    with pytest.raises(NotAllowed):
        operations.pause(accounts=[account], until_on=TODAY, reason="so", viewer=cast.gita, at=NOW)
    with pytest.raises(NotAllowed):
        operations.set_account_limits(accounts=[account], ideal_days=1, latest_days=2, viewer=cast.gita, at=NOW)


def test_several_are_paused_planned_and_taken_back_in_one_step(cast: Cast, account: str):
    other = account_operations.add_account(name="Tarn", owner=cast.ben.id, viewer=cast.ben, at=NOW)
    both = [account, other]
    operations.pause(accounts=both, until_on=TODAY + timedelta(9), reason="Fair week", viewer=cast.ben, at=NOW)
    assert [_kept(cast, one).worst.state for one in both] == ["paused", "paused"]
    _take_back(cast)
    assert "paused" not in [_kept(cast, one).worst.state for one in both]
    starts = NOW + timedelta(days=1)
    assert operations.plan_calls(accounts=both, starts_at=starts, why="Too long", viewer=cast.ben, at=LATER) == 2
    planned = unanswered.list_planned(viewer=cast.ben)
    assert [row.starts_at - starts for row in planned] == [timedelta(), timedelta(minutes=30)]


def test_what_is_not_there_is_not_found(cast: Cast, account: str, saskia: str):
    other = account_operations.add_account(name="Tarn", owner=cast.ben.id, viewer=cast.ben, at=NOW)
    with pytest.raises(NotFound):
        _pause(cast, "account_none", TODAY)
    with pytest.raises(NotFound):
        _pause(cast, other, TODAY, contact=saskia)
    with pytest.raises(NotFound):
        operations.take_up(accounts=[other], viewer=cast.ben, at=NOW)
    with pytest.raises(keeping_checks.NothingChosen):
        operations.take_up(accounts=[], viewer=cast.ben, at=NOW)


def test_lateness_of_many_costs_the_same_as_of_few(cast: Cast, django_assert_num_queries):
    standings = []
    for number in range(6):
        account = account_operations.add_account(name=f"A{number}", viewer=cast.ben, at=NOW)
        account_operations.add_contact(account=account, name=f"P{number}", role="sponsor", viewer=cast.ben, at=NOW)
        _limits(cast, account, number + 1, number + 2)
        row = account_queries.get_account(account, viewer=cast.ben)
        standings.append((row.id, row.stage, row.two_way_at))
    with django_assert_num_queries(2):
        assert len(keeping_queries.list_kept(standings, viewer=cast.ben, today=TODAY, zone=ZONE)) == 6


def test_everybody_who_waits_by_whatever_limits_is_among_those_that_are_read(cast: Cast):
    for stage in ("ally", "partner", "acquainted", "outside"):
        for days in (10, 29, 30, 31, 60, 61, 181, 400):
            for own in ((), (5, 9), (100, 300)):
                account = account_operations.add_account(
                    name=f"{stage} {days} {own}", owner=cast.ben.id, viewer=cast.ben, at=NOW
                )
                Standing.objects.unscoped(reason="test").filter(pk=account).update(stage=stage)
                contact = account_operations.add_contact(
                    account=account, name="Bob", role="sponsor", viewer=cast.ben, at=NOW
                )
                spoke = Contact.objects.unscoped(reason="test").filter(pk=contact)
                spoke.update(two_way_at=NOW - timedelta(days))
                if own:
                    _limits(cast, account, *own)
    limits = keeping_queries.load_limits(viewer=cast.ben, today=TODAY, zone=ZONE)
    everybody = keeping_queries.list_people(limits, viewer=cast.ben)
    late = {account for account, (one,) in everybody.items() if one.lateness.state in ("late", "neglected")}
    assert set(keeping_queries.list_people(limits, viewer=cast.ben, only_late=True)) == late
    cooling = {account for account, (one,) in everybody.items() if one.lateness.state == "cooling"}
    assert set(keeping_queries.list_people(limits, viewer=cast.ben, only_waiting=True)) == late | cooling
    assert 20 < len(late) < len(late | cooling) < len(everybody) == 96
