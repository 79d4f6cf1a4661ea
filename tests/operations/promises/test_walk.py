"""Random walks over a promise, whoever is told of it and what they say: no illegal state, and what is refused changes nothing."""

import itertools
from collections.abc import Callable, Iterator
from datetime import timedelta

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from closeknit.analysis import lifecycles
from closeknit.analysis.lifecycles.promise import PromiseStep
from closeknit.kit import undo
from closeknit.kit.models import Mail, UndoStep
from closeknit.kit.refusals import Refused
from closeknit.needs.models import Decision, Evidence, Need
from closeknit.promises import operations
from closeknit.promises.models import Confirmation, Move, Promise, Risk, SettlementRow, Told
from closeknit.promises.telling import operations as telling
from closeknit.promises.telling import queries
from tests.conftest import NOW, Cast
from tests.operations.promises.telling import TODAY, Story, answer, keep, tell_story, write

# What else the acts write (conversations, asks) belongs to other rooms, whose own tests hold it to the same.
_TABLES = (Promise, Move, Risk, SettlementRow, Told, Confirmation, Need, Evidence, Decision)
_days = itertools.count(2)


def _acts(story: Story) -> dict[str, Callable[[], object]]:
    asked = {"promise": story.promise, "viewer": story.ben, "at": NOW}
    return {
        "keep": lambda: keep(story),
        "miss": lambda: keep(story, settlement="missed"),
        "withdraw": lambda: keep(story, settlement="withdrawn", proof="It would have been unsafe"),
        "withdraw for nothing": lambda: keep(story, settlement="withdrawn"),
        "reopen": lambda: operations.reopen_promise(**asked),
        "move": lambda: operations.move_promise(
            due_on=TODAY + timedelta(next(_days)), reason="The probe is late", **asked
        ),
        "move to before": lambda: operations.move_promise(due_on=TODAY - timedelta(400), reason="Why not", **asked),
        "fear": lambda: operations.put_at_risk(why="Ruth is away", **asked),
        "fear no more": lambda: operations.take_off_risk(**asked),
        "write to Saskia": lambda: write(story, story.saskia, with_question=False),
        "tell Tom": lambda: telling.mark_told(contacts=[story.tom], told_on=TODAY, **asked),
        "Saskia says yes": lambda: answer(story, story.saskia, "yes", "Yes, it does"),
        "Saskia says no": lambda: answer(story, story.saskia, "no", "No, it leaves out the night"),
        "Tom says yes": lambda: answer(story, story.tom, "yes", "Yes, for us as well"),
    }


@pytest.fixture
def story(cast: Cast) -> Story:
    return tell_story(cast)


@settings(max_examples=8, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_no_walk_reaches_an_illegal_state_and_what_is_refused_changes_nothing(story: Story, data: st.DataObject):
    acts = _acts(story)
    with _taken_back_at_the_end():
        for name in data.draw(st.lists(st.sampled_from(sorted(acts)), max_size=12)):
            before, step = _all(story), _step(story)
            try:
                with transaction.atomic():
                    acts[name]()
            except Refused:
                assert _all(story) == before, name
                continue
            after = _step(story)
            assert after == step or lifecycles.can_move(lifecycles.PROMISE, step, after), (name, step, after)
            _check_consistent(story)


@settings(max_examples=8, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_undo_after_any_act_puts_everything_back(story: Story, data: st.DataObject):
    acts = _acts(story)
    with _taken_back_at_the_end():
        for name in data.draw(st.lists(st.sampled_from(sorted(acts)), max_size=8)):
            before = _all(story)
            n_steps = UndoStep.objects.visible_to(story.ben).count()
            try:
                with transaction.atomic():
                    acts[name]()
            except Refused:
                continue
            made = UndoStep.objects.visible_to(story.ben).order_by("-id")[
                : UndoStep.objects.visible_to(story.ben).count() - n_steps
            ]
            for one in list(made):
                undo.take_back(step=one.pk, viewer=story.ben, at=NOW)
            assert _all(story) == before, name
            with transaction.atomic():
                acts[name]()


def _taken_back_at_the_end() -> "_Rolled":
    return _Rolled()


class _Rolled:
    """Runs within a savepoint that is rolled back: each walk begins at the same place."""

    def __enter__(self) -> None:
        self.atomic = transaction.atomic()
        self.atomic.__enter__()

    def __exit__(self, *told: object) -> None:
        transaction.set_rollback(True)
        self.atomic.__exit__(None, None, None)


def _all(story: Story) -> list[object]:
    rows: list[object] = [list(table.objects.unscoped(reason="test").order_by("pk").values()) for table in _TABLES]
    # Evidence and decisions that are put back get the ids they had; mails of what was taken back stay and go out no more.
    standing = set(Told.objects.visible_to(story.ben).values_list("pk", flat=True))
    mails = Mail.objects.visible_to(story.ben).filter(about__in=standing)
    return [*rows, sorted(mails.values_list("about", flat=True))]


def _step(story: Story) -> PromiseStep:
    row = Promise.objects.visible_to(story.ben).get(pk=story.promise)
    return queries.list_standings([(row.pk, row.settlement)], viewer=story.ben)[row.pk].step


def _check_consistent(story: Story) -> None:
    """The promise carries what its standing settlement says, and nobody has answered who was not told."""
    row = Promise.objects.visible_to(story.ben).get(pk=story.promise)
    standing = list(_standing(story))
    assert [one.settlement for one in standing] == ([row.settlement] if row.settlement else [])
    assert [one.settled_on for one in standing] == ([row.settled_on] if row.settled_on else [])
    assert not (row.settlement and Risk.objects.visible_to(story.ben).filter(over_at__isnull=True).exists())
    for word in Confirmation.objects.visible_to(story.ben).select_related("told"):
        assert word.told.contact_id == word.contact_id


def _standing(story: Story) -> Iterator[SettlementRow]:
    yield from SettlementRow.objects.visible_to(story.ben).filter(promise=story.promise, over_at__isnull=True)
