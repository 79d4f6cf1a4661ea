"""The way to the brief, from the head of an account's page."""

from django.urls import reverse

from closeknit.accounts.queries import AccountRow
from closeknit.kit.look.rows import Act
from closeknit.web.request import HouseRequest


def open_act(request: HouseRequest, account: AccountRow) -> Act:
    """Return the way to the account's brief."""
    return Act("Open the brief", reverse("brief", args=[account.id]), name="open-brief")
