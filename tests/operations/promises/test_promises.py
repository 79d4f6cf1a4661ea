from datetime import date, timedelta

import pytest

from closeknit.accounts import operations as account_operations
from closeknit.identity import operations as identity_operations
from closeknit.kit import typed, undo
from closeknit.kit.models import EventRow
from closeknit.kit.refusals import NotAllowed, NotFound
from closeknit.promises import checks, operations, queries
from tests.conftest import NOW, Cast

TODAY = NOW.date()
FRIDAY = date(2026, 11, 20)


@pytest.fixture
def account(cast: Cast) -> str:
    return account_operations.add_account(
        name="Rijnmond Waterlab", owner=cast.ben.id, domain="rijnmond.example", viewer=cast.ben, at=NOW
    )


@pytest.fixture
def promise(cast: Cast, account: str) -> str:
    return operations.make_promise(
        account=account, text="Send the audit trail", made_on=TODAY, due_on=FRIDAY, viewer=cast.ben, at=NOW
    )


def _get(promise: str, cast: Cast) -> queries.PromiseRow:
    return queries.get_promise(promise, viewer=cast.ben)


def _take_back(cast: Cast) -> None:
    step = undo.find_latest(viewer=cast.ben, since=NOW)
    assert step is not None
    undo.take_back(step=step.pk, viewer=cast.ben, at=NOW)


def test_a_promise_is_kept_by_the_owner_of_its_account_unless_somebody_else_is_named(cast: Cast, account: str):
    made = {"account": account, "made_on": TODAY, "due_on": None, "viewer": cast.alice, "at": NOW}
    assert _get(operations.make_promise(text="Call them", **made), cast).keeper == "Ben"
    assert _get(operations.make_promise(text="Call them", keeper=cast.alice.id, **made), cast).keeper == "Alice"


def test_an_open_promise_shows_all_that_was_said(cast: Cast, account: str, promise: str):
    row = _get(promise, cast)
    assert (row.account, row.text, row.direction) == ("Rijnmond Waterlab", "Send the audit trail", "ours")
    assert (row.due_on, row.first_due_on, row.settlement, row.n_moves) == (FRIDAY, FRIDAY, "", 0)


@pytest.mark.parametrize(
    ("said", "refusal"),
    [
        ({"text": "  "}, typed.NothingSaid),
        ({"made_on": TODAY + timedelta(1)}, checks.BadDay),
        ({"due_on": TODAY - timedelta(1)}, checks.BadDay),
        ({"keeper": "member_nobody"}, NotFound),
        ({"verbatim": "verbatim_none"}, NotFound),
        ({"need": "need_none"}, NotFound),
        ({"account": "account_none"}, NotFound),
    ],
)
def test_a_promise_that_makes_no_sense_is_refused_and_nothing_is_written(
    cast: Cast, account: str, said: dict[str, object], refusal: type[Exception]
):
    whole = {"account": account, "text": "Call them", "made_on": TODAY, "due_on": None} | said
    with pytest.raises(refusal):
        operations.make_promise(**whole, viewer=cast.ben, at=NOW)
    assert queries.list_open(viewer=cast.ben) == []


def test_a_promise_is_given_only_to_people_of_its_account(cast: Cast, account: str):
    other = account_operations.add_account(name="Veltra", viewer=cast.ben, at=NOW)
    there = account_operations.add_contact(account=other, name="Saskia", viewer=cast.ben, at=NOW)
    with pytest.raises(checks.NotTheirs):
        operations.make_promise(
            account=account, text="Call", made_on=TODAY, due_on=None, contact=there, viewer=cast.ben, at=NOW
        )


def test_whoever_only_hands_in_makes_no_promises(cast: Cast, account: str):
    with pytest.raises(NotAllowed):
        operations.make_promise(account=account, text="Call", made_on=TODAY, due_on=None, viewer=cast.gita, at=NOW)


def test_moving_the_day_keeps_the_first_one_and_counts_with_its_reason(cast: Cast, promise: str):
    later = FRIDAY + timedelta(7)
    operations.move_promise(promise=promise, due_on=later, reason=" The lab is shut ", viewer=cast.ben, at=NOW)
    row = _get(promise, cast)
    assert (row.due_on, row.first_due_on, row.n_moves) == (later, FRIDAY, 1)
    (move,) = queries.list_moves(promise, viewer=cast.ben)
    assert (move.from_on, move.to_on, move.reason, move.moved_by) == (FRIDAY, later, "The lab is shut", "Ben")


def test_a_first_day_that_comes_later_is_no_putting_off(cast: Cast, account: str):
    promise = operations.make_promise(account=account, text="Call", made_on=TODAY, due_on=None, viewer=cast.ben, at=NOW)
    operations.move_promise(promise=promise, due_on=FRIDAY, reason="They named one", viewer=cast.ben, at=NOW)
    assert _get(promise, cast).first_due_on == FRIDAY


def test_a_day_is_moved_for_a_reason_to_another_day_that_can_be(cast: Cast, promise: str):
    for due_on, reason, refusal in (
        (FRIDAY + timedelta(1), " ", typed.NothingSaid),
        (FRIDAY, "no change", checks.BadDay),
        (TODAY - timedelta(1), "before it was made", checks.BadDay),
    ):
        with pytest.raises(refusal):
            operations.move_promise(promise=promise, due_on=due_on, reason=reason, viewer=cast.ben, at=NOW)
    assert queries.list_moves(promise, viewer=cast.ben) == []


def test_taking_a_move_back_restores_the_day_and_forgets_the_move(cast: Cast, promise: str):
    operations.move_promise(
        promise=promise, due_on=FRIDAY + timedelta(7), reason="Shut", viewer=cast.ben, at=NOW + timedelta(seconds=1)
    )
    _take_back(cast)
    assert (_get(promise, cast).due_on, _get(promise, cast).n_moves) == (FRIDAY, 0)


def test_a_promise_ends_kept_with_its_proof_and_is_open_no_more(cast: Cast, promise: str):
    operations.settle_promise(
        promise=promise, settlement="kept", settled_on=TODAY, proof="Mail of today", viewer=cast.ben, at=NOW
    )
    (row,) = queries.list_ended(viewer=cast.ben)
    assert (row.settlement, row.settled_on, row.proof) == ("kept", TODAY, "Mail of today")
    assert queries.list_open(viewer=cast.ben) == []
    with pytest.raises(checks.SettledAlready):
        operations.move_promise(promise=promise, due_on=FRIDAY + timedelta(1), reason="late", viewer=cast.ben, at=NOW)


def test_what_was_missed_can_be_mended_but_what_was_kept_cannot_be_missed(cast: Cast, promise: str):
    for settlement in ("missed", "kept"):
        operations.settle_promise(promise=promise, settlement=settlement, settled_on=TODAY, viewer=cast.ben, at=NOW)
    with pytest.raises(checks.SettledAlready, match="kept already"):
        operations.settle_promise(promise=promise, settlement="missed", settled_on=TODAY, viewer=cast.ben, at=NOW)
    assert _get(promise, cast).settlement == "kept"


def test_withdrawing_needs_its_reason(cast: Cast, promise: str):
    with pytest.raises(typed.NothingSaid):
        operations.settle_promise(promise=promise, settlement="withdrawn", settled_on=TODAY, viewer=cast.ben, at=NOW)
    assert _get(promise, cast).settlement == ""


@pytest.mark.parametrize("day", [TODAY + timedelta(1), TODAY - timedelta(1)])
def test_a_promise_ends_neither_before_it_was_made_nor_tomorrow(cast: Cast, promise: str, day: date):
    with pytest.raises(checks.BadDay):
        operations.settle_promise(promise=promise, settlement="kept", settled_on=day, viewer=cast.ben, at=NOW)


def test_opening_again_keeps_what_was_said_as_proof(cast: Cast, promise: str):
    with pytest.raises(checks.NotSettled):
        operations.reopen_promise(promise=promise, viewer=cast.ben, at=NOW)
    operations.settle_promise(
        promise=promise, settlement="missed", settled_on=TODAY, proof="Nobody went", viewer=cast.ben, at=NOW
    )
    operations.reopen_promise(promise=promise, viewer=cast.ben, at=NOW)
    row = _get(promise, cast)
    assert (row.settlement, row.settled_on, row.proof) == ("", None, "Nobody went")


def test_taking_a_settlement_back_opens_the_promise(cast: Cast, promise: str):
    operations.settle_promise(
        promise=promise, settlement="kept", settled_on=TODAY, viewer=cast.ben, at=NOW + timedelta(seconds=1)
    )
    _take_back(cast)
    assert _get(promise, cast).settlement == ""


def test_taking_back_a_promise_that_was_written_down_by_mistake_removes_it(cast: Cast, promise: str):
    _take_back(cast)
    with pytest.raises(NotFound):
        _get(promise, cast)


def test_correcting_changes_the_words_and_not_the_day(cast: Cast, account: str, promise: str):
    saskia = account_operations.add_contact(account=account, name="Saskia de Wit", viewer=cast.ben, at=NOW)
    operations.change_promise(
        promise=promise,
        text="Send the whole audit trail",
        direction="theirs",
        contact=saskia,
        keeper=cast.alice.id,
        viewer=cast.ben,
        at=NOW,
    )
    row = _get(promise, cast)
    assert (row.text, row.direction, row.contact) == ("Send the whole audit trail", "theirs", "Saskia de Wit")
    assert (row.keeper, row.due_on) == ("Alice", FRIDAY)


def test_the_open_promises_of_who_leaves_pass_to_the_successor_in_the_same_act(cast: Cast, account: str, promise: str):
    done = operations.make_promise(account=account, text="Done", made_on=TODAY, due_on=None, viewer=cast.ben, at=NOW)
    operations.settle_promise(promise=done, settlement="kept", settled_on=TODAY, viewer=cast.ben, at=NOW)
    identity_operations.leave(member=cast.ben.id, successor=cast.alice.id, viewer=cast.alice, at=NOW)
    assert queries.get_promise(promise, viewer=cast.alice).keeper == "Alice"
    assert queries.get_promise(done, viewer=cast.alice).keeper == "Ben"


def test_the_log_holds_codes_and_days_and_never_the_words(cast: Cast, promise: str):
    operations.settle_promise(promise=promise, settlement="kept", settled_on=TODAY, viewer=cast.ben, at=NOW)
    rows = EventRow.objects.visible_to(cast.ben).filter(subject=promise).order_by("pk")
    assert [row.kind for row in rows] == ["promise.made", "promise.settled"]
    assert "audit" not in str([row.data for row in rows])
