"""What people do with an idea. Each act is one operation, said in a toast that can take it back."""

from collections.abc import Callable

from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from closeknit.ideas import operations
from closeknit.kit.look import saying
from closeknit.kit.refusals import NotFound, Refused
from closeknit.web import answers
from closeknit.web.ideas import page
from closeknit.web.ideas.forms import PersonForm
from closeknit.web.request import HouseRequest


@require_POST
def statement(request: HouseRequest, idea: str) -> HttpResponse:
    """Say an idea in other words."""
    said = {"title": request.POST.get("title", ""), "text": request.POST.get("text", "")}
    return _do(
        request,
        idea,
        lambda: operations.change_idea(idea=idea, viewer=request.viewer, at=request.at, **said),
        "Said in other words. Votes and credit stay.",
    )


@require_POST
def vote(request: HouseRequest, idea: str) -> HttpResponse:
    """Give or take back one's own vote (`act`), or one of their people's who said so."""
    by = {"idea": idea, "viewer": request.viewer, "at": request.at}
    act, contact = request.POST.get("act", ""), request.POST.get("contact", "")
    if act == "withdraw":
        return _do(
            request,
            idea,
            lambda: operations.withdraw_vote(contact=contact or None, **by),  # type: ignore[arg-type]
            "The vote is taken back.",
        )
    if act != "theirs":
        return _do(request, idea, lambda: operations.cast_vote(**by), "You voted for it.")  # type: ignore[arg-type]
    form = PersonForm(request.POST, viewer=request.viewer, auto_id="voter_%s")
    contact = form.find_contact() if form.is_valid() else ""
    if not contact:
        return page.show(request, idea, voter=form, status=422)
    who = form.cleaned_data["person"]
    return _do(
        request,
        idea,
        lambda: operations.cast_vote(contact=contact, **by),  # type: ignore[arg-type]
        f"{who} wants it too: counted, as told by you.",
    )


@require_POST
def needs(request: HouseRequest, idea: str) -> HttpResponse:
    """Say that the idea answers a need, or that it does not after all."""
    by = {"idea": idea, "need": request.POST.get("need", ""), "viewer": request.viewer, "at": request.at}
    if request.POST.get("act") == "unlink":
        return _do(request, idea, lambda: operations.unlink_need(**by), "It does not answer that need.")  # type: ignore[arg-type]
    return _do(request, idea, lambda: operations.link_need(**by), "It answers that need.")  # type: ignore[arg-type]


@require_POST
def offerings(request: HouseRequest, idea: str) -> HttpResponse:
    """Say that an offering carries the idea, or that it does not after all."""
    by = {"idea": idea, "offering": request.POST.get("offering", ""), "viewer": request.viewer, "at": request.at}
    if request.POST.get("act") == "unlink":
        return _do(request, idea, lambda: operations.unlink_offering(**by), "That offering does not carry it.")  # type: ignore[arg-type]
    return _do(request, idea, lambda: operations.link_offering(**by), "Its giver is named there now.")  # type: ignore[arg-type]


@require_POST
def reader(request: HouseRequest, idea: str) -> HttpResponse:
    """Name who of ours answers it; its date stays."""
    member = request.POST.get("member", "")
    return _do(
        request,
        idea,
        lambda: operations.name_reader(idea=idea, member=member, viewer=request.viewer, at=request.at),
        "Somebody else answers it now. Its date stays.",
    )


@require_POST
def chosen(request: HouseRequest) -> HttpResponse:
    """Merge the ideas that were chosen in the list."""
    ideas, into = request.POST.getlist("idea"), request.POST.get("into", "")
    try:
        n = operations.merge_several(ideas=ideas, into=into, viewer=request.viewer, at=request.at)
    except Refused as refusal:
        answers.refuse(request, str(refusal))
        return answers.back(request, "ideas")
    answers.done(request, f"Merged {saying.say_count(n, 'idea')} into it. Each vote counts once.")
    return redirect("idea", into)


def _do(request: HouseRequest, idea: str, act: Callable[[], object], said: str) -> HttpResponse:
    try:
        act()
    except NotFound:
        raise
    except Refused as refusal:
        answers.refuse(request, str(refusal))
    else:
        answers.done(request, said)
    return redirect("idea", idea)
