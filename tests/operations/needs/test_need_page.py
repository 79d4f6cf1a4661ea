"""What a need's page tells beside its words: who says it, who does not, and what became of it."""

from datetime import datetime, timedelta

from closeknit.accounts.models import Standing
from closeknit.kit import undo
from closeknit.needs import operations, queries
from closeknit.needs.models import Evidence
from closeknit.verbatims.models import Verbatim
from tests.conftest import NOW
from tests.operations.needs.conftest import PHONE, Heard


def _ids(heard: Heard, *texts: str) -> list[str]:
    return [Verbatim.objects.visible_to(heard.ben).get(text=text).pk for text in texts]


def _take_back_since(heard: Heard, at: datetime) -> None:
    step = undo.find_latest(viewer=heard.ben, since=at)
    assert step is not None
    undo.take_back(step=step.pk, viewer=heard.ben, at=at + timedelta(seconds=9))


def _kinds(heard: Heard, need: str) -> list[str]:
    return [one.kind for one in queries.list_story(need, viewer=heard.ben)]


def test_who_says_it_stands_by_worth_with_their_part_of_it(heard: Heard):
    saying = set(Evidence.objects.visible_to(heard.ben).filter(need=heard.phone).values_list("account_id", flat=True))
    for place, account in enumerate(sorted(filter(None, saying))):
        Standing.objects.visible_to(heard.ben).filter(pk=account).update(worth_minor=1000 * (place + 1))
    voices = queries.get_voices(heard.phone, viewer=heard.town.alice)
    assert {one.account_id for one in voices.saying} == saying
    worth = [one.worth_minor for one in voices.saying]
    assert worth == sorted(worth, key=lambda one: -(one or 0))
    assert voices.n_saying == len(saying)
    assert not saying & {one.account_id for one in voices.silent}
    assert sum(one.n_heard for one in voices.by_kind) == sum(one.n_heard for one in voices.by_stage) == voices.n_heard
    assert sum(one.n_saying for one in voices.by_region) == voices.n_saying


def test_who_only_says_otherwise_does_not_say_it(heard: Heard):
    before = queries.get_voices(heard.phone, viewer=heard.ben)
    account = before.saying[0].account_id
    words = Evidence.objects.visible_to(heard.ben).filter(need=heard.phone, account=account)
    chosen = list(words.values_list("verbatim_id", flat=True))
    operations.confirm_evidence(need=heard.phone, verbatims=chosen, stance="contradicts", viewer=heard.ben, at=NOW)
    after = queries.get_voices(heard.phone, viewer=heard.ben)
    assert after.n_saying == before.n_saying - 1
    assert account in {one.account_id for one in after.silent}


def test_a_need_found_by_the_machine_begins_its_story_there(heard: Heard):
    assert _kinds(heard, heard.phone) == ["need.born"]


def test_the_story_tells_what_people_did_and_who(heard: Heard):
    later = NOW + timedelta(1)
    operations.rename_need(need=heard.phone, statement="Know it’s done", viewer=heard.ben, at=later)
    child = operations.state_need(
        statement="At night", verbatims=_ids(heard, PHONE[2]), away_from=heard.phone, viewer=heard.ben, at=later
    )
    operations.merge_needs(need=heard.copies, into=heard.phone, viewer=heard.ben, at=later + timedelta(1))
    story = queries.list_story(heard.phone, viewer=heard.ben)
    assert [one.kind for one in story] == ["need.born", "need.renamed", "need.split", "need.joined"]
    assert [one.who for one in story] == ["", "Ben", "Ben", "Ben"]
    assert story[2].other == (child, "At night")
    assert story[3].other is not None
    assert story[3].other[0] == heard.copies
    assert _kinds(heard, child) == ["need.stated"]
    assert _kinds(heard, heard.copies) == ["need.born", "need.merged"]


def test_what_was_taken_back_is_no_part_of_the_story(heard: Heard):
    for days, do in enumerate(
        (
            lambda at: operations.rename_need(need=heard.phone, statement="Known", viewer=heard.ben, at=at),
            lambda at: operations.merge_needs(need=heard.copies, into=heard.phone, viewer=heard.ben, at=at),
            lambda at: operations.settle_need(need=heard.phone, note="done", viewer=heard.ben, at=at),
            lambda at: operations.dismiss_need(need=heard.phone, reason="", viewer=heard.ben, at=at),
        ),
        start=1,
    ):
        at = NOW + timedelta(days)
        do(at)
        assert len(_kinds(heard, heard.phone)) == 2
        _take_back_since(heard, at)
        assert _kinds(heard, heard.phone) == ["need.born"]


def test_what_a_person_undid_by_hand_stays_in_the_story(heard: Heard):
    operations.dismiss_need(need=heard.phone, reason="", viewer=heard.ben, at=NOW + timedelta(1))
    operations.reopen_need(need=heard.phone, viewer=heard.ben, at=NOW + timedelta(2))
    assert _kinds(heard, heard.phone) == ["need.born", "need.dismissed", "need.reopened"]
