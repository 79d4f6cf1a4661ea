"""Hearing learns from what people put right: in the house, bounded, and taken back with the correction."""

import pytest

from closeknit.kit import undo
from closeknit.kit.viewer import Viewer
from closeknit.verbatims import operations
from closeknit.verbatims.learning import operations as learning
from closeknit.verbatims.models import Adjustment, Learning, Relearned, Signal, Verbatim
from tests import imprint
from tests.conftest import NOW
from tests.operations.verbatims.conftest import Tell, Town, tell, town, work

__all__ = ["tell", "town"]

# Said at a house where looking for a room is nothing that anybody needs of it.
ROOMS = (
    "We need a room for the meeting on Monday.",
    "I need a room for the meeting on Tuesday.",
    "We need a bigger room for the meeting on Friday.",
    "I need a meeting room for Wednesday morning.",
    "We need a room for the meeting at noon.",
    "Somebody needs a room for the meeting on Thursday.",
)
LATER = "We need a room for a meeting tomorrow."
OTHER = "We need to see the results on the phone at night."


def _state(viewer: Viewer) -> list[tuple[str, str, float, bool]]:
    rows = Signal.objects.visible_to(viewer).order_by("verbatim_id", "code")
    return list(rows.values_list("verbatim_id", "code", "probability", "is_on"))


def _correct(viewer: Viewer, text: str, *, is_on: bool = False) -> None:
    pk = Verbatim.objects.visible_to(viewer).get(text=text).pk
    operations.correct_signal(verbatim=pk, code="need", is_on=is_on, viewer=viewer, at=NOW)


def _is_need(viewer: Viewer, text: str) -> bool:
    return Signal.objects.visible_to(viewer).filter(verbatim__text=text, code="need", is_on=True).exists()


@pytest.fixture
@imprint.kept(at=NOW)
def rooms(town: Town, tell: Tell) -> Town:
    for number, text in enumerate((*ROOMS, OTHER)):
        tell(text, days_ago=number)
    work()
    return town


def _teach(town: Town, n: int = 5) -> None:
    for text in ROOMS[:n]:
        _correct(town.ben, text)
    work()


def test_stored_words_that_are_like_what_was_put_right_are_heard_otherwise(rooms: Town):
    assert _is_need(rooms.ben, ROOMS[5])
    _teach(rooms)
    assert not _is_need(rooms.ben, ROOMS[5])
    assert _is_need(rooms.ben, OTHER)


def test_new_words_are_heard_as_the_house_was_taught(rooms: Town, tell: Tell):
    _teach(rooms)
    tell(LATER)
    work()
    assert not _is_need(rooms.ben, LATER)
    assert Relearned.objects.visible_to(rooms.ben).filter(verbatim__text=LATER, code="need", machine__gte=0.5).exists()


def test_two_corrections_change_nothing_but_their_own_words(rooms: Town):
    _teach(rooms, 2)
    assert all(_is_need(rooms.ben, text) for text in ROOMS[2:])
    assert not Adjustment.objects.visible_to(rooms.ben).exists()


def test_what_a_person_decided_is_left_alone(rooms: Town):
    _correct(rooms.ben, ROOMS[5], is_on=True)
    _teach(rooms)
    assert _is_need(rooms.ben, ROOMS[5])


def test_taking_the_corrections_back_takes_their_effect_back_exactly(rooms: Town):
    before = _state(rooms.ben)
    _teach(rooms)
    assert _state(rooms.ben) != before
    for _ in range(5):
        step = undo.find_latest(viewer=rooms.ben, since=NOW)
        assert step is not None
        undo.take_back(step=step.pk, viewer=rooms.ben, at=NOW)
    work()
    assert _state(rooms.ben) == before
    assert not Relearned.objects.visible_to(rooms.ben).exists()


def test_switched_off_all_is_heard_as_the_machine_alone_hears_it_and_on_again_as_taught(rooms: Town):
    _teach(rooms)
    taught = _state(rooms.ben)
    learning.switch_learning(is_on=False, viewer=rooms.ben, at=NOW)
    work()
    assert _is_need(rooms.ben, ROOMS[5])
    learning.switch_learning(is_on=True, viewer=rooms.ben, at=NOW)
    work()
    assert _state(rooms.ben) == taught


def test_the_same_corrections_in_another_order_teach_the_same(rooms: Town):
    _teach(rooms)
    one = [(row.code, bytes(row.weights), row.bias) for row in Adjustment.objects.visible_to(rooms.ben)]
    for text in ROOMS[:5]:
        _correct(rooms.ben, text, is_on=True)
    work()
    for text in reversed(ROOMS[:5]):
        _correct(rooms.ben, text)
    work()
    assert [(row.code, bytes(row.weights), row.bias) for row in Adjustment.objects.visible_to(rooms.ben)] == one


def test_a_worker_that_is_stopped_between_learning_and_applying_ends_equal(
    rooms: Town, monkeypatch: pytest.MonkeyPatch
):
    def die(*_: object, **__: object) -> None:
        raise RuntimeError("stopped")

    with monkeypatch.context() as patch:
        patch.setattr("closeknit.verbatims.learning.operations.apply_taught", die)
        _teach(rooms)
    assert _is_need(rooms.ben, ROOMS[5])
    assert Learning.objects.visible_to(rooms.ben).get().applied == 0
    _correct(rooms.ben, ROOMS[4])
    work()
    assert not _is_need(rooms.ben, ROOMS[5])


def test_what_the_machine_is_unsure_of_is_heard_where_people_say_it_is(rooms: Town, tell: Tell):
    basins = [f"We sample the {which} basin on Mondays." for which in ("first", "second", "third", "fourth", "fifth")]
    for text in basins:
        tell(text)
    work()
    last = Signal.objects.visible_to(rooms.ben).filter(verbatim__text=basins[-1], code="plan")
    assert not last.exists()
    for text in basins[:-1]:
        pk = Verbatim.objects.visible_to(rooms.ben).get(text=text).pk
        operations.correct_signal(verbatim=pk, code="plan", is_on=True, viewer=rooms.ben, at=NOW)
    work()
    assert last.get().probability >= 0.5
    assert Relearned.objects.visible_to(rooms.ben).get(verbatim__text=basins[-1], code="plan").machine < 0.5
