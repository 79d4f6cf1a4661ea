"""Random walks: whatever is tried in whatever order, only legal moves happen, illegal ones change nothing, undo restores exactly."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from closeknit.accounts.models import Ask
from closeknit.analysis.lifecycles import ASKED_FEEDBACK, GIVEN_FEEDBACK, Lifecycle, can_move
from closeknit.kit import undo
from closeknit.kit.refusals import Refused
from closeknit.promises.feedback import operations
from closeknit.promises.models import AskedFeedback, GivenFeedback
from tests.conftest import NOW
from tests.operations.feedback.conftest import FIT, Town

FEW = settings(max_examples=4, suppress_health_check=[HealthCheck.function_scoped_fixture])
LATER = NOW + timedelta(days=9)
Act = Callable[[Town, str], Any]

ASKING: dict[str, tuple[str, Act]] = {
    "asked": ("asked", lambda t, pk: operations.mark_asked(asked=pk, viewer=t.ben, at=LATER)),
    "remind": ("reminded", lambda t, pk: operations.remind(asked=pk, viewer=t.ben, at=LATER)),
    "decline": ("declined", lambda t, pk: operations.end_waiting(asked=pk, state="declined", viewer=t.ben, at=LATER)),
    "give up": ("no_answer", lambda t, pk: operations.end_waiting(asked=pk, state="no_answer", viewer=t.ben, at=LATER)),
    "answer": ("answered", lambda t, pk: operations.record_feedback(asked=pk, words="So.", viewer=t.ben, at=LATER)),
    "act": (
        "acted_on",
        lambda t, pk: operations.act_on_feedback(
            asked=pk, acted_by="nothing", text="No money.", viewer=t.ben, at=LATER
        ),
    ),
    "tell": ("told", lambda t, pk: operations.tell_about_feedback(asked=pk, channel="mail", viewer=t.ben, at=LATER)),
}  # fmt: skip
GIVING: dict[str, tuple[str, Act]] = {
    "reader": (
        "with_reader", lambda t, pk: operations.ask_reader(feedback=pk, reader=t.alice.id, viewer=t.ben, at=LATER)
    ),
    "approve": ("ready", lambda t, pk: operations.approve_draft(feedback=pk, viewer=t.alice, at=LATER)),
    "suggest": ("draft", lambda t, pk: operations.suggest_words(feedback=pk, text="Other.", viewer=t.alice, at=LATER)),
    "back": ("draft", lambda t, pk: operations.take_back_draft(feedback=pk, viewer=t.ben, at=LATER)),
    "ready": ("ready", lambda t, pk: operations.make_ready(feedback=pk, viewer=t.ben, at=LATER)),
    "give": ("given", lambda t, pk: operations.give_feedback(feedback=pk, viewer=t.ben, at=LATER)),
    "reply": ("answered", lambda t, pk: operations.record_reply(feedback=pk, words="Yes.", viewer=t.ben, at=LATER)),
    "withdraw": ("withdrawn", lambda t, pk: operations.withdraw_feedback(feedback=pk, viewer=t.ben, at=LATER)),
}  # fmt: skip


def walk(
    model: Any, lifecycle: Lifecycle, pk: str, acts: dict[str, tuple[str, Act]], tried: list[str], town: Town
) -> None:
    for name in tried:
        target, act = acts[name]
        before = fields(model, pk)
        try:
            act(town, pk)
        except Refused:
            assert fields(model, pk) == before
            continue
        after = fields(model, pk)
        assert after["state"] == target
        assert can_move(lifecycle, before["state"], target)
        undo_newest(town)
        assert fields(model, pk) == before
        act(town, pk)


def undo_newest(town: Town) -> None:
    steps = [undo.find_latest(viewer=viewer, since=NOW) for viewer in (town.ben, town.alice)]
    step, viewer = max(
        ((step, viewer) for step, viewer in zip(steps, (town.ben, town.alice), strict=True) if step),
        key=lambda pair: pair[0].pk,
    )
    undo.take_back(step=step.pk, viewer=viewer, at=LATER)


def fields(model: Any, pk: str) -> dict[str, Any]:
    return dict(model.objects.unscoped(reason="test").filter(pk=pk).values().get())


@FEW
@given(st.lists(st.sampled_from(sorted(ASKING)), min_size=6, max_size=12), st.sampled_from(["mail", "talk"]))
def test_what_we_ask_for_goes_only_the_ways_that_there_are(town: Town, tried: list[str], channel: str):
    Ask.objects.unscoped(reason="test").delete()
    pk = town.ask(channel=channel, despite="a test")
    walk(AskedFeedback, ASKED_FEEDBACK, pk, ASKING, tried, town)


@FEW
@given(st.lists(st.sampled_from(sorted(GIVING)), min_size=6, max_size=12))
def test_what_we_give_goes_only_the_ways_that_there_are(town: Town, tried: list[str]):
    pk = town.draft(text=FIT)
    walk(GivenFeedback, GIVEN_FEEDBACK, pk, GIVING, tried, town)


@pytest.mark.parametrize(
    ("model", "begin", "acts", "path"),
    [
        ("asked", "ask", ASKING, ["remind", "answer", "act", "tell"]),
        ("given", "draft", GIVING, ["reader", "approve", "give", "reply"]),
    ],
)
def test_the_whole_way_can_be_gone(town: Town, model: str, begin: str, acts: dict[str, Any], path: list[str]):
    pk = getattr(town, begin)()
    table: Any = AskedFeedback if model == "asked" else GivenFeedback
    for name in path:
        acts[name][1](town, pk)
    assert fields(table, pk)["state"] == acts[path[-1]][0]
