import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from closeknit.analysis import kinds, lifecycles


def reachable(lifecycle):
    seen, waiting = set(), list(lifecycle.starts)
    while waiting:
        state = waiting.pop()
        if state not in seen:
            seen.add(state)
            waiting += lifecycle.targets(state)
    return seen


@pytest.mark.parametrize("lifecycle", lifecycles.ALL, ids=lambda lifecycle: lifecycle.noun)
def test_every_state_can_be_reached_from_a_start(lifecycle):
    assert reachable(lifecycle) == set(lifecycle.states)


@pytest.mark.parametrize("lifecycle", lifecycles.ALL, ids=lambda lifecycle: lifecycle.noun)
def test_no_move_is_listed_twice_and_none_stays_where_it_is(lifecycle):
    pairs = [(move.source, move.target) for move in lifecycle.moves]
    assert len(pairs) == len(set(pairs))
    assert all(source != target for source, target in pairs)


@given(lifecycle=st.sampled_from(lifecycles.ALL), data=st.data())
def test_check_and_can_agree_for_every_pair_of_states(lifecycle, data):
    source = data.draw(st.sampled_from(lifecycle.states))
    target = data.draw(st.sampled_from(lifecycle.states))
    if lifecycles.can_move(lifecycle, source, target):
        assert lifecycles.check_move(lifecycle, source, target) is None
    else:
        with pytest.raises(lifecycles.MoveRefused) as refusal:
            lifecycles.check_move(lifecycle, source, target)
        assert refusal.value.sentence.startswith(f"This {lifecycle.noun} is ")
        assert "_" not in refusal.value.sentence


def test_the_refusal_says_what_is_possible_instead():
    with pytest.raises(lifecycles.MoveRefused) as refusal:
        lifecycles.check_move(lifecycles.PROMISE, "open", "told")
    assert refusal.value.sentence == (
        "This promise is open and cannot become told. From here it can become kept, missed or withdrawn."
    )


def test_a_repeated_move_is_told_apart_from_a_wrong_one():
    with pytest.raises(lifecycles.MoveRefused, match="is ally already; nothing was changed"):
        lifecycles.check_move(lifecycles.STAGE, "ally", "ally")


def test_a_state_that_does_not_exist_is_a_mistake_in_code():
    with pytest.raises(ValueError, match="promise has no state 'lost'") as mistake:
        lifecycles.check_move(lifecycles.PROMISE, "open", "lost")
    assert not isinstance(mistake.value, lifecycles.MoveRefused)


def test_any_ring_can_be_reached_from_any_other():
    for source, target in itertools.permutations(kinds.STAGES_INSIDE_OUT, 2):
        lifecycles.check_move(lifecycles.STAGE, source, target)


def test_who_was_let_go_does_not_come_back_as_a_partner():
    assert not lifecycles.can_move(lifecycles.STAGE, "let_go", "partner")
    assert lifecycles.can_move(lifecycles.STAGE, "let_go", "acquainted")


def test_a_missed_promise_can_still_be_mended():
    assert lifecycles.can_move(lifecycles.PROMISE, "missed", "kept")


@pytest.mark.parametrize("lifecycle", lifecycles.ALL, ids=lambda lifecycle: lifecycle.noun)
def test_the_diagram_draws_every_move_once(lifecycle):
    lines = lifecycles.as_mermaid(lifecycle).splitlines()
    assert lines[0] == "stateDiagram-v2"
    for move in lifecycle.moves:
        assert lines.count(f"    {move.source} --> {move.target}: {move.words}") == 1


def test_the_diagram_of_a_promise_begins_open_and_leads_over_told_to_confirmed():
    diagram = lifecycles.as_mermaid(lifecycles.PROMISE)
    assert "[*] --> open\n" in diagram
    assert "    told --> confirmed: it settled it\n" in diagram
    assert not lifecycles.can_move(lifecycles.PROMISE, "kept", "confirmed")
