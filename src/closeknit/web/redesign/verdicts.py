"""What becomes of each kept entry and of the whole; whoever comes second sees what the first decided."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from closeknit.kit.refusals import ChangedMeanwhile, NotFound, Refused
from closeknit.offerings import queries as offering_queries
from closeknit.offerings.sessions import judgement, operations, queries
from closeknit.offerings.sessions.queries import EntryRow, SessionPage
from closeknit.web import answers
from closeknit.web.redesign import carrying, frame, rows
from closeknit.web.redesign.forms import VerdictForm
from closeknit.web.request import HouseRequest

WHOLE = "whole"


@require_safe
def verdicts(request: HouseRequest, session: str) -> HttpResponse:
    """Show every kept entry and the whole with the verdicts that hold."""
    page, viewer = frame.read(request, session), request.viewer
    today = request.today
    entries = queries.list_entries(session, viewer=viewer)
    judged = judgement.judge(session, entries, page.weights, [], viewer=viewer)
    found, talks = queries.list_verdicts(session, viewer=viewer), queries.list_talks(session, viewer=viewer)
    made = carrying.read(request, session)
    lines = rows.entries_of(judged, found, talks, today=today, zone=request.zone, carried=made)
    whole = found.get("")
    context = frame.context_of(request, page, "redesign_verdicts") | {
        "entries": lines,
        "whole": rows.verdict_of(whole, today=today, zone=request.zone) if whole else None,
        "whole_carried": made.get(""),
        "whole_talks": [rows.talk_of(talk, zone=request.zone) for talk in talks if not talk.entry_id],
        "n_decided": sum(line.verdict is not None for line in lines),
    }
    return render(request, "web/redesign/verdicts.html", context)


@require_http_methods(["GET", "POST"])
def verdict(request: HouseRequest, session: str, wish: str) -> HttpResponse:
    """Give a verdict on an entry, or on the whole."""
    page, row = frame.read(request, session), find_entry(request, session, wish)
    versions = queries.list_versions(session, row.id if row else "", viewer=request.viewer)
    lines = [(one.id, one.text) for one in offering_queries.list_purpose_lines(viewer=request.viewer)]
    newest = versions[0] if versions else None
    initial: dict[str, Any] = {"base": newest.number if newest else 0}
    if newest is not None:
        initial |= {name: getattr(newest, name) for name in ("kind", "reason", "say", "revisit_on")}
        initial["line"] = newest.line_id
    form = VerdictForm(request.POST or None, lines=lines, initial=initial, auto_id="id_verdict_%s")
    both = None
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data | {"line": form.cleaned_data.get("line", "")}
        try:
            operations.give_verdict(
                session=session, entry=row.id if row else None, viewer=request.viewer, at=request.at, **said
            )
        except ChangedMeanwhile as refusal:
            both, base = str(refusal), newest.number if newest else 0
            form = VerdictForm(lines=lines, initial=said | {"base": base}, auto_id="id_verdict_%s")
        except NotFound:
            raise
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            answers.done(request, "The verdict stands.")
            return redirect("redesign_verdicts", session)
    status = 422 if form.errors or both else 200
    context = _context(request, page, row, wish) | {"form": form, "both": both}
    context["versions"] = [_line(request, one) for one in versions]
    return render(request, "web/redesign/verdict.html", context, status=status)


def find_entry(request: HouseRequest, session: str, entry: str) -> EntryRow | None:
    """Return the entry of this session that an address names, None for the whole; or raise NotFound."""
    if entry == WHOLE:
        return None
    belongs, row = queries.get_entry(entry, viewer=request.viewer)
    if belongs != session:
        raise NotFound("There is no such entry.")
    return row


def _context(request: HouseRequest, page: SessionPage, row: EntryRow | None, entry: str) -> dict[str, Any]:
    talks = [
        talk for talk in queries.list_talks(page.id, viewer=request.viewer) if talk.entry_id == (row.id if row else "")
    ]
    return frame.context_of(request, page, "redesign_verdicts") | {
        "entry": row,
        "entry_code": entry,
        "talks": [rows.talk_of(talk, zone=request.zone) for talk in talks],
    }


def _line(request: HouseRequest, row: queries.VerdictRow) -> rows.VerdictLine:
    return rows.verdict_of(row, today=request.today, zone=request.zone)
