"""The people of an account, as a section of its page."""

from closeknit.accounts import queries
from closeknit.accounts.queries import AccountRow
from closeknit.kit.capabilities import Capability
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
    return Section("people", "People", "web/people/_account_section.html", context, column="side")
