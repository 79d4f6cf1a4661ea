import pytest

from closeknit.kit.viewer import Viewer, ViewerKind
from closeknit.touchpoints.drafts import Speaker
from closeknit.verbatims import finding, meaning
from closeknit.verbatims.models import Verbatim
from closeknit.verbatims.queries import Narrowing
from tests.operations.verbatims.conftest import Tell, Town, words, work

SAID = (
    "The app is useless when there is no network. We need the report to work offline. "
    "The coffee was very good. The monthly report is never right."
)


@pytest.fixture(autouse=True)
def ear() -> None:
    meaning._ear.wait(60)


def _found(query: str, viewer: Viewer, **narrowing: str) -> list[str]:
    found = finding.find(Narrowing(query=query, **narrowing), viewer=viewer)
    return [row.text for row in finding.list_best(found, viewer=viewer).rows]


def test_what_holds_the_words_comes_first_and_what_means_them_after(town: Town, tell: Tell):
    tell(SAID)
    work()
    found = finding.find(Narrowing(query="work offline"), viewer=town.ben)
    page = finding.list_best(found, viewer=town.ben)
    assert page.rows[0].text == "We need the report to work offline."
    assert page.hits[0].by_words
    assert (page.n_by_words, page.by_meaning) == (1, True)
    assert "The coffee was very good." not in [row.text for row in page.rows]


def test_meaning_finds_what_shares_no_word(town: Town, tell: Tell):
    tell(SAID)
    work()
    found = finding.find(Narrowing(query="cannot use the application without internet"), viewer=town.ben)
    near = {hit.verbatim: hit for hit in found.hits}
    one = next(word for word in words(town.ben) if word.text.startswith("The app is useless"))
    assert not near[one.pk].by_words


def test_a_word_in_another_form_is_a_hit_by_words(town: Town, tell: Tell):
    tell("We charged the batteries twice this morning.")
    work()
    found = finding.find(Narrowing(query="charging"), viewer=town.ben)
    assert [hit.by_words for hit in found.hits] == [True]


def test_filters_hold_for_both_ways(town: Town, tell: Tell):
    tell(SAID, medium="email")
    tell("We need the report to work offline in the field.")
    work()
    assert _found("report offline", town.ben, medium="email")[0] == "We need the report to work offline."
    assert "We need the report to work offline in the field." not in _found("report offline", town.ben, medium="email")
    assert "The monthly report is never right." not in _found("report", town.ben, signal="need")


def test_what_nobody_said_is_not_found(town: Town, tell: Tell):
    tell(SAID)
    work()
    assert _found("quarterly tax declaration of the subsidiary", town.ben) == []


@pytest.mark.parametrize("query", ["", "  ", "?", '"*', "the", "\x00", "a" * 300])
def test_a_question_without_sense_is_answered(town: Town, tell: Tell, query: str):
    tell(SAID)
    work()
    assert isinstance(_found(query, town.ben), list)


def test_while_the_ear_is_made_words_alone_answer_and_it_is_said(town: Town, tell: Tell, monkeypatch):
    tell(SAID)
    work()
    monkeypatch.setattr(meaning._ear, "embedder", None)
    found = finding.find(Narrowing(query="offline"), viewer=town.ben)
    assert not found.by_meaning
    assert [hit.by_words for hit in found.hits] == [True]


def test_a_contact_finds_its_own_words_only(town: Town, tell: Tell):
    tell(SAID)
    tell([(Speaker(contact=town.kim), "We want to work offline too.")])
    work()
    Verbatim.objects.visible_to(town.ben).update(audience="account")
    kim = Viewer(ViewerKind.CONTACT, "person_kim", "Kim", frozenset(), frozenset({town.luddon}))
    assert _found("work offline", kim) == ["We want to work offline too."]


def test_what_others_say_does_not_move_what_a_contact_is_shown(town: Town, tell: Tell):
    tell("The export of the offline report is slow. Export and export again. The report is late every month.")
    work()
    Verbatim.objects.visible_to(town.ben).update(audience="account")
    ana = Viewer(ViewerKind.CONTACT, "person_ana", "Ana", frozenset(), frozenset({town.harrow}))
    before = finding.find(Narrowing(query="report export"), viewer=ana)
    tell([(Speaker(contact=town.kim), "Report after report. Another report. The reports are here.")])
    work()
    assert finding.find(Narrowing(query="report export"), viewer=ana) == before


def test_more_like_this_leaves_out_the_sentence_itself(town: Town, tell: Tell):
    tell("The bill of this month is wrong. Your bill is wrong again. The coffee was very good.")
    work()
    first = words(town.ben)[0]
    found = finding.find_like(first.pk, Narrowing(), viewer=town.ben)
    assert [row.text for row in finding.list_best(found, viewer=town.ben).rows] == ["Your bill is wrong again."]
    assert finding.find_like("verbatim_none", Narrowing(), viewer=town.ben).hits == ()


def test_pages_follow_one_another(town: Town, tell: Tell):
    tell(" ".join(f"The report of month {n} is late." for n in range(1, 8)))
    work()
    found = finding.find(Narrowing(query="report late"), viewer=town.ben)
    first = finding.list_best(found, viewer=town.ben, size=3)
    second = finding.list_best(found, viewer=town.ben, first=4, size=3)
    assert (first.total, len(first.rows), len(second.rows)) == (7, 3, 3)
    assert not {row.id for row in first.rows} & {row.id for row in second.rows}
    assert finding.list_best(found, viewer=town.ben, first=99, size=3).first == 1
