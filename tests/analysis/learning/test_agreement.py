"""How well hearing does by people's word, worked out by hand."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from closeknit.analysis.learning import agreement
from closeknit.analysis.learning.agreement import FEWEST, Judged


def _judged(both: int, only_first: int, only_second: int, neither: int) -> list[Judged]:
    return [
        *[Judged(True, True)] * both,
        *[Judged(True, False)] * only_first,
        *[Judged(False, True)] * only_second,
        *[Judged(False, False)] * neither,
    ]


def test_precision_recall_and_f1_are_the_usual_shares():
    quality = agreement.rate_agreement(_judged(12, 4, 6, 78))
    assert quality.precision.share is not None
    assert quality.recall.share is not None
    assert quality.f1.share is not None
    assert quality.precision.share.value == pytest.approx(12 / 16)
    assert quality.recall.share.value == pytest.approx(12 / 18)
    assert quality.f1.share.value == pytest.approx(2 * 12 / (16 + 18))


def test_kappa_is_that_of_cohens_textbook_table():
    # 20 yes-yes, 5 yes-no, 10 no-yes, 15 no-no: observed 0.7, by chance 0.5, kappa 0.4.
    kappa = agreement.rate_kappa(_judged(20, 5, 10, 15)).share
    assert kappa is not None
    assert kappa.value == pytest.approx(0.4)
    assert kappa.low < 0.4 < kappa.high
    # Fleiss, Cohen & Everitt's standard error of that table is 0.127.
    assert (kappa.high - kappa.low) / (2 * 1.96) == pytest.approx(0.127, abs=0.003)


def test_below_ten_no_figure_is_given_but_how_many_are_missing():
    quality = agreement.rate_agreement(_judged(3, 1, 0, 30))
    assert quality.precision.share is None
    assert (quality.precision.n, quality.precision.n_missing) == (4, FEWEST - 4)


def test_judges_who_never_say_it_have_no_kappa():
    assert agreement.rate_kappa(_judged(0, 0, 0, 50)).share is None


def test_a_sentence_counts_by_its_weight():
    rare = [Judged(True, True, weight=1.0)] * 10
    common = [Judged(True, False, weight=9.0)] * 10
    share = agreement.rate_agreement([*rare, *common]).precision.share
    assert share is not None
    assert share.value == pytest.approx(0.1)


@settings(deadline=None)
@given(*[st.integers(0, 40)] * 4)
def test_every_interval_holds_its_figure_and_stays_within_what_is_possible(a: int, b: int, c: int, d: int):
    quality = agreement.rate_agreement(_judged(a, b, c, d))
    for figure, least in (
        (quality.precision, 0.0),
        (quality.recall, 0.0),
        (quality.f1, 0.0),
        (quality.kappa, -1.0),
    ):
        if figure.share is not None:
            assert least <= figure.share.low <= figure.share.value <= figure.share.high <= 1
