"""Who there has heard what from whom, who is in touch with whom, and which accounts hang by one thread."""

from datetime import timedelta

import pytest

from closeknit.accounts import operations as account_operations
from closeknit.accounts import queries as account_queries
from closeknit.analysis.circle.paths import PathKind
from closeknit.analysis.circle.spread import HeardHow
from closeknit.analysis.kinds import ContactFunction, ContactLevel
from closeknit.circle.models import Telling
from closeknit.circle.spread import counting, operations, queries
from closeknit.circle.spread.queries import PersonSpread, Spread
from closeknit.kit import clock, undo
from closeknit.kit import viewer as viewers
from closeknit.kit.models import EventRow
from closeknit.kit.refusals import NotFound
from closeknit.promises import operations as promises
from closeknit.today import logging
from tests import imprint
from tests.conftest import NOW, Cast
from tests.operations.circle.telling import PLAN, TRAIL, Waterlab, found_waterlab, talk

TODAY = NOW.date()
ZONE = "Europe/London"


@pytest.fixture(autouse=True)
def _at_nine():
    with clock.frozen(NOW):
        yield


@pytest.fixture
@imprint.kept(at=NOW)
def lab(cast: Cast) -> Waterlab:
    return found_waterlab(cast)


def _spread(cast: Cast, lab: Waterlab) -> Spread:
    account = account_queries.get_account(lab.id, viewer=cast.ben)
    return queries.get_spread(account, viewer=cast.ben, at=NOW, zone=ZONE)


def _of(spread: Spread, contact: str) -> PersonSpread:
    return next(one for one in spread.people if one.contact.id == contact)


def _promise(cast: Cast, lab: Waterlab, *, to: str | None = None, days_ago: int = 5) -> str:
    return promises.make_promise(
        account=lab.id,
        contact=to,
        text="Build the audit trail for night runs",
        made_on=TODAY - timedelta(days_ago),
        due_on=TODAY,
        viewer=cast.ben,
        at=NOW,
    )


def test_people_stand_by_function_and_level_as_their_titles_say(cast: Cast, lab: Waterlab):
    spread = _spread(cast, lab)
    saskia, pieter = _of(spread, lab.saskia), _of(spread, lab.pieter)
    assert (saskia.function, saskia.level) == (ContactFunction.DEVELOPMENT, ContactLevel.HEAD)
    assert (pieter.function, pieter.level) == (ContactFunction.PURCHASING, ContactLevel.MANAGER)
    assert ContactFunction.FINANCE in spread.coverage.unknown


def test_what_one_of_us_says_stands_above_the_title(cast: Cast, lab: Waterlab):
    account_operations.say_function(contact=lab.saskia, function="quality", level="executive", viewer=cast.ben, at=NOW)
    saskia = _of(_spread(cast, lab), lab.saskia)
    assert (saskia.function, saskia.level) == (ContactFunction.QUALITY, ContactLevel.EXECUTIVE)


def test_a_function_that_is_none_is_refused(cast: Cast, lab: Waterlab):
    with pytest.raises(NotFound):
        account_operations.say_function(contact=lab.saskia, function="magic", level="", viewer=cast.ben, at=NOW)


def test_who_met_whom_how_often_and_when(cast: Cast, lab: Waterlab):
    talk(lab.id, PLAN, lab.saskia, by=cast.ben, days_ago=9)
    last = talk(lab.id, "", lab.saskia, lab.pieter, by=cast.ben, days_ago=2)
    talk(lab.id, "", lab.pieter, by=cast.alice, days_ago=1)
    spread = _spread(cast, lab)
    person = _of(spread, lab.saskia).contact.person_id
    met = spread.met[person, cast.ben.id]
    assert (met.n, met.last_on, met.meeting_id) == (2, TODAY - timedelta(2), last)
    assert [(one.name, one.n, one.n_met) for one in spread.members] == [("Ben", 2, 2), ("Alice", 1, 1)]


def test_one_of_theirs_in_touch_is_a_single_thread(cast: Cast, lab: Waterlab):
    talk(lab.id, PLAN, lab.saskia, by=cast.ben)
    talk(lab.id, "", lab.saskia, by=cast.alice)
    spread = _spread(cast, lab)
    assert spread.threads.is_single
    assert spread.names[spread.threads.only_theirs or ""] == "Saskia de Boer"
    assert spread.threads.only_ours is None


def test_a_promise_was_heard_by_whom_it_was_given_to(cast: Cast, lab: Waterlab):
    _promise(cast, lab, to=lab.saskia)
    (heard,) = _of(_spread(cast, lab), lab.saskia).heard
    assert (heard.how, heard.by, heard.on) == (HeardHow.GIVEN, "Ben", TODAY - timedelta(5))
    assert _of(_spread(cast, lab), lab.pieter).heard == ()


def test_whoever_sat_in_the_talk_of_that_day_heard_it_as_well(cast: Cast, lab: Waterlab):
    sat = talk(lab.id, PLAN, lab.saskia, lab.pieter, by=cast.ben, days_ago=5)
    _promise(cast, lab, to=lab.saskia)
    (heard,) = _of(_spread(cast, lab), lab.pieter).heard
    assert (heard.how, heard.by, heard.touchpoint_id) == (HeardHow.PRESENT, "Ben", sat)


def test_their_echo_is_what_they_said_of_it_since(cast: Cast, lab: Waterlab):
    _promise(cast, lab, to=lab.saskia)
    talk(lab.id, TRAIL, lab.saskia, by=cast.ben, days_ago=1)
    (heard,) = _of(_spread(cast, lab), lab.saskia).heard
    assert heard.echo is not None
    assert heard.echo.text == TRAIL
    assert heard.shared == ("audit", "trail", "night")


def test_what_somebody_was_told_is_noted_once_and_can_be_taken_back(cast: Cast, lab: Waterlab):
    promise = _promise(cast, lab)
    for _ in range(2):
        operations.note_telling(account=lab.id, contacts=[lab.ilse], promises=[promise], viewer=cast.gita, at=NOW)
    (heard,) = _of(_spread(cast, lab), lab.ilse).heard
    assert (heard.how, heard.by, heard.on) == (HeardHow.TOLD, "Gita", TODAY)
    assert Telling.objects.unscoped(reason="test").count() == 1
    step = undo.find_latest(viewer=cast.gita, since=NOW)
    assert step is not None
    undo.take_back(step=step.pk, viewer=cast.gita, at=NOW)
    assert _of(_spread(cast, lab), lab.ilse).heard == ()


def test_what_they_were_told_is_ticked_while_the_talk_is_logged(cast: Cast, lab: Waterlab):
    promise = _promise(cast, lab)
    logged = logging.log_call(
        account=lab.id,
        medium="call",
        started_at=NOW - timedelta(1),
        contacts=[lab.pieter],
        told=[f"promise:{promise}"],
        viewer=cast.ben,
        at=NOW,
    )
    (heard,) = _of(_spread(cast, lab), lab.pieter).heard
    assert (heard.how, heard.by, heard.on) == (HeardHow.TOLD, "Ben", TODAY - timedelta(1))
    assert heard.touchpoint_id == logged.touchpoint


def test_news_to_tell_are_our_promises_and_their_answered_needs(cast: Cast, lab: Waterlab):
    promise = _promise(cast, lab)
    news = queries.list_news(lab.id, viewer=cast.ben, at=NOW, zone=ZONE)
    assert [(one.kind, one.id) for one in news] == [("promise", promise)]


def test_telling_nobody_nothing_or_tomorrow_is_refused(cast: Cast, lab: Waterlab):
    promise = _promise(cast, lab)
    with pytest.raises(operations.NothingTold):
        operations.note_telling(account=lab.id, contacts=[], promises=[promise], viewer=cast.ben, at=NOW)
    with pytest.raises(operations.NothingTold):
        operations.note_telling(account=lab.id, contacts=[lab.ilse], viewer=cast.ben, at=NOW)
    with pytest.raises(operations.NotYet):
        operations.note_telling(
            account=lab.id,
            contacts=[lab.ilse],
            promises=[promise],
            told_on=TODAY + timedelta(1),
            viewer=cast.ben,
            at=NOW,
        )


def test_people_and_promises_of_another_account_are_not_found(cast: Cast, lab: Waterlab):
    other = found_waterlab(cast, name="Fjordmiljø", domain="fjord")
    promise = _promise(cast, lab)
    for contact, one in ((other.ilse, promise), (lab.ilse, _promise(cast, other))):
        with pytest.raises(NotFound, match="Nothing was noted"):
            operations.note_telling(account=lab.id, contacts=[contact], promises=[one], viewer=cast.ben, at=NOW)


def test_the_warm_path_leads_through_a_colleague_who_sat_with_them(cast: Cast, lab: Waterlab):
    sat = talk(lab.id, "", lab.saskia, lab.ilse, by=cast.ben, days_ago=200, medium="email")
    spread = _spread(cast, lab)
    path = _of(spread, lab.ilse).path
    assert path is not None
    assert (path.kind, path.meeting_ids) == (PathKind.MET_HERE, (sat,))
    assert spread.names[path.ours] == "Ben"


def test_somebody_met_at_an_earlier_account_is_a_warm_path(cast: Cast, lab: Waterlab):
    other = account_operations.add_account(name="Fjordmiljø", viewer=cast.ben, at=NOW)
    person = account_queries.get_contact(lab.ilse, viewer=cast.ben).person_id
    there = account_operations.add_place(person=person, account=other, viewer=cast.ben, at=NOW)
    talk(other, "", there, by=cast.alice, days_ago=300)
    path = _of(_spread(cast, lab), lab.ilse).path
    assert path is not None
    assert (path.kind, path.meeting.place) == (PathKind.MET_ELSEWHERE, "Fjordmiljø")


def test_the_whole_house_is_counted_and_listed(cast: Cast, lab: Waterlab):
    talk(lab.id, PLAN, lab.saskia, by=cast.ben)
    broad = found_waterlab(cast, name="Fjordmiljø", domain="fjord")
    talk(broad.id, "", broad.saskia, by=cast.ben)
    talk(broad.id, "", broad.pieter, by=cast.alice)
    house = viewers.house("test")
    threads = counting.count_single(viewer=house, at=NOW, zone=ZONE)
    operations.keep_threads(threads=threads, viewer=house, at=NOW)
    page = queries.list_single_threaded(viewer=cast.ben)
    assert [(row.account, row.theirs, row.ours, row.n_known) for row in page.rows] == [
        ("Rijnmond Waterlab", "Saskia de Boer", "Ben", 3)
    ]
    assert (page.total, page.counted_at) == (1, NOW)
    one = queries.find_single_thread(lab.id, viewer=cast.ben)
    assert one is not None
    assert (one.theirs, queries.find_single_thread(broad.id, viewer=cast.ben)) == ("Saskia de Boer", None)


def test_counting_again_forgets_what_no_longer_hangs(cast: Cast, lab: Waterlab):
    house = viewers.house("test")
    talk(lab.id, PLAN, lab.saskia, by=cast.ben)
    operations.keep_threads(threads=counting.count_single(viewer=house, at=NOW, zone=ZONE), viewer=house, at=NOW)
    talk(lab.id, "", lab.pieter, by=cast.alice)
    operations.keep_threads(threads=counting.count_single(viewer=house, at=NOW, zone=ZONE), viewer=house, at=NOW)
    assert queries.list_single_threaded(viewer=cast.ben).total == 0


def test_the_list_says_the_same_as_the_page_of_the_account(cast: Cast, lab: Waterlab):
    talk(lab.id, PLAN, lab.saskia, by=cast.ben, days_ago=80)
    talk(lab.id, "", lab.pieter, by=cast.ben, days_ago=95)
    (counted,) = counting.count_single(viewer=viewers.house("test"), at=NOW, zone=ZONE)
    threads = _spread(cast, lab).threads
    assert counted.theirs == lab.saskia
    assert (counted.ours, counted.n_known) == (threads.only_ours, 3)


def test_the_event_of_a_telling_holds_ids_alone(cast: Cast, lab: Waterlab):
    promise = _promise(cast, lab)
    operations.note_telling(account=lab.id, contacts=[lab.ilse], promises=[promise], viewer=cast.ben, at=NOW)
    event = EventRow.objects.unscoped(reason="test").get(kind="message.told")
    assert event.data == {"contact": lab.ilse, "n_promises": 1, "n_needs": 0, "told_on": TODAY.isoformat()}
