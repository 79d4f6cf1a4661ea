"""Telling them how a promise ended: who is to be told, the ready message, what they said to it."""

from collections.abc import Callable

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from closeknit.kit.capabilities import Capability
from closeknit.kit.refusals import NotAllowed, NotFound, Refused
from closeknit.promises.telling import operations, queries
from closeknit.web import answers, trying
from closeknit.web.promises import told_rows
from closeknit.web.promises.telling_forms import LetterForm, ToldForm, WordForm
from closeknit.web.request import HouseRequest


@require_GET
def to_tell(request: HouseRequest) -> HttpResponse:
    """Show the promises that ended, each with whoever is still to be told."""
    return render(request, "web/promises/to_tell.html", told_rows.to_tell_context(request))


@require_GET
def waiting(request: HouseRequest) -> HttpResponse:
    """Show who was told and has not said yet whether it settles it, what came and nobody has read, and who said no."""
    return render(request, "web/promises/waiting.html", told_rows.waiting_context(request))


@require_GET
def people(request: HouseRequest, promise: str) -> HttpResponse:
    """Show whose words stood behind a promise, with them; a page of its own, or the part of the promise's page that comes later."""
    template = "web/promises/_people.html" if request.headers.get("HX-Request") else "web/promises/people.html"
    return render(request, template, told_rows.people_context(request, promise))


def letter(request: HouseRequest, promise: str, contact: str) -> HttpResponse:
    """Show the ready message to one person; send it as it was changed."""
    if not request.viewer.can(Capability.MAKE_PROMISES):
        raise NotFound("There is no such page.")
    behind, draft, words = queries.draft_letter(promise, contact, viewer=request.viewer)
    form = LetterForm(
        request.POST or None, initial={"subject": draft.subject, "text": draft.text, "with_question": True}
    )
    if request.method == "POST" and form.is_valid():
        try:
            operations.tell_by_mail(
                promise=promise, contact=contact, viewer=request.viewer, at=request.at, **form.cleaned_data
            )
        except (NotFound, NotAllowed):
            raise
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            answers.done(request, f"Written to {behind.name}. Until the mail has gone out it can be taken back.")
            return redirect(reverse("promise", args=[promise]) + "#told")
    context = told_rows.letter_context(request, promise, behind, draft, words) | {"form": form}
    return render(request, "web/promises/letter.html", context, status=422 if form.errors else 200)


@require_POST
def told(request: HouseRequest, promise: str) -> HttpResponse:
    """Keep that people were told in a talk."""
    form = ToldForm(request.POST)
    if not form.is_valid():
        answers.refuse(request, "Say who was told, and on which day. Nothing was kept.")
        return redirect("promise", promise=promise)
    return _do(
        request,
        promise,
        lambda: operations.mark_told(
            promise=promise,
            contacts=form.cleaned_data["contact"],
            told_on=form.cleaned_data["told_on"],
            touchpoint=form.cleaned_data["touchpoint"] or None,
            viewer=request.viewer,
            at=request.at,
        ),
        "Marked as told.",
    )


@require_POST
def word(request: HouseRequest, promise: str, contact: str) -> HttpResponse:
    """Keep by hand what somebody said when asked whether that settles it."""
    form = WordForm(request.POST)
    if not form.is_valid():
        answers.refuse(request, "Say yes or no, their words and the day. Nothing was kept.")
        return redirect("promise", promise=promise)
    return _do(
        request,
        promise,
        lambda: operations.keep_word(
            promise=promise, contact=contact, viewer=request.viewer, at=request.at, **form.cleaned_data
        ),
        "Kept, in their words."
        if form.cleaned_data["word"] == "yes"
        else "Kept. The need speaks again, in their words.",
    )


@require_POST
def answer(request: HouseRequest, confirmation: str) -> HttpResponse:
    """Say what an answer that came by mail says: yes, no, or nothing to the question."""
    act = {"yes": "yes", "no": "no"}.get(request.POST.get("word", ""))
    try:
        if act is None:
            operations.put_word_aside(confirmation=confirmation, viewer=request.viewer, at=request.at)
            answers.done(request, "Put aside. The conversation stays.")
        else:
            operations.read_word(confirmation=confirmation, word=act, viewer=request.viewer, at=request.at)
            answers.done(request, "Settled." if act == "yes" else "Not settled. The need speaks again, in their words.")
    except (NotFound, NotAllowed):
        raise
    except Refused as refusal:
        answers.refuse(request, str(refusal))
    return answers.back(request, reverse("promises_waiting"))


def _do(request: HouseRequest, promise: str, act: Callable[[], object], sentence: str) -> HttpResponse:
    trying.try_act(request, act, sentence)
    return redirect(reverse("promise", args=[promise]) + "#told")
