"""What the account page says of standing questions: how many are answered, and which to ask next."""

from django.urls import reverse

from closeknit.accounts.queries import AccountRow
from closeknit.analysis.research.coverage import score_coverage
from closeknit.research import queries
from closeknit.web.accounts.section import Section
from closeknit.web.request import HouseRequest


def section(request: HouseRequest, account: AccountRow) -> Section | None:
    """Return how far the questions have come there; None where the bank is empty."""
    reached = queries.measure_reach(account, viewer=request.viewer, at=request.at, zone=request.zone)
    if not reached.answered:
        return None
    return Section(
        "asked",
        "What we asked them",
        "web/research/_of_account.html",
        {
            "coverage": score_coverage(reached.answered, as_of=request.today),
            "reached": reached,
        },
        link="the answers",
        link_url=reverse("account_questions", args=[account.id]),
        column="side",
    )
