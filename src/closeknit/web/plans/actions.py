"""Actions of a plan: adding one, changing it, saying that it is done, taking it out."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_POST

from closeknit.promises.plans import operations, queries
from closeknit.promises.plans.rows import ActionRow, PlanRow
from closeknit.web import answers, trying
from closeknit.web.plans import forms, leading
from closeknit.web.request import HouseRequest


def new(request: HouseRequest, plan: str) -> HttpResponse:
    """Add an action to a plan."""
    row = queries.get_plan(plan, viewer=request.viewer)
    if request.method != "POST":
        initial = {"owner": f"ours:{request.viewer.id}", "goal": request.GET.get("goal", ""), "unit": "weeks"}
        return _show(request, row, _form(request, row, None, initial=initial), None)
    form = _form(request, row, None, typed=True)
    given = trying.given(request, plan=plan)
    if trying.try_form(form, lambda: operations.add_action(**given, **form.asked)):
        answers.done(request, "Added. Its promise stands with the others." if form.asked["as_promise"] else "Added.")
        return leading.to_plan(row.account_id, part="actions")
    return _show(request, row, form, None, status=422)


def action(request: HouseRequest, action: str) -> HttpResponse:
    """Change an action."""
    plan, row = _find(request, action)
    if request.method != "POST":
        return _show(request, plan, _form(request, plan, row, initial=forms.ActionForm.initial_of(row)), row)
    form = _form(request, plan, row, typed=True)
    given = trying.given(request, action=action)
    if trying.try_form(form, lambda: operations.change_action(**given, **form.asked)):
        is_new = form.asked.get("as_promise")
        answers.done(request, "Changed. Its promise stands with the others." if is_new else "Changed.")
        return leading.to_plan(plan.account_id, part="actions")
    return _show(request, plan, form, row, status=422)


@require_POST
def done(request: HouseRequest, action: str) -> HttpResponse:
    """Say that an action is done, or with `undone` that it is not after all."""
    plan, _ = _find(request, action)
    given = trying.given(request, action=action)
    if request.POST.get("undone"):
        trying.try_act(request, lambda: operations.unfinish_action(**given), "Open again.")
    else:
        today = request.today
        trying.try_act(request, lambda: operations.finish_action(done_on=today, **given), "Done.")
    return answers.back(request, leading.to_plan(plan.account_id, part="actions")["Location"])


@require_POST
def removal(request: HouseRequest, action: str) -> HttpResponse:
    """Take an action out of its plan."""
    plan, _ = _find(request, action)
    trying.try_act(
        request,
        lambda: operations.drop_action(
            action=action, why=request.POST.get("why", ""), viewer=request.viewer, at=request.at
        ),
        "Taken out of the plan.",
    )
    return leading.to_plan(plan.account_id, part="actions")


def _find(request: HouseRequest, action: str) -> tuple[PlanRow, ActionRow]:
    row = queries.get_action(action, viewer=request.viewer)
    return queries.get_plan(row.plan_id, viewer=request.viewer), row


def _form(
    request: HouseRequest,
    plan: PlanRow,
    action: ActionRow | None,
    *,
    typed: bool = False,
    initial: dict[str, Any] | None = None,
) -> forms.ActionForm:
    return forms.ActionForm(
        request.POST if typed else None,
        people=forms.People(plan.account_id, viewer=request.viewer),
        anchors=queries.list_anchors(plan.id, viewer=request.viewer),
        goals=queries.list_goals(plan.id, viewer=request.viewer),
        is_new=action is None,
        is_promise=action is not None and bool(action.promise_id),
        initial=initial,
    )


def _show(
    request: HouseRequest, plan: PlanRow, form: forms.ActionForm, action: ActionRow | None, *, status: int = 200
) -> HttpResponse:
    context = {"plan": plan, "form": form, "action": action}
    return render(request, "web/plans/action.html", context, status=status)
