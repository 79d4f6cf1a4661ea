"""The people of an account, as a section of its page."""

from datetime import timedelta

from closeknit.accounts import queries
from closeknit.accounts.queries import AccountRow, ContactRow
from closeknit.circle.spread import queries as spread_queries
from closeknit.kit.capabilities import Capability
from closeknit.kit.ways import find_way
from closeknit.web.accounts.section import Section
from closeknit.web.people import rows
from closeknit.web.request import HouseRequest


def section(request: HouseRequest, account: AccountRow) -> Section:
    """Return who is at the account now, and who left."""
    found = queries.list_contacts(viewer=request.viewer, account=account.id, with_left=True)
    people = [rows.place_of(row, zone=request.zone) for row in found]
    context = {
        "account": account.id,
        "here": [one for one in people if one.until_on is None],
        "left": [one for one in people if one.until_on is not None],
        "keeps": request.viewer.can(Capability.KEEP_ACCOUNTS),
    }
    return Section(
        "people",
        "People",
        "web/people/_account_section.html",
        context,
        note=_spread(request, account, found),
        link="who knows what",
        link_url=find_way("spread", account.id),
        column="side",
    )


def _spread(request: HouseRequest, account: AccountRow, found: list[ContactRow]) -> str:
    """Return how far the relationship spreads, in a few words; by whom it hangs where that is one alone."""
    here = [one for one in found if one.until_on is None]
    thread = spread_queries.find_single_thread(account.id, viewer=request.viewer)
    if thread is not None:
        return f"hangs by {' and '.join(name for name in (thread.theirs, thread.ours) if name)}"
    latest_days = spread_queries.find_latest_days(account, viewer=request.viewer)
    if not here or latest_days is None:
        return ""
    since = request.at - timedelta(latest_days + 1)
    return f"{sum(bool(one.two_way_at and one.two_way_at >= since) for one in here)} of {len(here)} in touch"
