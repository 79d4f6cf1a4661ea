import random
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest

from closeknit.kit.models import EventRow
from closeknit.kit.tasks.worker import Worker
from closeknit.needs import operations, tasks
from closeknit.needs.models import Evidence, Need, StreamState
from closeknit.verbatims import operations as verbatim_operations
from closeknit.verbatims import tasks as verbatim_tasks
from closeknit.verbatims.models import Verbatim
from tests.conftest import NOW
from tests.operations.needs.conftest import COPIES, PHONE, Heard, need_of, story, texts_of
from tests.operations.verbatims.conftest import Tell, Town, work


def test_words_that_say_the_same_become_one_need(heard: Heard):
    assert heard.phone
    assert heard.copies
    assert heard.phone != heard.copies
    assert len(texts_of(heard.ben, heard.phone) & set(PHONE)) >= 5
    assert len(texts_of(heard.ben, heard.copies) & set(COPIES)) >= 5
    assert not texts_of(heard.ben, heard.phone) & set(COPIES)


def test_a_need_has_a_name_and_no_two_the_same(heard: Heard):
    named = list(Need.objects.visible_to(heard.ben).filter(state="open", figures__n_sentences__gt=0))
    statements = [need.statement for need in named]
    assert len(set(statements)) == len(statements)
    assert not any(statement.startswith("need_") for statement in statements)


def test_words_that_are_near_are_laid_beside_the_need_they_are_near_to(heard: Heard, tell: Tell):
    tell("I would like to see the results on my phone.")
    work()
    assert need_of(heard.ben, "I would like to see the results on my phone.") == heard.phone


@pytest.mark.parametrize("size", [1, 7])
def test_the_end_is_the_same_however_the_stream_is_cut(
    said: Town, size: int, monkeypatch: pytest.MonkeyPatch, db: None
):
    while verbatim_operations.cut_next(viewer=said.alice, at=NOW):
        pass
    monkeypatch.setattr(verbatim_tasks, "CHUNK", size)
    monkeypatch.setattr(tasks, "CHUNK", size)
    work()
    in_pieces = story(said.ben)
    _begin_again(said)
    monkeypatch.setattr(verbatim_tasks, "CHUNK", 500)
    monkeypatch.setattr(tasks, "CHUNK", 2_000)
    work()
    assert in_pieces == story(said.ben)
    assert any(words for words in in_pieces.values())


def test_workers_that_are_killed_end_like_one_that_never_was(said: Town, monkeypatch: pytest.MonkeyPatch):
    work()
    whole = story(said.ben)
    _begin_again(said)
    monkeypatch.setattr(verbatim_tasks, "CHUNK", 5)
    monkeypatch.setattr(tasks, "CHUNK", 4)
    killed = _killed_often(monkeypatch, seed=7)
    assert killed > 5
    assert story(said.ben) == whole


def test_a_sentence_that_still_waits_holds_the_stream_back(said: Town):
    while verbatim_operations.cut_next(viewer=said.alice, at=NOW):
        pass
    work()
    _begin_again(said)
    first = Verbatim.objects.visible_to(said.ben).order_by("position")[3]
    Verbatim.objects.visible_to(said.ben).exclude(pk=first.pk).update(state="heard")
    operations.advance_stream(viewer=said.alice, at=NOW)
    assert StreamState.objects.visible_to(said.ben).get().position == first.position - 1


def test_advancing_with_nothing_new_changes_nothing(heard: Heard):
    before = (story(heard.ben), StreamState.objects.visible_to(heard.ben).get().data)
    operations.advance_stream(viewer=heard.town.alice, at=NOW)
    assert (story(heard.ben), StreamState.objects.visible_to(heard.ben).get().data) == before


def test_a_chunk_is_one_event_with_its_counts(heard: Heard):
    rows = EventRow.objects.visible_to(heard.ben).filter(kind="needs.advanced")
    assert sum(row.data["n_placed"] for row in rows) >= Evidence.objects.visible_to(heard.ben).count() > 0


def _begin_again(said: Town) -> None:
    """Forget all that was heard and discovered, and let it be heard once more."""
    from closeknit.verbatims.models import Signal, Vector

    Need.objects.visible_to(said.ben).update(merged_into=None, state="open")
    for model in (Evidence, Need, StreamState, Signal, Vector):
        model.objects.visible_to(said.ben).delete()
    Verbatim.objects.visible_to(said.ben).update(state="waiting", language="", heard_with="")
    from closeknit.kit import tasks as kit_tasks

    kit_tasks.enqueue(verbatim_tasks.hear_waiting, viewer=said.alice, key="hear")


def _killed_often(monkeypatch: pytest.MonkeyPatch, *, seed: int) -> int:
    """Run all background work with workers that die after most of the chunks they commit; return how often one died."""
    from closeknit.kit.models import TaskRun
    from closeknit.kit.tasks.work import Work

    class Killed(BaseException):
        pass

    chunk, dice = Work.chunk, random.Random(seed)

    @contextmanager
    def dying(self: Work, **given: Any) -> Iterator[None]:
        with chunk(self, **given):
            yield
        if dice.random() < 0.6:
            raise Killed

    monkeypatch.setattr(Work, "chunk", dying)
    deaths = 0
    for _ in range(500):
        one = Worker()
        try:
            while one.run_next(ignore_delay=True):
                pass
        except Killed:
            deaths += 1
            # What a process that is gone leaves behind: a running row under its name.
            running = TaskRun.objects.unscoped(reason="test").filter(state="running")
            host = one.name.split(":")[0]
            running.update(leased_by=f"{host}:999999999:gone", attempts=0)
        else:
            return deaths
    raise AssertionError("it never ended")
