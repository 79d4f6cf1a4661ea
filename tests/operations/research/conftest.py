"""The town of the words room, where standing questions are put: `ask(question, words)` logs a call in which one was."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from closeknit.kit.viewer import Viewer
from closeknit.research import operations, queries
from closeknit.research.operations import Given
from closeknit.touchpoints import operations as touchpoint_operations
from closeknit.touchpoints.drafts import Line, Speaker
from tests.conftest import NOW
from tests.operations.verbatims.conftest import Town, town, words, work

__all__ = ["Ask", "Town", "ask", "question_called", "town", "words", "work"]

Ask = Callable[..., str]


def question_called(start: str, viewer: Viewer) -> queries.BankRow:
    """Return the question of the bank whose words begin so."""
    return next(one for one in queries.list_bank(viewer=viewer, with_retired=True) if one.text.startswith(start))


@pytest.fixture
def ask(town: Town) -> Ask:
    """Let somebody be asked: `ask("How will", "We must save.")` by Ben on a call with Ana; without words nothing was answered."""

    def ask(start: str, said: str = "", *, days_ago: int = 0, contact: str = "", **more: str) -> str:
        asked = question_called(start, town.ben)
        who = contact or town.ana
        touchpoint = touchpoint_operations.record_touchpoint(
            medium="call",
            started_at=NOW - timedelta(days_ago),
            lines=[Line(said, 0, prompt=asked.text)] if said else [],
            speakers=[Speaker(contact=who), Speaker(member=town.ben.id)],
            wording="reported",
            viewer=town.ben,
            at=NOW,
        )
        given = Given(version=asked.version_id, contact=who, position=0 if said else None, **more)
        (answer,) = operations.record_answers(touchpoint=touchpoint, answers=[given], viewer=town.ben, at=NOW)
        return answer

    return ask
