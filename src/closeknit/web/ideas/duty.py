"""How the duty to answer is kept: median days, the share in time, month by month; and within how many days the house answers."""

from datetime import timedelta

from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

from closeknit.ideas import operations, queries, readers
from closeknit.identity import queries as identity_queries
from closeknit.identity.roles import CAPABILITIES, Role
from closeknit.kit.capabilities import Capability
from closeknit.kit.look.charts import Gauge
from closeknit.kit.refusals import Refused
from closeknit.web import answers
from closeknit.web.ideas import drawing
from closeknit.web.ideas.forms import RuleForm
from closeknit.web.request import HouseRequest

_DAYS = 365


@require_GET
def duty(request: HouseRequest) -> HttpResponse:
    """Show how the duty was kept in twelve months; whoever runs the house says here by when it answers."""
    return _show(request, _form(request))


@require_POST
def rule(request: HouseRequest) -> HttpResponse:
    """Say within how many days the house answers, and who reads what no account's owner does."""
    form = _form(request, request.POST)
    if form.is_valid():
        try:
            operations.change_rule(viewer=request.viewer, at=request.at, **form.cleaned_data)
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            answers.done(request, f"Ideas given from now on are answered within {form.cleaned_data['days']} days.")
            return redirect("ideas_duty")
    return _show(request, form, status=422)


def _form(request: HouseRequest, *args: QueryDict) -> RuleForm:
    kept = readers.get_rule(viewer=request.viewer)
    members = [
        (one.id, one.name)
        for one in identity_queries.list_members(viewer=request.viewer)
        if Capability.ANSWER_IDEAS in CAPABILITIES[Role(one.role)]
    ]
    initial = {"days": kept.days, "reader": kept.reader_id}
    return RuleForm(*args, members=members, initial=initial, auto_id="rule_%s")


def _show(request: HouseRequest, form: RuleForm, *, status: int = 200) -> HttpResponse:
    today = request.today
    kept = queries.get_duty(viewer=request.viewer, today=today, since=today - timedelta(days=_DAYS))
    share = kept.in_time
    context = {
        "duty": kept,
        "percent": round(share.value * 100) if share else None,
        "gauge": Gauge(share.value, share.low, share.high, said=f"In time: {share.value:.0%}") if share else None,
        "low": round(share.low * 100) if share else None,
        "high": round(share.high * 100) if share else None,
        "months": drawing.draw_months(kept),
        "rule": readers.get_rule(viewer=request.viewer),
        "form": form,
        "can_set": request.viewer.can(Capability.RUN_HOUSE),
    }
    return render(request, "web/ideas/duty.html", context, status=status)
