"""Our notes about something: their own addresses, their own part of the page, nothing shared with a discussion."""

from collections.abc import Callable
from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from closeknit.discussions import notes
from closeknit.kit import markdown
from closeknit.web import answers, trying
from closeknit.web.discussions import part
from closeknit.web.discussions.forms import AnewForm, NoteForm
from closeknit.web.request import HouseRequest


@require_POST
def about(request: HouseRequest, subject: str) -> HttpResponse:
    """Note something for the others of ours."""
    form = NoteForm(request.POST)
    given = trying.given(request, subject=subject)
    if trying.try_form(form, lambda: notes.write_note(**form.cleaned_data, **given)):
        answers.done(request, "Noted. Only we see it.")
        return _back(request, subject)
    if request.htmx:
        return render(request, "web/discussions/_notes.html", part.notes_of(subject, request, form=form), status=422)
    context = part.of(subject, request) | part.notes_of(subject, request, form=form)
    return render(request, "web/discussions/discussion.html", context, status=422)


def note(request: HouseRequest, note: str) -> HttpResponse:
    """Give a note of one's own other words."""
    row, subject = notes.get_note(note, viewer=request.viewer)
    form = AnewForm(request.POST or None, initial={"text": row.text, "base": row.n_versions})
    if request.method == "POST":
        given = trying.given(request, note=note)
        said: Callable[[], Any] = lambda: notes.edit_note(**form.cleaned_data, **given)  # noqa: E731 - read once
        if trying.try_form(form, said):
            answers.done(request, "Noted anew. What it was before stays to be read.")
            return redirect(f"{reverse('discussion', args=[subject])}#{note}")
    context = {"note": row, "subject": subject, "form": form, "before": markdown.render(row.text)}
    return render(request, "web/discussions/note_anew.html", context, status=422 if form.errors else 200)


@require_POST
def removal(request: HouseRequest, note: str) -> HttpResponse:
    """Take a note of one's own away."""
    _, subject = notes.get_note(note, viewer=request.viewer)
    trying.try_act(request, lambda: notes.remove_note(**trying.given(request, note=note)), "Taken away.")
    return _back(request, subject)


@require_GET
def versions(request: HouseRequest, note: str) -> HttpResponse:
    """Show each wording of a note, the newest first."""
    row, subject = notes.get_note(note, viewer=request.viewer)
    found = notes.list_versions(note, viewer=request.viewer)
    context = {
        "author": row.author,
        "subject": subject,
        "anchor": note,
        "is_note": True,
        "versions": [(one, markdown.render(one.text)) for one in reversed(found)],
        "zone": request.zone,
    }
    return render(request, "web/discussions/versions.html", context)


def _back(request: HouseRequest, subject: str) -> HttpResponse:
    if request.htmx:
        return render(request, "web/discussions/_notes.html", part.notes_of(subject, request) | {"is_answer": True})
    return answers.back(request, f"{reverse('discussion', args=[subject])}#notes")
