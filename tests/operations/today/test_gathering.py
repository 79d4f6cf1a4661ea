"""Who is read for Today: everybody of whom the analysis has something to say, and of a large house not everybody else."""

from datetime import date, datetime, timedelta

from closeknit.accounts import operations as account_operations
from closeknit.accounts import queries as account_queries
from closeknit.accounts.models import Contact, Standing
from closeknit.accounts.queries import AccountRow
from closeknit.analysis.circle.cadence import CADENCE_BY_STAGE
from closeknit.analysis.kinds import Stage
from closeknit.analysis.today import finding
from closeknit.analysis.today.facts import AccountFacts, DatedEvent, StageReview
from closeknit.circle.keeping import operations as keeping
from closeknit.circle.keeping import queries as keeping_queries
from closeknit.circle.keeping.queries import Limits
from closeknit.kit import clock
from closeknit.promises import operations as promises
from closeknit.today import gathering
from closeknit.today import queries as today_queries
from tests.conftest import NOW, Cast

ZONE = "Europe/London"
TODAY = clock.local_date(NOW, ZONE)


def _account(cast: Cast, name: str, **standing: object) -> str:
    account = account_operations.add_account(name=name, owner=cast.ben.id, viewer=cast.ben, at=NOW)
    Standing.objects.unscoped(reason="test").filter(pk=account).update(**standing)
    return account


def _accounts_around_every_limit(cast: Cast) -> None:
    """For each stage: never spoken with, and spoken with days and hours around its limit; renewals around theirs."""
    for stage, cadence in CADENCE_BY_STAGE.items():
        _account(cast, f"{stage} never", stage=stage)
        for days in (-1, 0, 1, 2) if cadence else ():
            for hours in (-10, 0, 10):
                spoke = NOW - timedelta(days=cadence.latest_days + days, hours=hours)
                _account(cast, f"{stage} {days} {hours}", stage=stage, two_way_at=spoke)
    for days in (-1, 0, 1, finding.EVENT_NEAR_DAYS, finding.EVENT_NEAR_DAYS + 1):
        _account(cast, f"renews {days}", renewal_on=TODAY + timedelta(days))
        _account(cast, f"looked at again {days}", review_on=TODAY + timedelta(days))


def _accounts_with_limits_of_their_own(cast: Cast) -> None:
    """Each spoken with so that the limits of its stage say one thing and its own another; and one that rests."""
    for days, ideal, latest in ((20, 5, 10), (20, 200, 400), (100, 200, 400), (100, 99, 100), (101, 99, 100)):
        account = _account(cast, f"own {days} {latest}", stage=Stage.PARTNER, two_way_at=NOW - timedelta(days))
        keeping.set_account_limits(accounts=[account], ideal_days=ideal, latest_days=latest, viewer=cast.ben, at=NOW)
    for stage in (Stage.PARTNER, Stage.OUTSIDE):
        rests = _account(cast, f"rests {stage}", stage=stage, two_way_at=NOW - timedelta(300))
        until = TODAY + timedelta(9)
        keeping.pause(accounts=[rests], until_on=until, reason="They move house.", viewer=cast.ben, at=NOW)


def _speaks_for_itself(account: AccountRow, limits: Limits) -> bool:
    stage = Stage(account.stage)
    spoke_on = _day(account.two_way_at)
    known = AccountFacts(
        id=account.id,
        name=account.name,
        stage=stage,
        last_contact_on=spoke_on,
        lateness=limits.lateness_of(account.id, stage, account.two_way_at),
        events=(DatedEvent(account.renewal_on, "renewal"),) if account.renewal_on else (),
        review=StageReview(account.review_on) if account.review_on else None,
    )
    return bool(finding.find_reasons(known, as_of=TODAY))


def _day(moment: datetime | None) -> date | None:
    return clock.local_date(moment, ZONE) if moment else None


def test_whoever_is_late_never_met_or_about_to_renew_is_read(cast: Cast):
    _accounts_around_every_limit(cast)
    _accounts_with_limits_of_their_own(cast)
    limits = keeping_queries.load_limits(viewer=cast.ben, today=TODAY, zone=ZONE)
    expected = {row.id for row in account_queries.list_accounts(viewer=cast.ben) if _speaks_for_itself(row, limits)}
    shown = {call.account.id for call in today_queries.list_today(viewer=cast.ben, at=NOW).calls}
    assert shown == expected
    assert len(expected) > 10


def test_limits_of_their_own_hold_above_those_of_the_stage(cast: Cast):
    _accounts_with_limits_of_their_own(cast)
    names = {call.account.name for call in today_queries.list_today(viewer=cast.ben, at=NOW).calls}
    assert names == {"own 20 10", "own 101 100"}


def test_a_person_who_matters_puts_the_account_on_today(cast: Cast):
    account = _account(cast, "Rijnmond", stage=Stage.PARTNER, two_way_at=NOW)
    for name, role in (("Saskia", "champion"), ("Jan", "user")):
        contact = account_operations.add_contact(account=account, name=name, role=role, viewer=cast.ben, at=NOW)
        Contact.objects.unscoped(reason="test").filter(pk=contact).update(two_way_at=NOW - timedelta(70))
    (call,) = today_queries.list_today(viewer=cast.ben, at=NOW).calls
    assert [reason.claim for reason in call.reasons] == ["Too long since we last spoke with Saskia"]
    assert call.person is not None
    assert call.person.name == "Saskia"
    keeping.pause(accounts=[account], until_on=TODAY, reason="On leave.", viewer=cast.ben, at=NOW)
    assert today_queries.list_today(viewer=cast.ben, at=NOW).calls == ()


def test_accounts_of_which_there_is_nothing_to_say_are_left_unread(cast: Cast):
    _accounts_around_every_limit(cast)
    quiet = _account(cast, "Quiet", two_way_at=NOW)
    gathered = gathering.gather_facts("", viewer=cast.ben, at=NOW, zone=ZONE)
    assert quiet not in {account.id for account in gathered.accounts}
    assert [account.id for account in gathered.accounts] == [known.id for known in gathered.facts]


def test_an_account_with_a_promise_is_read_whatever_its_standing(cast: Cast):
    quiet = _account(cast, "Quiet", two_way_at=NOW)
    promises.make_promise(account=quiet, text="Send the list.", made_on=TODAY, due_on=TODAY, viewer=cast.ben, at=NOW)
    assert [call.account.id for call in today_queries.list_today(viewer=cast.ben, at=NOW).calls] == [quiet]


def test_only_the_accounts_of_the_one_who_asks_are_read(cast: Cast):
    _account(cast, "Never met", stage=Stage.PARTNER)
    assert today_queries.list_today(viewer=cast.alice, at=NOW, member=cast.alice.id).calls == ()
    page = today_queries.list_today(viewer=cast.alice, at=NOW, member=cast.ben.id)
    assert ([call.account.name for call in page.calls], page.has_accounts) == (["Never met"], True)
