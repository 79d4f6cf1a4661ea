"""Bringing in files: send, look, correct, read, watch, stop, take back."""

import io
from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_GET, require_POST

from closeknit.kit import files
from closeknit.kit.look import rows as look
from closeknit.kit.look import saying
from closeknit.kit.refusals import Refused
from closeknit.kit.tables import writing
from closeknit.touchpoints import imports as reads
from closeknit.touchpoints import operations, waiting
from closeknit.touchpoints.imports import ImportPage, Preview
from closeknit.web import answers
from closeknit.web.imports import labels, rows
from closeknit.web.imports.forms import ReadingForm, UploadForm, mapping_of
from closeknit.web.request import HouseRequest

# A survey has a column a question: the first of them show how they are taken, the others open.
_COLUMNS_SHOWN = 8


def imports(request: HouseRequest) -> HttpResponse:
    """Show what was brought in so far, or take files and lead to where they are looked at."""
    form = UploadForm(request.POST or None, request.FILES or None)
    if form.is_valid():
        started = _start(request, form)
        if not form.errors:
            return redirect("imports_file", started[0]) if len(started) == 1 else redirect("imports")
    found = [(row, labels.STATES[row.state], labels.FORMATS.get(row.format, row.format)) for row in _list(request)]
    context = {"form": form, "imports": found, "n_waiting": waiting.count_waiting(viewer=request.viewer)}
    return render(request, "web/imports/imports.html", context, status=422 if form.errors else 200)


def one(request: HouseRequest, source: str) -> HttpResponse:
    """Show one file: how it would be read, how far it is, or what came of it."""
    page = reads.get_import(source, viewer=request.viewer)
    if page.row.state == "preview":
        preview = reads.get_preview(source, viewer=request.viewer)
        return _show_preview(request, preview, ReadingForm(preview=preview, viewer=request.viewer))
    context = {
        "page": page,
        "state": labels.STATES[page.row.state],
        "progress": _progress(page),
        "n_unlisted": page.row.n_rejected - sum(group.n for group in page.rejected),
    }
    return render(request, "web/imports/import.html", context)


@require_POST
def preview(request: HouseRequest, source: str) -> HttpResponse:
    """Show how a file would be read with what was said so far: a part of its page."""
    found = reads.get_preview(source, viewer=request.viewer)
    looked = _look(request, source, found)
    return render(request, "web/imports/_look.html", {"preview": looked, "quotes": rows.quotes_of(looked)})


def read(request: HouseRequest, source: str) -> HttpResponse:
    """Begin to read a file as it was said; whoever loads this address once more comes back to the file."""
    if request.method != "POST":
        return redirect("imports_file", source)
    found = reads.get_preview(source, viewer=request.viewer)
    form = ReadingForm(request.POST, preview=found, viewer=request.viewer)
    if form.is_valid():
        try:
            operations.confirm_import(
                source=source,
                mapping=form.mapping(),
                account=form.cleaned_data["account"],
                settings=form.settings(),
                viewer=request.viewer,
                at=request.at,
            )
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            return redirect("imports_file", source)
    return _show_preview(request, _look(request, source, found), form)


@require_GET
def progress(request: HouseRequest, source: str) -> HttpResponse:
    """Show how far the reading is; when it has ended, the whole page is asked for anew."""
    page = reads.get_import(source, viewer=request.viewer)
    response = render(request, "web/imports/_progress.html", {"progress": _progress(page)})
    if not _is_open(page):
        response["HX-Refresh"] = "true"
    return response


@require_POST
def cancel(request: HouseRequest, source: str) -> HttpResponse:
    """Stop reading after the part that it is at."""
    return _act(request, source, operations.cancel_import, "It stops in a moment. What is read until then is kept.")


@require_POST
def undo(request: HouseRequest, source: str) -> HttpResponse:
    """Take back what a file brought in and nobody has built on since."""
    return _act(request, source, operations.undo_import, "It is being taken back.")


@require_POST
def put_away(request: HouseRequest, source: str) -> HttpResponse:
    """Forget a file that was only looked at."""
    operations.put_away_import(source=source, viewer=request.viewer, at=request.at)
    answers.done(request, "Put away. Nothing of it was read.", undoable=False)
    return redirect("imports")


def rejected(request: HouseRequest, source: str) -> HttpResponse:
    """Answer with the rejected rows as a table."""
    row = reads.get_import(source, viewer=request.viewer).row
    text = io.StringIO(newline="")
    lines = reads.list_rejected(source, viewer=request.viewer)
    writing.write_csv(["row", "reason"], [(one.row, one.reason) for one in lines], text)
    response = HttpResponse(text.getvalue().encode("utf-8-sig"), content_type="text/csv; charset=utf-8")
    name = f"rejected of {row.file_name}.csv"
    response["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=name)
    response["X-Content-Type-Options"] = "nosniff"
    return response


def _start(request: HouseRequest, form: UploadForm) -> list[str]:
    started: list[str] = []
    for file in form.cleaned_data["file"]:
        try:
            kept = files.store(file.chunks())
            started.append(
                operations.start_import(file=kept, file_name=file.name, viewer=request.viewer, at=request.at)
            )
        except Refused as refusal:
            form.add_error("file", str(refusal))
    return started


def _list(request: HouseRequest) -> list[reads.ImportRow]:
    return reads.list_imports(viewer=request.viewer)


def _look(request: HouseRequest, source: str, found: Preview) -> Preview:
    mapping = mapping_of(request.POST, found.columns) if found.columns else None
    day = request.POST.get("started_on", "")
    return reads.get_preview(source, mapping=mapping, started_on=rows.day_or_none(day), viewer=request.viewer)


def _show_preview(request: HouseRequest, preview: Preview, form: ReadingForm) -> HttpResponse:
    mapped = [line for line in form.columns() if line[0].value()]
    shown = min(len(mapped), _COLUMNS_SHOWN if len(mapped) > _COLUMNS_SHOWN + 2 else len(mapped))
    context = {
        "preview": preview,
        "form": form,
        "mapped": mapped[:shown],
        "mapped_too": mapped[shown:],
        "unmapped": [line for line in form.columns() if not line[0].value()],
        "format": labels.FORMATS.get(preview.row.format, preview.row.format),
        "quotes": rows.quotes_of(preview),
    }
    return render(request, "web/imports/preview.html", context, status=422 if form.errors else 200)


def _act(request: HouseRequest, source: str, act: Any, sentence: str) -> HttpResponse:
    try:
        act(source=source, viewer=request.viewer, at=request.at)
    except Refused as refusal:
        answers.refuse(request, str(refusal))
    else:
        answers.done(request, sentence, undoable=False)
    return redirect("imports_file", source)


def _is_open(page: ImportPage) -> bool:
    return page.row.state in ("waiting", "reading", "undoing")


def _progress(page: ImportPage) -> look.Progress:
    row, work = page.row, page.progress
    is_open = _is_open(page)
    return look.Progress(
        id="import-progress",
        doing="Taking back" if row.state == "undoing" else "Reading",
        what=row.file_name,
        done=work.n_done if work else 0,
        # Before the first part is read nobody knows how many there are: an empty line, not a full one.
        of=(work.n_total if work else None) or 1,
        unit=f"{row.unit}s",
        rest="it begins in a moment" if row.state == "waiting" else "",
        waits=saying.say_count(page.n_waiting, "speaker") if page.n_waiting else "",
        waits_for="waits for you to say who it is." if page.n_waiting == 1 else "wait for you to say who they are.",
        waits_url=reverse("imports_speakers"),
        polls_url=reverse("imports_progress", args=[row.id]) if is_open else "",
        cancel_url=reverse("imports_cancellation", args=[row.id]) if row.state in ("waiting", "reading") else "",
    )
