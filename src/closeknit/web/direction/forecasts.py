"""Making a forecast, saying how one ended, and all of the house's forecasts with how good they were."""

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from closeknit.circle.forecasts import operations, queries
from closeknit.kit.capabilities import Capability
from closeknit.kit.refusals import NotFound, Refused
from closeknit.web import answers
from closeknit.web.direction import labels, rows, views
from closeknit.web.direction.forms import ForecastForm, OutcomeForm
from closeknit.web.request import HouseRequest


@require_POST
def make(request: HouseRequest, account: str) -> HttpResponse:
    """Write down what we expect of an account."""
    form = ForecastForm(request.POST, auto_id="id_forecast_%s")
    if form.is_valid():
        try:
            operations.make_forecast(account=account, viewer=request.viewer, at=request.at, **form.cleaned_data)
        except NotFound:
            raise
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            answers.done(request, f"Expected at {form.cleaned_data['percent']} %. On its day it comes up on Today.")
            return redirect(f"{reverse('direction', args=[account])}#expected")
    return views.show(request, account, form=form, status=422)


@require_POST
def outcome(request: HouseRequest, forecast: str) -> HttpResponse:
    """Say how a forecast ended; what was typed wrongly is said in a toast, and the page one came from opens again."""
    form = OutcomeForm(request.POST)
    if not form.is_valid():
        missing = (
            "how one can see it" if "outcome" not in form.errors else "whether it came true, did not, or cannot be told"
        )
        answers.refuse(request, f"Say {missing}. Nothing was changed.")
        return answers.back(request, reverse("forecasts"))
    said = form.cleaned_data
    try:
        operations.resolve_forecast(forecast=forecast, viewer=request.viewer, at=request.at, **said)
    except NotFound:
        raise
    except Refused as refusal:
        answers.refuse(request, str(refusal))
    else:
        answers.done(request, f"Kept: it {labels.OUTCOMES[said['outcome']]}.")
    return answers.back(request, reverse("forecasts"))


@require_GET
def forecasts(request: HouseRequest) -> HttpResponse:
    """Show what has reached its day, what is ahead, what was decided, and how good we were."""
    viewer, today = request.viewer, request.today
    may_write = viewer.can(Capability.DRAW_CIRCLE)
    score = queries.get_score(viewer=viewer)
    due, ahead = queries.list_due(viewer=viewer, by=today), queries.list_ahead(viewer=viewer, after=today)
    context = {
        "due": [rows.forecast_of(one, today=today, with_form=may_write) for one in due],
        "ahead": [rows.forecast_of(one, today=today) for one in ahead],
        "ended": [rows.forecast_of(one, today=today) for one in queries.list_resolved(viewer=viewer)],
        "score": score,
        "bands": rows.bands_of(score),
    }
    return render(request, "web/direction/forecasts.html", context)
