"""Marks are read from what was said, written and promised; their tallies name the candidates."""

from datetime import date, timedelta

import pytest

from closeknit.accounts import operations as account_operations
from closeknit.accounts.models import Standing
from closeknit.analysis.circle.marks import Mark, Verdict
from closeknit.analysis.kinds import Stage
from closeknit.circle import operations as circle_operations
from closeknit.circle.marking import operations, queries, seen
from closeknit.circle.models import MarkTally
from closeknit.kit import clock
from closeknit.kit.tasks.worker import Worker
from closeknit.promises import operations as promises
from closeknit.touchpoints import operations as touchpoints
from closeknit.touchpoints.drafts import Speaker
from tests.conftest import NOW, Cast

TODAY = NOW.date()
ZONE = "Europe/London"


@pytest.fixture
def account(cast: Cast) -> str:
    return account_operations.add_account(name="Rijnmond Waterlab", owner=cast.ben.id, viewer=cast.ben, at=NOW)


def _read(cast: Cast, account: str) -> dict[str, Mark]:
    found = queries.list_marks([account], viewer=cast.ben, at=NOW, zone=ZONE)[account]
    return {one.code: one for one in found}


def _call(cast: Cast, account: str, days: int, *contacts: str) -> None:
    touchpoints.log_touchpoint(
        account=account,
        medium="call",
        started_at=NOW - timedelta(days),
        speakers=[Speaker(contact=contact) for contact in contacts],
        lines=[],
        viewer=cast.ben,
        at=NOW,
    )


def _tally(cast: Cast, account: str, n_for: int, n_against: int = 0) -> None:
    several = [Mark(f"m{n}", "They", "so", Verdict.FOR) for n in range(n_for)]
    several += [Mark(f"n{n}", "They", "so", Verdict.AGAINST) for n in range(n_against)]
    operations.keep_tallies(marks={account: several}, viewer=cast.ben, at=NOW)


def test_nothing_known_is_said_and_speaks_against_nobody(cast: Cast, account: str):
    assert {mark.verdict for mark in _read(cast, account).values()} == {Verdict.UNKNOWN}


def test_people_spoken_with_and_promises_kept_are_marks_with_their_ids(cast: Cast, account: str):
    people = [
        account_operations.add_contact(account=account, name=name, viewer=cast.ben, at=NOW) for name in ("Ana", "Bob")
    ]
    _call(cast, account, 5, people[0])
    _call(cast, account, 9, people[1])
    kept = []
    for number in range(3):
        promise = promises.make_promise(
            account=account, text="Send it", made_on=TODAY - timedelta(30), due_on=TODAY, direction="theirs",
            viewer=cast.ben, at=NOW,
        )  # fmt: skip
        settled = TODAY - timedelta(number)
        promises.settle_promise(promise=promise, settlement="kept", settled_on=settled, viewer=cast.ben, at=NOW)
        kept.append(promise)
    found = _read(cast, account)
    assert found["known_through_several"].contact_ids == tuple(people)
    assert found["keeps_promises"].verdict is Verdict.FOR
    assert found["keeps_promises"].promise_ids == tuple(kept)


def test_marks_of_many_cost_the_same_as_of_few(cast: Cast, django_assert_max_num_queries):
    several = [account_operations.add_account(name=f"A{n}", viewer=cast.ben, at=NOW) for n in range(5)]
    for account in several:
        _call(cast, account, 3)
    with django_assert_max_num_queries(11):
        assert len(queries.list_marks(several, viewer=cast.ben, at=NOW, zone=ZONE)) == 5


def test_candidates_are_named_by_their_tallies(cast: Cast, account: str):
    _tally(cast, account, 3)
    near = account_operations.add_account(name="Severn", viewer=cast.ben, at=NOW)
    Standing.objects.unscoped(reason="test").filter(pk=near).update(stage=Stage.ALLY)
    _tally(cast, near, 0, 3)
    found = queries.list_candidates(viewer=cast.ben, today=TODAY).candidates
    assert [(one.account_id, one.towards) for one in found.inward] == [(account, Stage.ACQUAINTED)]
    assert [(one.account_id, one.towards) for one in found.outward] == [(near, Stage.PARTNER)]


def test_a_decision_is_seen_at_once_and_the_rest_within_ten_minutes(cast: Cast, account: str):
    _tally(cast, account, 3)
    first = seen.get_seen(viewer=cast.ben, at=NOW, zone=ZONE)
    assert seen.get_seen(viewer=cast.ben, at=NOW + timedelta(minutes=9), zone=ZONE) is first
    circle_operations.move_account(account=account, to_stage="acquainted", reason="so", viewer=cast.ben, at=NOW)
    assert seen.get_seen(viewer=cast.ben, at=NOW, zone=ZONE).named.candidates.inward == ()


def test_the_background_counts_everybody(cast: Cast, account: str):
    _call(cast, account, 5)
    with clock.frozen(NOW + timedelta(minutes=10)):
        Worker().run_until_idle()
    row = MarkTally.objects.unscoped(reason="test").get(pk=account)
    assert (row.n_for, row.n_against, row.n_unknown) == (0, 0, 8)


def test_hit_rates_say_how_many_decisions_are_missing(cast: Cast, account: str):
    circle_operations.move_account(
        account=account, to_stage="partner", reason="so", decided_on=date(2024, 1, 1), viewer=cast.ben, at=NOW
    )
    rates = queries.get_hit_rates(viewer=cast.ben, today=TODAY)
    assert (rates.all_stays.n, rates.all_stays.n_hit, rates.all_stays.share, rates.all_stays.n_missing) == (
        1,
        1,
        None,
        9,
    )
    assert rates.stays[Stage.PARTNER].n == 1
