import datetime

from hypothesis import given
from hypothesis import strategies as st

from closeknit.analysis.circle import hits
from closeknit.analysis.circle.hits import Decision
from closeknit.analysis.kinds import Stage

AS_OF = datetime.date(2026, 11, 22)
A_YEAR = datetime.timedelta(365)


def decision(number, account, days, before, after, **more):
    on = AS_OF - datetime.timedelta(days)
    return Decision(f"d{number}", account, on, Stage(before), Stage(after), **more)


def moved(number, days=400, **more):
    return decision(number, f"a{number}", days, "engaged", "partner", **more)


def test_below_ten_only_how_many_are_missing_is_said():
    found = hits.rate_stays([moved(n) for n in range(7)], Stage.PARTNER, as_of=AS_OF)
    assert (found.n, found.share, found.n_missing) == (7, None, 3)


def test_from_ten_on_the_rate_stands_with_its_interval():
    several = [moved(n) for n in range(11)]
    several += [decision(99 + n, f"a{n}", 300, "partner", "engaged") for n in range(2)]
    found = hits.rate_stays(several, Stage.PARTNER, as_of=AS_OF)
    assert (found.n, found.n_hit, found.n_missing) == (11, 9, 0)
    assert found.low < found.share < found.high
    # Wilson's interval of 9 out of 11.
    assert (round(found.low, 2), round(found.high, 2)) == (0.52, 0.95)


def test_a_decision_is_looked_at_on_its_day_and_not_before():
    soon = moved(1, days=30)
    later = moved(2, days=30, review_on=AS_OF)
    found = hits.rate_stays([soon, later], Stage.PARTNER, as_of=AS_OF)
    assert (found.n, found.next_on) == (1, soon.on + A_YEAR)


def test_what_happened_after_the_review_changes_nothing():
    first = moved(1, days=400)
    back = decision(2, "a1", 20, "partner", "outside")
    assert hits.rate_stays([first, back], Stage.PARTNER, as_of=AS_OF).n_hit == 1


def test_whoever_went_further_in_stayed_and_reached_the_aim():
    first = moved(1, aim=Stage.ALLY)
    further = decision(2, "a1", 200, "partner", "ally")
    assert hits.rate_stays([first, further], Stage.PARTNER, as_of=AS_OF).n_hit == 1
    assert hits.rate_aims([first, further], as_of=AS_OF).n_hit == 1
    assert hits.rate_aims([first], as_of=AS_OF).n_hit == 0


def test_a_move_outward_is_no_hit_and_no_miss():
    assert hits.rate_stays([decision(1, "a", 400, "ally", "partner")], None, as_of=AS_OF).n == 0


@given(st.lists(st.integers(0, 900), max_size=30))
def test_a_rate_lies_within_its_interval_and_counts_each_decision_once(days):
    several = [moved(number, days=day) for number, day in enumerate(days)]
    found = hits.rate_stays(several, None, as_of=AS_OF)
    assert found.n == len(found.decision_ids) == sum(day >= 365 for day in days)
    if found.share is not None:
        assert 0 <= found.low <= found.share <= found.high <= 1
