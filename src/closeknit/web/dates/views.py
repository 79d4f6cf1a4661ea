"""Adding, changing and forgetting days that matter to an account."""

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from closeknit.accounts import queries as account_queries
from closeknit.kit.refusals import Refused
from closeknit.today import dates
from closeknit.web import answers
from closeknit.web.dates.forms import DatedEventForm
from closeknit.web.request import HouseRequest


def account_dates(request: HouseRequest, account: str) -> HttpResponse:
    """Add a day that matters to an account."""
    row = account_queries.get_account(account, viewer=request.viewer)
    form = DatedEventForm(request.POST or None, initial={"on": request.today})
    if form.is_valid():
        try:
            dates.add_dated_event(account=account, viewer=request.viewer, at=request.at, **form.cleaned_data)
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            answers.done(request, f"Kept. Today brings {row.name} up a month before.")
            return redirect("account", account)
    context = {"form": form, "account_id": row.id, "account": row.name, "event": None}
    return render(request, "web/dates/event.html", context, status=422 if form.errors else 200)


def dated_event(request: HouseRequest, event: str) -> HttpResponse:
    """Change a day that matters to an account."""
    today = request.today
    known = dates.get_dated_event(event, viewer=request.viewer, today=today)
    row = account_queries.get_account(known.account_id, viewer=request.viewer)
    initial = {"what": known.what, "on": known.on, "is_yearly": known.is_yearly}
    form = DatedEventForm(request.POST or None, initial=initial)
    if form.is_valid():
        try:
            dates.change_dated_event(event=event, viewer=request.viewer, at=request.at, **form.cleaned_data)
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            answers.done(request, f"Changed {form.cleaned_data['what']}.")
            return redirect("account", row.id)
    context = {"form": form, "account_id": row.id, "account": row.name, "event": known}
    return render(request, "web/dates/event.html", context, status=422 if form.errors else 200)


@require_POST
def dated_event_removal(request: HouseRequest, event: str) -> HttpResponse:
    """Forget a day."""
    known = dates.get_dated_event(event, viewer=request.viewer, today=request.today)
    try:
        dates.remove_dated_event(event=event, viewer=request.viewer, at=request.at)
    except Refused as refusal:
        answers.refuse(request, str(refusal))
    else:
        answers.done(request, f"Forgot {known.what}.")
    return redirect("account", known.account_id)
