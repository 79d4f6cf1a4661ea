import datetime

from hypothesis import given
from hypothesis import strategies as st

from closeknit.analysis.research.coverage import score_coverage

AS_OF = datetime.date(2026, 11, 22)


def test_answers_are_fresh_for_a_year():
    answered = {"a": AS_OF, "b": AS_OF - datetime.timedelta(364), "c": AS_OF - datetime.timedelta(365), "d": None}
    found = score_coverage(answered, as_of=AS_OF)
    assert (found.n_fresh, found.n_old, found.n_never, found.share) == (2, 1, 1, 0.5)


def test_an_empty_bank_covers_nothing_and_says_so():
    assert score_coverage({}, as_of=AS_OF).share is None


@given(st.dictionaries(st.text(max_size=3), st.none() | st.dates(datetime.date(2020, 1, 1), AS_OF)))
def test_the_parts_add_up(answered):
    found = score_coverage(answered, as_of=AS_OF)
    assert found.n_questions == len(answered)
