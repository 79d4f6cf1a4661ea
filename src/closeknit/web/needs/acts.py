"""What people decide about a need. Each act is one operation, said in a toast that can take it back."""

from collections.abc import Callable, Mapping, Sequence
from functools import partial

from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from closeknit.analysis.kinds import Stance
from closeknit.kit.look import saying
from closeknit.kit.refusals import Refused
from closeknit.needs import operations
from closeknit.web import answers
from closeknit.web.needs.forms import RatingForm
from closeknit.web.request import HouseRequest


@require_POST
def statement(request: HouseRequest, need: str) -> HttpResponse:
    """State a need anew, in our words."""
    said = request.POST.get("statement", "").strip()
    return _do(
        request,
        need,
        lambda: operations.rename_need(need=need, statement=said, viewer=request.viewer, at=request.at),
        "Stated anew.",
    )


@require_POST
def words(request: HouseRequest, need: str) -> HttpResponse:
    """Say of the sentences that were chosen what they stand for: this need, against it, that it is settled, another, or a new one."""
    chosen, act = request.POST.getlist("verbatim"), request.POST.get("act", "")
    if not chosen:
        answers.refuse(request, "Choose the sentences first. Nothing was changed.")
        return redirect("need", need=need)
    if act not in _WORDS:
        answers.refuse(request, "Say what the sentences stand for. Nothing was changed.")
        return redirect("need", need=need)
    return _WORDS[act](request, need, chosen)


@require_POST
def chosen(request: HouseRequest) -> HttpResponse:
    """Merge or dismiss the needs that were chosen in the list."""
    needs, act = request.POST.getlist("need"), request.POST.get("act", "")
    viewer, at = request.viewer, request.at
    try:
        if act == "merge":
            n = operations.merge_several(needs=needs, into=request.POST.get("into", ""), viewer=viewer, at=at)
            answers.done(request, f"Merged {saying.say_count(n, 'need')} into it.")
        elif act != "dismiss":
            answers.refuse(request, "Say what to do with them. Nothing was changed.")
        else:
            reason = request.POST.get("reason", "").strip()
            n = operations.dismiss_several(needs=needs, reason=reason, viewer=viewer, at=at)
            answers.done(
                request, f"Dismissed {saying.say_count(n, 'need')}. They will not come up again by themselves."
            )
    except Refused as refusal:
        answers.refuse(request, str(refusal))
    return answers.back(request, "needs")


@require_POST
def merging(request: HouseRequest, need: str) -> HttpResponse:
    """Merge this need into another, which keeps its name and gets the words."""
    into = request.POST.get("into", "")
    try:
        operations.merge_needs(need=need, into=into, viewer=request.viewer, at=request.at)
    except Refused as refusal:
        answers.refuse(request, str(refusal))
        return redirect("need", need=need)
    answers.done(request, "Merged. Its words stand here now.")
    return redirect("need", need=into)


@require_POST
def dismissal(request: HouseRequest, need: str) -> HttpResponse:
    """Dismiss a need with a reason; it is not found again."""
    reason = request.POST.get("reason", "").strip()
    return _do(
        request,
        need,
        lambda: operations.dismiss_need(need=need, reason=reason, viewer=request.viewer, at=request.at),
        "Dismissed. It will not come up again by itself.",
    )


@require_POST
def settlement(request: HouseRequest, need: str) -> HttpResponse:
    """Say that a need is answered, and how; those who voiced it come up on Today as good news to tell."""
    note = request.POST.get("note", "").strip()
    return _do(
        request,
        need,
        lambda: operations.settle_need(need=need, note=note, viewer=request.viewer, at=request.at),
        "Answered. Whoever voiced it is on Today, to be told.",
    )


@require_POST
def rating(request: HouseRequest, need: str) -> HttpResponse:
    """Keep what one person says: how much the need matters to them, and how well it is met today."""
    form = RatingForm(request.POST)
    if not form.is_valid():
        answers.refuse(request, "A rating takes a person and two whole numbers from 0 to 10. Nothing was kept.")
        return redirect("need", need=need)
    given = form.cleaned_data
    return _do(
        request,
        need,
        lambda: operations.rate_need(need=need, viewer=request.viewer, at=request.at, **given),
        f"Kept: it matters {given['importance']}, it is met {given['satisfaction']}.",
    )


@require_POST
def rating_withdrawal(request: HouseRequest, need: str, rating: str) -> HttpResponse:
    """Take a rating out again."""
    return _do(
        request,
        need,
        lambda: operations.withdraw_rating(
            rating=int(rating) if rating.isdigit() else 0, viewer=request.viewer, at=request.at
        ),
        "The rating is taken out.",
    )


@require_POST
def reopening(request: HouseRequest, need: str) -> HttpResponse:
    """Open a need again that was answered, dismissed or merged."""
    return _do(
        request, need, lambda: operations.reopen_need(need=need, viewer=request.viewer, at=request.at), "Open again."
    )


def _do(request: HouseRequest, need: str, act: Callable[[], object], said: str) -> HttpResponse:
    try:
        act()
    except Refused as refusal:
        answers.refuse(request, str(refusal))
    else:
        answers.done(request, said)
    return redirect("need", need=need)


def _take_stance(request: HouseRequest, need: str, chosen: Sequence[str], *, stance: Stance, said: str) -> HttpResponse:
    return _do(
        request,
        need,
        lambda: operations.confirm_evidence(
            need=need, verbatims=chosen, stance=stance, viewer=request.viewer, at=request.at
        ),
        said,
    )


def _reject(request: HouseRequest, need: str, chosen: Sequence[str]) -> HttpResponse:
    return _do(
        request,
        need,
        lambda: operations.reject_evidence(need=need, verbatims=chosen, viewer=request.viewer, at=request.at),
        "Taken away. They will not be laid here again.",
    )


def _move(request: HouseRequest, need: str, chosen: Sequence[str]) -> HttpResponse:
    to = request.POST.get("to", "")
    return _do(
        request,
        need,
        lambda: operations.move_evidence(need=need, verbatims=chosen, to=to, viewer=request.viewer, at=request.at),
        "Moved.",
    )


def _split(request: HouseRequest, need: str, chosen: Sequence[str]) -> HttpResponse:
    new = request.POST.get("new_statement", "").strip()
    return _do(
        request,
        need,
        lambda: operations.state_need(
            statement=new, verbatims=chosen, away_from=need, viewer=request.viewer, at=request.at
        ),
        f"Split off as “{new}”.",
    )


_WORDS: Mapping[str, Callable[[HouseRequest, str, Sequence[str]], HttpResponse]] = {
    "supports": partial(_take_stance, stance=Stance.SUPPORTS, said="Confirmed: they say so."),
    "contradicts": partial(_take_stance, stance=Stance.CONTRADICTS, said="Kept as words that say otherwise."),
    "settles": partial(_take_stance, stance=Stance.SETTLES, said="Kept as words that say it is settled."),
    "reject": _reject,
    "move": _move,
    "split": _split,
}
