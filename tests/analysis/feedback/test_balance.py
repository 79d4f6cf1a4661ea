from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from closeknit.analysis.feedback.balance import AskedFact, GivenFact, weigh_balance
from closeknit.analysis.feedback.kinds import AskedState, GivenState

TODAY = date(2026, 11, 19)


def asked(ago: int, took: int | None = None, told: int | None = None) -> AskedFact:
    on = TODAY - timedelta(ago)
    answered = on + timedelta(took) if took is not None else None
    state = AskedState.ASKED if answered is None else AskedState.TOLD if told is not None else AskedState.ANSWERED
    return AskedFact(state, on, answered, answered + timedelta(told) if answered and told is not None else None)


def gave(ago: int, took: int | None = None) -> GivenFact:
    on = TODAY - timedelta(ago)
    return GivenFact(
        GivenState.GIVEN if took is None else GivenState.ANSWERED,
        on,
        on + timedelta(took) if took is not None else None,
    )


def test_answer_times_are_medians_with_their_n_and_say_who_waits_since_when():
    balance = weigh_balance([asked(40, 3, 5), asked(30, 9), asked(12)], [gave(20, 4), gave(6)], as_of=TODAY)
    assert (balance.n_asked, balance.n_got, balance.n_given, balance.n_replied) == (3, 2, 2, 1)
    assert (balance.theirs.median_days, balance.theirs.n, balance.theirs.n_waiting) == (6.0, 2, 1)
    assert (balance.ours.median_days, balance.ours.n, balance.ours.oldest_on) == (5.0, 1, TODAY - timedelta(21))
    assert (balance.replies.median_days, balance.replies.n_waiting) == (4.0, 1)
    assert balance.answered_share == 2 / 3


def test_one_who_only_asks_is_told_that_the_mirror_is_due():
    balance = weigh_balance([asked(40, 3), asked(30, 9)], [], as_of=TODAY)
    assert balance.reason == "They told us twice and heard from us never: the mirror is due."


def test_one_who_only_tells_is_told_to_ask():
    balance = weigh_balance([], [gave(3), gave(9), gave(20)], as_of=TODAY)
    assert balance.reason == "We told them 3 times and heard from them never: ask before you tell again."


def test_what_was_noted_or_declined_is_not_waited_for():
    noted = AskedFact(AskedState.NOTED, None)
    declined = AskedFact(AskedState.DECLINED, TODAY - timedelta(9))
    balance = weigh_balance([noted, declined], [], as_of=TODAY)
    assert (balance.n_asked, balance.theirs.n_waiting, balance.theirs.median_days) == (1, 0, None)
    assert balance.reason == "No feedback has gone either way yet."


@given(
    st.lists(st.builds(asked, st.integers(0, 300), st.none() | st.integers(0, 90))),
    st.lists(st.builds(gave, st.integers(0, 300), st.none() | st.integers(0, 90))),
)
def test_nothing_is_counted_twice_or_lost(several: list[AskedFact], gifts: list[GivenFact]):
    balance = weigh_balance(several, gifts, as_of=TODAY)
    assert balance.n_got <= balance.n_asked == len(several)
    assert balance.n_replied <= balance.n_given == len(gifts)
    assert balance.theirs.n + balance.theirs.n_waiting == len(several)
    assert balance.ours.n + balance.ours.n_waiting == balance.n_got
    assert balance.reason.endswith(".")
