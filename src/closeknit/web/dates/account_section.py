"""The days that matter to an account, as a section of its page."""

from django.urls import reverse

from closeknit.accounts.queries import AccountRow
from closeknit.kit import clock
from closeknit.kit.capabilities import Capability
from closeknit.kit.look.rows import Act
from closeknit.today import dates
from closeknit.web.accounts.section import Section
from closeknit.web.request import HouseRequest

SHOWN = 6


def section(request: HouseRequest, account: AccountRow) -> Section | None:
    """Return the days that are to come, the nearest first, and the way to add one; nothing for who may not where there is none."""
    keeps = request.viewer.can(Capability.KEEP_ACCOUNTS)
    today = clock.local_date(request.at, account.zone or request.zone)
    found = dates.list_dated_events([account.id], viewer=request.viewer, today=today).get(account.id, [])
    if not found and not keeps:
        return None
    add_url = reverse("account_dates", args=[account.id])
    context = {
        "days": found[:SHOWN],
        "keeps": keeps,
        "add": Act("Add a day", add_url, name="add-day") if keeps else None,
    }
    link = "add one" if found and keeps else ""
    return Section(
        "dates", "Days that matter", "web/dates/_of_account.html", context, link=link, link_url=add_url, column="side"
    )
