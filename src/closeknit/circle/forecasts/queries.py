"""Reads of forecasts, as frozen rows, and how good they were."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, QuerySet

from closeknit.accounts.queries import AccountIds
from closeknit.analysis.circle.forecasts import ForecastScore, Resolved, score_forecasts
from closeknit.analysis.kinds import ForecastOutcome
from closeknit.circle.models import Forecast
from closeknit.kit.viewer import Viewer

PAGE = 50


@dataclass(frozen=True)
class ForecastRow:
    """One forecast; `outcome` is empty while nobody has said how it ended."""

    id: str
    account_id: str
    account: str
    text: str
    percent: int
    made_on: date
    due_on: date
    made_by: str
    outcome: str
    resolved_on: date | None
    resolved_by: str
    proof: str
    verbatim_id: str


def list_forecasts(account: str, *, viewer: Viewer) -> list[ForecastRow]:
    """Return the forecasts about an account: open ones first, each by the day that decides it."""
    rows = Forecast.objects.visible_to(viewer).filter(account_id=account)
    # An empty outcome sorts before every code.
    found = _rows(rows.order_by("due_on", "pk"))
    return sorted(found, key=lambda row: bool(row.outcome))


def list_due(*, viewer: Viewer, by: date, account: str = "") -> list[ForecastRow]:
    """Return the forecasts whose day has come and that nobody has resolved, the oldest first, of one account or all."""
    rows = _open(viewer).filter(due_on__lte=by)
    rows = rows.filter(account_id=account) if account else rows
    return _rows(rows.order_by("due_on", "pk")[: PAGE * 4])


def list_due_of_accounts(accounts: AccountIds, *, by: date, viewer: Viewer) -> list[tuple[str, str, str, date]]:
    """Return (account, forecast, text, day) of what is due at these accounts, the oldest first: for Today."""
    rows = _open(viewer).filter(account__in=accounts, due_on__lte=by)
    return list(rows.order_by("due_on", "pk").values_list("account_id", "pk", "text", "due_on"))


def list_ahead(*, viewer: Viewer, after: date, page: int = 1) -> list[ForecastRow]:
    """Return open forecasts whose day is still ahead, the nearest first, a page of 50."""
    rows = _open(viewer).filter(due_on__gt=after)
    return _rows(rows.order_by("due_on", "pk")[(page - 1) * PAGE : page * PAGE])


def list_resolved(*, viewer: Viewer, page: int = 1) -> list[ForecastRow]:
    """Return resolved forecasts, the newest first, a page of 50."""
    rows = Forecast.objects.visible_to(viewer).exclude(outcome="")
    return _rows(rows.order_by("-resolved_on", "-pk")[(page - 1) * PAGE : page * PAGE])


def has_due(account: str, *, by: date, viewer: Viewer) -> bool:
    """Return whether a forecast about the account waits for somebody to say how it ended."""
    return _open(viewer).filter(account_id=account, due_on__lte=by).exists()


def get_score(*, viewer: Viewer, account: str = "") -> ForecastScore:
    """Return how good our forecasts were, about one account or all; what cannot be told is left out."""
    rows = Forecast.objects.visible_to(viewer).filter(outcome__in=(ForecastOutcome.CAME_TRUE, ForecastOutcome.DID_NOT))
    rows = rows.filter(account_id=account) if account else rows
    counted = rows.order_by().values_list("percent", "outcome").annotate(n=Count("pk"))
    return score_forecasts(_each(list(counted)))


def _each(counted: list[tuple[int, str, int]]) -> Iterator[Resolved]:
    for percent, outcome, n in counted:
        yield from [Resolved(percent / 100, outcome == ForecastOutcome.CAME_TRUE)] * n


def _open(viewer: Viewer) -> QuerySet[Forecast]:
    return Forecast.objects.visible_to(viewer).filter(outcome="")


def _rows(forecasts: QuerySet[Forecast]) -> list[ForecastRow]:
    """Return the rows of a queryset that went through `visible_to` already, in its order."""
    return [
        ForecastRow(
            id=row.pk,
            account_id=row.account_id,
            account=row.account.name,
            text=row.text,
            percent=row.percent,
            made_on=row.made_on,
            due_on=row.due_on,
            made_by=row.made_by.name if row.made_by else "",
            outcome=row.outcome,
            resolved_on=row.resolved_on,
            resolved_by=row.resolved_by.name if row.resolved_by else "",
            proof=row.proof,
            verbatim_id=row.verbatim_id or "",
        )
        for row in forecasts.select_related("account", "made_by", "resolved_by")
    ]
