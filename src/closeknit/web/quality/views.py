"""How well words are heard by people's word, what hearing learned from them, and the check of twenty."""

from functools import partial

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

from closeknit.kit.capabilities import Capability
from closeknit.needs import queries as need_queries
from closeknit.needs.checking import queries as need_checks
from closeknit.verbatims.checking import operations as checking
from closeknit.verbatims.checking import queries as checks_read
from closeknit.verbatims.learning import operations as learning_operations
from closeknit.verbatims.learning import queries as learning_read
from closeknit.web import answers, quotes
from closeknit.web.quality import blind, rows
from closeknit.web.request import HouseRequest


@require_GET
def quality(request: HouseRequest) -> HttpResponse:
    """Show how well each signal is heard and words are laid beside needs, with what is missing; and what was learned."""
    viewer = request.viewer
    checked = checks_read.get_checked(viewer=viewer)
    needs_checked = need_checks.get_needs_checked(viewer=viewer)
    learned = learning_read.get_learning(viewer=viewer)
    context = {
        "checked": checked,
        "lines": rows.lines_of(checked),
        "needs_checked": needs_checked,
        "needs_line": rows.need_line_of(needs_checked),
        "need_checks": need_checks.list_need_checks(viewer=viewer),
        "needs": need_queries.get_need_quality(viewer=viewer),
        "learned": learned,
        "taught": ", ".join(quotes.SIGNALS[code] for code, _ in learned.taught),
        "turned": [rows.turned_of(one) for one in learned.changed],
        "checks": checks_read.list_checks(viewer=viewer),
        "can_check": viewer.can(Capability.CURATE_NEEDS),
    }
    return render(request, "web/quality/quality.html", context)


@require_POST
def learning(request: HouseRequest) -> HttpResponse:
    """Let hearing learn from corrections, or not."""
    is_on = request.POST.get("is_on") == "1"
    learning_operations.switch_learning(is_on=is_on, viewer=request.viewer, at=request.at)
    answers.done(
        request,
        "Hearing learns from corrections again."
        if is_on
        else "Words are heard again as they were without corrections.",
    )
    return redirect("quality")


@require_POST
def checks(request: HouseRequest) -> HttpResponse:
    """Draw twenty sentences and begin."""
    return blind.begin(request, checking.draw_check, "quality_check")


@require_GET
def check(request: HouseRequest, check: str) -> HttpResponse:
    """Show the next sentence of a check, without what the machine makes of it; or that all are answered."""
    return blind.show(
        request,
        check,
        template="web/quality/check.html",
        row=checks_read.get_check(check, viewer=request.viewer),
        find_next=checks_read.find_next,
        choices_of=lambda drawn: rows.choices_of(drawn.answered or ()),
        route="quality_check",
        keys="1 – 9, 0",
    )


@require_POST
def answer(request: HouseRequest, check: str, drawn: str) -> HttpResponse:
    """Keep what a sentence is, and go on to the next."""
    act = partial(checking.answer_drawn, codes=request.POST.getlist("code"))
    return blind.keep(request, act, drawn, check, "quality_check")
