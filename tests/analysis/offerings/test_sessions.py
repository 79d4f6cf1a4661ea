from datetime import date

import pytest

from closeknit.analysis import lifecycles
from closeknit.analysis.offerings import sessions
from closeknit.analysis.offerings.sessions import Criterion, SessionVerdict, VerdictRefused

TODAY = date(2026, 11, 22)


def _check(kind: SessionVerdict, **changed):
    said = {
        "reason": "they wash at night",
        "purpose_line": "line_1",
        "has_purpose": True,
        "say": "",
        "revisit_on": None,
    }
    sessions.check_verdict(kind, **said | changed, today=TODAY)


def test_a_verdict_with_a_reason_and_a_line_of_the_purpose_stands():
    _check(SessionVerdict.ADAPT)
    _check(SessionVerdict.NOT_YET, revisit_on=date(2026, 11, 23))
    _check(SessionVerdict.RENEGOTIATE, say="We would like to talk about Sundays.")


def test_a_house_without_a_purpose_can_decide():
    _check(SessionVerdict.LEAVE, purpose_line="", has_purpose=False)


@pytest.mark.parametrize(
    ("kind", "changed", "sentence"),
    [
        (SessionVerdict.ADAPT, {"reason": "  "}, "Say why"),
        (SessionVerdict.ADAPT, {"purpose_line": ""}, "line of our purpose"),
        (SessionVerdict.NOT_YET, {}, "Not yet needs a day"),
        (SessionVerdict.NOT_YET, {"revisit_on": TODAY}, "still ahead"),
        (SessionVerdict.RENEGOTIATE, {"say": " "}, "what we will say"),
    ],
)
def test_what_is_missing_is_said(kind, changed, sentence):
    with pytest.raises(VerdictRefused, match=sentence):
        _check(kind, **changed)


def test_weights_are_whole_hundredths_and_not_all_nothing():
    sessions.check_weights({Criterion.PURPOSE: 100, Criterion.COST: 0})
    for wrong in ({Criterion.PURPOSE: 101}, {Criterion.PURPOSE: -1}, dict.fromkeys(Criterion, 0)):
        with pytest.raises(VerdictRefused):
            sessions.check_weights(wrong)


def test_a_session_is_ready_once_each_kept_entry_or_the_whole_is_decided():
    assert not sessions.tell_readiness([], frozenset(), has_whole=False).is_ready
    assert sessions.tell_readiness([], frozenset(), has_whole=True).is_ready
    waiting = sessions.tell_readiness(["a", "b"], frozenset("a"), has_whole=False)
    assert (waiting.is_ready, waiting.undecided) == (False, ("b",))
    assert sessions.tell_readiness(["a", "b"], frozenset("ab"), has_whole=False).is_ready


def test_judging_comes_after_the_sky_and_only_after_it():
    state, table = lifecycles.SessionState, lifecycles.SESSION
    assert lifecycles.can_move(table, state.BLUE_SKY, state.EARTH)
    assert not lifecycles.can_move(table, state.BLUE_SKY, state.DECIDED)
    assert not lifecycles.can_move(table, state.REQUIREMENTS, state.EARTH)
    assert lifecycles.can_move(table, state.DECIDED, state.EARTH)
