"""Handing a call to a colleague, declining one, taking one back."""

from datetime import timedelta

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods, require_POST

from closeknit.accounts import queries as account_queries
from closeknit.analysis.kinds import TodayClass
from closeknit.identity import queries as identity_queries
from closeknit.kit.refusals import Refused
from closeknit.today import referring
from closeknit.web import answers
from closeknit.web.request import HouseRequest
from closeknit.web.today.forms import HandOnForm


@require_http_methods(["GET", "POST"])
def handing_on(request: HouseRequest, account: str) -> HttpResponse:
    """Ask a colleague to make a call; first, show the form that asks whom, why and by when."""
    members = identity_queries.list_members(viewer=request.viewer)
    names = {one.id: one.name for one in members if one.id != request.viewer.id}
    if request.method == "GET":
        return _show_form(request, account, names)
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


def _show_form(request: HouseRequest, account: str, names: dict[str, str]) -> HttpResponse:
    row = account_queries.get_account(account, viewer=request.viewer)
    codes = {one.value for one in TodayClass}
    class_code = request.GET.get("class_code", "")
    context = {
        "account": row,
        "colleagues": names,
        "class_code": class_code if class_code in codes else TodayClass.DUE.value,
        "by_on": request.today + timedelta(days=3),
        "is_part": request.htmx and not request.htmx.boosted,
    }
    template = "web/today/_handing_on.html" if context["is_part"] else "web/today/handing_on.html"
    return render(request, template, context)
