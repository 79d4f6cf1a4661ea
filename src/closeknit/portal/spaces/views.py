"""The shared sites that a person can come into, and the first page of one."""

from django.http import HttpResponse
from django.shortcuts import redirect, render

from closeknit.accounts import viewers
from closeknit.accounts.shared import queries as account_queries
from closeknit.kit import markdown
from closeknit.portal.request import PortalRequest


def choose(request: PortalRequest) -> HttpResponse:
    """Lead to the only shared site there is for this person, or let them choose."""
    spaces = viewers.list_spaces(request.user.pk)
    if len(spaces) == 1:
        return redirect("portal:home", account=spaces[0][0])
    return render(request, "portal/spaces/choose.html", {"spaces": spaces})


def home(request: PortalRequest, account: str) -> HttpResponse:
    """The first page of a shared site: what it is, and who is in it."""
    viewer = request.viewer
    context = {
        "welcome": markdown.render(account_queries.get_space(account, viewer=viewer).welcome),
        "ours": account_queries.list_our_people(account, viewer=viewer),
        "theirs": account_queries.list_colleagues(account, viewer=viewer),
    }
    return render(request, "portal/spaces/home.html", context)
