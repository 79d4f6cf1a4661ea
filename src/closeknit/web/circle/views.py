"""The page of the circle, and the decisions that are made on it."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from closeknit.analysis.kinds import Stage
from closeknit.circle import drawing, operations
from closeknit.kit.refusals import NotAllowed, NotFound, Refused
from closeknit.web import answers
from closeknit.web.circle import labels, pages
from closeknit.web.circle.asked import ALARM, LATENESS, Asked
from closeknit.web.circle.forms import AimForm, DecisionForm
from closeknit.web.request import HouseRequest

# Where the session keeps by what somebody had the circle coloured last.
_BY = "circle_by"


def circle(request: HouseRequest) -> HttpResponse:
    """Show everybody by how close they are and how close they should be, and why the chosen account stands there."""
    if request.GET.get("by") in (ALARM, LATENESS) and request.session.get(_BY, LATENESS) != request.GET["by"]:
        request.session[_BY] = request.GET["by"]
    asked, seen = _asked(request), _seen(request)
    return _answer(request, asked, "web/circle/_chosen.html", pages.context_of(request, asked, seen))


@require_POST
def decide(request: HouseRequest, account: str) -> HttpResponse:
    """Move an account to another ring, with the reason."""
    asked = _asked(request)
    form = DecisionForm(request.POST)
    if form.is_valid():
        said = form.cleaned_data
        try:
            operations.move_account(
                account=account,
                to_stage=said["to"],
                reason=said["reason"],
                aim=said["aim"],
                review_on=said["review_on"],
                viewer=request.viewer,
                at=request.at,
            )
        except (NotFound, NotAllowed):
            raise
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            return _done(request, asked, account, f"to {labels.STAGES[Stage(said['to'])]}")
    again = pages.replace(asked, account=account, to=Asked.read(request.POST).to)
    context = pages.context_of(request, again, _seen(request), decision=form)
    return _answer(request, again, "web/circle/_chosen.html", context, status=422)


@require_POST
def set_aim(request: HouseRequest, account: str) -> HttpResponse:
    """Say where we want an account to stand, and when to look again."""
    asked = _asked(request)
    form = AimForm(request.POST)
    if form.is_valid():
        try:
            operations.set_aim(account=account, viewer=request.viewer, at=request.at, **form.cleaned_data)
        except (NotFound, NotAllowed):
            raise
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            return _done(request, asked, account, "")
    again = pages.replace(asked, account=account)
    context = pages.context_of(request, again, _seen(request), aim=form)
    return _answer(request, again, "web/circle/_chosen.html", context, status=422)


def _asked(request: HouseRequest) -> Asked:
    """Return what the address asks for; the colours are those that this person chose last."""
    return Asked.read(request.GET, by=request.session.get(_BY, ""))


def _done(request: HouseRequest, asked: Asked, account: str, whither: str) -> HttpResponse:
    """Say it in a toast with the way back, and show the circle as it is now."""
    seen = _seen(request)
    name = next((row.name for row in seen.accounts if row.id == account), "")
    answers.done(request, f"Moved {name} {whither}." if whither else f"The aim for {name} is kept.")
    then = pages.replace(asked, account=account, to="")
    if not request.htmx:
        return redirect(then.url())
    return _answer(request, then, "web/circle/_moved.html", pages.context_of(request, then, seen, whole=True))


def _answer(
    request: HouseRequest, asked: Asked, fragment: str, context: dict[str, Any], *, status: int = 200
) -> HttpResponse:
    """Answer with the part of the page that htmx asked for, or with the whole page."""
    if request.htmx.target != "circle-side":
        return render(request, "web/circle/circle.html", context, status=status)
    response = render(request, fragment, context, status=status)
    response["HX-Push-Url"] = asked.url()
    return response


def _seen(request: HouseRequest) -> drawing.Circle:
    return drawing.get_circle(viewer=request.viewer, at=request.at)
