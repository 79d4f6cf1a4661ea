"""Answers: handed in, written otherwise, scored, made into ideas."""

from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from closeknit.ideas.challenges import checks, operations, queries
from closeknit.kit.refusals import ChangedMeanwhile, NotFound, Refused
from closeknit.web import answers as replies
from closeknit.web.challenges import views
from closeknit.web.request import HouseRequest


@require_POST
def answers(request: HouseRequest, challenge: str) -> HttpResponse:
    """Hand in an answer: one's own, or on behalf of whoever gave it."""
    today = request.today
    page = queries.get_challenge(challenge, viewer=request.viewer, today=today)
    form = views.answer_form(request, page, request.POST)
    if form.is_valid():
        try:
            operations.hand_in_answer(challenge=challenge, viewer=request.viewer, at=request.at, **form.cleaned_data)
        except NotFound:
            raise
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            replies.done(request, "Handed in. Whoever gave it keeps the credit.")
            return redirect("challenge", challenge)
    return views.show(request, challenge, answering=form, status=422)


@require_POST
def answer(request: HouseRequest, answer: str) -> HttpResponse:
    """Write an answer otherwise; where somebody did meanwhile, both stand on the page."""
    said = request.POST
    base = said.get("base", "")
    challenge = queries.find_challenge_of(answer, viewer=request.viewer)
    written = (answer, {"title": said.get("title", ""), "text": said.get("text", "")})
    try:
        operations.change_answer(
            answer=answer,
            title=said.get("title", ""),
            text=said.get("text", ""),
            base=int(base) if base.isdecimal() and len(base) < 6 else 0,
            viewer=request.viewer,
            at=request.at,
        )
    except NotFound:
        raise
    except (ChangedMeanwhile, checks.BadAnswer) as refusal:
        replies.refuse(request, str(refusal))
        return views.show(request, challenge, changing=written, status=422)
    except Refused as refusal:
        replies.refuse(request, str(refusal))
    else:
        replies.done(request, "Written otherwise.")
    return redirect("challenge", challenge)


@require_POST
def idea(request: HouseRequest, answer: str) -> HttpResponse:
    """Make an idea of an answer."""
    challenge = queries.find_challenge_of(answer, viewer=request.viewer)
    try:
        made = operations.make_idea(answer=answer, viewer=request.viewer, at=request.at)
    except NotFound:
        raise
    except Refused as refusal:
        replies.refuse(request, str(refusal))
        return redirect("challenge", challenge)
    replies.done(request, "It is an idea now, under the name of whoever gave it.")
    return redirect("idea", made)


@require_POST
def scores(request: HouseRequest, answer: str) -> HttpResponse:
    """Give an answer one's own points."""
    challenge = queries.find_challenge_of(answer, viewer=request.viewer)
    points: dict[str, int | None] = {}
    for name, typed in request.POST.items():
        if name.startswith("points-"):
            given = str(typed).strip()
            # What is no number at all becomes one that is refused with the sentence for it.
            points[name.removeprefix("points-")] = (
                int(given) if given.isdecimal() and len(given) < 4 else (-1 if given else None)
            )
    try:
        operations.score_answer(answer=answer, points=points, viewer=request.viewer, at=request.at)
    except NotFound:
        raise
    except Refused as refusal:
        replies.refuse(request, str(refusal))
    else:
        replies.done(request, "Your points are kept, beside those of the others.")
    return redirect("challenge", challenge)
