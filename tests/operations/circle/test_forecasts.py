"""Forecasts: made once, resolved once with what shows it, and scored from ten on."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from closeknit.circle.forecasts import checks, operations, queries
from closeknit.circle.models import Forecast
from closeknit.kit import clock, undo
from closeknit.kit.models import EventRow
from closeknit.kit.refusals import NotAllowed, NotFound
from closeknit.verbatims.models import Verbatim
from tests import imprint
from tests.conftest import NOW, Cast
from tests.operations.circle.telling import TRAIL, Waterlab, found_waterlab, talk

TODAY = NOW.date()
THEN = NOW + timedelta(30)


@pytest.fixture(autouse=True)
def _at_nine():
    with clock.frozen(NOW):
        yield


@pytest.fixture
@imprint.kept(at=NOW)
def lab(cast: Cast) -> Waterlab:
    return found_waterlab(cast)


def _make(cast: Cast, lab: Waterlab, percent: int = 70, **more: object) -> str:
    given = {"text": "Third site opens", "due_on": TODAY + timedelta(30), "viewer": cast.ben, "at": NOW} | more
    return operations.make_forecast(account=lab.id, percent=percent, **given)


def _resolve(cast: Cast, forecast: str, outcome: str = "came_true", **more: object) -> None:
    given = {"proof": "We stood in it", "viewer": cast.ben, "at": THEN} | more
    operations.resolve_forecast(forecast=forecast, outcome=outcome, **given)


def test_a_forecast_says_what_by_when_and_how_likely(cast: Cast, lab: Waterlab):
    _make(cast, lab, 70, text="  Third  site opens ")
    (row,) = queries.list_forecasts(lab.id, viewer=cast.ben)
    assert (row.text, row.percent, row.due_on, row.made_by) == ("Third site opens", 70, TODAY + timedelta(30), "Ben")


@pytest.mark.parametrize(
    ("more", "sentence"),
    [
        ({"percent": 101}, "101 % is more than certain"),
        ({"percent": -3}, "less than impossible"),
        ({"due_on": TODAY}, "still ahead"),
        ({"text": " "}, "Say what you expect"),
        ({"text": "x" * 301}, "at most 300 letters"),
    ],
)
def test_what_cannot_be_forecast_is_refused_in_a_sentence(cast: Cast, lab: Waterlab, more, sentence):
    with pytest.raises(checks.BadForecast, match=sentence):
        _make(cast, lab, **{"percent": 50} | more)
    assert queries.list_forecasts(lab.id, viewer=cast.ben) == []


def test_the_store_itself_refuses_more_than_certain(cast: Cast, lab: Waterlab):
    forecast = _make(cast, lab)
    with pytest.raises(IntegrityError), transaction.atomic():
        Forecast.objects.unscoped(reason="test").filter(pk=forecast).update(percent=101)


def test_whoever_only_hands_in_makes_no_forecast(cast: Cast, lab: Waterlab):
    with pytest.raises(NotAllowed):
        _make(cast, lab, viewer=cast.gita)


def test_it_is_due_from_its_day_on_and_not_before(cast: Cast, lab: Waterlab):
    _make(cast, lab)
    assert queries.list_due(viewer=cast.ben, by=TODAY + timedelta(29)) == []
    assert [row.text for row in queries.list_due(viewer=cast.ben, by=TODAY + timedelta(30))] == ["Third site opens"]
    assert queries.has_due(lab.id, by=TODAY + timedelta(30), viewer=cast.ben)


def test_resolving_says_how_it_ended_and_what_shows_it(cast: Cast, lab: Waterlab):
    talk(lab.id, TRAIL, lab.saskia, by=cast.ben)
    words = Verbatim.objects.unscoped(reason="test").get(text=TRAIL).pk
    _resolve(cast, _make(cast, lab), verbatim=words)
    (row,) = queries.list_resolved(viewer=cast.ben)
    assert (row.outcome, row.proof, row.resolved_by, row.verbatim_id) == ("came_true", "We stood in it", "Ben", words)


def test_an_outcome_without_what_shows_it_is_refused(cast: Cast, lab: Waterlab):
    forecast = _make(cast, lab)
    with pytest.raises(checks.NoProof, match="how one can see it"):
        _resolve(cast, forecast, proof=" ")
    with pytest.raises(checks.NoProof, match="why it cannot be told"):
        _resolve(cast, forecast, "untold", proof="")


def test_an_outcome_that_is_none_is_refused(cast: Cast, lab: Waterlab):
    with pytest.raises(checks.BadForecast, match="came true, did not, or cannot be told"):
        _resolve(cast, _make(cast, lab), "perhaps")


def test_it_is_resolved_once(cast: Cast, lab: Waterlab):
    forecast = _make(cast, lab)
    _resolve(cast, forecast)
    with pytest.raises(checks.AlreadyResolved):
        _resolve(cast, forecast, "did_not")


def test_one_that_is_not_there_is_not_found(cast: Cast):
    with pytest.raises(NotFound):
        _resolve(cast, "forecast_none")


def test_an_outcome_can_be_taken_back(cast: Cast, lab: Waterlab):
    forecast = _make(cast, lab)
    _resolve(cast, forecast)
    step = undo.find_latest(viewer=cast.ben, since=THEN)
    assert step is not None
    undo.take_back(step=step.pk, viewer=cast.ben, at=THEN)
    assert queries.has_due(lab.id, by=THEN.date(), viewer=cast.ben)


def test_the_score_shows_from_ten_on_and_leaves_out_what_cannot_be_told(cast: Cast, lab: Waterlab):
    for number in range(9):
        _resolve(cast, _make(cast, lab, 80), "did_not" if number < 2 else "came_true")
    _resolve(cast, _make(cast, lab, 80), "untold", proof="They never said")
    assert (queries.get_score(viewer=cast.ben).brier, queries.get_score(viewer=cast.ben).n_missing) == (None, 1)
    _resolve(cast, _make(cast, lab, 80))
    score = queries.get_score(viewer=cast.ben, account=lab.id)
    assert score.brier == pytest.approx((8 * 0.04 + 2 * 0.64) / 10)


def test_the_event_holds_no_words(cast: Cast, lab: Waterlab):
    _resolve(cast, _make(cast, lab, text="A secret site"), proof="A secret proof")
    data = EventRow.objects.unscoped(reason="test").filter(kind__startswith="forecast.").values_list("data", flat=True)
    assert "secret" not in str(list(data))


def test_open_ones_ahead_and_of_accounts_are_listed(cast: Cast, lab: Waterlab):
    forecast = _make(cast, lab)
    assert [row.id for row in queries.list_ahead(viewer=cast.ben, after=TODAY)] == [forecast]
    due = queries.list_due_of_accounts([lab.id], by=THEN.date(), viewer=cast.ben)
    assert due == [(lab.id, forecast, "Third site opens", TODAY + timedelta(30))]
