"""Promises of both sides that are open, or ended a short while ago."""

from collections import defaultdict
from collections.abc import Mapping, Sequence

from closeknit.analysis.kinds import PromiseDirection, Settlement
from closeknit.analysis.today import facts
from closeknit.promises import queries
from closeknit.promises.queries import PromiseRow
from closeknit.today.gathering.asked import Asked


def read(asked: Asked) -> Mapping[str, Sequence[facts.PromiseFact]]:
    """Return the promises of each account that has any."""
    found: dict[str, list[facts.PromiseFact]] = defaultdict(list)
    for row in queries.list_of_accounts(asked.accounts, since=asked.since, viewer=asked.viewer):
        found[row.account_id].append(_fact(row))
    return found


def _fact(row: PromiseRow) -> facts.PromiseFact:
    return facts.PromiseFact(
        id=row.id,
        text=row.text,
        direction=PromiseDirection(row.direction),
        due_on=row.due_on,
        settlement=Settlement(row.settlement) if row.settlement else None,
        settled_on=row.settled_on,
        who=row.contact or None,
        verbatim_ids=(row.verbatim_id,) if row.verbatim_id else (),
    )
