"""Feedback of the whole house, and of one account: what waits, and how both ways balance."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from closeknit.accounts import queries as account_queries
from closeknit.analysis.feedback.kinds import AskedState, GivenState
from closeknit.kit import clock
from closeknit.kit.capabilities import Capability
from closeknit.kit.ways import find_way
from closeknit.promises.feedback import queries
from closeknit.web.feedback import rows
from closeknit.web.request import HouseRequest


@require_GET
def feedback(request: HouseRequest) -> HttpResponse:
    """Show what waits for the viewer and for us all, and how feedback balances with each account and over all."""
    viewer, zone = request.viewer, request.zone
    asked = queries.list_asked(viewer=viewer, open_only=True)
    given = queries.list_given(viewer=viewer, open_only=True)
    overall, each = queries.list_balances(viewer=viewer, as_of=clock.local_date(request.at, zone))
    to_read = [one for one in given if one.state == GivenState.WITH_READER and one.reader_id == viewer.id]
    ours = (AskedState.NOTED, AskedState.ANSWERED, AskedState.ACTED_ON)
    context = {
        "to_read": [rows.given_line(one, zone=zone) for one in to_read],
        "to_do": [rows.asked_line(one, zone=zone) for one in asked if one.state in ours],
        "waiting": [rows.asked_line(one, zone=zone) for one in asked if one.state not in ours],
        "drafts": [rows.given_line(one, zone=zone) for one in given if one not in to_read],
        "picture": rows.picture_of(overall),
        "accounts": [rows.account_line(one) for one in each],
    }
    return render(request, "web/feedback/feedback.html", context)


@require_GET
def account_feedback(request: HouseRequest, account: str) -> HttpResponse:
    """Show the feedback of one account, both ways."""
    viewer, zone = request.viewer, request.zone
    row = account_queries.get_account(account, viewer=viewer)
    context = {
        "account": row,
        "asked": [rows.asked_line(one, zone=zone) for one in queries.list_asked(viewer=viewer, account=account)],
        "given": [rows.given_line(one, zone=zone) for one in queries.list_given(viewer=viewer, account=account)],
        "picture": rows.picture_of(
            queries.get_balance(viewer=viewer, as_of=clock.local_date(request.at, zone), account=account)
        ),
        "mirror_url": find_way("account_mirror", account),
        "may_write": viewer.can(Capability.MAKE_PROMISES),
    }
    return render(request, "web/feedback/account.html", context)
