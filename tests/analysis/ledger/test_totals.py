from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from closeknit.analysis.ledger.cumulation import cumulate
from closeknit.analysis.ledger.kinds import LedgerKind, LedgerSide, LedgerState
from closeknit.analysis.ledger.lines import Amount
from closeknit.analysis.ledger.totals import Line, SideTotal, Totals, total_ledger

DAY = date(2026, 6, 30)

amounts = st.one_of(
    st.builds(Amount, minor=st.integers(1, 10**9), currency=st.sampled_from(["GBP", "EUR", "USD"])),
    st.builds(
        Amount,
        value=st.decimals(min_value="0.01", max_value=1000, places=2),
        unit=st.sampled_from(["h", "%", "portions"]),
    ),
)
drawn = st.lists(
    st.builds(
        Line,
        side=st.sampled_from(LedgerSide),
        kind=st.sampled_from(LedgerKind),
        state=st.sampled_from(LedgerState),
        amount=amounts,
        until=st.dates(date(2023, 1, 1), date(2026, 11, 1)),
        has_baseline=st.booleans(),
    ),
    max_size=12,
)


def _line(
    minor: int, *, currency: str = "GBP", state: str = "confirmed", kind: str = "benefit", **more: object
) -> Line:
    whole: dict[str, object] = {"side": LedgerSide.THEIRS, "until": DAY} | more
    return Line(kind=LedgerKind(kind), state=LedgerState(state), amount=Amount(minor, currency), **whole)  # type: ignore[arg-type]  # by name


def _of(totals: Totals, side: LedgerSide, name: str) -> SideTotal:
    return next(one for one in totals.sides if one.side is side and one.measured_in == name)


def test_only_confirmed_lines_are_added_and_the_others_stand_beside():
    totals = total_ledger(
        [
            _line(500),
            _line(300, state="proposed"),
            _line(70, state="corrected"),
            _line(20, state="disputed"),
            _line(9, state="withdrawn"),
        ]
    )
    (one,) = totals.sides
    assert (one.net, one.proposed, one.disputed) == (500, 370, 20)
    assert (one.n_confirmed, one.n_proposed, one.n_disputed) == (1, 2, 1)


def test_losses_are_taken_off():
    (one,) = total_ledger([_line(500), _line(200, kind="profit"), _line(90, kind="loss")]).sides
    assert (one.benefit, one.profit, one.loss, one.net) == (500, 200, 90, 610)


def test_two_currencies_stand_side_by_side_with_a_sentence():
    totals = total_ledger([_line(500), _line(300, currency="EUR")])
    assert [(one.measured_in, one.net) for one in totals.sides] == [("EUR", 300), ("GBP", 500)]
    assert any("never added up" in reason for reason in totals.reasons)


def test_shares_are_counted_and_not_added():
    share = Line(LedgerSide.OURS, LedgerKind.BENEFIT, LedgerState.CONFIRMED, Amount(value=Decimal(12), unit="%"), DAY)
    (one,) = total_ledger([share, share]).sides
    assert (one.n_confirmed, one.net, one.is_share) == (2, 0, True)


def test_what_has_no_baseline_of_before_is_named():
    totals = total_ledger([_line(500, has_baseline=False), _line(300)])
    assert totals.sides[0].n_without_baseline == 1
    assert totals.reasons[-1] == "1 confirmed without a baseline that was agreed before the work"


@given(lines=drawn, data=st.data())
def test_the_order_of_lines_changes_no_sum(lines: list[Line], data: st.DataObject):
    assert total_ledger(data.draw(st.permutations(lines))) == total_ledger(lines)


@given(lines=drawn)
def test_no_currency_or_unit_ever_changes_the_sum_of_another(lines: list[Line]):
    totals = total_ledger(lines)
    for one in totals.sides:
        alone = [line for line in lines if line.amount.measured_in == one.measured_in]
        assert _of(total_ledger(alone), one.side, one.measured_in) == one


@given(lines=drawn)
def test_what_is_not_confirmed_never_counts(lines: list[Line]):
    confirmed = [line for line in lines if line.state is LedgerState.CONFIRMED]
    nets = {(one.side, one.measured_in): one.net for one in total_ledger(confirmed).sides}
    for one in total_ledger(lines).sides:
        assert one.net == nets.get((one.side, one.measured_in), 0)


@given(lines=drawn)
def test_the_last_quarter_of_the_picture_is_the_total(lines: list[Line]):
    for name in {line.amount.measured_in for line in lines} - {"%"}:
        alone = [line for line in lines if line.amount.measured_in == name]
        quarters = cumulate(alone, as_of=date(2026, 11, 20))
        for one in total_ledger(alone).sides:
            stand = quarters[-1].theirs if one.side is LedgerSide.THEIRS else quarters[-1].ours
            assert (stand.confirmed, stand.proposed, stand.disputed) == (one.net, one.proposed, one.disputed)
            assert stand.edges == (0, one.net, one.net + one.proposed, one.net + one.proposed + one.disputed)


def test_months_without_a_line_carry_on_what_was():
    months = cumulate([_line(500, until=date(2026, 8, 31))], as_of=date(2026, 11, 20))
    assert [month.label for month in months] == ["Aug", "Sep", "Oct", "Nov"]
    assert {month.theirs.confirmed for month in months} == {Decimal(500)}
    assert months[-1].ends_on == date(2026, 11, 30)


def test_longer_than_a_year_is_drawn_by_quarters():
    quarters = cumulate([_line(500, until=date(2025, 11, 20))], as_of=date(2026, 11, 20))
    assert [one.label for one in quarters] == ["Q4 2025", "Q1 2026", "Q2 2026", "Q3 2026", "Q4 2026"]
    assert quarters[-1].ends_on == date(2026, 12, 31)


def test_a_picture_of_two_currencies_is_a_mistake():
    with pytest.raises(ValueError, match="one scale"):
        cumulate([_line(1), _line(1, currency="EUR")], as_of=DAY)


def test_at_most_three_years_are_drawn():
    spans = cumulate([_line(1, until=DAY - timedelta(3000))], as_of=DAY)
    assert len(spans) == 12
