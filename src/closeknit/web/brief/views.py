"""The brief on the screen, as PDF, and as an invitation for a calendar."""

from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.text import slugify
from django.views.decorators.http import require_safe

from closeknit.accounts import asks
from closeknit.identity import queries as identity_queries
from closeknit.kit import clock, ics
from closeknit.kit.capabilities import Capability
from closeknit.kit.pdf import writing
from closeknit.today import brief as briefs
from closeknit.today.brief import Brief
from closeknit.web import answers
from closeknit.web.brief import printing, rows
from closeknit.web.brief.forms import InvitationForm
from closeknit.web.request import HouseRequest
from closeknit.web.touchpoints import moments


@require_safe
def brief(request: HouseRequest, account: str) -> HttpResponse:
    """Show one page before a call; `?with=` is the contact one will speak with."""
    found = _brief(request, account)
    parts = rows.parts_of(found)
    query = urlencode({"with": found.person.id}) if found.person else ""
    log = {"appointment": found.planned.id} if found.planned else {"account": account}
    if found.person and not found.planned:
        log["contact"] = found.person.id
    context = {
        "head": rows.head_of(found, zone=request.zone),
        "main": [part for part in parts if not part.is_aside],
        "aside": [part for part in parts if part.is_aside],
        "people": [(one.id, one.name) for one in found.people],
        "chosen": found.person.id if found.person else "",
        "pdf_url": f"{reverse('brief_pdf', args=[account])}?{query}",
        "log_url": f"{reverse('touchpoint_new')}?{urlencode(log)}",
        "may_log": request.viewer.can(Capability.HAND_IN),
        "invitation": InvitationForm(initial=_initial(request, found), **_about(request, found)),
    }
    return render(request, "web/brief/brief.html", context)


@require_safe
def brief_pdf(request: HouseRequest, account: str) -> HttpResponse:
    """Return the brief as PDF of one page, however much is known."""
    found = _brief(request, account)
    house = identity_queries.get_house()
    sheet = printing.sheet_of(
        found,
        house=house.name,
        currency=house.currency,
        zone=request.zone,
        today=request.today,
        member=request.viewer.name,
        url=_address(request, found),
    )
    return _file(writing.write_page(sheet, made_at=request.at), "application/pdf", f"{_slug(found)}.pdf", inline=True)


@require_safe
def brief_invitation(request: HouseRequest, account: str) -> HttpResponse:
    """Return the call as an .ics file with the way to its brief."""
    found = _brief(request, account)
    form = InvitationForm(request.GET, **_about(request, found))
    if not form.is_valid():
        answers.refuse(request, "Give a day and a time for the call. Nothing was made.")
        return redirect(f"{reverse('brief', args=[account])}?{urlencode({'with': request.GET.get('with', '')})}")
    said = form.cleaned_data
    me = identity_queries.get_member(request.viewer.id, viewer=request.viewer)
    person = found.person
    if person is not None and said.get("invite") and found.planned is None:
        try:
            asks.check_can_ask(
                contact=person.id, on=clock.local_date(said["starts_at"], request.zone), viewer=request.viewer
            )
        except asks.AskedTooOften as refusal:
            answers.refuse(request, f"{refusal} Plan the call to say why: then it can be invited to.")
            return redirect(f"{reverse('brief', args=[account])}?{urlencode({'with': person.id})}")
    invited = ics.Somebody(person.name, person.email) if person and person.email and said.get("invite") else None
    entry = _entry(request, found, said["starts_at"], said["minutes"], with_brief=invited is None)
    written = ics.write_invitation(entry, organiser=ics.Somebody(me.name, me.email), invited=invited)
    return _file(written, "text/calendar; charset=utf-8", f"{_slug(found)}.ics", inline=False)


def _brief(request: HouseRequest, account: str) -> Brief:
    contact = request.GET.get("with", "")
    return briefs.get_brief(account, viewer=request.viewer, at=request.at, zone=request.zone, contact=contact)


def _about(request: HouseRequest, found: Brief) -> dict[str, Any]:
    whom = found.person.name if found.person and found.person.email else ""
    return {"zone": request.zone, "whom": whom}


def _initial(request: HouseRequest, found: Brief) -> dict[str, Any]:
    """What is planned, else ten o'clock on the next working day."""
    if found.planned is not None and found.planned.starts_at > request.at:
        return {"starts_at": moments.local(found.planned.starts_at, request.zone)}
    day = request.today + timedelta(1)
    while day.weekday() > 4:
        day += timedelta(1)
    return {"starts_at": f"{day.isoformat()}T10:00"}


def _entry(request: HouseRequest, found: Brief, starts_at: datetime, minutes: int, *, with_brief: bool) -> ics.Entry:
    """What stands in the calendar. Whoever is invited gets neither our reasons nor the way to our brief."""
    house = identity_queries.get_house()
    whom = found.person.name if found.person else found.account.name
    why = found.planned.why if found.planned else ""
    lines = tuple(filter(None, (why, "The brief:"))) if with_brief else (f"{house.name} and {found.account.name}",)
    local = starts_at.astimezone(ZoneInfo("UTC"))
    return ics.Entry(
        uid=f"brief-{found.planned.id if found.planned else found.account.id}-{local:%Y%m%dT%H%M}@closeknit",
        starts=starts_at,
        title=f"Call {whom}, {found.account.name}" if with_brief else f"{house.name}: call with {request.viewer.name}",
        lines=lines,
        url=_address(request, found) if with_brief else "",
        changed_at=request.at,
        minutes=minutes,
    )


def _address(request: HouseRequest, found: Brief) -> str:
    query = f"?{urlencode({'with': found.person.id})}" if found.person else ""
    return request.build_absolute_uri(reverse("brief", args=[found.account.id])) + query


def _slug(found: Brief) -> str:
    return f"brief-{slugify(found.account.name)[:60] or 'account'}"


def _file(content: bytes, kind: str, name: str, *, inline: bool) -> HttpResponse:
    response = HttpResponse(content, content_type=kind)
    response["Content-Disposition"] = f'{"inline" if inline else "attachment"}; filename="{name}"'
    return response
