"""What can be done when there is time: forecasts and profiles to look at again, questions that nobody was ever asked."""

from dataclasses import dataclass
from datetime import datetime

from closeknit.analysis.today import ranking
from closeknit.analysis.today.reasons import NeverInTouch
from closeknit.identity import queries as identity_queries
from closeknit.kit import clock
from closeknit.kit.viewer import Viewer
from closeknit.today import gathering, why
from closeknit.today.why import ReasonRow


@dataclass(frozen=True)
class QuietRow:
    """One account of which something can be done when there is time, and what."""

    account_id: str
    account: str
    reasons: tuple[ReasonRow, ...]


def list_quiet(*, viewer: Viewer, at: datetime, member: str | None = None) -> list[QuietRow]:
    """Return what can be done when there is time for `member`'s accounts, or everybody's without one, in the order of Today."""
    zone = identity_queries.get_house().zone
    as_of = clock.local_date(at, zone)
    gathered = gathering.gather_quiet(member or "", viewer=viewer, at=at, zone=zone)
    found = ((item, why.reasons_of(item, as_of)) for item in ranking.rank_today(gathered.facts, as_of=as_of))
    # That nobody has spoken with them is a reason for a call, and stands among those.
    kept = ((item, tuple(row for row in rows if row.code != NeverInTouch.code)) for item, rows in found)
    return [QuietRow(item.account_id, item.name, rows) for item, rows in kept if rows]
