"""Deciding a challenge, and telling everyone who took part."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from closeknit.ideas.challenges import operations, queries
from closeknit.kit.refusals import ChangedMeanwhile, NotFound, Refused
from closeknit.web import answers as replies
from closeknit.web.challenges import views
from closeknit.web.request import HouseRequest


@require_POST
def decision(request: HouseRequest, challenge: str) -> HttpResponse:
    """Decide, or decide otherwise; where somebody did meanwhile, theirs stands on the page and one's own in the form."""
    today = request.today
    page = queries.get_challenge(challenge, viewer=request.viewer, today=today)
    form = views.decision_form(request, page, request.POST)
    if form.is_valid():
        said = form.cleaned_data
        try:
            operations.decide(challenge=challenge, viewer=request.viewer, at=request.at, **said)
        except NotFound:
            raise
        except ChangedMeanwhile as refusal:
            replies.refuse(request, str(refusal))
            form = views.decision_form(request, page, initial=said | {"base": page.decision})
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            replies.done(request, "Decided. Now tell everyone who took part: their messages are ready.")
            return redirect("challenge", challenge)
    return views.show(request, challenge, deciding=form, status=422)


@require_POST
def telling(request: HouseRequest, challenge: str) -> HttpResponse:
    """Tell one person, or everyone who has an address; or say that one told somebody oneself."""
    said, who = request.POST, request.POST.get("who", "")
    act: dict[str, Any] = {"challenge": challenge, "viewer": request.viewer, "at": request.at}
    try:
        if "everyone" in said:
            n_told = operations.tell_everyone(**act)
            done = f"{n_told} messages wait in the outbox." if n_told > 1 else "One message waits in the outbox."
        else:
            by_mail = said.get("by", "mail") == "mail"
            operations.tell(who=who, by_mail=by_mail, subject=said.get("subject", ""), text=said.get("text", ""), **act)
            done = "The message waits in the outbox." if by_mail else "Kept that you told them."
    except NotFound:
        raise
    except Refused as refusal:
        replies.refuse(request, str(refusal))
    else:
        replies.done(request, done)
    return redirect("challenge", challenge)
