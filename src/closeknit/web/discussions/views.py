"""A discussion on a page of its own, as a part of another, and what can be done in it."""

from collections.abc import Callable
from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from closeknit.discussions import operations, queries
from closeknit.kit import markdown
from closeknit.web import answers, trying
from closeknit.web.discussions import part
from closeknit.web.discussions.forms import AnewForm, CommentForm, read_files
from closeknit.web.request import HouseRequest


@require_GET
def discussion(request: HouseRequest, subject: str) -> HttpResponse:
    """Show a discussion with our notes beneath it; `?page=` further back."""
    asked = request.GET.get("page", "1")
    page = max(1, int(asked)) if asked.isdecimal() and len(asked) < 6 else 1
    context = part.of(subject, request, page=page) | part.notes_of(subject, request)
    return render(request, "web/discussions/discussion.html", context)


@require_GET
def fragment(request: HouseRequest, subject: str) -> HttpResponse:
    """Answer with a discussion and our notes, for the page of what is discussed."""
    context = part.of(subject, request) | part.notes_of(subject, request)
    return render(request, "web/discussions/_both.html", context)


@require_GET
def names(request: HouseRequest, subject: str) -> HttpResponse:
    """Answer with whom one can name, for the help beneath the field."""
    context = {"names": queries.list_names(subject, viewer=request.viewer)}
    return render(request, "web/discussions/_names.html", context)


@require_POST
def comments(request: HouseRequest, subject: str) -> HttpResponse:
    """Say something that the other side reads too."""
    form = CommentForm(request.POST, request.FILES)
    given = trying.given(request, subject=subject)
    act = operations.write_comment
    if trying.try_form(form, lambda: act(text=form.cleaned_data["text"], given=read_files(request), **given)):
        return _said(request, subject, "Said. It stands where they read it.")
    return _again(request, subject, form)


@require_POST
def following(request: HouseRequest, subject: str) -> HttpResponse:
    """Hear of a discussion by mail, or no longer."""
    is_on = request.POST.get("on") == "1"
    sentence = "You get a mail for each new comment." if is_on else "No more mails about this."
    given = trying.given(request, subject=subject)
    trying.try_act(request, lambda: operations.follow_discussion(is_on=is_on, **given), sentence)
    return _back(request, subject)


def comment(request: HouseRequest, comment: str) -> HttpResponse:
    """Give a comment of one's own other words."""
    row, subject = queries.get_comment(comment, viewer=request.viewer)
    form = AnewForm(request.POST or None, initial={"text": row.text, "base": row.n_versions})
    if request.method == "POST":
        given = trying.given(request, comment=comment)
        said: Callable[[], Any] = lambda: operations.edit_comment(**form.cleaned_data, **given)  # noqa: E731 - read once
        if trying.try_form(form, said):
            answers.done(request, "Said anew. What it was before stays to be read.")
            return redirect(f"{reverse('discussion', args=[subject])}#{comment}")
    context = {"comment": row, "subject": subject, "form": form, "before": markdown.render(row.text)}
    return render(request, "web/discussions/anew.html", context, status=422 if form.errors else 200)


@require_POST
def taking_back(request: HouseRequest, comment: str) -> HttpResponse:
    """Let nobody read a comment of one's own any more."""
    return _act(request, comment, operations.take_back_comment, "Taken back. Its place stays, without words.")


@require_POST
def putting_back(request: HouseRequest, comment: str) -> HttpResponse:
    """Let a comment be read again that one took back."""
    return _act(request, comment, operations.put_back_comment, "It can be read again.")


@require_GET
def versions(request: HouseRequest, comment: str) -> HttpResponse:
    """Show each wording of a comment, the newest first."""
    row, subject = queries.get_comment(comment, viewer=request.viewer)
    found = queries.list_versions(comment, viewer=request.viewer)
    context = {
        "author": row.author,
        "subject": subject,
        "anchor": comment,
        "versions": [(one, markdown.render(one.text)) for one in reversed(found)],
        "zone": request.zone,
    }
    return render(request, "web/discussions/versions.html", context)


def _act(request: HouseRequest, comment: str, act: Callable[..., object], sentence: str) -> HttpResponse:
    _, subject = queries.get_comment(comment, viewer=request.viewer)
    trying.try_act(request, lambda: act(**trying.given(request, comment=comment)), sentence)
    return _back(request, subject)


def _said(request: HouseRequest, subject: str, sentence: str) -> HttpResponse:
    answers.done(request, sentence, undoable=False)
    return _back(request, subject)


def _back(request: HouseRequest, subject: str) -> HttpResponse:
    """Answer with the discussion as it is now: the part of the page that it stands on, or the page one came from."""
    if request.htmx:
        return render(request, "web/discussions/_discussion.html", part.of(subject, request) | {"is_answer": True})
    return answers.back(request, f"{reverse('discussion', args=[subject])}#discussion")


def _again(request: HouseRequest, subject: str, form: CommentForm) -> HttpResponse:
    context = part.of(subject, request, form=form)
    if request.htmx:
        return render(request, "web/discussions/_discussion.html", context, status=422)
    context |= part.notes_of(subject, request)
    return render(request, "web/discussions/discussion.html", context, status=422)
