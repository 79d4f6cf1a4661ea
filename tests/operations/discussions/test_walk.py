"""Random walks over a comment: no illegal state, what is refused changes nothing, undo puts back exactly."""

import itertools
from collections.abc import Callable
from datetime import timedelta

from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from closeknit.analysis import lifecycles
from closeknit.analysis.discussions.kinds import CommentState
from closeknit.discussions import checks, operations
from closeknit.discussions.models import Comment, CommentVersion
from closeknit.discussions.shared import operations as theirs
from closeknit.kit import undo
from closeknit.kit.refusals import Refused
from tests.conftest import NOW
from tests.operations.discussions.conftest import Story

_TABLES = (Comment, CommentVersion)
_numbers = itertools.count()


def _acts(story: Story, comment: str) -> dict[str, Callable[[], object]]:
    def of_ben(act, **more):
        return lambda: act(comment=comment, viewer=story.ben, at=NOW + timedelta(seconds=next(_numbers)), **more)

    return {
        "edit": lambda: of_ben(operations.edit_comment, text=f"Wording {next(_numbers)}")(),
        "edit to the same": of_ben(operations.edit_comment, text="First."),
        "edit to nothing": of_ben(operations.edit_comment, text=" "),
        "edit an old one": of_ben(operations.edit_comment, text="Old window", base=0),
        "take back": of_ben(operations.take_back_comment),
        "put back": of_ben(operations.put_back_comment),
        "another takes it back": lambda: operations.take_back_comment(comment=comment, viewer=story.alice, at=NOW),
        "a contact edits it": lambda: theirs.edit_comment(comment=comment, text="So.", viewer=story.ana, at=NOW),
        "a stranger takes it back": lambda: theirs.take_back_comment(comment=comment, viewer=story.saskia, at=NOW),
    }


@settings(max_examples=12, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_no_walk_reaches_an_illegal_state_and_undo_puts_everything_back(story: Story, data: st.DataObject):
    outer = transaction.atomic()
    with outer:
        comment = operations.write_comment(subject=story.promise, text="First.", viewer=story.ben, at=NOW)
        acts = _acts(story, comment)
        for name in data.draw(st.lists(st.sampled_from(sorted(acts)), max_size=12)):
            before, state = _all(), _state(comment)
            since = NOW + timedelta(seconds=next(_numbers))
            try:
                with transaction.atomic():
                    acts[name]()
            except Refused:
                assert _all() == before, name
                continue
            after = _state(comment)
            assert after == state or lifecycles.can_move(lifecycles.COMMENT, state, after), (name, state, after)
            step = undo.find_latest(viewer=story.ben, since=since)
            if step is not None and data.draw(st.booleans()):
                undo.take_back(step=step.pk, viewer=story.ben, at=NOW)
                assert _all() == before, name
        # Each walk begins at the same place.
        transaction.set_rollback(True)


def _all() -> list[object]:
    return [list(table.objects.unscoped(reason="test").order_by("pk").values()) for table in _TABLES]


def _state(comment: str) -> CommentState:
    return checks.state_of(Comment.objects.unscoped(reason="test").get(pk=comment))
