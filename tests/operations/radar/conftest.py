"""The town of the words room with competitors, of whom Ben's accounts speak: `say(words)` records and hears them."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from closeknit.accounts import operations as account_operations
from closeknit.kit import clock
from closeknit.touchpoints import operations as touchpoint_operations
from closeknit.verbatims import operations as verbatim_operations
from closeknit.verbatims.models import Verbatim
from tests import imprint
from tests.conftest import NOW
from tests.operations.verbatims.conftest import Town, town, work

__all__ = ["Say", "Town", "named", "say", "town", "work"]

Say = Callable[..., str]
COST = "We have to cut ten per cent off every budget this year."
RIVAL = "Korvath showed us their new oven last week."


@pytest.fixture
@imprint.kept(at=NOW)
def named(town: Town) -> Town:
    """Korvath is known, and Ben looks after both accounts."""
    account_operations.set_competitors(names={"Korvath": ["KV"], "Bryce": []}, viewer=town.alice, at=NOW)
    for account in (town.harrow, town.luddon):
        account_operations.hand_over(account=account, owner=town.ben.id, viewer=town.alice, at=NOW)
    return town


@pytest.fixture
def say(named: Town) -> Say:
    """Let Ana (or `contact`) say something, heard as `code`; return the verbatim's id."""

    def say(text: str, *, code: str, days_ago: int = 0, wording: str = "exact", contact: str = "") -> str:
        with clock.frozen(NOW):
            touchpoint = touchpoint_operations.capture_words(
                words=text,
                account=None,
                contact=contact or named.ana,
                wording=wording,
                said_at=NOW - timedelta(days_ago),
                viewer=named.ben,
                at=NOW,
            )
            work()
            (said,) = Verbatim.objects.visible_to(named.ben).filter(touchpoint=touchpoint).values_list("pk", flat=True)
            # Whatever the machine made of it: the tests of hearing stand elsewhere.
            verbatim_operations.correct_signal(verbatim=said, code=code, is_on=True, viewer=named.ben, at=NOW)
            work()
        return said

    return say
