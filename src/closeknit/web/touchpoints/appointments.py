"""Planning the next talk, and calling it off."""

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from closeknit.accounts import asks
from closeknit.accounts import queries as account_queries
from closeknit.identity import queries as identity_queries
from closeknit.kit.refusals import Refused
from closeknit.touchpoints import operations, queries
from closeknit.web import answers
from closeknit.web.request import HouseRequest
from closeknit.web.touchpoints import rows
from closeknit.web.touchpoints.forms import AppointmentForm


def new(request: HouseRequest, account: str) -> HttpResponse:
    """Plan when we speak with an account next."""
    row = account_queries.get_account(account, viewer=request.viewer)
    form = _form(request, account)
    if form.is_valid():
        try:
            operations.plan_appointment(account=account, viewer=request.viewer, at=request.at, **form.cleaned_data)
        except asks.AskedTooOften as refusal:
            form.is_too_often = True
            form.add_error(None, str(refusal))
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            answers.done(request, f"Planned. {row.name} stands on Today when the day comes.")
            return redirect("account", account)
    context = {"form": form, "account": row}
    return render(request, "web/touchpoints/appointment.html", context, status=422 if form.errors else 200)


@require_POST
def calling_off(request: HouseRequest, appointment: str) -> HttpResponse:
    """Call a planned talk off."""
    row = queries.get_appointment(appointment, viewer=request.viewer)
    try:
        operations.call_off_appointment(appointment=appointment, viewer=request.viewer, at=request.at)
    except Refused as refusal:
        answers.refuse(request, str(refusal))
    else:
        planned = rows.appointment_of(row, zone=identity_queries.get_house().zone)
        answers.done(request, f"Called off the {planned.medium} with {planned.contact or row.account}.")
    return answers.back(request, "today")


def _form(request: HouseRequest, account: str) -> AppointmentForm:
    viewer = request.viewer
    return AppointmentForm(
        request.POST or None,
        people=[(one.id, one.name) for one in account_queries.list_contacts(viewer=viewer, account=account)],
        members=[(one.id, one.name) for one in identity_queries.list_members(viewer=viewer)],
        zone=identity_queries.get_house().zone,
        now=request.at,
        initial={
            "member": viewer.id,
            "contact": request.GET.get("contact", ""),
            "why": request.GET.get("why", "")[:200],
        },
    )
