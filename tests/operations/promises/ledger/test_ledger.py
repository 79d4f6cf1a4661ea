from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from closeknit.accounts import operations as account_operations
from closeknit.analysis import lifecycles
from closeknit.analysis.ledger.kinds import LedgerState
from closeknit.analysis.ledger.lines import Amount
from closeknit.kit import clock, typed, undo
from closeknit.kit.refusals import NotAllowed, NotFound
from closeknit.promises.ledger import checks, operations, queries
from closeknit.promises.models import LedgerAnswer, LedgerEntry
from tests.conftest import NOW, Cast

TODAY = NOW.date()
SPRING = {"period_from": date(2026, 4, 1), "period_until": date(2026, 6, 30)}
LINE: dict[str, Any] = {"kind": "benefit", "side": "theirs", "text": "Typing saved", "amount": Amount(50_000, "GBP")}


@pytest.fixture
def account(cast: Cast) -> str:
    return account_operations.add_account(name="Rijnmond Waterlab", owner=cast.ben.id, viewer=cast.ben, at=NOW)


@pytest.fixture
def saskia(cast: Cast, account: str) -> str:
    return account_operations.add_contact(account=account, name="Saskia de Wit", viewer=cast.ben, at=NOW)


def _propose(cast: Cast, account: str, **more: Any) -> str:
    return operations.propose_entry(account=account, viewer=cast.ben, at=NOW, **LINE | SPRING | more)


def _answer(cast: Cast, entry: str, state: str, **more: Any) -> None:
    said = {"answered_on": TODAY} | more
    operations.answer_entry(entry=entry, state=state, viewer=cast.ben, at=NOW, **said)


def _take_back(cast: Cast) -> None:
    step = undo.find_latest(viewer=cast.ben, since=NOW)
    assert step is not None
    undo.take_back(step=step.pk, viewer=cast.ben, at=NOW)


def test_a_line_of_ours_waits_until_they_answer(cast: Cast, account: str):
    row = queries.get_entry(_propose(cast, account), viewer=cast.ben)
    assert (row.state, row.proposed_by, row.amount_by, row.noted_by) == ("proposed", "ours", "ours", "Ben")


def test_nobody_of_ours_confirms_our_own_proposal_in_their_name(cast: Cast, account: str, saskia: str):
    entry = _propose(cast, account)
    with pytest.raises(checks.BadLine, match="We cannot answer for the other side"):
        _answer(cast, entry, "confirmed")
    with pytest.raises(checks.NobodyNamed, match="how they said so"):
        _answer(cast, entry, "confirmed", contact=saskia)
    _answer(cast, entry, "confirmed", contact=saskia, how="In the review, aloud")
    row = queries.get_entry(entry, viewer=cast.ben)
    (answer,) = row.answers
    assert (row.state, answer.side, answer.contact, answer.member, answer.how) == (
        "confirmed", "theirs", "Saskia de Wit", "Ben", "In the review, aloud",
    )  # fmt: skip


def test_an_answer_needs_somebody_of_that_account(cast: Cast, account: str):
    other = account_operations.add_account(name="Veltra", viewer=cast.ben, at=NOW)
    stranger = account_operations.add_contact(account=other, name="Mo", viewer=cast.ben, at=NOW)
    with pytest.raises(checks.NotTheirs):
        _answer(cast, _propose(cast, account), "confirmed", contact=stranger, how="so")


def test_a_correction_stands_beside_the_old_amount_and_waits_for_us(cast: Cast, account: str, saskia: str):
    entry = _propose(cast, account)
    said = {"contact": saskia, "how": "By mail"}
    _answer(cast, entry, "corrected", amount=Amount(64_000, "GBP"), **said)
    row = queries.get_entry(entry, viewer=cast.ben)
    assert (row.amount, row.proposed, row.state) == (Amount(64_000, "GBP"), Amount(50_000, "GBP"), "corrected")
    with pytest.raises(checks.BadLine):
        _answer(cast, entry, "confirmed", **said)
    _answer(cast, entry, "confirmed")
    (side,) = queries.get_ledger(account, viewer=cast.ben).totals.sides
    assert side.net == 64_000


def test_a_correction_in_another_currency_is_refused(cast: Cast, account: str, saskia: str):
    entry = _propose(cast, account)
    with pytest.raises(checks.BadLine, match="The line is in GBP"):
        _answer(cast, entry, "corrected", amount=Amount(64_000, "EUR"), contact=saskia, how="By mail")
    with pytest.raises(checks.BadLine, match="Say the amount"):
        _answer(cast, entry, "corrected", contact=saskia, how="By mail")
    assert queries.get_entry(entry, viewer=cast.ben).state == "proposed"


def test_a_dispute_has_its_reason_and_counts_nowhere(cast: Cast, account: str, saskia: str):
    entry = _propose(cast, account)
    with pytest.raises(typed.NothingSaid):
        _answer(cast, entry, "disputed", contact=saskia, how="Aloud")
    _answer(cast, entry, "disputed", contact=saskia, how="Aloud", reason="We had a temp that month")
    (side,) = queries.get_ledger(account, viewer=cast.ben).totals.sides
    assert (side.net, side.disputed) == (0, 50_000)


def test_they_propose_too_and_we_answer(cast: Cast, account: str, saskia: str):
    entry = _propose(cast, account, kind="loss", contact=saskia, how="On the telephone")
    _answer(cast, entry, "confirmed")
    (side,) = queries.get_ledger(account, viewer=cast.ben).totals.sides
    assert (side.loss, side.net) == (50_000, -50_000)
    with pytest.raises(checks.NobodyNamed):
        _propose(cast, account, contact=saskia)


def test_two_currencies_are_never_added_up(cast: Cast, account: str, saskia: str):
    for currency in ("GBP", "EUR"):
        entry = _propose(cast, account, amount=Amount(1_000, currency))
        _answer(cast, entry, "confirmed", contact=saskia, how="Aloud")
    totals = queries.get_ledger(account, viewer=cast.ben).totals
    assert [(one.measured_in, one.net) for one in totals.sides] == [("EUR", 1_000), ("GBP", 1_000)]
    assert "EUR and GBP stand side by side" in totals.reasons[1]


@pytest.mark.parametrize(
    "said",
    [
        {"amount": Amount(0, "GBP")},
        {"amount": Amount(-1, "GBP")},
        {"amount": Amount(10**16, "GBP")},
        {"amount": Amount(value=Decimal(3))},
        {"period_until": TODAY + timedelta(1)},
        {"period_from": date(2026, 7, 1)},
    ],
)
def test_what_cannot_be_is_refused_and_nothing_is_written(cast: Cast, account: str, said: dict[str, Any]):
    with pytest.raises(checks.BadLine):
        _propose(cast, account, **said)
    assert queries.get_ledger(account, viewer=cast.ben).entries == ()


def test_a_baseline_is_agreed_by_somebody_of_theirs_before_the_work(cast: Cast, account: str, saskia: str):
    agree = {"account": account, "text": "Hours a week copying", "value": Decimal(22), "unit": "h a week"}
    agree |= {"viewer": cast.ben, "at": NOW, "how": "In the kick-off"}
    with pytest.raises(checks.NobodyNamed):
        operations.agree_baseline(agreed_on=date(2026, 3, 1), contact=None, **agree)
    with pytest.raises(checks.BadLine):
        operations.agree_baseline(agreed_on=TODAY + timedelta(1), contact=saskia, **agree)
    before = operations.agree_baseline(agreed_on=date(2026, 3, 1), contact=saskia, **agree)
    after = operations.agree_baseline(agreed_on=date(2026, 5, 1), contact=saskia, **agree)
    for baseline, stands in ((before, True), (after, False), (None, False)):
        row = queries.get_entry(_propose(cast, account, baseline=baseline), viewer=cast.ben)
        assert row.has_baseline is stands


def test_money_is_for_those_who_see_worth(cast: Cast, account: str):
    entry = _propose(cast, account)
    _propose(cast, account, amount=Amount(value=Decimal(410), unit="h"))
    ledger = queries.get_ledger(account, viewer=cast.gita)
    assert ([row.amount.unit for row in ledger.entries], ledger.n_hidden, ledger.sees_money) == (["h"], 1, False)
    assert all(not side.is_money for side in ledger.totals.sides)
    with pytest.raises(NotFound):
        queries.get_entry(entry, viewer=cast.gita)
    with pytest.raises(NotAllowed):
        operations.propose_entry(account=account, viewer=cast.gita, at=NOW, **LINE | SPRING)


def test_with_a_department_of_ours_only_hours_are_counted(cast: Cast):
    ours = account_operations.add_account(name="Field Service", kind="internal", viewer=cast.ben, at=NOW)
    with pytest.raises(checks.NoMoneyHere):
        _propose(cast, ours)
    _propose(cast, ours, amount=Amount(value=Decimal(9), unit="h"))
    assert queries.get_ledger(ours, viewer=cast.ben).sees_money is False


def test_only_who_proposed_a_line_withdraws_it_and_undo_brings_it_back(cast: Cast, account: str, saskia: str):
    entry = _propose(cast, account)
    withdraw = {"entry": entry, "viewer": cast.ben, "at": NOW}
    with pytest.raises(checks.BadLine):
        operations.withdraw_entry(reason="x", contact=saskia, **withdraw)
    with pytest.raises(typed.NothingSaid):
        operations.withdraw_entry(reason=" ", **withdraw)
    operations.withdraw_entry(reason="Counted twice", **withdraw)
    assert queries.get_ledger(account, viewer=cast.ben).totals.sides == ()
    _take_back(cast)
    assert queries.get_entry(entry, viewer=cast.ben).state == "proposed"


steps = st.lists(st.tuples(st.sampled_from(LedgerState), st.booleans(), st.booleans()), min_size=1, max_size=8)


@pytest.mark.django_db
@settings(max_examples=12, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(walk=steps)
def test_a_line_walks_only_where_its_table_leads(
    cast: Cast, account: str, saskia: str, walk: list[tuple[LedgerState, bool, bool]]
):
    entry = _propose(cast, account)
    for number, (target, theirs, take_back) in enumerate(walk):
        before = _look(entry)
        contact = saskia if theirs else None
        try:
            with clock.frozen(NOW):
                _step(cast, entry, target, contact, Amount(1_000 + number, "GBP"))
        except checks.BadLine:
            assert _look(entry) == before
            continue
        assert lifecycles.can_move(lifecycles.LEDGER_ENTRY, before[0]["state"], target)
        assert target == "withdrawn" or before[0]["state"] == "disputed" or before[0]["amount_by"] != _side(contact)
        assert _look(entry)[0]["state"] == target
        if take_back:
            _take_back(cast)
            assert _look(entry) == before


def _step(cast: Cast, entry: str, target: LedgerState, contact: str | None, amount: Amount) -> None:
    if target is LedgerState.WITHDRAWN:
        operations.withdraw_entry(entry=entry, reason="so", contact=contact, viewer=cast.ben, at=NOW)
    else:
        _answer(cast, entry, target, contact=contact, how="Aloud", reason="so", amount=amount)


def _side(contact: str | None) -> str:
    return "theirs" if contact else "ours"


def _look(entry: str) -> tuple[dict[str, Any], int]:
    row = LedgerEntry.objects.unscoped(reason="test").filter(pk=entry).values().get()
    return row, LedgerAnswer.objects.unscoped(reason="test").filter(entry=entry).count()
