"""One goal with its readings: setting it, changing it, reading it, and saying how it ended."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

from closeknit.analysis.measures import say_measure
from closeknit.analysis.plans.kinds import GoalState
from closeknit.kit.capabilities import Capability
from closeknit.kit.refusals import ChangedMeanwhile, Refused
from closeknit.kit.ways import find_way
from closeknit.promises.plans import operations, queries
from closeknit.promises.plans.rows import GoalRow, PlanRow
from closeknit.web import answers, citing, trying
from closeknit.web.plans import forms, leading, rows
from closeknit.web.request import HouseRequest


@require_GET
def goal(request: HouseRequest, goal: str) -> HttpResponse:
    """Show one goal: its picture, each reading with where it comes from, and what can be done with it."""
    return _show(request, goal)


def new(request: HouseRequest, plan: str) -> HttpResponse:
    """Set a goal in a plan."""
    row = queries.get_plan(plan, viewer=request.viewer)
    people = forms.People(row.account_id, viewer=request.viewer)
    if request.method != "POST":
        initial = {"start_on": request.today, "target_on": row.ends_on, "keeper": request.viewer.id}
        return _show_form(request, row, forms.GoalForm(people=people, is_new=True, initial=initial))
    form = forms.GoalForm(request.POST, people=people, is_new=True)
    given = trying.given(request, plan=plan)
    if trying.try_form(form, lambda: operations.set_goal(**given, **_said(form))):
        answers.done(request, "Set. Read it now and then: a goal that nobody reads is off course by itself.")
        return leading.to_plan(row.account_id, part="goals")
    return _show_form(request, row, form, status=422)


def wording(request: HouseRequest, goal: str) -> HttpResponse:
    """Change a goal; where somebody did so meanwhile both versions are shown."""
    row = queries.get_goal(goal, viewer=request.viewer)
    plan = queries.get_plan(row.plan_id, viewer=request.viewer)
    people = forms.People(plan.account_id, viewer=request.viewer)
    if request.method != "POST":
        form = forms.GoalForm(people=people, is_new=False, initial=forms.GoalForm.initial_of(row))
        return _show_form(request, plan, form, goal=row)
    form = forms.GoalForm(request.POST, people=people, is_new=False)
    if not form.is_valid():
        return _show_form(request, plan, form, goal=row, status=422)
    try:
        operations.change_goal(goal=goal, viewer=request.viewer, at=request.at, **_said(form))
    except ChangedMeanwhile as refusal:
        typed = request.POST.dict() | {"base": row.version}
        again = forms.GoalForm(people=people, is_new=False, initial=typed)
        return _show_form(request, plan, again, goal=row, both=str(refusal), status=422)
    except Refused as refusal:
        form.add_error(None, str(refusal))
        return _show_form(request, plan, form, goal=row, status=422)
    answers.done(request, "Changed. What it said before stands in the history.")
    return redirect("goal", goal)


@require_POST
def readings(request: HouseRequest, goal: str) -> HttpResponse:
    """Write down where a goal stands."""
    row = queries.get_goal(goal, viewer=request.viewer)
    plan = queries.get_plan(row.plan_id, viewer=request.viewer)
    form = _reading_form(request, plan, request.POST)
    given = trying.given(request, goal=goal)
    if trying.try_form(form, lambda: operations.read_goal(**given, **_said(form))):
        answers.done(request, f"Read: {say_measure(form.cleaned_data['value'], row.unit)}.")
        return answers.back(request, find_way("goal", goal))
    return _show(request, goal, status=422, reading=form)


@require_POST
def reading_removal(request: HouseRequest, reading: str) -> HttpResponse:
    """Take a reading out that was wrong."""
    trying.try_act(
        request,
        lambda: operations.take_out_reading(reading=reading, viewer=request.viewer, at=request.at),
        "Taken out. The history keeps that it was there.",
    )
    return answers.back(request, "plans")


@require_POST
def ending(request: HouseRequest, goal: str) -> HttpResponse:
    """Say how a goal ended."""
    form = forms.EndForm(request.POST)
    given = trying.given(request, goal=goal)
    queries.get_goal(goal, viewer=request.viewer)
    if trying.try_form(form, lambda: operations.end_goal(**given, **form.cleaned_data)):
        answers.done(request, f"Kept: {form.cleaned_data['state']}.")
        return redirect("goal", goal)
    return _show(request, goal, status=422, end=form)


@require_POST
def reopening(request: HouseRequest, goal: str) -> HttpResponse:
    """Open a goal again."""
    form = forms.WhyForm(request.POST)
    given = trying.given(request, goal=goal)
    queries.get_goal(goal, viewer=request.viewer)
    if trying.try_form(form, lambda: operations.reopen_goal(**given, **form.cleaned_data)):
        answers.done(request, "Open again.")
        return redirect("goal", goal)
    return _show(request, goal, status=422, why=form)


def _show(request: HouseRequest, goal: str, *, status: int = 200, **typed: Any) -> HttpResponse:
    row = queries.get_goal(goal, viewer=request.viewer)
    plan, today = queries.get_plan(row.plan_id, viewer=request.viewer), request.today
    may_change = request.viewer.can(Capability.MAKE_PROMISES) and plan.closed_on is None
    context: dict[str, Any] = {
        "plan": plan,
        "goal": rows.goal_of(row, today=today, height=132),
        "keeper": row.keeper,
        "contact": row.contact,
        "start_on": row.start_on,
        "readings": [(one, say_measure(one.value, row.unit)) for one in reversed(row.readings)],
        "may_change": may_change,
    }
    if may_change and row.state == GoalState.OPEN:
        context["reading"] = typed.get("reading") or _reading_form(request, plan, initial={"read_on": today})
    if may_change and row.state in (GoalState.OPEN, GoalState.MISSED):
        context["end"] = typed.get("end") or forms.EndForm(initial={"ended_on": today})
    if may_change and row.state != GoalState.OPEN:
        context["why"] = typed.get("why") or forms.WhyForm()
    return render(request, "web/plans/goal.html", context, status=status)


def _show_form(
    request: HouseRequest,
    plan: PlanRow,
    form: forms.GoalForm,
    *,
    goal: GoalRow | None = None,
    both: str = "",
    status: int = 200,
) -> HttpResponse:
    line = rows.goal_of(goal, today=request.today) if goal else None
    context = {"plan": plan, "form": form, "goal": line, "both": both, "owners": goal and (goal.keeper, goal.contact)}
    return render(request, "web/plans/goal_form.html", context, status=status)


def _reading_form(request: HouseRequest, plan: PlanRow, *args: Any, **kwargs: Any) -> forms.ReadingForm:
    words = citing.list_words(plan.account_id, viewer=request.viewer, today=request.today)
    people = forms.People(plan.account_id, viewer=request.viewer)
    return forms.ReadingForm(*args, people=people, words=words, **kwargs)


def _said(form: forms.GoalForm | forms.ReadingForm) -> dict[str, Any]:
    said = dict(form.cleaned_data)
    return said | {name: said[name] or None for name in ("keeper", "contact", "verbatim") if name in said}
