from datetime import date, timedelta

import pytest

from closeknit.accounts import operations as account_operations
from closeknit.accounts import queries as account_queries
from closeknit.analysis.circle.cadence import Cadence
from closeknit.analysis.circle.picture import Side
from closeknit.analysis.kinds import Stage
from closeknit.circle import checks, operations, queries
from closeknit.circle.models import Place
from closeknit.circle.operations import Drawn
from closeknit.kit import undo
from closeknit.kit.models import EventRow
from closeknit.kit.refusals import NotAllowed, NotFound
from tests.conftest import NOW, Cast

TODAY = NOW.date()
A_YEAR_ON = TODAY + timedelta(365)
LATER = NOW + timedelta(seconds=1)


@pytest.fixture
def account(cast: Cast) -> str:
    return account_operations.add_account(name="Rijnmond Waterlab", owner=cast.ben.id, viewer=cast.ben, at=NOW)


def _move(cast: Cast, account: str, to_stage: str, reason: str = "They rang first", **more: object) -> str:
    given = {"viewer": cast.ben, "at": NOW} | more
    return operations.move_account(account=account, to_stage=to_stage, reason=reason, **given)


def _standing(cast: Cast, account: str) -> account_queries.AccountRow:
    return account_queries.get_account(account, viewer=cast.ben)


def _take_back(cast: Cast) -> None:
    step = undo.find_latest(viewer=cast.ben, since=NOW)
    assert step is not None
    undo.take_back(step=step.pk, viewer=cast.ben, at=LATER)


def test_a_move_is_a_dated_decision_with_its_reason_and_where_the_account_stands(cast: Cast, account: str):
    _move(cast, account, "partner", " They planned with us ", aim="ally", review_on=A_YEAR_ON)
    (decision,) = queries.list_decisions(account, viewer=cast.ben)
    assert (decision.from_stage, decision.to_stage, decision.reason) == ("outside", "partner", "They planned with us")
    assert (decision.decided_on, decision.decided_by) == (TODAY, "Ben")
    row = _standing(cast, account)
    assert (row.stage, row.stage_since, row.aim, row.review_on) == ("partner", TODAY, "ally", A_YEAR_ON)


def test_taking_a_move_back_restores_the_standing_and_forgets_the_decision_in_one_step(cast: Cast, account: str):
    _move(cast, account, "engaged", aim="partner", review_on=A_YEAR_ON)
    _move(cast, account, "ally", at=LATER)
    _take_back(cast)
    row = _standing(cast, account)
    assert (row.stage, row.aim, row.review_on) == ("engaged", "partner", A_YEAR_ON)
    assert [one.to_stage for one in queries.list_decisions(account, viewer=cast.ben)] == ["engaged"]


def test_a_move_without_a_reason_is_refused_and_nothing_moves(cast: Cast, account: str):
    with pytest.raises(checks.NoReason):
        _move(cast, account, "partner", "  ")
    assert _standing(cast, account).stage == "outside"
    assert queries.list_decisions(account, viewer=cast.ben) == []


def test_who_was_let_go_comes_back_at_the_rim_and_not_as_a_partner(cast: Cast, account: str):
    _move(cast, account, "let_go")
    with pytest.raises(checks.CannotMove, match="From here it can become"):
        _move(cast, account, "partner")
    _move(cast, account, "acquainted")
    assert _standing(cast, account).stage == "acquainted"


@pytest.mark.parametrize(
    ("more", "refusal"),
    [
        ({"to_stage": "outside"}, checks.CannotMove),
        ({"to_stage": "friend"}, checks.NoSuchStage),
        ({"aim": "friend"}, checks.NoSuchStage),
        ({"review_on": TODAY}, checks.BadDay),
        ({"decided_on": TODAY + timedelta(1)}, checks.BadDay),
        ({"account": "account_none"}, NotFound),
    ],
)
def test_a_move_that_makes_no_sense_is_refused(
    cast: Cast, account: str, more: dict[str, object], refusal: type[Exception]
):
    whole = {"account": account, "to_stage": "partner", "reason": "why"} | more
    with pytest.raises(refusal):
        operations.move_account(**whole, viewer=cast.ben, at=NOW)


def test_whoever_only_hands_in_moves_nobody(cast: Cast, account: str):
    with pytest.raises(NotAllowed):
        _move(cast, account, "partner", viewer=cast.gita)


def test_a_history_brought_in_later_does_not_move_where_the_account_stands_now(cast: Cast, account: str):
    _move(cast, account, "partner", decided_on=date(2025, 12, 15))
    _move(cast, account, "engaged", "First visit", decided_on=date(2022, 4, 4))
    row = _standing(cast, account)
    assert (row.stage, row.stage_since) == ("partner", date(2025, 12, 15))
    assert [one.decided_on.year for one in queries.list_decisions(account, viewer=cast.ben)] == [2025, 2022]


def test_a_history_told_oldest_first_ends_where_its_last_decision_says(cast: Cast, account: str):
    for day, stage in ((date(2020, 9, 1), "acquainted"), (date(2025, 12, 15), "engaged")):
        _move(cast, account, stage, decided_on=day)
    row = _standing(cast, account)
    assert (row.stage, row.stage_since) == ("engaged", date(2025, 12, 15))
    assert [one.from_stage for one in queries.list_decisions(account, viewer=cast.ben)] == ["acquainted", "outside"]


def test_an_aim_is_set_and_taken_back_without_a_decision(cast: Cast, account: str):
    operations.set_aim(account=account, aim="ally", review_on=A_YEAR_ON, viewer=cast.ben, at=LATER)
    assert (_standing(cast, account).aim, _standing(cast, account).review_on) == ("ally", A_YEAR_ON)
    _take_back(cast)
    assert (_standing(cast, account).aim, _standing(cast, account).review_on) == ("", None)
    assert queries.list_decisions(account, viewer=cast.ben) == []


def test_a_house_begins_with_cadences_and_changes_them_one_by_one(cast: Cast):
    operations.change_cadence(stage="ally", ideal_days=7, latest_days=21, viewer=cast.alice, at=NOW)
    operations.change_cadence(stage="acquainted", ideal_days=None, latest_days=None, viewer=cast.alice, at=NOW)
    cadences = queries.get_cadences(viewer=cast.ben)
    assert cadences[Stage.ALLY] == Cadence(7, 21)
    assert cadences[Stage.ACQUAINTED] is None
    assert cadences[Stage.PARTNER] == Cadence(30, 60)
    assert set(cadences) == set(Stage)


def test_several_cadences_are_one_step(cast: Cast):
    limits = {"ally": (7, 21), "partner": (14, 28)}
    operations.change_cadences(limits=limits, viewer=cast.alice, at=LATER)
    step = undo.find_latest(viewer=cast.alice, since=LATER)
    assert step is not None
    undo.take_back(step=step.pk, viewer=cast.alice, at=LATER)
    assert queries.get_cadences(viewer=cast.alice)[Stage.PARTNER] == Cadence(30, 60)


@pytest.mark.parametrize("limits", [(30, 14), (0, 14), (14, None), (None, 14)])
def test_limits_that_nobody_could_keep_leave_all_as_it_was(cast: Cast, limits: tuple[int | None, int | None]):
    with pytest.raises(checks.BadCadence, match="old limits still hold"):
        operations.change_cadences(limits={"ally": (7, 21), "partner": limits}, viewer=cast.alice, at=NOW)
    assert queries.get_cadences(viewer=cast.alice)[Stage.ALLY] == Cadence(14, 30)


def test_a_cadence_is_changed_only_by_who_runs_the_house(cast: Cast):
    with pytest.raises(NotAllowed):
        operations.change_cadence(stage="ally", ideal_days=7, latest_days=21, viewer=cast.ben, at=NOW)


def test_places_are_kept_anew_and_those_of_others_stay(cast: Cast, account: str):
    other = account_operations.add_account(name="Veltra", viewer=cast.ben, at=NOW)
    both = {account: Drawn(1.0, Side.LEFT), other: Drawn(2.0, Side.HIDDEN)}
    operations.keep_places(places=both, viewer=cast.ben, at=NOW)
    anew = {account: Drawn(1.5, Side.RIGHT), "account_gone": Drawn(0.0, Side.LEFT)}
    operations.keep_places(places=anew, viewer=cast.ben, at=NOW)
    kept = {row.pk: (row.angle, row.side) for row in Place.objects.visible_to(cast.ben)}
    assert kept == {account: (1.5, "right"), other: (2.0, "hidden")}


def test_the_log_holds_codes_and_days_and_never_the_reason(cast: Cast, account: str):
    decision = _move(cast, account, "partner", "because Saskia said so")
    (row,) = EventRow.objects.visible_to(cast.ben).filter(kind="stage.decided")
    assert (row.subject, row.account, row.data["to_stage"]) == (decision, account, "partner")
    assert "Saskia" not in str(row.data)
