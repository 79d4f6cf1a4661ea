from datetime import date, timedelta
from decimal import Decimal

import pytest

from closeknit.analysis.ledger import answers, lines
from closeknit.analysis.ledger.kinds import LedgerSide, LedgerState
from closeknit.analysis.ledger.lines import Amount

TODAY = date(2026, 11, 20)
OURS, THEIRS = LedgerSide.OURS, LedgerSide.THEIRS


@pytest.mark.parametrize(
    ("amount", "words"),
    [
        (Amount(0, "EUR"), "Nothing is no line"),
        (Amount(-500, "EUR"), "without a minus"),
        (Amount(10**15, "EUR"), "more than can be"),
        (Amount(value=Decimal(-1), unit="h"), "without a minus"),
        (Amount(value=Decimal(10) ** 14, unit="h"), "more than can be"),
        (Amount(value=Decimal(3)), "Say of what"),
        (Amount(value=Decimal(5000), unit="%"), "more than can be"),
    ],
)
def test_an_amount_that_cannot_be_is_refused_with_a_sentence(amount: Amount, words: str):
    with pytest.raises(lines.LineRefused, match=words):
        lines.check_amount(amount)


def test_money_and_measures_are_said_as_one_writes_them():
    assert lines.say_amount(Amount(3_840_000, "GBP")) == "£38,400"
    assert lines.say_amount(Amount(value=Decimal(410), unit="h")) == "410 h"


def test_a_correction_stays_in_its_currency():
    with pytest.raises(lines.LineRefused, match="The line is in GBP, the correction in EUR"):
        lines.check_alike(Amount(100, "GBP"), Amount(100, "EUR"))
    with pytest.raises(lines.LineRefused, match="the amount it has"):
        lines.check_alike(Amount(100, "GBP"), Amount(100, "GBP"))


@pytest.mark.parametrize(
    ("first", "last", "words"),
    [
        (TODAY, TODAY - timedelta(1), "ends before it begins"),
        (TODAY, TODAY + timedelta(1), "still to come"),
        (date(1903, 1, 1), TODAY, "Look at the year"),
    ],
)
def test_a_period_that_cannot_be_is_refused(first: date, last: date, words: str):
    with pytest.raises(lines.LineRefused, match=words):
        lines.check_period(first, last, as_of=TODAY)


def test_a_baseline_counts_only_when_it_was_agreed_before_the_period_began():
    assert lines.has_baseline(TODAY - timedelta(1), TODAY)
    assert not lines.has_baseline(TODAY, TODAY)
    assert not lines.has_baseline(None, TODAY)


def test_nobody_confirms_their_own_amount():
    said = {"amount_by": OURS, "proposed_by": OURS}
    with pytest.raises(lines.LineRefused, match="We cannot answer for the other side"):
        answers.check_answer(LedgerState.PROPOSED, LedgerState.CONFIRMED, by=OURS, **said)
    answers.check_answer(LedgerState.PROPOSED, LedgerState.CONFIRMED, by=THEIRS, **said)


def test_after_a_correction_it_is_the_first_side_that_confirms():
    said = {"amount_by": THEIRS, "proposed_by": OURS}
    assert answers.can_answer(LedgerState.CORRECTED, LedgerState.CONFIRMED, by=OURS, **said)
    assert not answers.can_answer(LedgerState.CORRECTED, LedgerState.CONFIRMED, by=THEIRS, **said)


def test_only_who_proposed_a_line_withdraws_it():
    said = {"amount_by": OURS, "proposed_by": OURS}
    assert answers.can_answer(LedgerState.PROPOSED, LedgerState.WITHDRAWN, by=OURS, **said)
    with pytest.raises(lines.LineRefused, match="can dispute it"):
        answers.check_answer(LedgerState.PROPOSED, LedgerState.WITHDRAWN, by=THEIRS, **said)


def test_a_disputed_line_can_be_corrected_by_either_side():
    said = {"amount_by": OURS, "proposed_by": OURS}
    for side in (OURS, THEIRS):
        assert answers.can_answer(LedgerState.DISPUTED, LedgerState.CORRECTED, by=side, **said)
