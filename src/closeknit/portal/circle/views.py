"""The circle from the side of whoever looks: who is in it, and what is in it for both."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from closeknit.accounts.shared import queries as account_queries
from closeknit.accounts.shared import saying
from closeknit.circle.shared import queries
from closeknit.kit import markdown
from closeknit.offerings.shared import queries as purpose_queries
from closeknit.portal.circle import drawing
from closeknit.portal.circle.forms import CustomerForm
from closeknit.portal.request import PortalRequest
from closeknit.portal.trying import try_act, try_form


@require_GET
def circle(request: PortalRequest, account: str) -> HttpResponse:
    """Show who is in the circle, what is in it for both, and whom they serve if they said so."""
    return _show(request, account)


@require_POST
def customers(request: PortalRequest, account: str) -> HttpResponse:
    """Name a customer of one's own company."""
    form = CustomerForm(request.POST)
    said: dict[str, Any] = {"account": account, "viewer": request.viewer, "at": request.at}
    if not try_form(form, lambda: saying.name_customer(**form.cleaned_data, **said)):
        return _show(request, account, form, status=422)
    messages.success(request, _("It stands in your circle."))
    return redirect("portal:circle", account)


@require_POST
def customer(request: PortalRequest, account: str, named_customer: str) -> HttpResponse:
    """Take a customer away that was named."""
    said: dict[str, Any] = {"customer": named_customer, "viewer": request.viewer, "at": request.at}
    try_act(request, lambda: saying.drop_customer(account=account, **said), _("It stands here no longer."))
    return redirect("portal:circle", account)


def _show(request: PortalRequest, account: str, form: forms.Form | None = None, *, status: int = 200) -> HttpResponse:
    viewer = request.viewer
    ours = account_queries.list_our_people(account, viewer=viewer)
    theirs = account_queries.list_colleagues(account, viewer=viewer)
    theirs = sorted(theirs, key=lambda one: not one.is_me)
    context = {
        "picture": drawing.draw([one.name for one in ours], [(one.name, one.is_me) for one in theirs]),
        "ours": ours,
        "theirs": theirs,
        "goals": queries.list_goals(account, viewer=viewer),
        "purpose": purpose_queries.find_purpose(viewer=viewer),
        "their_purpose": markdown.render(saying.get_their_purpose(account, viewer=viewer).text),
        "customers": saying.list_customers(account, viewer=viewer),
        "form": form or CustomerForm(),
        "since": account_queries.find_since(account, viewer=viewer),
    }
    return render(request, "portal/circle/circle.html", context, status=status)
