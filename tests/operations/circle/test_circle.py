"""The circle as it is gathered, drawn and kept."""

from datetime import datetime, timedelta

import pytest

from closeknit.accounts import operations as account_operations
from closeknit.accounts.models import Contact, Standing
from closeknit.analysis.circle import contact as contact_analysis
from closeknit.analysis.circle.picture import Side
from closeknit.analysis.kinds import Direction, LatenessState, Stage
from closeknit.circle import drawing, gathering, operations, queries, tasks
from closeknit.circle.keeping import operations as keeping
from closeknit.circle.models import Place
from closeknit.circle.operations import Drawn
from closeknit.kit import clock, ids
from closeknit.kit.models import EventRow
from closeknit.kit.tasks import worker
from closeknit.touchpoints.models import Touchpoint
from tests.conftest import NOW, Cast

TODAY = NOW.date()


@pytest.fixture(autouse=True)
def _forget():
    drawing._seen.clear()


def _add(cast: Cast, name: str, stage: str = "partner", *, spoke: int | None = None, **more: object) -> str:
    account = account_operations.add_account(name=name, owner=cast.ben.id, viewer=cast.ben, at=NOW, **more)
    if stage != "outside":
        operations.move_account(account=account, to_stage=stage, reason="so", viewer=cast.ben, at=NOW)
    if spoke is not None:
        _spoke(account, spoke)
    return account


def _spoke(account: str, days_ago: float) -> None:
    Standing.objects.unscoped(reason="test").filter(pk=account).update(two_way_at=NOW - timedelta(days_ago))


def _talk(account: str, days_ago: float, direction: str, conversation: str) -> Touchpoint:
    one = ids.new("touchpoint", account)
    return Touchpoint.objects.add(
        Touchpoint(
            id=one,
            key=one,
            account_id=account,
            medium="email",
            direction=direction,
            started_at=NOW - timedelta(days_ago),
            conversation=conversation,
            created_at=NOW,
        )
    )


def _row(cast: Cast, account: str, at: datetime = NOW) -> gathering.CircleAccount:
    return next(row for row in gathering.list_circle_rows(viewer=cast.ben, at=at) if row.id == account)


@pytest.mark.parametrize(
    ("spoke", "state"),
    [(30, "on_track"), (31, "cooling"), (61, "late"), (121, "neglected"), (None, "unknown")],
)
def test_lateness_is_reckoned_from_the_last_two_way_contact(cast: Cast, spoke: int | None, state: str):
    account = _add(cast, "Rijnmond", "partner", spoke=spoke)
    assert queries.list_lateness([account], viewer=cast.ben, at=NOW)[account].state == state
    assert _row(cast, account).lateness.state == state


def test_lateness_turns_at_midnight_in_the_zone_of_the_house(cast: Cast):
    account = _add(cast, "Rijnmond", "partner")
    _spoke(account, 30)
    before, after = NOW.replace(hour=23, minute=59), NOW.replace(hour=0) + timedelta(1)
    states = [queries.list_lateness([account], viewer=cast.ben, at=at)[account].state for at in (before, after)]
    assert states == [LatenessState.ON_TRACK, LatenessState.COOLING]


def test_breadth_counts_people_who_are_there_and_were_spoken_with_within_the_limit(cast: Cast):
    account = _add(cast, "Rijnmond", "partner", spoke=3)
    for name, days in (("Saskia", 10), ("Jan", 70), ("Els", None), ("Piet", 5)):
        contact = account_operations.add_contact(account=account, name=name, viewer=cast.ben, at=NOW)
        when = None if days is None else NOW - timedelta(days)
        Contact.objects.unscoped(reason="test").filter(pk=contact).update(two_way_at=when)
    account_operations.end_contact(contact=contact, until_on=TODAY, successor=None, viewer=cast.ben, at=NOW)
    row = _row(cast, account)
    assert (row.n_people, row.n_in_touch) == (3, 2)
    assert row.closeness.parts[1].reason.startswith("1 of 3 people")


def test_turn_counts_conversations_by_who_began_them_as_the_analysis_does(cast: Cast):
    account, other = _add(cast, "Rijnmond"), _add(cast, "Veltra")
    facts = [
        _talk(account, 10, "theirs", "a"),
        _talk(account, 9, "ours", "a"),
        _talk(account, 30, "ours", "b"),
        _talk(account, 20, "theirs", "b"),
        _talk(account, 5, "both", "c"),
        _talk(account, 200, "ours", "d"),
        _talk(account, 100, "theirs", "d"),
        _talk(account, 179, "theirs", "e"),
        _talk(account, 180, "theirs", "f"),
    ]
    _talk(other, 40, "ours", "a")
    begun, n = contact_analysis.count_turns(
        [
            contact_analysis.TouchpointFact(
                one.id,
                clock.local_date(one.started_at, "Europe/London"),
                Direction(one.direction),
                conversation=one.conversation,
            )
            for one in facts
        ],
        as_of=TODAY,
    )
    assert _row(cast, account).closeness.parts[2].reason.startswith(f"{begun} of the last {n} conversations")
    assert (begun, n) == (3, 5)


def test_rows_come_inside_out_and_nearest_first_as_the_picture_walks_them(cast: Cast):
    far, near = _add(cast, "Far partner", spoke=50), _add(cast, "Near partner", spoke=1)
    ally, gone = _add(cast, "Ally", "ally", spoke=90), _add(cast, "Gone", "let_go")
    rows = gathering.list_circle_rows(viewer=cast.ben, at=NOW)
    assert [row.id for row in rows] == [ally, near, far, gone]
    drawn = drawing.draw(tuple(row.mark for row in rows))
    assert [node.id for node in drawn.nodes] == [ally, near, far]


def test_who_may_not_see_worth_gets_a_circle_without_it(cast: Cast):
    account = _add(cast, "Rijnmond", worth_minor=41_200_000)
    assert _row(cast, account).worth_minor == 41_200_000
    (row,) = gathering.list_circle_rows(viewer=cast.gita, at=NOW)
    assert (row.worth_minor, row.mark.worth) == (None, None)


def test_gathering_costs_the_same_for_few_and_many(cast: Cast, django_assert_max_num_queries):
    for number in range(6):
        _add(cast, f"Account {number}", spoke=number)
    with django_assert_max_num_queries(9):
        assert len(gathering.list_circle_rows(viewer=cast.ben, at=NOW)) == 6


def test_whoever_changed_is_read_anew_and_the_circle_is_as_if_all_were(cast: Cast, django_assert_max_num_queries):
    several = [_add(cast, f"Account {number}", spoke=number + 20) for number in range(6)]
    first = drawing.get_circle(viewer=cast.ben, at=NOW)
    operations.move_account(account=several[2], to_stage="ally", reason="so", viewer=cast.ben, at=NOW)
    _spoke(several[4], 0)
    keeping.pause(accounts=[several[5]], until_on=NOW.date(), reason="Fair week", viewer=cast.ben, at=NOW)
    operations.keep_places(places={several[0]: Drawn(1.0, Side.LEFT)}, viewer=cast.ben, at=NOW)
    with django_assert_max_num_queries(16):
        patched = drawing.get_circle(viewer=cast.ben, at=NOW + timedelta(minutes=1))
    whole = gathering.list_circle_rows(viewer=cast.ben, at=NOW + timedelta(minutes=1))
    assert list(patched.accounts) == whole
    assert [row.lateness.state for row in whole if row.id == several[5]] == ["paused"]
    unchanged = next(row for row in first.accounts if row.id == several[1])
    assert any(row is unchanged for row in patched.accounts)
    assert patched.seen_at == first.seen_at


def test_a_circle_of_yesterday_is_seen_anew(cast: Cast):
    _add(cast, "Rijnmond", spoke=1)
    late = NOW.replace(hour=23, minute=58)
    first = drawing.get_circle(viewer=cast.ben, at=late)
    assert drawing.get_circle(viewer=cast.ben, at=late + timedelta(minutes=1)) is first
    tomorrow = drawing.get_circle(viewer=cast.ben, at=late + timedelta(minutes=3))
    assert tomorrow.accounts[0].lateness.days == 2


def test_the_circle_is_kept_for_ten_minutes_and_then_seen_anew(cast: Cast):
    _add(cast, "Rijnmond", spoke=1)
    first = drawing.get_circle(viewer=cast.ben, at=NOW)
    assert drawing.get_circle(viewer=cast.ben, at=NOW + timedelta(minutes=9)) is first
    assert drawing.get_circle(viewer=cast.ben, at=NOW + timedelta(minutes=10)).seen_at > NOW


def test_a_decision_and_a_talk_are_seen_at_once(cast: Cast):
    account = _add(cast, "Rijnmond", spoke=100)
    before = drawing.get_circle(viewer=cast.ben, at=NOW).accounts[0]
    operations.move_account(account=account, to_stage="ally", reason="so", viewer=cast.ben, at=NOW)
    moved = drawing.get_circle(viewer=cast.ben, at=NOW).accounts[0]
    _spoke(account, 0)
    spoken = drawing.get_circle(viewer=cast.ben, at=NOW).accounts[0]
    assert (before.stage, moved.stage) == (Stage.PARTNER, Stage.ALLY)
    assert (moved.lateness.state, spoken.lateness.state) == (LatenessState.NEGLECTED, LatenessState.ON_TRACK)


def test_the_kept_circle_of_who_sees_worth_is_not_shown_to_who_does_not(cast: Cast):
    _add(cast, "Rijnmond", worth_minor=100)
    drawing.get_circle(viewer=cast.ben, at=NOW)
    assert drawing.get_circle(viewer=cast.gita, at=NOW).accounts[0].worth_minor is None


def test_a_decision_has_the_picture_laid_out_and_the_places_kept(cast: Cast):
    with clock.frozen(NOW):
        for number in range(5):
            _add(cast, f"Account {number}", spoke=number)
        worker.Worker().run_until_idle()
    rows = gathering.list_circle_rows(viewer=cast.ben, at=NOW)
    assert Place.objects.visible_to(cast.ben).count() == 5
    drawn = drawing.draw(tuple(row.mark for row in rows))
    assert {row.id: row.mark.previous_angle for row in rows} == {node.id: node.angle for node in drawn.nodes}


def test_laying_out_a_circle_in_which_nobody_moved_writes_nothing(cast: Cast):
    with clock.frozen(NOW):
        _add(cast, "Rijnmond", spoke=1)
        worker.Worker().run_until_idle()
        tasks._lay_out_soon(None, cast.ben, NOW)  # type: ignore[arg-type]  # it asks nothing of the event
        worker.Worker().run_until_idle()
    assert EventRow.objects.visible_to(cast.ben).filter(kind="circle.drawn").count() == 1
