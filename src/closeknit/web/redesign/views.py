"""The sessions there are, and what one came to: as a page, and as a PDF that reads well on paper."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.text import slugify
from django.views.decorators.http import require_safe

from closeknit.identity import queries as identity_queries
from closeknit.kit import clock
from closeknit.kit.capabilities import Capability
from closeknit.kit.pdf import writing
from closeknit.offerings.sessions import judgement, queries
from closeknit.web.redesign import carrying, frame, labels, plot, printing, rows
from closeknit.web.request import HouseRequest


@require_safe
def redesigns(request: HouseRequest) -> HttpResponse:
    """Show the sessions there are, those that go on first."""
    asked = request.GET.get("page", "")
    number = int(asked) if asked.isdecimal() and 0 < len(asked) < 6 and int(asked) else 1
    found = queries.list_sessions(viewer=request.viewer, page=number)
    lines = [
        (line, labels.STATES[line.state], clock.local_date(line.decided_at or line.made_at, request.zone))  # type: ignore[index]
        for line in found
    ]
    again = queries.list_to_revisit(by=request.today, viewer=request.viewer)
    context = {
        "again": [(verdict.reason, verdict.revisit_on, session, what) for verdict, session, what in again],
        "running": [line for line in lines if line[0].decided_at is None],
        "decided": [line for line in lines if line[0].decided_at is not None],
        "may_shape": request.viewer.can(Capability.SHAPE_OFFERINGS),
        "next_page": number + 1 if len(found) == queries.PAGE else 0,
        "before_page": number - 1,
    }
    return render(request, "web/redesign/redesigns.html", context)


@require_safe
def redesign(request: HouseRequest, session: str) -> HttpResponse:
    """Show what a session came to so far: what changes, what was wished, how it was judged, what is decided and answered."""
    return render(request, "web/redesign/redesign.html", _result(request, session))


@require_safe
def pdf(request: HouseRequest, session: str) -> HttpResponse:
    """Return what a session came to as a PDF."""
    found = _result(request, session)
    house = identity_queries.get_house()
    today = request.today
    sheet = printing.sheet_of(found, house=house.name, member=request.viewer.name, today=today)
    response = HttpResponse(writing.write_sheet(sheet, made_at=request.at), content_type="application/pdf")
    name = slugify(found["page"].title)[:60] or "session"
    response["Content-Disposition"] = f'inline; filename="redesign-{name}.pdf"'
    return response


def _result(request: HouseRequest, session: str) -> dict[str, Any]:
    page, viewer = frame.read(request, session), request.viewer
    today = request.today
    entries = queries.list_entries(session, viewer=viewer)
    members = [seat.member_id for seat in page.seats]
    judged = judgement.judge(session, entries, page.weights, members, viewer=viewer)
    verdicts = queries.list_verdicts(session, viewer=viewer)
    talks = queries.list_talks(session, viewer=viewer)
    made = carrying.read(request, session)
    lines = rows.entries_of(judged, verdicts, talks, today=today, zone=request.zone, carried=made)
    whole = verdicts.get("")
    return frame.context_of(request, page, "redesign") | {
        "requirements": [rows.requirement_of(row) for row in queries.list_requirements(session, viewer=viewer)],
        "entries": lines,
        "is_judged": bool(judged.answers or judged.scores),
        "aside": [entry for entry in entries if entry.aside],
        "n_entries": len(entries),
        "judged": judged,
        "plot": plot.draw(lines),
        "weights": rows.weights_of(page),
        "whole": rows.verdict_of(whole, today=today, zone=request.zone) if whole else None,
        "whole_carried": made.get(""),
        "whole_talks": [rows.talk_of(talk, zone=request.zone) for talk in talks if not talk.entry_id],
        "made_on": clock.local_date(page.made_at, request.zone),
        "decided_on": clock.local_date(page.decided_at, request.zone) if page.decided_at else None,
    }
