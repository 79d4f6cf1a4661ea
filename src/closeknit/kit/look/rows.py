"""What the components of the look are given: frozen rows of plain values, made by a door from what a query returned."""

from dataclasses import dataclass
from datetime import date
from typing import Literal

Mark = Literal[
    "ease", "disagree", "alarm", "quiet",  # the four states of a relationship, each with a shape of its own
    "late", "due", "good", "against", "unknown", "ask", "rising", "falling", "ours", "theirs",
]  # fmt: skip

# The place that a picture may take on a page, in pixels: half of what it is kept in, so that it is sharp on a fine screen.
_MOST_WIDE, _MOST_HIGH = 260, 180


@dataclass(frozen=True)
class NavRow:
    """One word of the navigation; `key` is the letter after `g`, `in_dock` keeps it in sight on a phone (at most four)."""

    label: str
    url: str
    key: str = ""
    count: int = 0
    current: bool = False
    in_dock: bool = False


@dataclass(frozen=True)
class Act:
    """Something one can do: a link, or with `post` a form of its own; at most one `main` act stands on a page."""

    label: str
    url: str = ""
    weight: Literal["main", "plain", "quiet"] = "plain"
    post: bool = False
    opens: str = ""  # the id of a dialog on the same page, instead of `url`
    short: str = ""  # on a phone: "Call" for a number
    name: str = ""  # data-test


@dataclass(frozen=True)
class Piece:
    """A stretch of somebody's words: as said, hit by a search, or taken out (then `text` says what was: "name")."""

    text: str
    kind: Literal["plain", "hit", "taken_out"] = "plain"
    length: int = 8  # how many characters the bar of what was taken out is long


@dataclass(frozen=True)
class Quote:
    """Somebody's words and where they come from; `pieces` replaces `text` where words are hit or taken out."""

    text: str
    wording: Literal["exact", "reported"] = "exact"
    speaker: str = ""
    speaker_url: str = ""
    role: str = ""
    account: str = ""
    account_url: str = ""
    medium: str = ""
    said_on: date | None = None
    place: str = ""  # in its source: "at 12:40", "row 7"
    source_url: str = ""
    told_by: str = ""  # who wrote down what is only reported
    confirmed_by: str = ""
    heard_as: str = ""  # "new words for", "praise for"
    about: str = ""  # what it was laid beside
    about_url: str = ""
    before: str = ""
    after: str = ""
    language: str = ""  # BCP 47, where it is not English
    pieces: tuple[Piece, ...] = ()


@dataclass(frozen=True)
class Reason:
    """Why something stands here: a mark, the reason itself, and the fact that proves it."""

    mark: Mark
    why: str
    fact: str = ""
    url: str = ""
    fact_url: str = ""


@dataclass(frozen=True)
class PromiseRow:
    """A promise on one line: what, between whom, and its day."""

    what: str
    who: str = ""
    way: Literal["", "ours", "theirs"] = ""  # an arrow in front, where both ways share a list
    due_on: date | None = None
    day_words: str = ""  # instead of the day: "weekly, kept"
    settled: Literal["", "kept", "missed", "withdrawn"] = ""
    url: str = ""


@dataclass(frozen=True)
class Picture:
    """A picture, small on the page: pressing it fetches the whole one by `url`. `said` tells who cannot see it what it is, and whose."""

    url: str
    src: str
    width: int  # as it stands on the page
    height: int
    said: str
    name: str = ""
    opens: str = "Save the whole picture"

    @classmethod
    def fitted(cls, *, width: int, height: int, **given: str) -> "Picture":
        """Return a picture of that size as large as its place on a page allows, so that nothing moves when it arrives."""
        share = min(1.0, _MOST_WIDE / width, _MOST_HIGH / height)
        return cls(width=max(1, round(width * share)), height=max(1, round(height * share)), **given)


@dataclass(frozen=True)
class Toast:
    """What just happened, and how to take it back."""

    text: str
    undo_url: str = ""


@dataclass(frozen=True)
class Progress:
    """Background work on one line; while `polls_url` is set the line asks for itself again every two seconds."""

    id: str
    doing: str  # "Reading"
    what: str  # "support-export.csv"
    done: int
    of: int
    unit: str  # "conversations"
    rest: str = ""  # "about 4 minutes"
    waits: str = ""  # "18 speakers"
    waits_for: str = ""  # "wait for you to say who they are."
    waits_url: str = ""
    polls_url: str = ""
    cancel_url: str = ""

    @property
    def percent(self) -> int:
        """Return how far it is, 0–100; nothing to do counts as done."""
        return 100 if self.of <= 0 else max(0, min(100, round(100 * self.done / self.of)))


@dataclass(frozen=True)
class RejectedRow:
    """One row that could not be read, and why."""

    row: int
    reason: str
    text: str = ""


@dataclass(frozen=True)
class ImportReport:
    """What an import did: how many rows are new, were there already, or were rejected with a reason each."""

    file: str
    new: int
    same: int
    rejected: tuple[RejectedRow, ...] = ()
    unit: str = "rows"


@dataclass(frozen=True)
class Pager:
    """Where one stands in a long list; `total` is None where counting would cost too much."""

    first: int
    last: int
    total: int | None = None
    unit: str = ""
    previous_url: str = ""
    next_url: str = ""
    previous: str = "Newer"  # what the ways are called, where the list is in another order
    next: str = "Older"


@dataclass(frozen=True)
class Choice:
    """One word of a filter."""

    label: str
    url: str
    current: bool = False
    count: int | None = None


@dataclass(frozen=True)
class Filter:
    """One question that a list can be narrowed by, and its answers."""

    name: str
    choices: tuple[Choice, ...]


@dataclass(frozen=True)
class Problem:
    """An error in the voice of the house: what happened, what was kept, what to do."""

    happened: str
    kept: str = ""
    next: str = ""
    acts: tuple[Act, ...] = ()
