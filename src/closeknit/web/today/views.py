"""The page that one opens each morning."""

from django.http import HttpResponse
from django.shortcuts import render

from closeknit.accounts import queries as account_queries
from closeknit.web.request import HouseRequest


def today(request: HouseRequest) -> HttpResponse:
    """Show whom to call today and why, or how to begin."""
    return render(request, "web/today/today.html", {"n_accounts": account_queries.count_accounts(viewer=request.viewer)})
