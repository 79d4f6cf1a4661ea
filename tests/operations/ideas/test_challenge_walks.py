"""Random walks of legal and illegal moves: a challenge is always in a state that its lifecycle leads to, and undo restores it exactly."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import models, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from closeknit.analysis import lifecycles
from closeknit.analysis.lifecycles import ChallengeState
from closeknit.ideas.challenges import operations
from closeknit.ideas.models import Challenge, ChallengeAnswer, ChallengeDecision, ChallengeTold
from closeknit.kit import undo
from closeknit.kit.refusals import Refused
from closeknit.kit.viewer import Viewer
from tests.conftest import NOW, Cast

TODAY = NOW.date()
MOVES = ("open", "close", "reopen", "answer", "decide", "tell", "undo")
TABLES: tuple[type[models.Model], ...] = (Challenge, ChallengeAnswer, ChallengeDecision, ChallengeTold)


@pytest.mark.django_db
@settings(max_examples=12, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.sampled_from(MOVES), min_size=6, max_size=12))
def test_no_walk_leads_to_an_illegal_state_and_what_is_refused_changes_nothing(cast: Cast, moves: list[str]):
    with transaction.atomic():
        challenge = operations.make_challenge(
            title="Grease", closes_on=TODAY + timedelta(1), viewer=cast.ben, at=NOW - timedelta(minutes=1)
        )
        for number, move in enumerate(moves):
            _step(challenge, move, cast.ben, number)
        transaction.set_rollback(True)


def _step(challenge: str, move: str, ben: Viewer, number: int) -> None:
    before, state = _rows(), _state(challenge, ben)
    at = NOW + timedelta(seconds=number)
    try:
        with transaction.atomic():
            _make(challenge, move, ben, at)
    except Refused:
        assert _rows() == before
        return
    after = _state(challenge, ben)
    if move != "undo" and after != state:
        assert lifecycles.can_move(lifecycles.CHALLENGE, state, after)
    if move != "undo":
        with transaction.atomic():
            step = undo.find_latest(viewer=ben, since=at)
            assert step is not None
            undo.take_back(step=step.pk, viewer=ben, at=at)
            assert _rows() == before
            transaction.set_rollback(True)


def _make(challenge: str, move: str, ben: Viewer, at: Any) -> None:
    row = Challenge.objects.visible_to(ben).get(pk=challenge)
    said: dict[str, Any] = {"challenge": challenge, "viewer": ben, "at": at}
    if move == "open":
        operations.open_challenge(**said)
    elif move == "close":
        operations.close_challenge(**said)
    elif move == "reopen":
        operations.reopen_challenge(closes_on=TODAY + timedelta(2), **said)
    elif move == "answer":
        operations.hand_in_answer(text="A trap.", **said)
    elif move == "decide":
        operations.decide(answers=[], reason="None.", base=row.decision, **said)
    elif move == "tell":
        operations.tell_everyone(**said)
    elif step := undo.find_latest(viewer=ben, since=NOW):
        undo.take_back(step=step.pk, viewer=ben, at=at)


def _rows() -> list[Any]:
    return [list(table._base_manager.order_by("pk").values()) for table in TABLES]


def _state(challenge: str, ben: Viewer) -> ChallengeState:
    return ChallengeState(Challenge.objects.visible_to(ben).get(pk=challenge).state)
