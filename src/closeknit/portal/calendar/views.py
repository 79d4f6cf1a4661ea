"""Opening, closing and reading one's calendar of shared days."""

from datetime import date

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from closeknit.accounts.shared import notices
from closeknit.accounts.shared import queries as account_queries
from closeknit.circle.shared import queries as circle_queries
from closeknit.ideas.shared import spaces
from closeknit.kit import ics
from closeknit.kit.languages import speaking
from closeknit.portal import errors
from closeknit.portal.request import PortalRequest
from closeknit.promises.shared.queries import plans as plan_queries
from closeknit.promises.shared.queries import promises


@require_POST
def address(request: PortalRequest, account: str) -> HttpResponse:
    """Open my calendar's address and show it, this once; or close it."""
    viewer = request.viewer
    if "none" in request.POST:
        notices.close_shared_calendar(account=account, viewer=viewer, at=request.at)
        messages.success(request, _("The address is closed. Calendars that read it get nothing any more."))
        return redirect("portal:notices", account)
    secret = notices.open_shared_calendar(account=account, viewer=viewer, at=request.at)
    link = request.build_absolute_uri(reverse("portal:calendar_feed", args=[secret]))
    return render(request, "portal/notices/calendar.html", {"link": link})


@require_safe
def feed(request: PortalRequest, secret: str) -> HttpResponse:
    """Return the shared days of whoever's address this is. Nobody is signed in here: the secret is the key, and only to this."""
    reader = notices.find_calendar_reader(secret)
    if reader is None or request.house is None:
        return errors.not_found(request)
    account, viewer = reader.account, reader.eyes
    with speaking(reader.language):
        site = account_queries.get_space(account, viewer=viewer)
        owed = promises.list_open(account, viewer=viewer)
        entries = [
            _entry(request, one.id, one.due_on, one.text, request.house.name if one.is_ours else site.account, account)
            for one in owed
            if one.due_on is not None
        ]
        named = {one.id for one in owed}
        plan = plan_queries.find_plan(account, viewer=viewer, as_of=request.today)
        # What is a promise stands there as one already.
        entries += [
            _entry(request, one.id, one.due_on, one.text, site.account, account)
            for one in (plan.actions if plan is not None and plan.closed_on is None else ())
            if one.is_mine and one.can_tick and one.due_on is not None and one.promise not in named
        ]
        entries += [
            _entry(request, goal.id, goal.target_on, goal.text, _("shared goal"), account)
            for goal in circle_queries.list_goals(account, viewer=viewer)
            if not goal.is_reached
        ]
        entries += [
            _entry(request, row.idea, row.answer_by, _("Answer to your idea: %(title)s") % {"title": row.title},
                   request.house.name, account)
            for row in spaces.list_awaited(account, viewer=viewer)
        ]  # fmt: skip
        name = f"{request.house.name} – {site.account}"
    return HttpResponse(ics.write_calendar(name, entries), content_type="text/calendar; charset=utf-8")


def _entry(request: PortalRequest, about: str, on: date, text: str, whose: str, account: str) -> ics.Entry:
    return ics.Entry(
        uid=f"{about}@closeknit",
        starts=on,
        title=text,
        lines=(whose,),
        url=request.build_absolute_uri(reverse("portal:home", args=[account])),
        changed_at=request.at,
        is_busy=False,
    )
