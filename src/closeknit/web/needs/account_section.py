"""What the account page says of needs."""

from django.urls import reverse

from closeknit.accounts.queries import AccountRow
from closeknit.needs import queries
from closeknit.web import quotes
from closeknit.web.accounts.section import Section
from closeknit.web.request import HouseRequest

SHOWN = 6


def section(request: HouseRequest, account: AccountRow) -> Section:
    """Return the needs that an account voiced, those it said last first, each with its newest words."""
    found = queries.list_needs_of_account(account.id, viewer=request.viewer)
    needs = [(one, quotes.quote_of(one.words, with_account=False)) for one in found[:SHOWN]]
    more = len(found) > SHOWN
    return Section(
        "needs",
        "What they need",
        "web/needs/_of_account.html",
        {"needs": needs, "account": account.name},
        link=f"all {len(found)}" if more else "",
        link_url=f"{reverse('needs')}?account={account.id}" if more else "",
        column="main",
    )
