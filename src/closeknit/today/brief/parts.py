"""What a brief is made of: what every source is asked, and the parts and lines that it answers with."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import ClassVar, Literal

from closeknit.accounts.queries import AccountRow, ContactRow
from closeknit.kit import clock
from closeknit.kit.viewer import Viewer
from closeknit.promises.queries import PromiseRow
from closeknit.verbatims.queries import VerbatimRow

Mark = Literal["", "late", "alarm", "due", "good", "ask", "rising", "falling", "ours", "theirs", "unknown", "quiet"]


@dataclass(frozen=True)
class Voiced:
    """A need that the account voiced: how often, when last, and what became of it; `n_accounts` is how many voice it in all.

    `is_stated`: one of us put it in words; else it was only found.
    """

    need: str
    statement: str
    is_answered: bool
    is_stated: bool
    settled_on: date | None
    note: str
    n_accounts: int
    n_sentences: int
    newest: str


@dataclass(frozen=True)
class Told:
    """A sentence in which something was heard: who said it, and when."""

    verbatim: str
    contact_id: str
    said_at: datetime


@dataclass(frozen=True)
class BriefAsked:
    """A question about one account before a call with `person`; `people` are those who left too, `today` is the house's local day.

    `promises` are the open ones, and those that ended within `LOOK_BACK`. `voiced` are the open and answered needs, those said last first;
    `told` is what was heard there last, the newest first.
    """

    LOOK_BACK: ClassVar[timedelta] = timedelta(days=180)

    account: AccountRow
    person: ContactRow | None
    people: tuple[ContactRow, ...]
    promises: tuple[PromiseRow, ...]
    voiced: tuple[Voiced, ...]
    told: tuple[Told, ...]
    viewer: Viewer
    at: datetime
    zone: str
    today: date

    @property
    def spoke_on(self) -> date | None:
        """The house's local day on which we last spoke both ways with anybody there."""
        return clock.local_date(self.account.two_way_at, self.zone) if self.account.two_way_at else None


@dataclass(frozen=True)
class BriefLine:
    """One line: a claim, the fact that proves it, and at its end a day.

    `about` is the id of the row that it leads to. `verbatim` names the words behind it; the page reads them into `words`.
    """

    text: str
    fact: str = ""
    mark: Mark = ""
    on: date | None = None
    is_due: bool = False
    about: str = ""
    verbatim: str = ""
    words: VerbatimRow | None = None


@dataclass(frozen=True)
class BriefPart:
    """Some lines under one head; `is_aside` for what one looks up rather than reads.

    Of its lines `most` are shown, once those are left out whose words another part shows already.
    """

    name: str
    title: str
    lines: tuple[BriefLine, ...]
    note: str = ""
    is_aside: bool = False
    most: int = 100
