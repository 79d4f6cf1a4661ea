"""The evidence for a claim, and a need made of it."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from closeknit.kit.capabilities import Capability
from closeknit.kit.refusals import NotFound, Refused
from closeknit.needs import operations
from closeknit.needs import queries as need_queries
from closeknit.verbatims import meaning, weighing
from closeknit.web import answers
from closeknit.web.evidence import forms, rows
from closeknit.web.heard import listing
from closeknit.web.heard.forms import address
from closeknit.web.request import HouseRequest


@require_GET
def evidence(request: HouseRequest) -> HttpResponse:
    """Show what customers' words say for a claim and against it, by account; or ask for the claim."""
    context = _weighed(request)
    if request.htmx and not request.htmx.boosted:
        return render(request, "web/evidence/_weighed.html", context)
    return render(request, "web/evidence/evidence.html", context)


@require_POST
def need(request: HouseRequest) -> HttpResponse:
    """Make a need of a claim with the words that a person chose, or lay them beside the need that it came from."""
    form = forms.ClaimForm(request.POST)
    said = form.said()
    chosen = forms.chosen_of(request.POST.dict())
    given: dict[str, Any] = {"supporting": chosen["supports"], "contradicting": chosen["contradicts"]}
    given |= {"viewer": request.viewer, "at": request.at}
    made = said.get("need", "")
    try:
        if made:
            operations.weigh_need(need=made, **given)
        else:
            made = operations.state_claim(statement=said.get("claim", ""), **given)
    except NotFound:
        raise
    except Refused as refusal:
        answers.refuse(request, str(refusal))
        return redirect(reverse("evidence") + address(said))
    answers.done(request, "The words you chose stand beside it now, those that say otherwise too.")
    return redirect("need", made)


def _weighed(request: HouseRequest) -> dict[str, Any]:
    viewer, form = request.viewer, forms.ClaimForm(request.GET)
    said = form.said()
    claim = said.get("claim", "")
    of_need = need_queries.get_need(said["need"], viewer=viewer, at=request.at).need if said.get("need") else None
    claim = claim or (of_need.statement if of_need else "")
    context: dict[str, Any] = {"form": form, "said": said, "claim": claim, "of_need": of_need}
    if not claim:
        return context
    form = forms.ClaimForm(said | {"claim": claim})
    account = listing.find_account(said.get("account", ""), request)
    is_nobody = "account" in said and account is None
    narrowing = form.narrowing(account=account.id if account else "", at=request.at)
    found = weighing.weigh_statement(claim, narrowing, viewer=viewer)
    return context | {
        "form": form,
        "is_nobody": is_nobody,
        "weighing": found,
        "sides": [] if is_nobody else rows.sides_of(found, claim),
        "filters": forms.since_of(said | {"claim": claim}),
        "here": address(said | {"claim": claim}),
        "is_coming": not found.by_meaning and meaning.is_coming(),
        "can_curate": viewer.can(Capability.CURATE_NEEDS),
    }
