"""The plan of an account, what was changed in it, and all plans of the house."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from closeknit.accounts import queries as account_queries
from closeknit.analysis import periods
from closeknit.analysis.plans.kinds import AnchorKind, GoalState, ReviewState
from closeknit.kit.capabilities import Capability
from closeknit.kit.look.rows import Pager
from closeknit.kit.refusals import NotFound
from closeknit.promises.plans import queries
from closeknit.promises.plans.rows import PlanRow
from closeknit.web.plans import forms, rows
from closeknit.web.request import HouseRequest


@require_GET
def account_plan(request: HouseRequest, account: str) -> HttpResponse:
    """Show the plan of an account, `?plan=` an earlier one; or how to begin the first."""
    return show(request, account)


@require_GET
def plans(request: HouseRequest) -> HttpResponse:
    """Show all plans that run: reviews that are due, goals off course, actions late; `?whose=mine` those of one's own accounts."""
    today, whose = request.today, request.GET.get("whose", "")
    found = queries.list_running(viewer=request.viewer, as_of=today)
    lines = [rows.plan_of(one, today=today, mine=request.viewer.id) for one in found]
    lines = [line for line in lines if line.is_mine] if whose == "mine" else lines
    context = {
        "whose": whose,
        "needy": [line for line in lines if line.goals or line.n_late or line.review_due_on],
        "calm": [line for line in lines if not (line.goals or line.n_late or line.review_due_on)],
        "n_goals": sum(line.n_goals for line in lines),
        "n_off": sum(len(line.goals) for line in lines),
        "n_late": sum(line.n_late for line in lines),
        "n_due": sum(line.review_due_on is not None for line in lines),
        "n_plans": len(lines),
    }
    return render(request, "web/plans/plans.html", context)


@require_GET
def history(request: HouseRequest, plan: str) -> HttpResponse:
    """Show everything that was changed in a plan, newest first."""
    row = queries.get_plan(plan, viewer=request.viewer)
    asked = request.GET.get("page", "1")
    page = int(asked) if asked.isdecimal() and 0 < len(asked) < 6 else 1
    total, changes = (
        queries.count_changes(plan, viewer=request.viewer),
        queries.list_changes(plan, viewer=request.viewer, page=max(page, 1)),
    )
    first = (page - 1) * queries.PAGE + 1
    context = {
        "plan": row,
        "changes": [rows.change_of(change) for change in changes],
        "zone": request.zone,
        "pager": Pager(
            first, first + len(changes) - 1, total, "changes",
            f"?page={page - 1}" if page > 1 else "", f"?page={page + 1}" if page * queries.PAGE < total else "",
        ) if total > queries.PAGE else None,
    }  # fmt: skip
    return render(request, "web/plans/history.html", context)


def show(request: HouseRequest, account: str, *, status: int = 200, **typed: Any) -> HttpResponse:
    """Show the plan of an account with forms as they were typed."""
    viewer, today = request.viewer, request.today
    row = account_queries.get_account(account, viewer=viewer)
    everything = queries.list_plans(account, viewer=viewer)
    asked = request.GET.get("plan", "")
    plan = next((one for one in everything if one.id == asked), None) if asked else _current(everything)
    if asked and plan is None:
        raise NotFound("There is no plan by that name.")
    may_plan = viewer.can(Capability.MAKE_PROMISES)
    people = forms.People(account, viewer=viewer) if may_plan and (plan is None or plan.closed_on is None) else None
    context: dict[str, Any] = {
        "account": row,
        "plan": plan,
        "others": [one for one in everything if plan is None or one.id != plan.id],
        "may_change": people is not None and plan is not None,
        "may_begin": may_plan and all(one.closed_on for one in everything),
    }
    if context["may_begin"]:
        initial = {"begins_on": today, "ends_on": periods.add_months(today, 12)}
        context["begin"] = typed.get("begin") or forms.PlanForm(
            people=people or forms.People(account, viewer=viewer), initial=initial
        )
    if plan is not None:
        context |= _plan(request, plan, people, typed)
    return render(request, "web/plans/plan.html", context, status=status)


def _plan(request: HouseRequest, plan: PlanRow, people: forms.People | None, typed: dict[str, Any]) -> dict[str, Any]:
    viewer, today = request.viewer, request.today
    goals = queries.list_goals(plan.id, viewer=viewer)
    actions = queries.list_actions(plan.id, viewer=viewer)
    reviews = queries.list_reviews(plan.id, viewer=viewer)
    anchors = queries.list_anchors(plan.id, viewer=viewer)
    planned = next((one for one in reviews if one.state == ReviewState.PLANNED), None)
    context: dict[str, Any] = {
        "words": rows.words_of(plan),
        "goals": rows.goals_of([one for one in goals if one.state == GoalState.OPEN], today=today),
        "ended": rows.goals_of([one for one in goals if one.state != GoalState.OPEN], today=today),
        "actions": rows.actions_of([one for one in actions if one.done_on is None and not one.is_dead], today=today),
        "done": rows.actions_of([one for one in actions if one.done_on or one.is_dead], today=today),
        "anchors": anchors,
        "own_days": [one for one in anchors if one.kind != AnchorKind.REVIEW],
        "planned": planned,
        "review_is_due": planned is not None and planned.on <= today,
        "reviews": [one for one in reviews if one.state == ReviewState.HELD],
        "zone": request.zone,
    }
    if people is not None:
        context |= {
            "review": typed.get("review") or forms.ReviewForm(people=people, zone=request.zone),
            "day": typed.get("day") or forms.DayForm(),
        }
    return context


def _current(everything: list[PlanRow]) -> PlanRow | None:
    return next((one for one in everything if one.closed_on is None), everything[0] if everything else None)
