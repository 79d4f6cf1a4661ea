"""Handing a call to a colleague, declining one, taking one back."""

from django.http import HttpResponse
from django.views.decorators.http import require_POST

from closeknit.identity import queries as identity_queries
from closeknit.kit.refusals import Refused
from closeknit.today import referring
from closeknit.web import answers
from closeknit.web.request import HouseRequest
from closeknit.web.today.forms import HandOnForm


@require_POST
def handing_on(request: HouseRequest, account: str) -> HttpResponse:
    """Ask a colleague to make a call."""
    names = dict(list_colleagues(request))
    form = HandOnForm(request.POST, colleagues=list(names.items()))
    if not form.is_valid():
        missing = ", ".join(str(form.fields[name].label).lower() for name in form.errors)
        answers.refuse(request, f"Say who should call, why and by when; {missing} is missing. Nothing was changed.")
        return answers.back(request, "today")
    said = form.cleaned_data
    try:
        referring.hand_on(account=account, viewer=request.viewer, at=request.at, **said)
    except Refused as refusal:
        answers.refuse(request, str(refusal))
    else:
        answers.done(request, f"Handed to {names[said['to']]}. It stands on their page with your reason.")
    return answers.back(request, "today")


@require_POST
def declining(request: HouseRequest, referral: str) -> HttpResponse:
    """Say that one cannot make a call, and why."""
    sentence = request.POST.get("sentence", "")
    try:
        referring.decline_referral(referral=referral, sentence=sentence, viewer=request.viewer, at=request.at)
    except Refused as refusal:
        answers.refuse(request, str(refusal))
    else:
        answers.done(request, "Declined. Whoever asked sees your sentence.")
    return answers.back(request, "today")


@require_POST
def taking_back(request: HouseRequest, referral: str) -> HttpResponse:
    """Take back a call that one asked a colleague for."""
    try:
        referring.take_back_referral(referral=referral, viewer=request.viewer, at=request.at)
    except Refused as refusal:
        answers.refuse(request, str(refusal))
    else:
        answers.done(request, "Taken back. It stands with you again.")
    return answers.back(request, "today")


def list_colleagues(request: HouseRequest) -> list[tuple[str, str]]:
    """Return (id, name) of everybody of ours but the one who looks."""
    members = identity_queries.list_members(viewer=request.viewer)
    return [(one.id, one.name) for one in members if one.id != request.viewer.id]
