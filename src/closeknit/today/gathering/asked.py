"""What every source of Today is asked: of which accounts, by whom, and as of when."""

import functools
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import QuerySet

from closeknit.accounts.models import Account
from closeknit.circle.keeping import queries as keeping_queries
from closeknit.circle.keeping.queries import Limits
from closeknit.kit.lookups import Ready
from closeknit.kit.viewer import Viewer
from closeknit.today.gathering.days import Days, list_days
from closeknit.today.gathering.done import list_done
from closeknit.today.gathering.moves import Move, list_moves
from closeknit.today.gathering.raised import RaisedRow, list_raised
from closeknit.today.referring import ReferralRow
from closeknit.touchpoints import unanswered
from closeknit.touchpoints.unanswered import WaitingRow

# Longer ago than this nothing puts an account on Today any more; the analysis draws its own, narrower lines.
LOOK_BACK = timedelta(days=120)


@dataclass(frozen=True)
class Asked:
    """A question about many accounts at once; `today` is the local day of `at` in the house's `zone`.

    `member` is whose list it is, empty for everybody's; `referrals` are the calls that are asked for of a colleague and not yet made.
    """

    owned: QuerySet[Account, str]
    viewer: Viewer
    at: datetime
    zone: str
    today: date
    member: str = ""
    referrals: tuple[ReferralRow, ...] = ()

    @functools.cached_property
    def accounts(self) -> Ready:
        """The accounts as a condition: fifteen statements narrow to the same ones."""
        return Ready(self.owned)

    @property
    def since(self) -> date:
        """The day before which nothing matters any more."""
        return self.today - LOOK_BACK

    @functools.cached_property
    def limits(self) -> Limits:
        """Within which days we want to speak with each, and which pauses hold today."""
        return keeping_queries.load_limits(viewer=self.viewer, today=self.today, zone=self.zone, accounts=self.accounts)

    @functools.cached_property
    def waiting(self) -> list[WaitingRow]:
        """Messages of theirs that wait for an answer, and what is planned."""
        return unanswered.list_waiting(self.accounts, viewer=self.viewer, at=self.at, zone=self.zone)

    @functools.cached_property
    def raised(self) -> tuple[RaisedRow, ...]:
        """What they wrote against or beside promises and the ledger that stands unanswered."""
        return list_raised(self.accounts, viewer=self.viewer)

    @functools.cached_property
    def days(self) -> Days:
        """What is put off, and the days that matter to each."""
        # Seen from yesterday: west of us the day that we count as over may still be running.
        seen_from = self.today - timedelta(1)
        return list_days(self.accounts, viewer=self.viewer, today=self.today, dated_from=seen_from)

    @functools.cached_property
    def done(self) -> Mapping[tuple[str, str], date]:
        """On which day something was done about an alarm, or somebody was told of a promise or a need."""
        return list_done(self.accounts, since=self.since, viewer=self.viewer)

    @functools.cached_property
    def moves(self) -> tuple[Move, ...]:
        """Who came to or left these accounts since then."""
        return list_moves(self.accounts, since=self.since, viewer=self.viewer)
