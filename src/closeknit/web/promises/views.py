"""The promises of both sides, one of them with its story, and how a line is understood while it is typed."""

from datetime import timedelta

from django.http import HttpResponse
from django.shortcuts import render

from closeknit.accounts import queries as account_queries
from closeknit.identity import queries as identity_queries
from closeknit.kit import clock
from closeknit.kit.capabilities import Capability
from closeknit.kit.look.rows import Choice, Filter
from closeknit.promises import queries
from closeknit.today import logging
from closeknit.web import quotes
from closeknit.web.promises.rows import lines_of
from closeknit.web.request import HouseRequest


def promises(request: HouseRequest) -> HttpResponse:
    """Show what is promised, the nearest day first, how well both sides keep their word, and what has ended."""
    viewer, day = request.viewer, clock.local_date(request.at, identity_queries.get_house().zone)
    mine = request.GET.get("whose") == "mine"
    keeper = viewer.id if mine else ""
    year = day - timedelta(days=365)
    ended = queries.list_ended(viewer=viewer, keeper=keeper)
    context = {
        "ours": lines_of(queries.list_open(viewer=viewer, keeper=keeper, direction="ours")),
        "theirs": lines_of(queries.list_open(viewer=viewer, keeper=keeper, direction="theirs")),
        "ended": lines_of(ended),
        "kept_ours": queries.get_kept_share("ours", viewer=viewer, since=year, as_of=day, keeper=keeper),
        "kept_theirs": queries.get_kept_share("theirs", viewer=viewer, since=year, as_of=day, keeper=keeper),
        "filters": [
            Filter("Whose", (Choice("everybody’s", "?", not mine), Choice("mine", "?whose=mine", mine))),
        ],
        "accounts": account_queries.list_accounts(viewer=viewer) if viewer.can(Capability.MAKE_PROMISES) else [],
        "chosen": request.GET.get("account", ""),
        "may_promise": viewer.can(Capability.MAKE_PROMISES),
    }
    return render(request, "web/promises/promises.html", context)


def promise(request: HouseRequest, promise: str) -> HttpResponse:
    """Show one promise: what, between whom, by when, how often its day was moved, the words it answers, how it ended."""
    story = queries.get_story(promise, viewer=request.viewer)
    context = {
        "promise": story.promise,
        "line": lines_of([story.promise])[0],
        "moves": story.moves,
        "words": quotes.quote_of(story.words) if story.words else None,
        "need": story.need,
        "may_promise": request.viewer.can(Capability.MAKE_PROMISES),
    }
    return render(request, "web/promises/promise.html", context)


def understood(request: HouseRequest) -> HttpResponse:
    """Say how a line is understood: whose promise, to whom, by when."""
    text, account = request.GET.get("text", "").strip(), request.GET.get("account", "")
    read = logging.understand_promise(text, account=account, viewer=request.viewer, at=request.at) if text else None
    return render(request, "web/promises/_understood.html", {"read": read})
