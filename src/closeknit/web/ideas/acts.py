"""What people do with an idea. Each act is one operation, said in a toast that can take it back."""

from collections.abc import Callable

from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from closeknit.ideas import operations, queries
from closeknit.kit.look import saying
from closeknit.kit.refusals import Refused
from closeknit.web import answers, trying
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
    said = {"need": request.POST.get("need", "")}
    if request.POST.get("act") == "unlink":
        return _with(request, idea, said, operations.unlink_need, "It does not answer that need.")
    return _with(request, idea, said, operations.link_need, "It answers that need.")


@require_POST
def offerings(request: HouseRequest, idea: str) -> HttpResponse:
    """Say that an offering carries the idea, or that it does not after all."""
    said = {"offering": request.POST.get("offering", "")}
    if request.POST.get("act") == "unlink":
        return _with(request, idea, said, operations.unlink_offering, "That offering does not carry it.")
    return _with(request, idea, said, operations.link_offering, "Its giver is named there now.")


@require_POST
def reader(request: HouseRequest, idea: str) -> HttpResponse:
    """Name who of ours answers it; its date stays."""
    said = {"member": request.POST.get("member", "")}
    return _with(request, idea, said, operations.name_reader, "Somebody else answers it now. Its date stays.")


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
    trying.try_act(request, act, said)
    return redirect("idea", idea)


def _with(request: HouseRequest, idea: str, said: dict[str, str], act: Callable[..., None], done: str) -> HttpResponse:
    """Do something with an idea and one thing that was chosen from a list; where nothing was chosen, say so."""
    queries.get_idea(idea, viewer=request.viewer)
    if not all(said.values()):
        answers.refuse(request, "Choose one from the list first. Nothing was changed.")
        return redirect("idea", idea)
    return _do(request, idea, lambda: act(idea=idea, viewer=request.viewer, at=request.at, **said), done)
