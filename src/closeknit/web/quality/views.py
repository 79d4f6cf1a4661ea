"""How well words are heard by people's word, what hearing learned from them, and the check of twenty."""

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from closeknit.kit.capabilities import Capability
from closeknit.kit.look import saying
from closeknit.kit.refusals import NotFound, Refused
from closeknit.needs import queries as need_queries
from closeknit.needs.checking import queries as need_checks
from closeknit.verbatims.checking import operations as checking
from closeknit.verbatims.checking import queries as checks_read
from closeknit.verbatims.learning import operations as learning_operations
from closeknit.verbatims.learning import queries as learning_read
from closeknit.web import answers, quotes
from closeknit.web.quality import rows
from closeknit.web.request import HouseRequest

KEYS = (
    ("Choose, or not", "1 – 9, 0"),
    ("Keep it and go on", "Enter"),
    ("I cannot tell", "t"),
    ("The sentence before", "b"),
)


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
    try:
        check = checking.draw_check(viewer=request.viewer, at=request.at)
    except Refused as refusal:
        answers.refuse(request, str(refusal))
        return redirect("quality")
    return redirect("quality_check", check)


@require_GET
def check(request: HouseRequest, check: str) -> HttpResponse:
    """Show the next sentence of a check, without what the machine makes of it; or that all are answered."""
    viewer = request.viewer
    row = checks_read.get_check(check, viewer=viewer)
    asked = request.GET.get("place", "")
    place = int(asked) if asked.isdecimal() and len(asked) < 4 else 0
    drawn = checks_read.find_next(check, viewer=viewer, place=place)
    if drawn is None:
        answers.done(request, f"All {saying.say_count(row.n_own, 'sentence')} are answered. Thank you.", undoable=False)
        return redirect("quality")
    back = drawn.place - 1
    context = {
        "check": row,
        "drawn": drawn,
        "words": quotes.quote_of(drawn.words, with_account=False),
        "choices": rows.choices_of(drawn.answered or ()),
        "back_url": f"{reverse('quality_check', args=[check])}?place={back}" if back else "",
        "page_keys": KEYS,
    }
    return render(request, "web/quality/check.html", context)


@require_POST
def answer(request: HouseRequest, check: str, drawn: str) -> HttpResponse:
    """Keep what a sentence is, and go on to the next."""
    try:
        checking.answer_drawn(
            drawn=int(drawn) if drawn.isdecimal() and len(drawn) < 19 else 0,
            codes=request.POST.getlist("code"),
            is_unclear="unclear" in request.POST,
            viewer=request.viewer,
            at=request.at,
        )
    except NotFound:
        raise
    except Refused as refusal:
        answers.refuse(request, str(refusal))
    return redirect("quality_check", check)
