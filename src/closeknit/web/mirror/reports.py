"""Mirror reports as they are read: the next one before it goes out, and those that did."""

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.text import slugify
from django.views.decorators.http import require_GET, require_POST

from closeknit.identity import queries as identity_queries
from closeknit.kit.capabilities import Capability
from closeknit.kit.pdf import writing
from closeknit.kit.refusals import NotAllowed, NotFound, Refused
from closeknit.promises.mirror import operations, queries
from closeknit.promises.mirror.queries import Report
from closeknit.web import answers
from closeknit.web.mirror import rows
from closeknit.web.request import HouseRequest


@require_GET
def preview(request: HouseRequest, account: str) -> HttpResponse:
    """Show the next report as they would read it."""
    draft = queries.get_draft(account, viewer=request.viewer, at=request.at)
    context = {"number": draft.number, "may_release": request.viewer.can(Capability.MAKE_PROMISES)}
    return _page(request, draft.report, is_draft=True, **context)


@require_GET
def preview_pdf(request: HouseRequest, account: str) -> HttpResponse:
    """Return the next report as PDF."""
    return _pdf(request, queries.get_draft(account, viewer=request.viewer, at=request.at).report, is_draft=True)


@require_POST
def release(request: HouseRequest, account: str) -> HttpResponse:
    """Release the next report as it was looked at."""
    base = request.POST.get("base", "")
    try:
        version = operations.release_mirror(
            account=account,
            base=int(base) if base.isdecimal() and len(base) < 9 else 0,
            viewer=request.viewer,
            at=request.at,
        )
    except (NotFound, NotAllowed):
        raise
    except Refused as refusal:
        answers.refuse(request, str(refusal))
        return redirect("mirror_preview", account)
    answers.done(request, "Released. Send them the PDF; the shared site can show it as well.")
    return redirect("mirror_version", version)


@require_GET
def version(request: HouseRequest, mirror: str) -> HttpResponse:
    """Show a released report."""
    report = queries.get_report(mirror, viewer=request.viewer)
    may = request.viewer.can(Capability.MAKE_PROMISES) and report.audience != "internal"
    return _page(request, report, is_draft=False, mirror=mirror, may_return=may)


@require_GET
def version_pdf(request: HouseRequest, mirror: str) -> HttpResponse:
    """Return a released report as PDF."""
    return _pdf(request, queries.get_report(mirror, viewer=request.viewer), is_draft=False)


@require_POST
def return_(request: HouseRequest, mirror: str) -> HttpResponse:
    """Keep a released report for our own eyes again."""
    try:
        operations.call_back_mirror(version=mirror, viewer=request.viewer, at=request.at)
    except (NotFound, NotAllowed):
        raise
    except Refused as refusal:
        answers.refuse(request, str(refusal))
    else:
        answers.done(request, "Called back: it is for our eyes only.")
    return redirect("mirror_version", mirror)


def _page(request: HouseRequest, report: Report, *, is_draft: bool, **context: object) -> HttpResponse:
    given = {"report": report, "parts": rows.parts_of(report), "is_draft": is_draft, "house": _house(), **context}
    return render(request, "web/mirror/report.html", given)


def _pdf(request: HouseRequest, report: Report, *, is_draft: bool) -> HttpResponse:
    sheet = rows.sheet_of(report, house=_house(), is_draft=is_draft)
    response = HttpResponse(writing.write_sheet(sheet, made_at=request.at), content_type="application/pdf")
    name = f"mirror-{slugify(report.account)[:60] or 'account'}-{report.on.isoformat()}.pdf"
    response["Content-Disposition"] = f'inline; filename="{name}"'
    return response


def _house() -> str:
    return identity_queries.get_house().name
