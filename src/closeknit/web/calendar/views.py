"""Opening, closing and reading a member's calendar."""

from datetime import datetime

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from closeknit.identity import calendars, queries
from closeknit.kit import ics
from closeknit.kit.refusals import NotFound
from closeknit.today import calendar as today_calendar
from closeknit.today.calendar import CalendarCall
from closeknit.web import answers, errors
from closeknit.web.request import HouseRequest


@require_POST
def calendar_address(request: HouseRequest) -> HttpResponse:
    """Open my calendar's address and show it, this once; or close it."""
    if "none" in request.POST:
        calendars.close_calendar(viewer=request.viewer, at=request.at)
        answers.done(request, "The address is closed. Calendars that read it get nothing any more.", undoable=False)
        return redirect(f"{reverse('member_self')}#calendar")
    secret = calendars.open_calendar(viewer=request.viewer, at=request.at)
    link = request.build_absolute_uri(reverse("calendar", args=[secret]))
    return render(request, "web/me/calendar.html", {"link": link, "webcal": f"webcal:{link.partition(':')[2]}"})


@require_safe
def calendar(request: HouseRequest, secret: str) -> HttpResponse:
    """Return the calls of whoever's address this is. Nobody is signed in here: the secret is the key, and only to this."""
    viewer = queries.find_viewer_of_calendar(secret)
    if viewer is None or request.house is None:
        return errors.not_found(request, NotFound())
    calls = today_calendar.list_calls(viewer=viewer, at=request.at)
    entries = [_entry(request, call) for call in calls]
    name = f"{request.house.name}: calls of {viewer.name}"
    return HttpResponse(ics.write_calendar(name, entries), content_type="text/calendar; charset=utf-8")


def _entry(request: HouseRequest, call: CalendarCall) -> ics.Entry:
    return ics.Entry(
        uid=f"{call.about}@closeknit",
        starts=call.starts,
        title=call.title,
        lines=(call.account, *call.reasons),
        url=request.build_absolute_uri(reverse("account", args=[call.account_id])),
        changed_at=request.at,
        # A call that is due takes no fixed time: it must not make the day look full to others.
        is_busy=isinstance(call.starts, datetime),
    )
