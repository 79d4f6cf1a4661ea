"""The promises of both sides, one of them with its story, and how a line is understood while it is typed."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_GET, require_safe

from closeknit.accounts import queries as account_queries
from closeknit.kit import files
from closeknit.kit.refusals import NotFound
from closeknit.promises.telling import queries as telling_queries
from closeknit.today import logging
from closeknit.web.promises import kept_rows, pages
from closeknit.web.promises.asked import Asked
from closeknit.web.promises.forms import NewForm
from closeknit.web.request import HouseRequest


@require_GET
def promises(request: HouseRequest) -> HttpResponse:
    """Show what is promised, the nearest day first, how well both sides keep their word, and what has ended."""
    return render(request, "web/promises/promises.html", pages.list_context(request, Asked.read(request.GET)))


@require_GET
def ended(request: HouseRequest) -> HttpResponse:
    """Show what has ended, the newest first."""
    return render(
        request, "web/promises/promises.html", pages.list_context(request, Asked.read(request.GET, show="ended"))
    )


@require_GET
def kept(request: HouseRequest) -> HttpResponse:
    """Show how well both sides keep their word: over time, by account, by who of ours keeps it."""
    return render(request, "web/promises/kept.html", kept_rows.kept_context(request))


@require_safe
def proof(request: HouseRequest, settlement: str) -> HttpResponse:
    """Return the file that shows how a promise ended. As a file to keep, never as a page: whatever stands in it must not run here."""
    row = telling_queries.get_proof(settlement, viewer=request.viewer)
    if not files.path_of(row.file).exists():
        raise NotFound("There is no such file.")
    answer = HttpResponse(files.path_of(row.file).read_bytes(), content_type="application/octet-stream")
    answer["Content-Disposition"] = content_disposition_header(True, row.file_name) or "attachment"
    return answer


@require_GET
def promise(request: HouseRequest, promise: str) -> HttpResponse:
    """Show one promise: what, between whom, by when, how often its day was moved, the words it answers, how it ended."""
    return render(request, "web/promises/promise.html", pages.promise_context(request, promise))


@require_GET
def understood(request: HouseRequest) -> HttpResponse:
    """Say how a line is understood: whose promise, to whom, by when; with the fields that say it otherwise."""
    text = request.GET.get("text", "").strip()
    if not text:
        return HttpResponse("")
    account = account_queries.find_account_by_name(request.GET.get("account", ""), viewer=request.viewer)
    read = logging.understand_promise(text, account=account.id if account else "", viewer=request.viewer, at=request.at)
    form = NewForm(initial={"direction": read.direction, "due_on": read.due_on}, viewer=request.viewer)
    context = {"read": read, "account": account, "form": form}
    return render(request, "web/promises/_understood.html", context)
