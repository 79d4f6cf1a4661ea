"""Six readings of an account, the alarm that they raise, and how it feels to us."""

from datetime import timedelta

import pytest
from django.urls import reverse

from closeknit.accounts import operations as account_operations
from closeknit.analysis.circle.readings.alarm import AlarmLevel, WorryCode
from closeknit.analysis.circle.readings.reading import Gauge, Level, Reading
from closeknit.circle import operations as circle_operations
from closeknit.circle.keeping import operations as keeping
from closeknit.circle.readings import checks, operations, queries, tasks
from closeknit.kit import clock, undo
from closeknit.kit import tasks as queue
from closeknit.kit import viewer as viewers
from closeknit.kit.refusals import NotAllowed, NotFound
from closeknit.promises import operations as promises
from closeknit.today import queries as today_queries
from closeknit.touchpoints import operations as touchpoints
from closeknit.touchpoints.drafts import Line, Speaker
from tests.conftest import NOW, Cast
from tests.operations.circle.conftest import open_browser
from tests.operations.verbatims.conftest import work


@pytest.fixture(autouse=True)
def _at_nine():
    with clock.frozen(NOW):
        yield


@pytest.fixture
def account(cast: Cast) -> str:
    account = account_operations.add_account(name="Rijnmond Waterlab", owner=cast.ben.id, viewer=cast.ben, at=NOW)
    circle_operations.move_account(account=account, to_stage="partner", reason="They rang", viewer=cast.ben, at=NOW)
    return account


@pytest.fixture
def saskia(cast: Cast, account: str) -> str:
    return account_operations.add_contact(account=account, name="Saskia", role="champion", viewer=cast.ben, at=NOW)


def _talk(cast: Cast, account: str, contact: str, days: int, *words: str) -> None:
    touchpoints.log_touchpoint(
        account=account,
        medium="call",
        started_at=NOW - timedelta(days),
        speakers=[Speaker(contact=contact)],
        lines=[Line(text, speaker=0) for text in words],
        viewer=cast.ben,
        at=NOW,
    )


def _read(cast: Cast, account: str) -> queries.Read:
    (read,) = queries.read_accounts([account], viewer=cast.ben, at=NOW)
    return read


def _of(read: queries.Read, gauge: Gauge) -> Reading:
    return next(one for one in read.readings if one.gauge is gauge)


def test_an_account_of_which_nothing_is_known_says_so_and_asks(cast: Cast, account: str):
    worry = _read(cast, account).alarm.worry
    assert worry.code is WorryCode.UNKNOWN
    assert worry.question


def test_each_reading_looks_at_its_own_facts(cast: Cast, account: str, saskia: str):
    _talk(cast, account, saskia, 5, "We are thinking of leaving for another supplier.")
    promises.make_promise(
        account=account,
        direction="ours",
        text="Send the plan",
        made_on=(NOW - timedelta(9)).date(),
        due_on=(NOW - timedelta(4)).date(),
        viewer=cast.ben,
        at=NOW - timedelta(9),
    )
    operations.say_how_it_feels(account=account, level="well", why="They joke with us", viewer=cast.ben, at=NOW)
    work()
    read = _read(cast, account)
    levels = {one.gauge: one.level for one in read.readings}
    assert levels[Gauge.CONTACT] is Level.WELL
    assert levels[Gauge.PROMISES] is Level.ILL
    assert levels[Gauge.VOICE] is Level.ILL
    assert levels[Gauge.SENSE] is Level.WELL
    assert _of(read, Gauge.VOICE).verbatim_ids
    assert read.alarm.worry.code is WorryCode.SENSE_AGAINST_FACTS
    assert read.alarm.worry.says == (
        "It feels well to us, but a promise of ours is 4 days past its day: “Send the plan”"
    )


def test_reading_many_costs_what_reading_one_does(cast: Cast, account: str, django_assert_num_queries):
    several = [
        account_operations.add_account(name=f"Lab {number}", owner=cast.ben.id, viewer=cast.ben, at=NOW)
        for number in range(5)
    ]
    with django_assert_num_queries(10):
        queries.read_accounts([account], viewer=cast.ben, at=NOW)
    with django_assert_num_queries(10):
        assert len(queries.read_accounts([account, *several], viewer=cast.ben, at=NOW)) == 6


def test_how_it_feels_is_kept_with_its_reason_and_taken_back(cast: Cast, account: str):
    operations.say_how_it_feels(account=account, level="uneasy", why="Short mails", viewer=cast.ben, at=NOW)
    assert [one.why for one in queries.list_senses(account, viewer=cast.ben)] == ["Short mails"]
    step = undo.find_latest(viewer=cast.ben, since=NOW)
    assert step is not None
    undo.take_back(step=step.id, viewer=cast.ben, at=NOW + timedelta(seconds=1))
    assert queries.list_senses(account, viewer=cast.ben) == []


def test_a_feeling_without_a_reason_or_of_an_unknown_kind_is_refused(cast: Cast, account: str):
    with pytest.raises(checks.NoReason):
        operations.say_how_it_feels(account=account, level="ill", why="  ", viewer=cast.ben, at=NOW)
    with pytest.raises(checks.NoSuchFeeling):
        operations.say_how_it_feels(account=account, level="unknown", why="x", viewer=cast.ben, at=NOW)
    with pytest.raises(NotFound):
        operations.say_how_it_feels(account="account_none", level="ill", why="x", viewer=cast.ben, at=NOW)
    with pytest.raises(NotAllowed):
        operations.say_how_it_feels(account=account, level="ill", why="x", viewer=cast.gita, at=NOW)


def test_the_alarm_is_kept_with_the_day_on_which_it_came_first(cast: Cast, account: str, saskia: str):
    _talk(cast, account, saskia, 100, "All is fine.")
    operations.keep_alarms(reads=[_read(cast, account)], viewer=cast.ben, at=NOW)
    first = queries.find_alarm(account, viewer=cast.ben)
    assert queries.list_changed([_read(cast, account)], viewer=cast.ben) == [], "what stays is not written again"
    later = NOW + timedelta(days=3)
    again = queries.list_changed(queries.read_accounts([account], viewer=cast.ben, at=later), viewer=cast.ben)
    assert len(again) == 1
    assert operations.keep_alarms(reads=again, viewer=cast.ben, at=later) == 0
    kept = queries.find_alarm(account, viewer=cast.ben)
    assert first is not None
    assert kept is not None
    assert kept.since_on == first.since_on == NOW.date()
    assert kept.says != first.says, "the days in the sentence go on"
    assert [one.account_id for one in queries.list_raised([account], viewer=cast.ben)] == [account]


def test_readings_are_taken_in_the_background_after_a_talk(cast: Cast, account: str, saskia: str):
    assert queries.find_alarm(account, viewer=cast.ben) is None
    _talk(cast, account, saskia, 1, "All is fine.")
    work()
    assert queries.find_alarm(account, viewer=cast.ben) is not None


def test_the_readings_of_all_are_taken_again_without_change(cast: Cast, account: str):
    for _ in range(2):
        queue.enqueue(tasks.take_readings, viewer=viewers.house("test"))
        work()
    kept = queries.find_alarm(account, viewer=cast.ben)
    assert kept is not None
    assert kept.level is AlarmLevel.QUIET


def test_a_feeling_that_no_fact_explains_is_a_reason_to_call(cast: Cast, account: str, saskia: str):
    _talk(cast, account, saskia, 1, "All is fine.")
    operations.say_how_it_feels(account=account, level="ill", why="Nobody laughed", viewer=cast.ben, at=NOW)
    work()
    (call,) = today_queries.list_today(viewer=cast.ben, at=NOW).calls
    assert [reason.code for reason in call.reasons] == ["readings_disagree"]
    assert call.reasons[0].claim == "Ben is worried: Nobody laughed; nothing on record shows why"


def test_people_count_as_in_touch_within_the_limit_that_holds_there(cast: Cast, account: str, saskia: str):
    _talk(cast, account, saskia, 80, "All is fine.")
    assert _of(_read(cast, account), Gauge.CONTACT).covered == "0 of 1 people spoken with in time", (
        "sixty days at a partner"
    )
    keeping.set_account_limits(accounts=[account], ideal_days=60, latest_days=90, viewer=cast.ben, at=NOW)
    assert _of(_read(cast, account), Gauge.CONTACT).covered == "1 of 1 people spoken with in time"


def test_money_is_hidden_for_a_department_of_ours(cast: Cast):
    inner = account_operations.add_account(name="Our depot", kind="internal", viewer=cast.ben, at=NOW)
    assert Gauge.MONEY not in {one.gauge for one in _read(cast, inner).readings}


def test_the_page_shows_the_worry_its_question_and_every_reading(cast: Cast, account: str, saskia: str):
    _talk(cast, account, saskia, 2, "We are thinking of leaving for another supplier.")
    work()
    browser = open_browser(cast.ben)
    page = browser.get(reverse("readings", args=[account])).content.decode()
    assert "somebody there spoke of leaving" in page.lower()
    assert "thinking of leaving" in page
    assert page.count('data-test="reading"') == 6
    said = browser.post(
        reverse("readings_sense", args=[account]), {"level": "ill", "why": "Nobody laughed"}, follow=True
    ).content.decode()
    assert "Nobody laughed" in said
    assert "nothing on record" not in said
    refused = browser.post(reverse("readings_sense", args=[account]), {"level": "ill", "why": ""})
    assert refused.status_code == 422


def test_the_account_page_says_the_worry_in_a_line(cast: Cast, account: str, saskia: str):
    _talk(cast, account, saskia, 100, "All is fine.")
    work()
    page = open_browser(cast.ben).get(reverse("account", args=[account])).content.decode()
    assert 'data-test="worry"' in page
    assert "We last spoke 100 days ago" in page
