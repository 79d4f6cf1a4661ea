"""What every source of Today is asked: of which accounts, by whom, and as of when."""

import functools
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from closeknit.accounts.queries import AccountIds
from closeknit.circle.keeping.queries import Limits
from closeknit.kit.viewer import Viewer
from closeknit.today.gathering.moves import Move, list_moves
from closeknit.today.referring import ReferralRow

# Longer ago than this nothing puts an account on Today any more; the analysis draws its own, narrower lines.
LOOK_BACK = timedelta(days=120)


@dataclass(frozen=True)
class Asked:
    """A question about many accounts at once; `today` is the local day of `at` in the house's `zone`, `limits` are those that hold then.

    `member` is whose list it is, empty for everybody's; `referrals` are the calls that are asked for of a colleague and not yet made.
    """

    accounts: AccountIds
    viewer: Viewer
    at: datetime
    zone: str
    today: date
    limits: Limits
    member: str = ""
    referrals: tuple[ReferralRow, ...] = ()

    @property
    def since(self) -> date:
        """The day before which nothing matters any more."""
        return self.today - LOOK_BACK

    @functools.cached_property
    def moves(self) -> tuple[Move, ...]:
        """Who came to or left these accounts since then."""
        return list_moves(self.accounts, since=self.since, viewer=self.viewer)
