"""Standing questions that nobody at an account was ever asked."""

from collections.abc import Mapping, Sequence

from closeknit.research import queries
from closeknit.today.gathering.asked import Asked


def read(asked: Asked) -> Mapping[str, Sequence[str]]:
    """Return the questions that were never put at each near account that we speak with."""
    return queries.list_never_asked(asked.accounts, viewer=asked.viewer)
