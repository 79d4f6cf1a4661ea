"""Reviews: planning one, the page that both look at in the meeting, and what is noted and decided there."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.text import slugify
from django.views.decorators.http import require_GET, require_POST, require_safe

from closeknit.analysis.circle import profile as profile_analysis
from closeknit.analysis.plans.kinds import GoalState, ReviewState
from closeknit.identity import queries as identity_queries
from closeknit.kit import markdown
from closeknit.kit.capabilities import Capability
from closeknit.kit.pdf import writing
from closeknit.kit.refusals import ChangedMeanwhile, Refused
from closeknit.promises.plans import operations, queries, reviewing
from closeknit.promises.plans.reviewing import ReviewSheet
from closeknit.web import answers, quotes, trying
from closeknit.web.ledger import rows as ledger_rows
from closeknit.web.plans import days, forms, leading, pages, printing, rows
from closeknit.web.promises import rows as promise_rows
from closeknit.web.request import HouseRequest
from closeknit.web.touchpoints import moments


@require_POST
def plan_one(request: HouseRequest, plan: str) -> HttpResponse:
    """Plan the next review as an appointment."""
    row = queries.get_plan(plan, viewer=request.viewer)
    people = forms.People(row.account_id, viewer=request.viewer)
    form = forms.ReviewForm(request.POST, people=people, zone=request.zone)
    given = trying.given(request, plan=plan)
    if trying.try_form(form, lambda: operations.plan_review(**given, **_said(form))):
        answers.done(request, "Planned, and it stands among the appointments.")
        return answers.back(request, leading.to_plan(row.account_id, part="reviews")["Location"])
    return pages.show(request, row.account_id, status=422, review=form)


@require_GET
def review(request: HouseRequest, review: str) -> HttpResponse:
    """Show the page that both look at in the meeting."""
    return _show(request, review)


@require_safe
def pdf(request: HouseRequest, review: str) -> HttpResponse:
    """Return the review as PDF."""
    sheet, today = _sheet(request, review), request.today
    printed = printing.sheet_of(sheet, house=identity_queries.get_house().name, today=today)
    response = HttpResponse(writing.write_sheet(printed, made_at=request.at), content_type="application/pdf")
    name = f"review-{slugify(sheet.plan.account)[:60] or 'account'}-{sheet.review.on.isoformat()}.pdf"
    response["Content-Disposition"] = f'inline; filename="{name}"'
    return response


@require_POST
def notes(request: HouseRequest, review: str) -> HttpResponse:
    """Write the notes; where somebody did so meanwhile both versions are shown."""
    row = queries.get_review(review, viewer=request.viewer)
    form = forms.NotesForm(request.POST)
    if not form.is_valid():
        return _show(request, review, status=422, notes=form)
    try:
        operations.write_notes(review=review, viewer=request.viewer, at=request.at, **form.cleaned_data)
    except ChangedMeanwhile as refusal:
        said = form.cleaned_data["notes"].replace("\r\n", "\n").strip()
        again = forms.NotesForm(initial={"notes": said, "base": row.version})
        both = {"sentence": str(refusal), "theirs": row.notes, "changes": profile_analysis.diff_words(row.notes, said)}
        return _show(request, review, status=422, notes=again, both=both)
    except Refused as refusal:
        form.add_error(None, str(refusal))
        return _show(request, review, status=422, notes=form)
    answers.done(request, "Noted.")
    return _to(review, "notes")


@require_POST
def decisions(request: HouseRequest, review: str) -> HttpResponse:
    """Write down what was decided."""
    row = queries.get_review(review, viewer=request.viewer)
    account = queries.get_plan(row.plan_id, viewer=request.viewer).account_id
    form = forms.DecisionForm(request.POST, people=forms.People(account, viewer=request.viewer))
    given = trying.given(request, review=review)
    if trying.try_form(form, lambda: operations.note_decision(**given, **form.asked)):
        answers.done(request, "Decided, and it stands among the actions." if form.asked["side"] else "Decided.")
        return _to(review, "decided")
    return _show(request, review, status=422, decision=form)


@require_POST
def holding(request: HouseRequest, review: str) -> HttpResponse:
    """Say that a review took place."""
    queries.get_review(review, viewer=request.viewer)
    form = forms.HoldForm(request.POST)
    given = trying.given(request, review=review)
    if trying.try_form(form, lambda: operations.hold_review(**given, **form.cleaned_data)):
        answers.done(request, "Held. Plan the next one while you are together.")
        return _to(review, "next")
    return _show(request, review, status=422, hold=form)


def time(request: HouseRequest, review: str) -> HttpResponse:
    """Show what would move with a review, and move it: first `look`, then `move`."""
    row = queries.get_review(review, viewer=request.viewer)
    plan = queries.get_plan(row.plan_id, viewer=request.viewer)
    initial = {"starts_at": moments.local(row.starts_at, request.zone)} if row.starts_at else {}
    anchor = queries.get_anchor(row.anchor_id, viewer=request.viewer)
    context: dict[str, Any] = {"plan": plan, "anchor": anchor, "review": row}
    if request.method != "POST":
        context["form"] = forms.MoveReviewForm(zone=request.zone, initial=initial)
        return render(request, "web/plans/day.html", context)
    form = context["form"] = forms.MoveReviewForm(request.POST, zone=request.zone)
    preview = days.find_preview(form, "starts_at", row.anchor_id, request, request.today)
    given = trying.given(request, review=review)
    if preview is not None and "move" in request.POST:
        if trying.try_form(form, lambda: operations.move_review(**given, **form.cleaned_data)):
            answers.done(request, days.say_moved(len(preview.shifts)))
            return leading.to_plan(plan.account_id, part="reviews")
        preview = None
    context["preview"] = preview
    return render(request, "web/plans/day.html", context, status=200 if preview else 422)


@require_POST
def calling_off(request: HouseRequest, review: str) -> HttpResponse:
    """Call a planned review off."""
    row = queries.get_review(review, viewer=request.viewer)
    plan = queries.get_plan(row.plan_id, viewer=request.viewer)
    trying.try_act(
        request,
        lambda: operations.call_off_review(review=review, viewer=request.viewer, at=request.at),
        "Called off, and out of the calendar.",
    )
    return leading.to_plan(plan.account_id, part="reviews")


def _sheet(request: HouseRequest, review: str) -> ReviewSheet:
    return reviewing.get_sheet(review, viewer=request.viewer, today=request.today, zone=request.zone)


def _show(request: HouseRequest, review: str, *, status: int = 200, **typed: Any) -> HttpResponse:
    sheet, today = _sheet(request, review), request.today
    may_change = request.viewer.can(Capability.MAKE_PROMISES) and sheet.plan.closed_on is None
    context: dict[str, Any] = {
        "sheet": sheet,
        "plan": sheet.plan,
        "review": sheet.review,
        "words": rows.words_of(sheet.plan),
        "goals": rows.goals_of(
            [one for one in sheet.goals if one.state == GoalState.OPEN], today=sheet.as_of, height=96
        ),
        "ended": rows.goals_of([one for one in sheet.goals if one.state != GoalState.OPEN], today=today),
        "ours": promise_rows.lines_of(sheet.ours, today=today, with_account=False),
        "theirs": promise_rows.lines_of(sheet.theirs, today=today, with_account=False),
        "late": rows.actions_of(sheet.late, today=today),
        "ahead": rows.actions_of(sheet.ahead, today=today),
        "done": rows.actions_of(sheet.done, today=today),
        "totals": ledger_rows.totals_of(sheet.ledger.totals),
        "ledger": sheet.ledger,
        "said": [quotes.quote_of(one, with_account=False) for one in sheet.words],
        "noted": markdown.render(sheet.review.notes) if sheet.review.notes else "",
        "both": typed.get("both"),
        "zone": request.zone,
        "may_change": may_change and sheet.review.state != ReviewState.CALLED_OFF,
    }
    if context["may_change"]:
        context |= _forms(request, sheet, typed)
    return render(request, "web/plans/review.html", context, status=status)


def _forms(request: HouseRequest, sheet: ReviewSheet, typed: dict[str, Any]) -> dict[str, Any]:
    people = forms.People(sheet.plan.account_id, viewer=request.viewer)
    notes_now = {"notes": sheet.review.notes, "base": sheet.review.version}
    found: dict[str, Any] = {
        "notes": typed.get("notes") or forms.NotesForm(initial=notes_now),
        "decision": typed.get("decision") or forms.DecisionForm(people=people),
    }
    if sheet.review.state == ReviewState.PLANNED:
        found["hold"] = typed.get("hold") or forms.HoldForm(initial={"held_on": request.today})
    elif sheet.next_review is None:
        found["next"] = forms.ReviewForm(people=people, zone=request.zone)
    return found


def _said(form: forms.ReviewForm) -> dict[str, Any]:
    said = form.cleaned_data
    return {"starts_at": said["starts_at"], "contact": said["contact"] or None, "member": said["member"] or None}


def _to(review: str, part: str) -> HttpResponse:
    return redirect(f"{redirect('review', review)['Location']}#{part}")
