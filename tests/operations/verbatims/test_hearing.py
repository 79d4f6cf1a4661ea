import numpy as np
import pytest

from closeknit.accounts import operations as account_operations
from closeknit.analysis.text.hearing import Heard
from closeknit.kit import clock, undo
from closeknit.kit.refusals import NotAllowed, NotFound, Refused
from closeknit.kit.tasks.worker import Worker
from closeknit.touchpoints import operations as touchpoint_operations
from closeknit.verbatims import operations, queries, tasks
from closeknit.verbatims.models import Signal, Vector, Verbatim
from tests.conftest import NOW
from tests.operations.verbatims.conftest import Tell, Town, words, work

PLAIN = "We need to see the results on the phone."


def _signals(town: Town, verbatim: str) -> dict[str, bool]:
    return dict(Signal.objects.visible_to(town.ben).filter(verbatim=verbatim).values_list("code", "is_on"))


def test_a_sentence_is_heard_with_its_language_signals_and_vector(town: Town, tell: Tell):
    tell(PLAIN)
    work()
    (one,) = words(town.ben)
    assert (one.state, one.language, one.heard_with) == ("heard", "en", tasks.hearer().tag)
    assert _signals(town, one.pk)["need"]
    vector = np.frombuffer(Vector.objects.visible_to(town.ben).get(pk=one.pk).data, dtype="<f2").astype(np.float32)
    assert vector.shape == (384,)
    assert np.linalg.norm(vector) == pytest.approx(1, abs=0.002)


def test_a_language_that_is_not_known_is_kept_and_said(town: Town, tell: Tell):
    tell("Ehrlich gesagt, die Kalibrierung frisst uns jeden Montag zwei Stunden weg.")
    work()
    (one,) = words(town.ben)
    assert (one.state, one.language) == ("not_understood", "de")
    assert _signals(town, one.pk) == {}
    assert queries.list_page(queries.Narrowing(query="Kalibrierung"), viewer=town.ben).rows[0].id == one.pk


def test_a_short_answer_is_in_the_language_of_what_it_stands_in(town: Town, tell: Tell):
    tell("Die Kalibrierung frisst uns jeden Montag zwei Stunden weg, und keiner weiss warum. Super.")
    work()
    assert {one.language for one in words(town.ben)} == {"de"}


def test_a_competitor_is_heard_by_the_spellings_that_the_house_knows(town: Town, tell: Tell):
    account_operations.set_competitors(names={"Kelvora": ["Kelvorra"]}, viewer=town.alice, at=NOW)
    tell("We had the Kelvorra people here on Tuesday.")
    work()
    assert _signals(town, words(town.ben)[0].pk)["competitor"]


def test_hearing_again_changes_nothing(town: Town, tell: Tell):
    tell(PLAIN)
    work()
    before = list(Signal.objects.visible_to(town.ben).values_list("pk", "probability"))
    again = operations.HeardWords(words(town.ben)[0].pk, Heard("en", True, np.ones(384, np.float32), {}, False))
    assert operations.keep_heard(words=[again], tag="other", viewer=town.alice, at=NOW) == 0
    assert list(Signal.objects.visible_to(town.ben).values_list("pk", "probability")) == before
    assert words(town.ben)[0].heard_with == tasks.hearer().tag


def test_what_is_left_after_one_go_is_heard_in_the_next(town: Town, tell: Tell, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(tasks, "CHUNK", 2)
    monkeypatch.setattr(tasks, "CHUNKS_IN_A_GO", 2)
    tell(" ".join(f"Machine {number} stops at night." for number in range(11)))
    work()
    assert {one.state for one in words(town.ben)} == {"heard"}
    assert queries.count_waiting(viewer=town.ben) == 0


def test_what_was_just_handed_in_is_heard_before_what_waits_longer(
    town: Town, tell: Tell, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(tasks, "CHUNK", 2)
    monkeypatch.setattr(tasks, "CHUNKS_IN_A_GO", 1)
    monkeypatch.setattr(tasks, "HANDED_IN", 1)
    # The circle is laid out anew five seconds after the town was made: not within this moment.
    with clock.frozen(NOW):
        tell(" ".join(f"Machine {number} stops at night." for number in range(11)))
        tell(PLAIN)
        while operations.cut_next(viewer=town.alice, at=NOW):
            pass
        Worker().run_next()
        Worker().run_next()
    heard = [one.text for one in words(town.ben, state="heard")]
    assert PLAIN in heard
    assert len(heard) < 12


def test_a_person_decides_what_words_are_heard_as_and_can_take_it_back(town: Town, tell: Tell):
    tell(PLAIN)
    work()
    pk = words(town.ben)[0].pk
    operations.correct_signal(verbatim=pk, code="need", is_on=False, viewer=town.ben, at=NOW)
    operations.correct_signal(verbatim=pk, code="leaving", is_on=True, viewer=town.ben, at=NOW)
    assert set(queries.get_verbatim(pk, viewer=town.ben).signals) & {"need", "leaving"} == {"leaving"}
    step = undo.find_latest(viewer=town.ben, since=NOW)
    assert step is not None
    undo.take_back(step=step.pk, viewer=town.ben, at=NOW)
    assert "leaving" not in _signals(town, pk)
    assert _signals(town, pk)["need"] is False


def test_a_correction_made_before_hearing_outlives_it(town: Town, tell: Tell):
    tell(PLAIN)
    operations.cut_next(viewer=town.alice, at=NOW)
    pk = words(town.ben)[0].pk
    operations.correct_signal(verbatim=pk, code="need", is_on=False, viewer=town.ben, at=NOW)
    work()
    assert _signals(town, pk)["need"] is False
    assert Verbatim.objects.visible_to(town.ben).get(pk=pk).state == "heard"


def test_who_only_hands_in_corrects_nothing(town: Town, tell: Tell):
    tell(PLAIN)
    work()
    with pytest.raises(NotAllowed):
        operations.correct_signal(verbatim=words(town.ben)[0].pk, code="need", is_on=False, viewer=town.gita, at=NOW)


def test_a_code_that_does_not_exist_is_not_found(town: Town, tell: Tell):
    tell(PLAIN)
    work()
    with pytest.raises(NotFound):
        operations.correct_signal(verbatim=words(town.ben)[0].pk, code="mood", is_on=True, viewer=town.ben, at=NOW)


def test_a_conversation_in_which_somebody_put_something_right_is_not_taken_out_silently(town: Town, tell: Tell):
    touchpoint = tell(PLAIN)
    work()
    operations.correct_signal(verbatim=words(town.ben)[0].pk, code="need", is_on=False, viewer=town.ben, at=NOW)
    with pytest.raises(Refused, match="Ben"):
        touchpoint_operations.remove_touchpoint(touchpoint=touchpoint, viewer=town.alice, at=NOW)
