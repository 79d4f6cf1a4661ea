"""Numbers, money, yes and no, and what a cell looks like."""

import contextlib
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from closeknit.analysis.money import Money
from closeknit.kit.tables import values
from closeknit.kit.tables.values import CellKind


@pytest.mark.parametrize(
    ("text", "minor", "currency"),
    [
        ("£1,200", 120000, "GBP"),
        ("1.200,50 €", 120050, "EUR"),
        ("€ 1.200", 120000, "EUR"),
        ("EUR 3 mln", 300000000, "EUR"),
        ("$1.25m", 125000000, "USD"),
        ("US$ 99.90", 9990, "USD"),
        ("(1,200) USD", -120000, "USD"),
        ("-5 €", -500, "EUR"),
        ("1'200.50 CHF", 120050, "CHF"),
        ("12 500,00 kr".replace("kr", "SEK"), 1250000, "SEK"),
        ("¥1,200", 1200, "JPY"),
        ("1.200,- €", 120000, "EUR"),
    ],
)
def test_money_is_read_as_people_write_it(text: str, minor: int, currency: str) -> None:
    assert values.parse_money(text) == Money(minor, currency)


def test_money_without_a_currency_takes_the_one_that_is_said() -> None:
    assert values.parse_money("412k", currency="GBP") == Money(41200000, "GBP")
    with pytest.raises(ValueError, match="names no currency"):
        values.parse_money("412k")


@pytest.mark.parametrize("text", ["", "abc", "12 XYZ", "€5 $", "(5", "1.2.3,4,5 €", "€" * 500])
def test_what_is_no_money_says_so(text: str) -> None:
    with pytest.raises(ValueError, match=r"^“"):
        values.parse_money(text)


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("1,200.5", "1200.5"),
        ("1.200,5", "1200.5"),
        ("-3", "-3"),
        ("12 %", "12"),
        ("1 200", "1200"),
        ("0.125", "0.125"),
        ("1,5", "1.5"),
    ],
)
def test_numbers_are_read_in_any_of_the_usual_ways(text: str, number: str) -> None:
    assert values.parse_number(text) == Decimal(number)


def test_yes_and_no_are_read_in_some_languages() -> None:
    assert [values.parse_boolean(text) for text in ("Yes", "TRUE", "ja", "1", "oui")] == [True] * 5
    assert [values.parse_boolean(text) for text in ("No", "false", "nein", "0", "")[:4]] == [False] * 4
    with pytest.raises(ValueError, match="neither yes nor no"):
        values.parse_boolean("maybe")


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        (" ", CellKind.EMPTY),
        ("12,5", CellKind.NUMBER),
        ("2026-11-20 14:03", CellKind.DATE),
        ("ana@x.example", CellKind.EMAIL),
        ("Ana <ana@x.example>", CellKind.EMAIL),
        ("https://x.example/a", CellKind.URL),
        ("Write to ana@x.example", CellKind.TEXT),
        ("3 things are wrong", CellKind.TEXT),
    ],
)
def test_cells_are_told_apart(text: str, kind: CellKind) -> None:
    assert values.classify_cell(text) is kind


@given(st.text())
def test_any_text_is_a_value_or_a_value_error(text: str) -> None:
    assert values.classify_cell(text) in CellKind
    for parse in (values.parse_number, values.parse_money, values.parse_boolean):
        with contextlib.suppress(ValueError):
            parse(text)
