from datetime import timedelta

import pytest
from django.db import transaction
from django_tasks_db.models import DBTaskResult

from closeknit.kit import clock, tasks
from closeknit.kit import viewer as viewers
from closeknit.kit.models import TaskRun
from closeknit.kit.tasks import worker
from tests.conftest import NOW

ran: list[str] = []


@tasks.background(attempts=3)
def note_down(work: tasks.Work, *, text: str) -> None:
    """Keep what it was given."""
    ran.append(text)


@tasks.background(attempts=2)
def always_fail(work: tasks.Work) -> None:
    """Fail whatever happens."""
    raise ValueError("the well is dry")


@tasks.background()
def look_for_cancel(work: tasks.Work) -> None:
    """Do two chunks, the second of which must not happen after a person asked to stop."""
    with work.chunk(done=1, total=2):
        ran.append("first")
    tasks.ask_to_cancel(run=work.run_id, viewer=viewers.house("test"))
    with work.chunk(done=2):
        ran.append("second")


@pytest.fixture(autouse=True)
def _forget(db):
    ran.clear()


HOUSE = viewers.house("test")


def _run(run_id: str) -> TaskRun:
    return TaskRun.objects.unscoped(reason="test").get(pk=run_id)


def test_a_task_runs_once_and_is_done():
    run = tasks.enqueue(note_down, viewer=HOUSE, text="hello")
    assert worker.Worker().run_until_idle() == 1
    assert ran == ["hello"]
    assert _run(run).state == "done"


def test_a_task_enqueued_in_a_transaction_that_fails_never_was():
    def enqueue_and_fail() -> None:
        with transaction.atomic():
            tasks.enqueue(note_down, viewer=HOUSE, text="hello")
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        enqueue_and_fail()
    assert worker.Worker().run_until_idle() == 0


def test_of_waiting_tasks_with_one_key_there_is_one():
    first = tasks.enqueue(note_down, viewer=HOUSE, key="k", text="a")
    assert tasks.enqueue(note_down, viewer=HOUSE, key="k", text="b") == first
    worker.Worker().run_until_idle()
    assert ran == ["a"]


def test_a_task_that_always_fails_is_given_up_with_its_reason():
    run = tasks.enqueue(always_fail, viewer=HOUSE)
    assert worker.Worker().run_until_idle() == 2
    assert _run(run).state == "dead"
    assert "the well is dry" in _run(run).reason


def test_cancelling_stops_at_the_next_chunk_and_keeps_the_first():
    run = tasks.enqueue(look_for_cancel, viewer=HOUSE)
    worker.Worker().run_until_idle()
    assert ran == ["first"]
    assert _run(run).state == "cancelled"


def test_a_task_whose_lease_ran_out_runs_again():
    with clock.frozen(NOW):
        run = tasks.enqueue(note_down, viewer=HOUSE, text="again")
        claimed = worker.Worker()._claim(ignore_delay=False)
        assert claimed is not None
        _run(run).change(leased_by="elsewhere:1:x")
        assert worker.recover() == 0
    with clock.frozen(NOW + timedelta(minutes=3)):
        assert worker.recover() == 1
        worker.Worker().run_until_idle()
    assert ran == ["again"]


def test_a_task_of_a_process_that_is_gone_runs_again_at_once():
    run = tasks.enqueue(note_down, viewer=HOUSE, text="again")
    one = worker.Worker()
    one._claim(ignore_delay=False)
    host = one.name.split(":")[0]
    _run(run).change(leased_by=f"{host}:999999999:gone")
    worker.Worker().run_until_idle()
    assert ran == ["again"]
    assert DBTaskResult.objects.get(pk=run).status == "SUCCESSFUL"


@tasks.background(attempts=2)
def get_further_each_time(work: tasks.Work) -> None:
    """Do one chunk at each attempt and fail, until there were four."""
    with work.chunk(done=len(ran) + 1, total=4):
        ran.append("chunk")
    if len(ran) < 4:
        raise ValueError("interrupted")


def test_attempts_are_counted_since_the_last_progress():
    run = tasks.enqueue(get_further_each_time, viewer=HOUSE)
    worker.Worker().run_until_idle()
    assert (len(ran), _run(run).state) == (4, "done")


def test_a_task_that_takes_its_worker_down_each_time_is_given_up_in_the_end():
    run = tasks.enqueue(always_fail, viewer=HOUSE)
    for _ in range(2 * worker.STOPS_AN_ATTEMPT):
        one = worker.Worker()
        one._claim(ignore_delay=True)
        _run(run).change(leased_by=f"{one.name.split(':')[0]}:999999999:gone")
        worker.recover()
    assert _run(run).state == "dead"
