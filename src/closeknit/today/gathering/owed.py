"""Messages of theirs that nobody has answered."""

from collections import defaultdict
from collections.abc import Mapping, Sequence

from closeknit.analysis.kinds import Medium
from closeknit.analysis.today import facts
from closeknit.kit import clock
from closeknit.today.gathering.asked import Asked
from closeknit.touchpoints import unanswered
from closeknit.verbatims import telling


def read(asked: Asked) -> Mapping[str, Sequence[facts.OwedMessage]]:
    """Return the conversations of each account that end on their side, with the words in them."""
    owed = unanswered.list_unanswered(asked.accounts, viewer=asked.viewer, at=asked.at, zone=asked.zone)
    words = telling.list_ids_of_touchpoints([row.touchpoint_id for row in owed], viewer=asked.viewer)
    found: dict[str, list[facts.OwedMessage]] = defaultdict(list)
    for row in owed:
        message = facts.OwedMessage(
            since=clock.local_date(row.started_at, asked.zone),
            touchpoint_ids=(row.touchpoint_id,),
            who=row.who or None,
            medium=Medium(row.medium),
            verbatim_ids=tuple(words.get(row.touchpoint_id, ())),
        )
        found[row.account_id].append(message)
    return found
