from collections.abc import Callable
from datetime import datetime, timedelta

import pytest

from closeknit.kit import undo
from closeknit.kit.refusals import NotAllowed, NotFound
from closeknit.kit.viewer import Viewer
from closeknit.needs import checks, operations, queries
from closeknit.needs.models import Figures, Hanging, Need
from tests.conftest import NOW
from tests.operations.verbatims.conftest import Town, town

__all__ = ["town"]


@pytest.fixture
def ben(town: Town) -> Viewer:
    return town.ben


@pytest.fixture
def needs(ben: Viewer) -> list[str]:
    """Three needs that somebody stated, most voiced first."""
    for place, statement in enumerate(("Know when it is done", "Fewer copies by hand", "A lighter door")):
        need = Need.objects.add(Need(id=f"need_{place}", statement=statement, born_at=NOW))
        Figures.objects.add(Figures(need=need, n_accounts=9 - place, n_sentences=9))
    return ["need_0", "need_1", "need_2"]


def _add(ben: Viewer, *statements: str) -> list[str]:
    return [operations.add_job(statement=one, viewer=ben, at=NOW) for one in statements]


def _order(ben: Viewer) -> list[str]:
    return [one.statement for one in queries.get_job_tree(viewer=ben).jobs]


def _tree(ben: Viewer) -> list[object]:
    """The whole tree in plain words, to compare before and after."""
    tree = queries.get_job_tree(viewer=ben)
    return [
        [
            (
                job.statement,
                [(step.code, step.statement, [one.id for one in step.needs]) for step in job.steps],
                [one.id for one in job.needs],
            )
            for job in tree.jobs
        ],
        [one.id for one in tree.loose],
    ]


def test_needs_hang_on_a_job_and_on_its_steps_in_the_order_of_the_map(ben: Viewer, needs: list[str]):
    (job,) = _add(ben, "Feed four hundred children by noon")
    operations.hang_needs(needs=[needs[2]], job=job, code="conclude", viewer=ben, at=NOW)
    operations.hang_needs(needs=[needs[1]], job=job, code="prepare", viewer=ben, at=NOW)
    operations.hang_needs(needs=[needs[0]], job=job, viewer=ben, at=NOW)
    assert _tree(ben) == [
        [
            (
                "Feed four hundred children by noon",
                [("prepare", "", [needs[1]]), ("conclude", "", [needs[2]])],
                [needs[0]],
            )
        ],
        [],
    ]
    assert queries.find_job_of(needs[1], viewer=ben) == (job, "Feed four hundred children by noon", "prepare")
    assert queries.find_job_of(needs[0], viewer=ben) == (job, "Feed four hundred children by noon", "")


def test_what_hangs_nowhere_is_listed_the_most_voiced_first(ben: Viewer, needs: list[str]):
    assert [one.id for one in queries.get_job_tree(viewer=ben).loose] == needs
    assert queries.find_job_of(needs[0], viewer=ben) is None


def test_a_need_hangs_in_one_place(ben: Viewer, needs: list[str]):
    first, second = _add(ben, "Cook", "Clean")
    operations.hang_needs(needs=needs, job=first, code="execute", viewer=ben, at=NOW)
    operations.hang_needs(needs=[needs[0]], job=second, viewer=ben, at=NOW)
    cook, clean = queries.get_job_tree(viewer=ben).jobs
    assert [one.id for one in cook.steps[0].needs] == needs[1:]
    assert [one.id for one in clean.needs] == needs[:1]


def test_jobs_are_moved_among_each_other_to_the_ends_at_most(ben: Viewer):
    first, _, third = _add(ben, "Cook", "Clean", "Count")
    operations.move_job(job=third, places=-1, viewer=ben, at=NOW)
    assert _order(ben) == ["Cook", "Count", "Clean"]
    operations.move_job(job=first, places=99, viewer=ben, at=NOW)
    assert _order(ben) == ["Count", "Clean", "Cook"]
    operations.move_job(job=first, places=-99, viewer=ben, at=NOW)
    assert _order(ben) == ["Cook", "Count", "Clean"]


def _grown(ben: Viewer, needs: list[str]) -> str:
    job, _ = _add(ben, "Cook", "Clean")
    operations.word_step(job=job, code="monitor", statement="Look through the glass", viewer=ben, at=NOW)
    operations.hang_needs(needs=needs[:2], job=job, code="monitor", viewer=ben, at=NOW)
    return job


ACTS: dict[str, Callable[[str, list[str], Viewer, datetime], object]] = {
    "add": lambda job, needs, ben, at: operations.add_job(statement="Count", viewer=ben, at=at),
    "restate": lambda job, needs, ben, at: operations.restate_job(job=job, statement="Bake", viewer=ben, at=at),
    "move": lambda job, needs, ben, at: operations.move_job(job=job, places=1, viewer=ben, at=at),
    "remove": lambda job, needs, ben, at: operations.remove_job(job=job, viewer=ben, at=at),
    "add step": lambda job, needs, ben, at: operations.word_step(
        job=job, code="define", statement="Plan the week", viewer=ben, at=at
    ),
    "reword step": lambda job, needs, ben, at: operations.word_step(
        job=job, code="monitor", statement="", viewer=ben, at=at
    ),
    "remove step": lambda job, needs, ben, at: operations.remove_step(job=job, code="monitor", viewer=ben, at=at),
    "hang": lambda job, needs, ben, at: operations.hang_needs(needs=needs, job=job, code="execute", viewer=ben, at=at),
    "take down": lambda job, needs, ben, at: operations.take_down(needs=needs[:1], viewer=ben, at=at),
}


@pytest.mark.parametrize("act", sorted(ACTS))
def test_each_act_changes_the_tree_and_can_be_taken_back(ben: Viewer, needs: list[str], act: str):
    job, later = _grown(ben, needs), NOW + timedelta(seconds=9)
    before = _tree(ben)
    ACTS[act](job, needs, ben, later)
    assert _tree(ben) != before
    step = undo.find_latest(viewer=ben, since=later)
    assert step is not None
    undo.take_back(step=step.pk, viewer=ben, at=later)
    assert _tree(ben) == before


def test_needs_of_a_removed_step_hang_on_the_whole_job(ben: Viewer, needs: list[str]):
    job = _grown(ben, needs)
    operations.remove_step(job=job, code="monitor", viewer=ben, at=NOW)
    cook = queries.get_job_tree(viewer=ben).jobs[0]
    assert cook.steps == ()
    assert [one.id for one in cook.needs] == needs[:2]


def test_needs_of_a_removed_job_stay_needs(ben: Viewer, needs: list[str]):
    operations.remove_job(job=_grown(ben, needs), viewer=ben, at=NOW)
    assert [one.id for one in queries.get_job_tree(viewer=ben).loose] == needs
    assert not Hanging.objects.visible_to(ben).exists()


@pytest.mark.parametrize("statement", ["", " … ", "x" * 201, "COOK"])
def test_a_job_without_words_too_long_or_there_already_is_refused(ben: Viewer, statement: str):
    _add(ben, "Cook")
    with pytest.raises(checks.BadStatement):
        operations.add_job(statement=statement, viewer=ben, at=NOW)


def test_what_is_not_there_is_not_found_and_changes_nothing(ben: Viewer, needs: list[str]):
    (job,) = _add(ben, "Cook")
    for act in (
        lambda: operations.hang_needs(needs=[*needs, "need_none"], job=job, viewer=ben, at=NOW),
        lambda: operations.hang_needs(needs=needs, job="job_none", viewer=ben, at=NOW),
        lambda: operations.hang_needs(needs=needs, job=job, code="dance", viewer=ben, at=NOW),
        lambda: operations.remove_step(job=job, code="define", viewer=ben, at=NOW),
    ):
        with pytest.raises(NotFound):
            act()
    assert not Hanging.objects.visible_to(ben).exists()


def test_nothing_chosen_is_said(ben: Viewer, needs: list[str]):
    (job,) = _add(ben, "Cook")
    with pytest.raises(checks.NothingChosen):
        operations.hang_needs(needs=[], job=job, viewer=ben, at=NOW)
    with pytest.raises(checks.NothingChosen):
        operations.take_down(needs=needs, viewer=ben, at=NOW)


def test_who_only_hands_in_draws_no_tree(town: Town):
    with pytest.raises(NotAllowed):
        operations.add_job(statement="Cook", viewer=town.gita, at=NOW)
