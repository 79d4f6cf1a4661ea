"""Messages of theirs that nobody has answered."""

from collections import defaultdict
from collections.abc import Mapping, Sequence

from closeknit.analysis.kinds import Medium
from closeknit.analysis.today import facts
from closeknit.kit import clock
from closeknit.today.gathering.asked import Asked
from closeknit.verbatims import telling


def read(asked: Asked) -> Mapping[str, Sequence[facts.OwedMessage]]:
    """Return the conversations of each account that end on their side, with the words in them."""
    owed = [row for row in asked.waiting if not row.is_planned]
    words = telling.list_ids_of_touchpoints([row.id for row in owed], viewer=asked.viewer)
    found: dict[str, list[facts.OwedMessage]] = defaultdict(list)
    for row in owed:
        message = facts.OwedMessage(
            since=clock.local_date(row.at, asked.zone),
            touchpoint_ids=(row.id,),
            who=row.who or None,
            medium=Medium(row.medium),
            verbatim_ids=tuple(words.get(row.id, ())),
        )
        found[row.account_id].append(message)
    return found
