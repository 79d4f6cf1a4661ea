"""Needs of theirs that were answered a short while ago."""

from collections import defaultdict
from collections.abc import Mapping, Sequence

from closeknit.analysis.today import facts
from closeknit.needs import queries
from closeknit.today.gathering.asked import Asked


def read(asked: Asked) -> Mapping[str, Sequence[facts.AnsweredNeed]]:
    """Return the answered needs of each account that voiced one."""
    found: dict[str, list[facts.AnsweredNeed]] = defaultdict(list)
    settled = queries.list_just_settled(viewer=asked.viewer, since=asked.since)
    wanted = set(asked.owned) if settled else set()
    for row in settled:
        if row.account_id in wanted:
            answered = facts.AnsweredNeed(row.need_id, row.statement, row.settled_on, (row.verbatim_id,))
            found[row.account_id].append(answered)
    return found
