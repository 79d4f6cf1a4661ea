"""The names that customers compare us with, and what a person says of each."""

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

from closeknit.accounts import queries as account_queries
from closeknit.kit.capabilities import Capability
from closeknit.kit.refusals import Refused
from closeknit.verbatims.rivals import operations, queries
from closeknit.web import answers, quotes
from closeknit.web.request import HouseRequest

_SAID = {
    "competitor": "{} is a competitor now. What was said before is heard so in a moment.",
    "spelling": "{} is a spelling of {} now. What was said before is heard so in a moment.",
    "product": "{} is one of our own now.",
}


@require_GET
def rivals(request: HouseRequest) -> HttpResponse:
    """Show the names that wait, with the words that they stand in."""
    viewer = request.viewer
    found = queries.list_rivals(viewer=viewer)
    context = {
        "rivals": [(one, [quotes.quote_of(words, query=one.name) for words in one.words]) for one in found],
        "n_more": queries.count_rivals(viewer=viewer) - len(found),
        "competitors": list(account_queries.list_competitors(viewer=viewer)),
        "can_decide": viewer.can(Capability.RUN_HOUSE),
    }
    return render(request, "web/rivals/rivals.html", context)


@require_POST
def decide(request: HouseRequest, rival: str) -> HttpResponse:
    """Keep who is meant by a name, or that nobody is."""
    kind, of = request.POST.get("kind", ""), request.POST.get("of", "")
    try:
        if kind == "dismissed":
            name = operations.dismiss_rival(rival=rival, viewer=request.viewer, at=request.at)
            said = f"{name} will not be proposed again."
        else:
            name = operations.accept_rival(rival=rival, kind=kind, of=of, viewer=request.viewer, at=request.at)
            said = _SAID[kind].format(name, of)
    except Refused as refusal:
        answers.refuse(request, str(refusal))
    else:
        answers.done(request, said)
    return redirect("rivals")
