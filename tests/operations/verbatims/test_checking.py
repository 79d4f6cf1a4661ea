"""Twenty sentences are drawn, answered blind by one or two, and tell how well hearing does."""

import pytest

from closeknit.kit import undo
from closeknit.kit.refusals import NotAllowed, NotFound
from closeknit.kit.viewer import Viewer
from closeknit.verbatims.checking import drawing, operations, queries
from closeknit.verbatims.models import CheckAnswer, Drawn, Signal, Verbatim
from tests import imprint
from tests.conftest import NOW
from tests.operations.verbatims.conftest import Tell, Town, tell, town, work

__all__ = ["tell", "town"]

THINGS = ("pump", "valve", "filter", "meter", "panel", "tank", "sensor", "cable", "screen", "lamp", "hose", "fan")


@pytest.fixture
@imprint.kept(at=NOW)
def talkative(town: Town, tell: Tell) -> Town:
    for number, thing in enumerate(THINGS):
        tell(
            f"We need a new {thing} by spring. The {thing} fails each night and costs us hours. "
            f"Thanks for the {thing} manual, it is great. The {thing} stands in hall {number}. When does the {thing} come?",
            days_ago=number,
        )
    work()
    return town


def _answer_all(check: str, viewer: Viewer, codes: list[str] | None = None) -> None:
    while (drawn := queries.find_next(check, viewer=viewer)) is not None:
        row = Drawn.objects.visible_to(viewer).get(pk=drawn.id)
        operations.answer_drawn(drawn=drawn.id, codes=row.heard if codes is None else codes, viewer=viewer, at=NOW)


def test_a_check_is_drawn_anew_by_its_seed_and_no_sentence_comes_twice(talkative: Town):
    first = drawing.draw(17, 20, viewer=talkative.ben)
    assert first == drawing.draw(17, 20, viewer=talkative.ben)
    assert len({one.verbatim for one in first}) == 20
    assert first != drawing.draw(18, 20, viewer=talkative.ben)


def test_few_words_are_read_and_not_drawn_from(town: Town, tell: Tell):
    tell("We need a pump.")
    work()
    with pytest.raises(operations.TooFewWords):
        operations.draw_check(viewer=town.ben, at=NOW)


def test_who_says_what_the_machine_heard_finds_it_faultless(talkative: Town):
    check = operations.draw_check(viewer=talkative.ben, at=NOW, size=60)
    _answer_all(check, talkative.ben)
    checked = queries.get_checked(viewer=talkative.ben)
    assert checked.n == 60
    shares = [one.f1.share.value for one in checked.quality.values() if one.f1.share is not None]
    assert shares
    assert set(shares) == {1.0}


def test_what_somebody_says_first_stands_for_the_sentence(talkative: Town):
    check = operations.draw_check(viewer=talkative.ben, at=NOW)
    _answer_all(check, talkative.ben, ["praise"])
    _answer_all(check, talkative.alice, [])
    drawn = Drawn.objects.visible_to(talkative.ben).filter(of_check=check).values_list("verbatim_id", flat=True)
    on = Signal.objects.visible_to(talkative.ben).filter(verbatim__in=list(drawn), is_on=True)
    assert set(on.values_list("code", flat=True)) == {"praise"}
    assert on.count() == 20


def test_where_two_say_otherwise_the_machine_is_measured_on_neither(talkative: Town):
    check = operations.draw_check(viewer=talkative.ben, at=NOW)
    _answer_all(check, talkative.ben, ["praise"])
    _answer_all(check, talkative.alice, [])
    checked = queries.get_checked(viewer=talkative.ben)
    assert checked.n_twice == 20
    assert checked.quality["praise"].n == 0
    assert checked.people["praise"].share is not None
    assert checked.people["praise"].share.value <= 0


def test_what_was_heard_on_the_day_of_drawing_is_what_is_measured(talkative: Town):
    check = operations.draw_check(viewer=talkative.ben, at=NOW)
    before = list(Drawn.objects.visible_to(talkative.ben).order_by("pk").values_list("heard", flat=True))
    _answer_all(check, talkative.ben, [])
    work()
    assert list(Drawn.objects.visible_to(talkative.ben).order_by("pk").values_list("heard", flat=True)) == before


def test_an_answer_can_be_taken_back_with_what_it_changed(talkative: Town):
    before = list(Signal.objects.visible_to(talkative.ben).order_by("pk").values_list("pk", "is_on", "decided_by_id"))
    check = operations.draw_check(viewer=talkative.ben, at=NOW)
    drawn = queries.find_next(check, viewer=talkative.ben)
    assert drawn is not None
    operations.answer_drawn(drawn=drawn.id, codes=["leaving"], viewer=talkative.ben, at=NOW)
    step = undo.find_latest(viewer=talkative.ben, since=NOW)
    assert step is not None
    undo.take_back(step=step.pk, viewer=talkative.ben, at=NOW)
    after = list(Signal.objects.visible_to(talkative.ben).order_by("pk").values_list("pk", "is_on", "decided_by_id"))
    assert after == before
    assert not CheckAnswer.objects.visible_to(talkative.ben).exists()


def test_what_somebody_cannot_tell_counts_for_nothing(talkative: Town):
    check = operations.draw_check(viewer=talkative.ben, at=NOW)
    drawn = queries.find_next(check, viewer=talkative.ben)
    assert drawn is not None
    operations.answer_drawn(drawn=drawn.id, codes=["pain"], is_unclear=True, viewer=talkative.ben, at=NOW)
    assert queries.get_checked(viewer=talkative.ben).n == 0
    following = queries.find_next(check, viewer=talkative.ben)
    assert following is not None
    assert following.place == 2


def test_who_only_hands_in_checks_nothing_and_what_is_not_there_is_not_found(talkative: Town):
    with pytest.raises(NotAllowed):
        operations.draw_check(viewer=talkative.gita, at=NOW)
    with pytest.raises(NotFound):
        operations.answer_drawn(drawn=999, codes=[], viewer=talkative.ben, at=NOW)


def test_sentences_that_are_gone_leave_the_check(talkative: Town):
    check = operations.draw_check(viewer=talkative.ben, at=NOW)
    drawn = queries.find_next(check, viewer=talkative.ben)
    assert drawn is not None
    Verbatim.objects.visible_to(talkative.ben).filter(pk=drawn.words.id).delete()
    following = queries.find_next(check, viewer=talkative.ben)
    assert following is not None
    assert following.place == 2
