"""Writes of forecasts: what is expected, and how it ended. A forecast is never changed: whoever thinks otherwise now makes another."""

from datetime import date, datetime

from closeknit.accounts import checks as account_checks
from closeknit.circle.forecasts import checks, events
from closeknit.circle.models import Forecast
from closeknit.identity import queries as identity_queries
from closeknit.kit import ids, undo
from closeknit.kit.capabilities import Capability
from closeknit.kit.events import record
from closeknit.kit.operation import operation
from closeknit.kit.viewer import Viewer
from closeknit.verbatims import queries as verbatim_queries


@operation(Capability.DRAW_CIRCLE)
def make_forecast(*, account: str, text: str, percent: int, due_on: date, viewer: Viewer, at: datetime) -> str:
    """Write down what we expect by a day and how likely it is (0–100), and return its id; or raise NotFound or BadForecast."""
    row = account_checks.get_account(account, viewer=viewer)
    said, today = checks.check_text(text), identity_queries.today_at(at)
    checks.check_odds(percent, due_on, today=today)
    forecast = Forecast.objects.add(
        Forecast(
            id=ids.new("forecast", row.pk),
            account=row,
            text=said,
            percent=percent,
            made_on=today,
            due_on=due_on,
            made_by_id=viewer.member,
            created_at=at,
        )
    )
    undo.keep_new(forecast, subject=row.pk)
    made = events.ForecastMade(subject=forecast.pk, account=row.pk, percent=percent, due_on=due_on)
    record(made, viewer=viewer, at=at)
    return forecast.pk


@operation(Capability.DRAW_CIRCLE)
def resolve_forecast(
    *, forecast: str, outcome: str, proof: str, viewer: Viewer, at: datetime, verbatim: str | None = None
) -> None:
    """Say how a forecast ended and what shows it, with their words where there are any; or raise NotFound, AlreadyResolved or NoProof."""
    row, ended = checks.get_open(forecast, viewer=viewer), checks.read_outcome(outcome)
    why = checks.check_proof(proof, ended)
    words = verbatim_queries.get_verbatim(verbatim, viewer=viewer).id if verbatim else None
    undo.keep(row, subject=row.account_id)
    row.change(
        outcome=ended,
        resolved_on=identity_queries.today_at(at),
        resolved_by_id=viewer.member,
        proof=why,
        verbatim_id=words,
    )
    resolved = events.ForecastResolved(
        subject=row.pk, account=row.account_id, outcome=ended, percent=row.percent, due_on=row.due_on
    )
    record(resolved, viewer=viewer, at=at)
