"""A check of twenty as pages, whatever it asks: drawn, shown sentence by sentence without the machine's opinion, kept."""

from collections.abc import Callable
from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from closeknit.kit.look import saying
from closeknit.kit.refusals import NotFound, Refused
from closeknit.web import answers, quotes
from closeknit.web.request import HouseRequest

_KEYS = (("Keep it and go on", "Enter"), ("I cannot tell", "t"), ("The sentence before", "b"))


def begin(request: HouseRequest, draw: Callable[..., str], route: str) -> HttpResponse:
    """Draw twenty sentences and begin."""
    try:
        check = draw(viewer=request.viewer, at=request.at)
    except Refused as refusal:
        answers.refuse(request, str(refusal))
        return redirect("quality")
    return redirect(route, check)


def show(
    request: HouseRequest,
    check: str,
    *,
    template: str,
    row: Any,
    find_next: Callable[..., Any],
    choices_of: Callable[[Any], object],
    route: str,
    keys: str,
) -> HttpResponse:
    """Show the next sentence of a check; or say that all are answered."""
    asked = request.GET.get("place", "")
    place = int(asked) if asked.isdecimal() and len(asked) < 4 else 0
    drawn = find_next(check, viewer=request.viewer, place=place)
    if drawn is None:
        answers.done(request, f"All {saying.say_count(row.n_own, 'sentence')} are answered. Thank you.", undoable=False)
        return redirect("quality")
    back = drawn.place - 1
    context = {
        "check": row,
        "drawn": drawn,
        "words": quotes.quote_of(drawn.words, with_account=False),
        "choices": choices_of(drawn),
        "back_url": f"{reverse(route, args=[check])}?place={back}" if back else "",
        "page_keys": (("Choose, or not", keys), *_KEYS),
    }
    return render(request, template, context)


def keep(request: HouseRequest, act: Callable[..., object], drawn: str, check: str, route: str) -> HttpResponse:
    """Keep what was said of a sentence, and go on to the next."""
    try:
        act(
            drawn=int(drawn) if drawn.isdecimal() and len(drawn) < 19 else 0,
            is_unclear="unclear" in request.POST,
            viewer=request.viewer,
            at=request.at,
        )
    except NotFound:
        raise
    except Refused as refusal:
        answers.refuse(request, str(refusal))
    return redirect(route, check)
