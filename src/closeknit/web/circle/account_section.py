"""What the account page says of the circle: how late we are, why the account stands where it does, where we want it."""

from closeknit.accounts import queries as account_queries
from closeknit.analysis.kinds import Stage
from closeknit.circle import queries
from closeknit.web.accounts.section import Section
from closeknit.web.circle import labels, standing
from closeknit.web.circle.asked import Asked
from closeknit.web.request import HouseRequest


def section(request: HouseRequest, account: str) -> Section:
    """Return how late contact is and the newest decision with its reason; the circle tells the rest."""
    row = account_queries.get_account(account, viewer=request.viewer)
    lateness = queries.list_lateness([account], viewer=request.viewer, at=request.at)[account]
    decisions = queries.list_decisions(account, viewer=request.viewer)
    context = {
        "reasons": (standing.reason_of(lateness),),
        "decision": standing.history_of(decisions[0]) if decisions else None,
        "aim": labels.STAGES[Stage(row.aim)] if row.aim and row.aim != row.stage else "",
        "review_on": row.review_on,
    }
    return Section(
        "standing",
        "Where it stands",
        "web/circle/_of_account.html",
        context,
        link="in the circle",
        link_url=Asked(account=account).url(),
        column="side",
    )
