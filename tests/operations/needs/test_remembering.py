"""What the stream remembers can be made again from the rows, and nothing that was said is lost by that."""

import pytest

from closeknit.analysis.needs.sketch import State
from closeknit.needs import operations
from closeknit.needs.models import Evidence, Need, StreamState
from tests import imprint
from tests.conftest import NOW
from tests.operations.needs.conftest import OTHERS, Heard, need_of
from tests.operations.verbatims.conftest import Tell, work

FEW = ("Our labels come off in the cold room.", "The labels fall off bottles in the cold room.")
MORE = (
    "We need labels that stay on in the cold room.",
    "Every morning labels lie on the floor of the cold room.",
    "Please make labels that stick in the cold room.",
    "In the cold room all labels come off the bottles.",
)


def _lose_memory(heard: Heard) -> None:
    row = StreamState.objects.visible_to(heard.ben).get()
    row.change(data=b"not a state")


def _read(heard: Heard) -> State:
    return State.from_bytes(bytes(StreamState.objects.visible_to(heard.ben).get().data))


def _waiting(state: State) -> set[str]:
    return {verbatim for row in state.pool for verbatim in row.verbatims}


@pytest.fixture
@imprint.kept(at=NOW)
def few(heard: Heard, tell: Tell) -> Heard:
    """Two sentences wait that are too few to be a need."""
    for text in FEW:
        tell(text)
    work()
    assert not any(need_of(heard.ben, text) for text in FEW)
    return heard


def test_what_waits_still_waits_when_the_state_is_made_anew(few: Heard):
    before = _read(few)
    assert _waiting(before)
    _lose_memory(few)
    operations.advance_stream(viewer=few.town.alice, at=NOW)
    after = _read(few)
    assert _waiting(after) == _waiting(before)
    assert (after.n_seen, {one.need for one in after.sketches}) == (
        before.n_seen,
        {one.need for one in before.sketches},
    )


def test_what_waited_founds_a_need_with_what_comes_after(few: Heard, tell: Tell):
    _lose_memory(few)
    for text in (*MORE, *(text.replace("cold room", "second cold room") for text in MORE)):
        tell(text)
    work()
    assert need_of(few.ben, FEW[0])
    assert need_of(few.ben, FEW[0]) == need_of(few.ben, MORE[0])


def test_words_that_stand_for_a_need_do_not_wait_besides(few: Heard):
    placed = set(Evidence.objects.visible_to(few.ben).values_list("verbatim_id", flat=True))
    _lose_memory(few)
    operations.advance_stream(viewer=few.town.alice, at=NOW)
    assert not _waiting(_read(few)) & placed


def test_needs_and_their_words_stay_when_the_state_is_made_anew(few: Heard):
    before = [*Need.objects.visible_to(few.ben).order_by("pk").values_list("pk", "statement", "state")]
    links = set(Evidence.objects.visible_to(few.ben).values_list("verbatim_id", "need_id"))
    _lose_memory(few)
    work()
    operations.advance_stream(viewer=few.town.alice, at=NOW)
    assert [*Need.objects.visible_to(few.ben).order_by("pk").values_list("pk", "statement", "state")] == before
    assert set(Evidence.objects.visible_to(few.ben).values_list("verbatim_id", "need_id")) == links
    assert any(not need_of(few.ben, text) for text in OTHERS)
