"""What the account page says of the readings: one line."""

from closeknit.accounts.queries import AccountRow
from closeknit.circle.readings import queries
from closeknit.kit.ways import find_way
from closeknit.web.accounts.section import Section
from closeknit.web.request import HouseRequest


def section(request: HouseRequest, account: AccountRow) -> Section | None:
    """Return what to worry about and the question that would settle it; None until the readings were taken for the first time."""
    alarm = queries.find_alarm(account.id, viewer=request.viewer)
    if alarm is None:
        return None
    return Section(
        "worry",
        "What to worry about",
        "web/readings/_of_account.html",
        {"worry": alarm},
        link="the readings",
        link_url=find_way("readings", account.id),
        column="main",
    )
