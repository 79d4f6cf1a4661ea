"""When a person was here before: kept in their own browser, signed, and nowhere with us."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.conf import settings
from django.http import HttpResponse

from closeknit.portal.request import PortalRequest

# Without a visit before, what is new is what came in so many days.
LATELY = timedelta(days=14)
_KEPT_FOR = timedelta(days=400)


@dataclass(frozen=True)
class Visit:
    """Since when something is new to this person; `is_known` says that they were here before."""

    since: date
    is_known: bool


def read(request: PortalRequest, account: str) -> Visit:
    """Return since when something is new: the day of the visit before this day's, else two weeks."""
    days = _days(request, account)
    before = [day for day in days if day < request.today]
    return Visit(max(before), True) if before else Visit(request.today - LATELY, False)


def keep(response: HttpResponse, request: PortalRequest, account: str) -> None:
    """Let the person's browser remember that they were here today; whoever only looks as them leaves no trace."""
    days = _days(request, account)
    if request.is_look or request.today in days:
        return
    kept = sorted({*days, request.today})[-2:]
    response.set_signed_cookie(
        _name(account),
        ".".join(day.isoformat() for day in kept),
        salt=request.viewer.id,
        max_age=_KEPT_FOR,
        path=f"/shared/{account}/",
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )


def _days(request: PortalRequest, account: str) -> list[date]:
    # Signed for this person: a browser that several use tells nobody of another's visits.
    said = request.get_signed_cookie(_name(account), default="", salt=request.viewer.id) if request.COOKIES else ""
    try:
        return [date.fromisoformat(day) for day in (said or "").split(".") if day]
    except ValueError:
        return []


def _name(account: str) -> str:
    return f"visit_{account}"
