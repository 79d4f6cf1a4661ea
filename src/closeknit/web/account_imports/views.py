"""Bringing in accounts: send, look, correct, read, watch, stop, take back."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from closeknit.accounts.importing import operations, queries, taking_back
from closeknit.kit.look import rows as look
from closeknit.kit.refusals import Refused
from closeknit.web import answers
from closeknit.web.account_imports import labels
from closeknit.web.account_imports.forms import FileForm, MappingForm
from closeknit.web.request import HouseRequest


def account_imports(request: HouseRequest) -> HttpResponse:
    """Show what was brought in so far, or take a table and lead to where it is looked at."""
    form = FileForm(request.POST or None, request.FILES or None)
    if form.is_valid():
        file = form.cleaned_data["file"]
        try:
            source = operations.begin_import(
                content=file.chunks(), file_name=file.name, viewer=request.viewer, at=request.at
            )
        except Refused as refusal:
            form.add_error("file", str(refusal))
        else:
            return redirect("account_import", source)
    found = [(row, labels.STATES[row.state]) for row in queries.list_imports(viewer=request.viewer)]
    context = {"form": form, "imports": found}
    return render(request, "web/account_imports/imports.html", context, status=422 if form.errors else 200)


def account_import(request: HouseRequest, account_import: str) -> HttpResponse:
    """Show one import: how it would be read, how far it is, or what came of it. A post says what the columns mean."""
    row = queries.get_import(account_import, viewer=request.viewer)
    if row.state != "previewed":
        return render(request, "web/account_imports/import.html", _report(request, row))
    # A file that can no longer be read says so here: it was kept as it came.
    preview = queries.preview(account_import, viewer=request.viewer)
    form = MappingForm(request.POST or None, columns=preview.columns)
    if form.is_valid():
        # One button looks at it again with what was said, the other reads it.
        act = operations.change_mapping if "look" in request.POST else operations.read_import
        try:
            act(source=account_import, mapping=form.mapping(), viewer=request.viewer, at=request.at)
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            return redirect("account_import", account_import)
    context = {"row": row, "preview": preview, "form": form}
    return render(request, "web/account_imports/preview.html", context, status=422 if form.errors else 200)


@require_GET
def account_import_progress(request: HouseRequest, account_import: str) -> HttpResponse:
    """Show how far the reading is; when it has ended, the whole page is asked for anew."""
    row = queries.get_import(account_import, viewer=request.viewer)
    response = render(request, "web/account_imports/_progress.html", {"progress": _progress(row)})
    if row.state != "running":
        response["HX-Refresh"] = "true"
    return response


@require_POST
def account_import_reading(request: HouseRequest, account_import: str) -> HttpResponse:
    """Go on with a table that was stopped or could not be read on."""
    return _act(request, account_import, operations.read_import, "It goes on where it stopped.")


@require_POST
def account_import_stop(request: HouseRequest, account_import: str) -> HttpResponse:
    """Stop reading, or put a table away that is not read yet."""
    return _act(request, account_import, operations.stop_import, "Stopped. What is read stays.")


@require_POST
def account_import_undoing(request: HouseRequest, account_import: str) -> HttpResponse:
    """Take back what the import added and nobody has touched since."""
    return _act(request, account_import, taking_back.take_back_import, "Taken back.")


def _act(request: HouseRequest, account_import: str, act: Any, sentence: str) -> HttpResponse:
    try:
        act(source=account_import, viewer=request.viewer, at=request.at)
    except Refused as refusal:
        queries.get_import(account_import, viewer=request.viewer)
        answers.refuse(request, str(refusal))
    else:
        answers.done(request, sentence, undoable=False)
    return redirect("account_import", account_import)


def _report(request: HouseRequest, row: queries.ImportRow) -> dict[str, Any]:
    rejected = queries.list_rejected(row.id, viewer=request.viewer)
    kept = queries.list_kept(row.id, viewer=request.viewer)
    return {
        "row": row,
        "state": labels.STATES[row.state],
        "progress": _progress(row),
        "report": look.ImportReport(
            file=row.file_name,
            new=row.n_new,
            same=row.n_same,
            rejected=tuple(look.RejectedRow(one.row, one.reason, one.text) for one in rejected),
        ),
        "n_unlisted": row.n_rejected - len(rejected),
        "kept": [(one, labels.TOUCHES.get(one.what, "worked with it")) for one in kept],
    }


def _progress(row: queries.ImportRow) -> look.Progress:
    runs = row.state == "running"
    return look.Progress(
        id="progress",
        doing="Reading",
        what=row.file_name,
        done=row.n_done,
        of=row.n_rows,
        unit="rows",
        polls_url=reverse("account_import_progress", args=[row.id]) if runs else "",
        cancel_url=reverse("account_import_stop", args=[row.id]) if runs else "",
    )
