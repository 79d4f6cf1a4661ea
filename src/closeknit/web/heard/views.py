"""Everything that was said, and one sentence in its place."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from closeknit.accounts import queries as account_queries
from closeknit.kit.capabilities import Capability
from closeknit.kit.refusals import NotFound, Refused
from closeknit.needs import operations as need_operations
from closeknit.needs import queries as need_queries
from closeknit.verbatims import finding, operations, places
from closeknit.verbatims.queries import Narrowing
from closeknit.web import answers, quotes
from closeknit.web.heard import listing, rows, searches
from closeknit.web.request import HouseRequest
from closeknit.web.working import views as working

NEAR_SHOWN = 3


@require_GET
def heard(request: HouseRequest) -> HttpResponse:
    """Show what was said, newest first or what is most about a question first, narrowed by what is asked."""
    context = listing.listing_of(request)
    if request.htmx and not request.htmx.boosted:
        return render(request, "web/heard/_list.html", context)
    shown = {"searches": searches.lines_of(request), "progress": working.hearing(request.viewer)}
    return render(request, "web/heard/heard.html", context | shown)


@require_GET
def account_names(request: HouseRequest) -> HttpResponse:
    """Offer the accounts whose name holds what is typed."""
    found = account_queries.list_accounts(viewer=request.viewer, containing=request.GET.get("account", ""), page=1)
    return render(request, "web/heard/_account_names.html", {"names": [row.name for row in found[:12]]})


@require_GET
def verbatim(request: HouseRequest, verbatim: str) -> HttpResponse:
    """Show one sentence in its place, what it is heard as and why, and the needs that it stands for."""
    viewer = request.viewer
    found = places.get_in_place(verbatim, viewer=viewer)
    near = finding.list_best(finding.find_like(verbatim, Narrowing(), viewer=viewer), viewer=viewer, size=NEAR_SHOWN)
    stands_for = need_queries.list_needs_of_words([verbatim], viewer=viewer).get(verbatim, [])
    there = {need for need, _ in stands_for}
    context = {
        "found": found,
        "quote": rows.quote_in_place(found),
        "conversation_url": rows.way_to_conversation(found.words),
        "signals": [rows.signal_of(row, verbatim) for row in found.signals],
        "others": rows.others_of(found),
        "near": [quotes.quote_of(row) for row in near.rows],
        "n_near": near.total,
        "like_url": f"{reverse('heard')}?like={verbatim}",
        "needs": stands_for,
        "named": [one for one in need_queries.list_named(viewer=viewer) if one[0] not in there],
        "can_curate": viewer.can(Capability.CURATE_NEEDS),
    }
    return render(request, "web/heard/verbatim.html", context)


@require_POST
def signal(request: HouseRequest, verbatim: str, code: str) -> HttpResponse:
    """Say that a sentence is, or is not, heard as something."""
    is_on = request.POST.get("is_on") == "1"
    label = quotes.SIGNALS.get(code, code)
    try:
        operations.correct_signal(verbatim=verbatim, code=code, is_on=is_on, viewer=request.viewer, at=request.at)
    except NotFound:
        raise
    except Refused as refusal:
        answers.refuse(request, str(refusal))
    else:
        answers.done(request, f"Heard as {label} from now on." if is_on else f"No longer heard as {label}.")
    return redirect("verbatim", verbatim)


@require_POST
def needs(request: HouseRequest, verbatim: str) -> HttpResponse:
    """Lay a sentence beside a need, state a new one on it, or take it away from one."""
    given: dict[str, Any] = {"verbatims": [verbatim], "viewer": request.viewer, "at": request.at}
    to, statement = request.POST.get("to", ""), request.POST.get("statement", "").strip()
    away_from = request.POST.get("away_from", "")
    try:
        if away_from:
            need_operations.reject_evidence(need=away_from, **given)
            said = "Taken away. It will not be laid there again."
        elif statement:
            need_operations.state_need(statement=statement, **given)
            said = f"It stands for “{statement}” now."
        elif to:
            need_operations.move_evidence(need="", to=to, **given)
            said = "Laid beside the need."
        else:
            answers.refuse(request, "Choose a need, or say a new one. Nothing was changed.")
            return redirect("verbatim", verbatim)
    except NotFound:
        raise
    except Refused as refusal:
        answers.refuse(request, str(refusal))
    else:
        answers.done(request, said)
    return redirect("verbatim", verbatim)
