"""What one can do with questions and answers: each is one operation, answered by a toast with the way back."""

from collections.abc import Callable

from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_POST

from closeknit.kit.refusals import NotFound
from closeknit.research import operations, queries
from closeknit.today import logging
from closeknit.web import answers, trying
from closeknit.web.request import HouseRequest
from closeknit.web.research import labels


@require_POST
def new(request: HouseRequest) -> HttpResponse:
    """Add a question to the bank."""
    said = {"text": request.POST.get("text", ""), "certainty": request.POST.get("certainty", "")}
    return _do(
        request,
        lambda: operations.add_question(viewer=request.viewer, at=request.at, **said),
        "Added. It stands behind the others.",
        reverse("questions"),
    )


@require_POST
def wording(request: HouseRequest, question: str) -> HttpResponse:
    """Ask a question in other words from now on."""
    text = request.POST.get("text", "")
    return _do(
        request,
        lambda: operations.reword_question(question=question, text=text, viewer=request.viewer, at=request.at),
        "Asked in these words from now on; old answers keep theirs.",
        reverse("question", args=[question]),
    )


@require_POST
def certainty(request: HouseRequest, question: str) -> HttpResponse:
    """Say what the answers to a question mostly speak of."""
    chosen = request.POST.get("certainty", "")
    said = (
        f"It listens for {labels.CERTAINTIES[chosen]}." if chosen in labels.CERTAINTIES else "It listens for anything."
    )
    return _do(
        request,
        lambda: operations.choose_certainty(question=question, certainty=chosen, viewer=request.viewer, at=request.at),
        said,
        reverse("question", args=[question]),
    )


@require_POST
def place(request: HouseRequest, question: str) -> HttpResponse:
    """Move a question up or down in the bank."""
    places = -1 if request.POST.get("act") == "up" else 1
    return _do(
        request,
        lambda: operations.move_question(question=question, places=places, viewer=request.viewer, at=request.at),
        "Moved.",
        reverse("questions"),
    )


@require_POST
def retirement(request: HouseRequest, question: str) -> HttpResponse:
    """Ask a question no longer, or again."""
    is_back = request.POST.get("act") == "bring_back"
    act = operations.bring_back_question if is_back else operations.retire_question
    return _do(
        request,
        lambda: act(question=question, viewer=request.viewer, at=request.at),
        "Asked again, behind the others." if is_back else "Retired. Its answers stay.",
        reverse("questions"),
    )


@require_POST
def outcome(request: HouseRequest, answer: str) -> HttpResponse:
    """Say what came of an answer."""
    row = queries.get_answer(answer, viewer=request.viewer)
    said = {name: request.POST.get(name, "") for name in ("outcome", "text", "signal")}
    return _do(
        request,
        lambda: logging.settle_answer(answer=answer, viewer=request.viewer, at=request.at, **said),
        "Promised. It stands with what is due." if said["outcome"] == "promise" else "Noted what came of it.",
        reverse("question", args=[row.question_id]),
    )


@require_POST
def removal(request: HouseRequest, answer: str) -> HttpResponse:
    """Take back that a question was put; the words stay."""
    row = queries.get_answer(answer, viewer=request.viewer)
    return _do(
        request,
        lambda: operations.remove_answer(answer=answer, viewer=request.viewer, at=request.at),
        "It is no answer to that question any more; the words stay.",
        reverse("question", args=[row.question_id]),
    )


@require_POST
def linking(request: HouseRequest, touchpoint: str) -> HttpResponse:
    """Say that words of a conversation answer a standing question."""
    chosen, verbatim = request.POST.get("question", ""), request.POST.get("verbatim", "")
    here = reverse("touchpoint", args=[touchpoint])
    if not chosen or not verbatim:
        answers.refuse(request, "Choose the words and the question that they answer. Nothing was changed.")
        return answers.back(request, here)
    try:
        queries.get_question(chosen, viewer=request.viewer)
    except NotFound as refusal:
        answers.refuse(request, str(refusal))
        return answers.back(request, here)
    return _do(
        request,
        lambda: operations.link_answer(question=chosen, verbatim=verbatim, viewer=request.viewer, at=request.at),
        "Kept as an answer to that question.",
        here,
    )


def _do(request: HouseRequest, act: Callable[[], object], said: str, address: str) -> HttpResponse:
    trying.try_act(request, act, said)
    return answers.back(request, address) if request.headers.get("Referer") else redirect(address)
