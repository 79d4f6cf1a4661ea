"""Stored words follow another model or other heads, in the background, once in effect, whatever is killed when."""

import numpy as np
import pytest

from closeknit.analysis.kinds import SignalCode
from closeknit.analysis.text.hearing import Heard, Hearer
from closeknit.kit import tasks as queue
from closeknit.kit import viewer as viewers
from closeknit.kit.models import EventRow, TaskRun
from closeknit.needs.models import Evidence, StreamState
from closeknit.verbatims import ear, operations, rehearing, tasks
from closeknit.verbatims.models import Relearned, Signal, Vector
from tests.conftest import NOW
from tests.operations.verbatims.conftest import Tell, Town, words, work

SAID = (
    "We need to see the results on the phone. Your invoices always come too late for us. The scanner crashes every day."
    " Please add a filter by region. The driver is very kind. Die Kalibrierung frisst uns jeden Montag zwei Stunden weg."
)


class OtherModel:
    """A sentence model whose vectors are those of the packaged one, back to front."""

    tag = "other-model"
    languages = frozenset({"en", "de"})

    def __init__(self, hearer: Hearer) -> None:
        self._hearer = hearer

    def embed(self, texts: list[str]) -> np.ndarray:
        return np.ascontiguousarray(self._hearer.embed(list(texts))[:, ::-1])


@pytest.fixture(scope="module")
def packaged() -> Hearer:
    return ear.hearer()


@pytest.fixture
def other(packaged: Hearer) -> Hearer:
    """The hearer of a house whose keeper chose another sentence model."""
    return Hearer(packaged._embedder, meaning=OtherModel(packaged))


def _update(monkeypatch: pytest.MonkeyPatch, hearer: Hearer) -> None:
    """As after an update and a restart: this process now hears with another model or other heads."""
    monkeypatch.setattr(ear.the_ear, "embedder", hearer)
    monkeypatch.setattr(tasks, "CHUNK", 2)
    viewer = viewers.house("test")
    queue.enqueue(tasks.look_after_hearing, viewer=viewer)


def _state(town: Town) -> dict[str, object]:
    signals = Signal.objects.visible_to(town.ben).order_by("verbatim", "code")
    vectors = Vector.objects.visible_to(town.ben).order_by("verbatim")
    return {
        "signals": list(signals.values_list("verbatim_id", "code", "probability", "is_on", "decided_by_id")),
        "vectors": [(pk, tag, bytes(data)) for pk, tag, data in vectors.values_list("pk", "tag", "data")],
        "words": [(one.pk, one.state, one.language, one.heard_with) for one in words(town.ben)],
    }


def test_another_model_gives_every_stored_word_its_vector(
    town: Town, tell: Tell, other: Hearer, monkeypatch: pytest.MonkeyPatch
):
    tell(SAID)
    work()
    before = _state(town)
    _update(monkeypatch, other)
    work()
    assert {one.heard_with for one in words(town.ben)} == {other.tag}
    vectors = {pk: (tag, data) for pk, tag, data in _state(town)["vectors"]}  # type: ignore[attr-defined]
    assert {tag for tag, _ in vectors.values()} == {"other-model"}
    for pk, _, data in before["vectors"]:  # type: ignore[attr-defined]
        old, new = (np.frombuffer(one, dtype="<f2").astype(np.float32) for one in (data, vectors[pk][1]))
        assert np.allclose(old, new[::-1], atol=2e-3)
    assert _state(town)["signals"] == before["signals"]


def test_words_in_a_language_that_the_chosen_model_knows_are_found_by_meaning_and_marked(
    town: Town, tell: Tell, other: Hearer, monkeypatch: pytest.MonkeyPatch
):
    tell(SAID)
    work()
    (german,) = words(town.ben, language="de")
    assert not Vector.objects.visible_to(town.ben).filter(pk=german.pk).exists()
    _update(monkeypatch, other)
    work()
    assert Vector.objects.visible_to(town.ben).filter(pk=german.pk).exists()
    assert words(town.ben, language="de")[0].state == "not_understood"


def test_numbers_of_new_vectors_rise_so_that_whoever_reads_on_misses_none(
    town: Town, tell: Tell, other: Hearer, monkeypatch: pytest.MonkeyPatch
):
    tell(SAID)
    work()
    before = set(Vector.objects.visible_to(town.ben).values_list("number", flat=True))
    _update(monkeypatch, other)
    work()
    after = set(Vector.objects.visible_to(town.ben).values_list("number", flat=True))
    assert min(after) > max(before)
    assert len(after) == len(before) + 1


class OtherHeads(Hearer):
    """The packaged model under heads that hear a plan in everything, and nothing else."""

    def __init__(self, hearer: Hearer) -> None:
        super().__init__(hearer._embedder)
        self.tag = f"{self.model_tag}+otherhds"

    def _hear_distinct(self, asked, competitors):  # type: ignore[no-untyped-def]
        plain = super()._hear_distinct(asked, competitors)
        heard = {code: float(code is SignalCode.PLAN) for code in SignalCode}
        return [Heard(one.language, one.understood, one.vector, heard if one.understood else {}, True) for one in plain]


def test_other_heads_change_signals_and_leave_vectors(
    town: Town, tell: Tell, packaged: Hearer, monkeypatch: pytest.MonkeyPatch
):
    tell(SAID)
    work()
    before = _state(town)["vectors"]
    numbers = list(Vector.objects.visible_to(town.ben).order_by("pk").values_list("number", flat=True))
    _update(monkeypatch, OtherHeads(packaged))
    work()
    assert set(Signal.objects.visible_to(town.ben).values_list("code", flat=True)) == {"plan"}
    assert _state(town)["vectors"] == before
    assert list(Vector.objects.visible_to(town.ben).order_by("pk").values_list("number", flat=True)) == numbers


def test_what_a_person_said_stays(town: Town, tell: Tell, packaged: Hearer, monkeypatch: pytest.MonkeyPatch):
    tell(SAID)
    work()
    first, second = words(town.ben)[:2]
    operations.correct_signal(verbatim=first.pk, code="need", is_on=True, viewer=town.ben, at=NOW)
    operations.correct_signal(verbatim=second.pk, code="plan", is_on=False, viewer=town.ben, at=NOW)
    _update(monkeypatch, OtherHeads(packaged))
    work()
    rows = Signal.objects.visible_to(town.ben).values_list("verbatim_id", "code", "is_on")
    signals = {(pk, code): is_on for pk, code, is_on in rows}
    assert signals[first.pk, "need"] is True
    assert signals[second.pk, "plan"] is False
    assert signals[first.pk, "plan"] is True


def test_what_was_turned_by_what_people_taught_is_made_anew(
    town: Town, tell: Tell, packaged: Hearer, monkeypatch: pytest.MonkeyPatch
):
    tell(SAID)
    work()
    first = words(town.ben)[0]
    Relearned.objects.add(Relearned(verbatim=first, code="leaving", machine=0.1))
    _update(monkeypatch, OtherHeads(packaged))
    work()
    assert not Relearned.objects.visible_to(town.ben).exists()


@pytest.mark.parametrize("killed_after", [0, 1, 2])
def test_killed_between_chunks_it_ends_as_if_it_had_not_been(
    town: Town, tell: Tell, other: Hearer, monkeypatch: pytest.MonkeyPatch, killed_after: int
):
    tell(SAID)
    work()
    _update(monkeypatch, other)
    keep, kept = rehearing.keep_heard_anew, []

    def die(**asked: object) -> int:
        if len(kept) == killed_after:
            kept.append(0)
            raise SystemExit("killed")
        kept.append(keep(**asked))  # type: ignore[arg-type]
        return kept[-1]

    monkeypatch.setattr(rehearing, "keep_heard_anew", die)
    with pytest.raises(SystemExit):
        work()
    partly = {one.heard_with for one in words(town.ben)}
    assert len(partly) == (1 if killed_after == 0 else 2)
    monkeypatch.setattr(rehearing, "keep_heard_anew", keep)
    # As when its lease has run out.
    TaskRun.objects.unscoped(reason="test").filter(state="running").update(leased_until=None)
    work()
    whole = _state(town)
    assert {heard_with for *_, heard_with in whole["words"]} == {other.tag}  # type: ignore[attr-defined]
    queue.enqueue(tasks.hear_anew, viewer=viewers.house("test"))
    work()
    assert _state(town) == whole


def test_a_chunk_that_comes_twice_changes_nothing(
    town: Town, tell: Tell, other: Hearer, monkeypatch: pytest.MonkeyPatch
):
    tell(SAID)
    work()
    _update(monkeypatch, other)
    work()
    before = _state(town)
    again = [
        operations.HeardWords(one.pk, Heard("fr", True, np.ones(384, np.float32), {}, False)) for one in words(town.ben)
    ]
    assert rehearing.keep_heard_anew(words=again, tag=other.tag, viewer=viewers.house("test"), at=NOW) == 0
    assert _state(town) == before


def test_a_long_house_is_heard_anew_in_several_goes_and_needs_are_rebuilt_at_the_end(
    town: Town, tell: Tell, other: Hearer, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(tasks, "CHUNKS_IN_A_GO", 2)
    tell(" ".join(f"We need a bigger label on shelf number {number}." for number in range(30)))
    work()
    placed = set(Evidence.objects.visible_to(town.ben).values_list("verbatim_id", "need_id"))
    assert placed
    _update(monkeypatch, other)
    work()
    assert {one.heard_with for one in words(town.ben)} == {other.tag}
    assert StreamState.objects.visible_to(town.ben).get().version == "other-model"
    assert set(Evidence.objects.visible_to(town.ben).values_list("verbatim_id", "need_id")) == placed
    renewed = EventRow.objects.visible_to(town.ben).filter(kind="hearing.renewed")
    assert renewed.count() == 1


def test_while_vectors_are_being_replaced_no_word_is_laid_beside_needs_of_the_old_model(
    town: Town, tell: Tell, other: Hearer, monkeypatch: pytest.MonkeyPatch
):
    tell(" ".join(f"We need a bigger label on shelf number {number}." for number in range(30)))
    work()
    stood = StreamState.objects.visible_to(town.ben).get().position
    monkeypatch.setattr(ear.the_ear, "embedder", other)
    tell("We need a bigger label on every shelf.")
    work()
    assert StreamState.objects.visible_to(town.ben).get().position == stood
    queue.enqueue(tasks.hear_anew, viewer=viewers.house("test"))
    work()
    assert StreamState.objects.visible_to(town.ben).get().position == stood + 1
