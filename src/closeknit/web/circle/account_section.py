"""What the account page says of the circle: how late we are, why the account stands where it does, where we want it."""

from closeknit.accounts.queries import AccountRow
from closeknit.analysis.kinds import Stage
from closeknit.circle import queries
from closeknit.web.accounts.section import Section
from closeknit.web.circle import labels, standing
from closeknit.web.circle.asked import Asked
from closeknit.web.request import HouseRequest


def section(request: HouseRequest, account: AccountRow) -> Section:
    """Return how late contact is and the newest decision with its reason; the circle tells the rest."""
    kept = queries.get_kept(account, viewer=request.viewer, zone=request.zone, at=request.at)
    decisions = queries.list_decisions(account.id, viewer=request.viewer)
    context = {
        "reasons": standing.reasons_of(kept),
        "decision": standing.history_of(decisions[0]) if decisions else None,
        "aim": labels.STAGES[Stage(account.aim)] if account.aim and account.aim != account.stage else "",
        "review_on": account.review_on,
    }
    return Section(
        "standing",
        "Where it stands",
        "web/circle/_of_account.html",
        context,
        link="in the circle",
        link_url=Asked(account=account.id).url(),
        column="side",
    )
