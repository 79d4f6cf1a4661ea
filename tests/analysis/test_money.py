from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from closeknit.analysis import money

UNITS = {"": 1, "k": 10**3, "m": 10**6, "bn": 10**9, "tn": 10**12}


def read_back(text):
    bare = text.removeprefix("£").replace(",", "")
    number = bare.rstrip("kmbnt")
    return Decimal(number) * UNITS[bare[len(number) :]]


@pytest.mark.parametrize(
    ("amount", "currency", "full", "compact"),
    [
        ("412000", "GBP", "£412,000", "£412k"),
        ("9.5", "EUR", "€9.50", "€9.50"),
        ("12.5", "EUR", "€12.50", "€13"),
        ("999500", "GBP", "£999,500", "£1m"),
        ("999499", "GBP", "£999,499", "£999k"),
        ("1250000", "USD", "$1,250,000", "$1.25m"),
        ("-1200", "USD", "−$1,200", "−$1.2k"),
        ("3000000000", "JPY", "¥3,000,000,000", "¥3bn"),
        ("0", "GBP", "£0", "£0"),
        ("1500", "CHF", "CHF\N{NO-BREAK SPACE}1,500", "CHF\N{NO-BREAK SPACE}1.5k"),
    ],
)
def test_an_amount_is_written_in_full_and_compactly(amount, currency, full, compact):
    value = money.from_major(amount, currency)
    assert money.format_full(value) == full
    assert money.format_compact(value) == compact


@pytest.mark.parametrize(("currency", "minor"), [("EUR", 1250), ("JPY", 13), ("KWD", 12500)])
def test_minor_units_follow_the_currency(currency, minor):
    assert money.from_major("12.5", currency).minor == minor


@given(st.integers(1_000, 10**16))
def test_the_compact_form_is_within_half_a_percent(minor):
    written = money.format_compact(money.Money(minor, "GBP"))
    true = Decimal(minor) / 100
    assert abs(read_back(written) - true) <= max(true * Decimal("0.005"), Decimal("0.5"))


@given(st.integers(0, 10**13), st.integers(0, 10**13))
def test_a_larger_amount_never_reads_smaller(one, other):
    low, high = sorted((one, other))
    compact = [read_back(money.format_compact(money.Money(minor, "GBP"))) for minor in (low, high)]
    assert compact[0] <= compact[1]


@given(st.integers(-(10**14), 10**14))
def test_the_full_form_can_be_read_back_exactly(minor):
    written = money.format_full(money.Money(minor, "GBP")).replace("−", "-").replace("£", "").replace(",", "")
    assert money.from_major(written, "GBP").minor == minor


def test_amounts_of_one_currency_are_added():
    assert money.add((money.Money(1, "EUR"), money.Money(2, "EUR"))) == money.Money(3, "EUR")


def test_amounts_of_two_currencies_are_never_added():
    with pytest.raises(ValueError, match="EUR, USD"):
        money.add((money.Money(1, "EUR"), money.Money(1, "USD")))


@pytest.mark.parametrize("currency", ["eur", "EURO", "", "€€€"])
def test_a_currency_is_three_capital_letters(currency):
    with pytest.raises(ValueError, match="three capital letters"):
        money.Money(1, currency)
