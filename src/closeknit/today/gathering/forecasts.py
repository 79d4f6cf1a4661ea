"""Forecasts about an account that have reached their day."""

from collections import defaultdict
from collections.abc import Mapping, Sequence

from closeknit.analysis.today import facts
from closeknit.circle.forecasts import queries
from closeknit.today.gathering.asked import Asked


def read(asked: Asked) -> Mapping[str, Sequence[facts.OpenMatter]]:
    """Return what waits to be resolved at each account, the oldest first."""
    found: dict[str, list[facts.OpenMatter]] = defaultdict(list)
    due = queries.list_due_of_accounts(asked.accounts, by=asked.today, viewer=asked.viewer)
    for account, forecast, text, due_on in due:
        found[account].append(facts.OpenMatter(forecast, text, due_on))
    return found
