"""The check of twenty for needs: which of a few needs a sentence stands for, without the machine's opinion."""

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from closeknit.kit.look import saying
from closeknit.kit.refusals import NotFound, Refused
from closeknit.needs.checking import operations as checking
from closeknit.needs.checking import queries as checks_read
from closeknit.web import answers, quotes
from closeknit.web.quality import rows
from closeknit.web.request import HouseRequest

KEYS = (
    ("Choose, or not", "1 – 5"),
    ("Keep it and go on", "Enter"),
    ("I cannot tell", "t"),
    ("The sentence before", "b"),
)


@require_POST
def checks(request: HouseRequest) -> HttpResponse:
    """Draw twenty sentences and begin."""
    try:
        check = checking.draw_need_check(viewer=request.viewer, at=request.at)
    except Refused as refusal:
        answers.refuse(request, str(refusal))
        return redirect("quality")
    return redirect("quality_need_check", check)


@require_GET
def check(request: HouseRequest, need_check: str) -> HttpResponse:
    """Show the next sentence of a check with its needs; or that all are answered."""
    viewer = request.viewer
    row = checks_read.get_need_check(need_check, viewer=viewer)
    asked = request.GET.get("place", "")
    place = int(asked) if asked.isdecimal() and len(asked) < 4 else 0
    drawn = checks_read.find_next(need_check, viewer=viewer, place=place)
    if drawn is None:
        answers.done(request, f"All {saying.say_count(row.n_own, 'sentence')} are answered. Thank you.", undoable=False)
        return redirect("quality")
    back = drawn.place - 1
    context = {
        "check": row,
        "drawn": drawn,
        "words": quotes.quote_of(drawn.words, with_account=False),
        "choices": rows.need_choices_of(drawn),
        "back_url": f"{reverse('quality_need_check', args=[need_check])}?place={back}" if back else "",
        "page_keys": KEYS,
    }
    return render(request, "web/quality/need_check.html", context)


@require_POST
def answer(request: HouseRequest, need_check: str, need_drawn: str) -> HttpResponse:
    """Keep which needs a sentence stands for, and go on to the next."""
    try:
        checking.answer_need_drawn(
            drawn=int(need_drawn) if need_drawn.isdecimal() and len(need_drawn) < 19 else 0,
            needs=request.POST.getlist("need"),
            is_unclear="unclear" in request.POST,
            viewer=request.viewer,
            at=request.at,
        )
    except NotFound:
        raise
    except Refused as refusal:
        answers.refuse(request, str(refusal))
    return redirect("quality_need_check", need_check)
