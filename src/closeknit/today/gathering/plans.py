"""Joint plans whose day of review has come."""

from collections import defaultdict
from collections.abc import Mapping, Sequence

from closeknit.analysis.today import facts
from closeknit.promises.plans import queries
from closeknit.today.gathering.asked import Asked


def read(asked: Asked) -> Mapping[str, Sequence[facts.PlanReview]]:
    """Return the plan of each account that is to be reviewed with them."""
    found: dict[str, list[facts.PlanReview]] = defaultdict(list)
    for row in queries.list_reviews_due(viewer=asked.viewer, today=asked.today, accounts=asked.accounts):
        found[row.account_id].append(facts.PlanReview(row.plan_id, row.on))
    return found
