"""Profiles whose day to be looked at again has come."""

from collections.abc import Mapping, Sequence

from closeknit.analysis.today import facts
from closeknit.circle.profiles import queries
from closeknit.today.gathering.asked import Asked


def read(asked: Asked) -> Mapping[str, Sequence[facts.ProfileDue]]:
    """Return the profile of each account that is to be looked at again."""
    due = queries.list_to_revisit(asked.accounts, by=asked.today, viewer=asked.viewer)
    return {account: [facts.ProfileDue(version, due_on)] for account, version, due_on in due}
