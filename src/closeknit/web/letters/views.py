"""Seeing what came in by mail, and saying that a mail is really from whom it says."""

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from closeknit.kit import files, mailbox
from closeknit.kit.look.rows import Pager
from closeknit.kit.refusals import NotFound, Refused
from closeknit.touchpoints.mailbox import letters as letter_queries
from closeknit.touchpoints.mailbox import operations
from closeknit.web import answers
from closeknit.web.letters import rows
from closeknit.web.request import HouseRequest


def letters(request: HouseRequest) -> HttpResponse:
    """Show the mails that came in, those that wait for a person first."""
    page = int(given) if (given := request.GET.get("page", "")).isdigit() and int(given) > 0 else 1
    found = letter_queries.list_letters(viewer=request.viewer, page=min(page, 10_000))
    context = {
        "lines": [rows.line_of(row, zone=request.zone) for row in found],
        "pager": _pager(page, letter_queries.count_letters(viewer=request.viewer), len(found)),
        "box": mailbox.find_mailbox(),
    }
    return render(request, "web/letters/letters.html", context)


@require_safe
def file(request: HouseRequest, letter: str) -> HttpResponse:
    """Return the mail as it came. As a file to keep, never as a page: whatever stands in it must not run here."""
    row = letter_queries.get_letter(letter, viewer=request.viewer)
    if not row.file or not files.path_of(row.file).exists():
        raise NotFound("This mail was too large to be kept.")
    answer = HttpResponse(files.path_of(row.file).read_bytes(), content_type="message/rfc822")
    answer["Content-Disposition"] = f'attachment; filename="{row.pk}.eml"'
    return answer


@require_POST
def confirmation(request: HouseRequest, letter: str) -> HttpResponse:
    """Say that a mail is from whom it says, and take it in; or put it away."""
    try:
        if "none" in request.POST:
            operations.put_away_letter(letter=letter, viewer=request.viewer, at=request.at)
            answers.done(request, "Put away. It stays kept.", undoable=False)
        else:
            operations.confirm_letter(letter=letter, viewer=request.viewer, at=request.at)
            answers.done(request, "Taken in.", undoable=False)
    except Refused as refusal:
        answers.refuse(request, str(refusal))
    return redirect("letters")


def _pager(page: int, n_all: int, n_here: int) -> Pager | None:
    if n_all <= letter_queries.PAGE:
        return None
    first = (page - 1) * letter_queries.PAGE + 1
    last = first + n_here - 1
    newer = f"?page={page - 1}" if page > 1 else ""
    return Pager(first, last, n_all, "mails", newer, f"?page={page + 1}" if last < n_all else "")
