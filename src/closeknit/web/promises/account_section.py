"""What the account page says of promises."""

from closeknit.accounts.queries import AccountRow
from closeknit.kit.capabilities import Capability
from closeknit.promises import queries
from closeknit.web.accounts.section import Section
from closeknit.web.promises.asked import Asked
from closeknit.web.promises.forms import NewForm
from closeknit.web.promises.rows import lines_of
from closeknit.web.request import HouseRequest

_ENDED = 5


def section(request: HouseRequest, account: AccountRow) -> Section:
    """Return the promises of both sides with this account, open ones first, and a line to make one."""
    viewer, today = request.viewer, request.today
    found = queries.list_at(account.id, viewer=viewer)
    open_ones = [row for row in found if not row.settlement]
    ended = found[len(open_ones) :]
    context = {
        "open": lines_of(open_ones, today=today, with_account=False, with_way=True),
        "ended": lines_of(ended[:_ENDED], today=today, with_account=False, with_way=True),
        "form": NewForm(initial={"account": account.name}, viewer=viewer)
        if viewer.can(Capability.MAKE_PROMISES)
        else None,
    }
    return Section(
        "promises",
        "Promises",
        "web/promises/_of_account.html",
        context,
        note=f"{len(open_ones)} open" if open_ones else "",
        link="all of them" if found else "",
        link_url=Asked(account=account.name).url() if found else "",
        column="side",
    )
