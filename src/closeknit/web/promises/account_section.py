"""What the account page says of promises."""

from closeknit.accounts import queries as account_queries
from closeknit.kit.capabilities import Capability
from closeknit.promises import queries
from closeknit.web.accounts.section import Section
from closeknit.web.promises.rows import lines_of
from closeknit.web.request import HouseRequest


def section(request: HouseRequest, account: str) -> Section:
    """Return the promises of both sides with this account, open ones first, and a line to make one."""
    viewer = request.viewer
    open_ones = queries.list_open(viewer=viewer, account=account)
    ended = queries.list_ended(viewer=viewer, account=account)[:5]
    context = {
        "account": account_queries.get_account(account, viewer=viewer),
        "open": lines_of(open_ones, with_account=False, with_way=True),
        "ended": lines_of(ended, with_account=False, with_way=True),
        "may_promise": viewer.can(Capability.MAKE_PROMISES),
    }
    return Section("promises", "Promises", "web/promises/_of_account.html", context, column="side")
