"""Beginning a plan, saying anew what it is for, and ending its period."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_POST

from closeknit.analysis.circle import profile as profile_analysis
from closeknit.kit.refusals import ChangedMeanwhile, Refused
from closeknit.promises.plans import operations, queries
from closeknit.promises.plans.rows import PlanRow
from closeknit.web import answers, trying
from closeknit.web.plans import forms, leading, pages
from closeknit.web.request import HouseRequest


@require_POST
def make(request: HouseRequest, account: str) -> HttpResponse:
    """Begin the plan of an account."""
    form = forms.PlanForm(request.POST, people=forms.People(account, viewer=request.viewer))
    given = trying.given(request, account=account)
    if trying.try_form(form, lambda: operations.make_plan(**given, **_said(form))):
        answers.done(request, "The plan is begun. Set its first goal together.")
        return leading.to_plan(account)
    return pages.show(request, account, begin=form, status=422)


def purpose(request: HouseRequest, plan: str) -> HttpResponse:
    """Say anew what the partnership is for; where somebody did so meanwhile both versions are shown."""
    row = queries.get_plan(plan, viewer=request.viewer)
    people = forms.People(row.account_id, viewer=request.viewer)
    if request.method != "POST":
        form = forms.PurposeForm(people=people, initial=forms.PurposeForm.initial_of(row))
        return _show(request, row, form)
    form = forms.PurposeForm(request.POST, people=people)
    if not form.is_valid():
        return _show(request, row, form, status=422)
    try:
        operations.change_purpose(plan=plan, viewer=request.viewer, at=request.at, **_said(form))
    except ChangedMeanwhile as refusal:
        again = forms.PurposeForm(people=people, initial=form.cleaned_data | {"base": row.version})
        changes = profile_analysis.diff_words(row.ours, form.cleaned_data["ours"])
        both = {"sentence": str(refusal), "theirs": row, "changes": changes}
        return _show(request, row, again, both=both, status=422)
    except Refused as refusal:
        form.add_error(None, str(refusal))
        return _show(request, row, form, status=422)
    answers.done(request, "Kept. What it was before stands in the history.")
    return leading.to_plan(row.account_id)


@require_POST
def closing(request: HouseRequest, plan: str) -> HttpResponse:
    """End the period of a plan."""
    row = queries.get_plan(plan, viewer=request.viewer)
    trying.try_act(
        request,
        lambda: operations.close_plan(plan=plan, why=request.POST.get("why", ""), viewer=request.viewer, at=request.at),
        "Its period has ended. All of it stays here to be read, and the next one can begin.",
    )
    return leading.to_plan(row.account_id)


@require_POST
def opening(request: HouseRequest, plan: str) -> HttpResponse:
    """Let the other side work by a plan, or keep it to ourselves."""
    row = queries.get_plan(plan, viewer=request.viewer)
    is_shared = request.POST.get("shared") == "1"
    operations.open_plan(plan=plan, is_shared=is_shared, viewer=request.viewer, at=request.at)
    answers.done(request, "They work by it on their shared site." if is_shared else "Only we see it.")
    return leading.to_plan(row.account_id)


def _said(form: forms.PurposeForm) -> dict[str, Any]:
    return form.cleaned_data | {"theirs_by": form.cleaned_data["theirs_by"] or None}


def _show(
    request: HouseRequest,
    plan: PlanRow,
    form: forms.PurposeForm,
    *,
    both: dict[str, Any] | None = None,
    status: int = 200,
) -> HttpResponse:
    return render(request, "web/plans/purpose.html", {"plan": plan, "form": form, "both": both}, status=status)
