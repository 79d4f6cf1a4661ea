import email
from datetime import timedelta
from email import policy

import pytest

from closeknit.accounts import operations as account_operations
from closeknit.analysis.kinds import Certainty
from closeknit.circle.models import RadarAlert
from closeknit.circle.radar import checks, operations, queries
from closeknit.kit import clock, undo
from closeknit.kit.refusals import NotAllowed, NotFound
from closeknit.today import queries as today_queries
from closeknit.verbatims import operations as verbatim_operations
from tests.conftest import NOW
from tests.operations.kit.test_mail import Inbox, inbox
from tests.operations.radar.conftest import COST, RIVAL, Say, Town, work

__all__ = ["inbox"]


@pytest.fixture(autouse=True)
def _at_nine():
    with clock.frozen(NOW):
        yield


def act(town: Town, **more: object) -> str:
    given = {"account": town.harrow, "certainty": "cost", "kind": "talked"} | more
    return operations.act_on_it(viewer=town.ben, at=NOW, **given)  # type: ignore[arg-type]


def alarms(town: Town) -> list[str]:
    calls = today_queries.list_today(viewer=town.ben, at=NOW).calls
    return [reason.claim for call in calls for reason in call.reasons if reason.code == "alarm_heard"]


def read(box: Inbox) -> list[tuple[str, str, str]]:
    letters = [email.message_from_bytes(one.content or b"", policy=policy.default) for one in box.letters]  # type: ignore[arg-type]
    return [(str(one["To"]), str(one["Subject"]), one.get_content()) for one in letters]


def test_what_was_done_settles_the_alarm_on_today(named: Town, say: Say):
    say(COST, code="cost_cut", days_ago=1)
    assert alarms(named) == ["Ana Costa spoke of cutting cost"]
    act(named, kind="saving_offered", note="Two visits a year instead of four.")
    assert alarms(named) == []


def test_an_act_settles_its_own_certainty_and_only_up_to_its_day(named: Town, say: Say):
    say(RIVAL, code="competitor", days_ago=2)
    act(named)
    assert alarms(named) == ["Ana Costa named a competitor"]
    act(named, certainty="rivals", acted_on=(NOW - timedelta(5)).date())
    assert alarms(named) == ["Ana Costa named a competitor"]
    act(named, certainty="rivals", acted_on=(NOW - timedelta(2)).date())
    assert alarms(named) == []


def test_leaving_is_settled_by_either(named: Town, say: Say):
    say("We will stop at the end of the year.", code="leaving", days_ago=1)
    assert "Ana Costa spoke of leaving" in alarms(named)
    act(named)
    assert "Ana Costa spoke of leaving" not in alarms(named)


def test_an_act_is_taken_back(named: Town, say: Say):
    say(COST, code="cost_cut", days_ago=1)
    act(named)
    step = undo.find_latest(viewer=named.ben, since=NOW)
    assert step is not None
    undo.take_back(step=step.pk, viewer=named.ben, at=NOW)
    assert alarms(named) == ["Ana Costa spoke of cutting cost"]


def test_the_ranking_says_what_was_done_since_the_last_words(named: Town, say: Say):
    say(COST, code="cost_cut", days_ago=3)
    act(named, acted_on=(NOW - timedelta(4)).date())
    (row,) = queries.rank_accounts(Certainty.COST, viewer=named.ben, at=NOW, zone="Europe/London")
    assert row.done is None
    act(named, kind="matched", note="Their price for the year.")
    (row,) = queries.rank_accounts(Certainty.COST, viewer=named.ben, at=NOW, zone="Europe/London")
    assert row.done is not None
    assert (row.done.kind, row.done.acted_by) == ("matched", "Ben")


def test_a_saving_offered_before_it_was_asked_for_is_counted(named: Town):
    act(named, kind="saving_offered", note="Descale it yourselves.", was_unasked=True)
    act(named, kind="saving_offered", note="One visit less.")
    since = (NOW - timedelta(365)).date()
    assert queries.count_savings(viewer=named.ben, since=since) == (2, 1)
    assert queries.count_savings(viewer=named.ben, since=since, owner=named.alice.id) == (0, 0)


@pytest.mark.parametrize(
    "said",
    [
        {"certainty": "weather"},
        {"kind": "luck"},
        {"kind": "matched"},
        {"kind": "saving_offered", "note": "  "},
        {"note": "x" * 501},
        {"acted_on": (NOW + timedelta(1)).date()},
        {"was_unasked": True},
    ],
)
def test_what_nobody_could_read_later_is_refused(named: Town, said: dict[str, object]):
    with pytest.raises(checks.BadAct):
        act(named, **said)
    assert queries.list_acts(named.harrow, viewer=named.ben) == []


def test_an_account_that_is_not_there_and_a_guest_are_refused(named: Town):
    with pytest.raises(NotFound):
        act(named, account="account_0")
    with pytest.raises(NotAllowed):
        operations.act_on_it(account=named.harrow, certainty="cost", kind="talked", viewer=named.gita, at=NOW)


def test_the_owner_gets_one_mail_with_the_words_of_all_that_is_new(named: Town, say: Say, inbox: Inbox):
    say(COST, code="cost_cut", days_ago=1)
    ((to, subject, body),) = read(inbox)
    assert (to, subject) == ("ben@arlund.example", "Harrow Fell: they speak of cutting cost")
    assert f"“{COST}”" in body
    assert "(Ana Costa, 18 November)" in body
    work()
    assert len(inbox.letters) == 1


def test_what_comes_in_a_burst_is_one_mail(named: Town, say: Say, inbox: Inbox):
    say(COST, code="cost_cut", days_ago=1)
    rows = RadarAlert.objects.visible_to(named.ben)
    first = len(inbox.letters)
    for row in rows:
        row.change(told_at=None, told_id=None)
    say(RIVAL, code="competitor", contact=named.kim)
    assert len(inbox.letters) == first + 1
    _, subject, body = read(inbox)[-1]
    assert subject == "Heard at Harrow Fell and Luddon Bakery"
    assert body.count("they speak of") == 2


def test_old_words_that_are_brought_in_wake_nobody(named: Town, say: Say, inbox: Inbox):
    say(COST, code="cost_cut", days_ago=15)
    assert inbox.letters == []
    assert RadarAlert.objects.visible_to(named.ben).count() == 0


def test_what_is_put_right_and_back_is_told_once(named: Town, say: Say, inbox: Inbox):
    verbatim = say(COST, code="cost_cut", days_ago=1)
    for is_on in (False, True):
        verbatim_operations.correct_signal(verbatim=verbatim, code="cost_cut", is_on=is_on, viewer=named.ben, at=NOW)
        work()
    assert len(inbox.letters) == 1


def test_who_switched_the_mails_off_gets_none_and_not_later_either(named: Town, say: Say, inbox: Inbox):
    operations.switch_mails(is_on=False, viewer=named.ben, at=NOW)
    assert not queries.wants_mails(viewer=named.ben)
    say(COST, code="cost_cut", days_ago=1)
    operations.switch_mails(is_on=True, viewer=named.ben, at=NOW)
    operations.tell_owners(viewer=named.ben, at=NOW)
    work()
    assert inbox.letters == []
    say(RIVAL, code="competitor")
    assert len(inbox.letters) == 1


def test_an_account_without_an_owner_has_nobody_to_tell(named: Town, say: Say, inbox: Inbox):
    account_operations.hand_over(account=named.harrow, owner=None, viewer=named.alice, at=NOW)
    say(COST, code="cost_cut", days_ago=1)
    assert inbox.letters == []
