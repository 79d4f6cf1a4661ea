"""Days from which actions are counted: naming one, and moving one after seeing what moves with it."""

from datetime import date
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_POST

from closeknit.kit.refusals import NotAllowed, NotFound, Refused
from closeknit.promises.plans import operations, queries
from closeknit.promises.plans.rows import MovePreview
from closeknit.web import answers, trying
from closeknit.web.plans import forms, leading, pages
from closeknit.web.request import HouseRequest


@require_POST
def name(request: HouseRequest, plan: str) -> HttpResponse:
    """Name a day from which actions can be counted."""
    row = queries.get_plan(plan, viewer=request.viewer)
    form = forms.DayForm(request.POST)
    given = trying.given(request, plan=plan)
    if trying.try_form(form, lambda: operations.name_day(**given, **form.cleaned_data)):
        answers.done(request, "Named. Actions can be counted from it now.")
        return leading.to_plan(row.account_id, part="days")
    return pages.show(request, row.account_id, status=422, day=form)


def day(request: HouseRequest, anchor: str) -> HttpResponse:
    """Show what would move with a day, and move it: first `look`, then `move`."""
    today = request.today
    here = queries.get_anchor(anchor, viewer=request.viewer)
    plan = queries.get_plan(here.plan_id, viewer=request.viewer)
    context: dict[str, Any] = {"plan": plan, "anchor": here, "form": forms.MoveDayForm(initial={"on": here.on})}
    if request.method != "POST":
        return render(request, "web/plans/day.html", context)
    form = context["form"] = forms.MoveDayForm(request.POST)
    preview = find_preview(form, "on", anchor, request, today)
    if preview is None or "move" not in request.POST:
        context["preview"] = preview
        return render(request, "web/plans/day.html", context, status=200 if preview else 422)
    given = trying.given(request, anchor=anchor)
    if trying.try_form(form, lambda: operations.move_day(**given, **form.cleaned_data)):
        answers.done(request, say_moved(len(preview.shifts)))
        return leading.to_plan(plan.account_id, part="actions")
    context["preview"] = preview
    return render(request, "web/plans/day.html", context, status=422)


def find_preview(
    form: forms.MoveDayForm | forms.MoveReviewForm, field: str, anchor: str, request: HouseRequest, today: date
) -> MovePreview | None:
    """Return what would move if the form were followed, None where it cannot be: the form says why."""
    if not form.is_valid():
        return None
    moment = form.cleaned_data[field]
    on = moment if field == "on" else moment.date()
    try:
        return queries.preview_move(anchor, on, viewer=request.viewer, as_of=today)
    except (NotFound, NotAllowed):
        raise
    except Refused as refusal:
        form.add_error(None, str(refusal))
        return None


def say_moved(n_actions: int) -> str:
    """Return what moved, as a toast says it."""
    if not n_actions:
        return "Moved. Nothing else hung on it."
    return f"Moved, and {n_actions} action{'' if n_actions == 1 else 's'} with it."
