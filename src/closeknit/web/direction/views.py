"""The profile of an account with what we expect, what changed in it, and saying that it still holds."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

from closeknit.accounts import queries as account_queries
from closeknit.analysis import periods
from closeknit.circle.forecasts import queries as forecast_queries
from closeknit.circle.profiles import operations, queries
from closeknit.kit.capabilities import Capability
from closeknit.kit.refusals import NotFound, Refused
from closeknit.web import answers
from closeknit.web.direction import rows
from closeknit.web.direction.forms import ForecastForm, RevisitForm
from closeknit.web.house import showing
from closeknit.web.request import HouseRequest


@require_GET
def direction(request: HouseRequest, account: str) -> HttpResponse:
    """Show where an account is heading, each claim with its words, and what we expect; `?version=` shows an earlier one."""
    return show(request, account)


def show(request: HouseRequest, account: str, *, form: ForecastForm | None = None, status: int = 200) -> HttpResponse:
    """Show the page, with the form for a forecast as it was filled in where it was refused."""
    viewer, today = request.viewer, request.today
    row = account_queries.get_account(account, viewer=viewer)
    asked = request.GET.get("version", "")
    page = queries.find_profile(
        account, viewer=viewer, number=int(asked) if asked.isdecimal() and len(asked) < 6 else None
    )
    if page is None and asked:
        raise NotFound("There is no such version.")
    forecasts = forecast_queries.list_forecasts(account, viewer=viewer)
    may_write = viewer.can(Capability.DRAW_CIRCLE)
    context: dict[str, Any] = {
        "account": row,
        "page": page,
        "version": rows.version_of(page.version, zone=request.zone) if page else None,
        "is_old": page is not None and page.version.number != page.current,
        "blocks": rows.blocks_of(page) if page else [],
        "is_due": page is not None and page.revisit_on <= today,
        "open": [rows.forecast_of(one, today=today, with_form=may_write) for one in forecasts if not one.outcome],
        "ended": [rows.forecast_of(one, today=today) for one in forecasts if one.outcome],
        "score": forecast_queries.get_score(viewer=viewer),
        "form": form or ForecastForm(auto_id="id_forecast_%s"),
        "may_write": may_write,
    }
    return render(request, "web/direction/direction.html", context, status=status)


@require_GET
def changes(request: HouseRequest, account: str) -> HttpResponse:
    """Show what changed from one version to another, word by word; without versions named, from the last but one to the newest."""
    row = account_queries.get_account(account, viewer=request.viewer)
    versions = queries.list_versions(account, viewer=request.viewer)
    if not versions:
        raise NotFound("Nobody has written where this account is heading yet.")
    after = _number(request.GET.get("to", ""), versions[0].number)
    before = _number(request.GET.get("from", ""), max(1, after - 1))
    found = queries.get_changes(account, before=before, after=after, viewer=request.viewer)
    context = {
        "account": row,
        "before": rows.version_of(found.before, zone=request.zone),
        "after": rows.version_of(found.after, zone=request.zone),
        "changes": rows.changes_of(found.changes, found.cited),
        "versions": [rows.version_of(one, zone=request.zone) for one in versions],
    }
    return render(request, "web/direction/changes.html", context)


@require_POST
def confirmation(request: HouseRequest, account: str) -> HttpResponse:
    """Say that the profile still holds as it stands."""
    try:
        again_on = operations.confirm_profile(account=account, viewer=request.viewer, at=request.at)
    except NotFound:
        raise
    except Refused as refusal:
        answers.refuse(request, str(refusal))
    else:
        said = periods.say_day(again_on, as_of=request.today).text
        answers.done(request, f"Still holds. To be looked at again {said}.")
    return redirect("direction", account)


@require_POST
def revisits(request: HouseRequest) -> HttpResponse:
    """Set after how many days profiles are looked at again, or show the settings again with what is wrong."""
    form = RevisitForm(request.POST)
    if form.is_valid():
        try:
            operations.change_revisits(days=form.cleaned_data, viewer=request.viewer, at=request.at)
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            answers.done(request, "Changed when profiles are looked at again.")
            return showing.lead_to("revisits")
    return showing.show(request, "revisits", {"revisits": form})


def _number(typed: str, otherwise: int) -> int:
    return int(typed) if typed.isdecimal() and len(typed) < 6 else otherwise
