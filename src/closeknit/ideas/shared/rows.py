"""What the outside reads of ideas: frozen rows without anything that is ours (worth, needs, accounts behind, readers, notes)."""

from dataclasses import dataclass
from datetime import date, datetime


@dataclass(frozen=True)
class Credit:
    """Whose idea it is: `name` is empty where they chose not to be named; `place` says what kind of account it came from.

    `is_giver_known` says that its words are those of whoever gave it; else one of ours wrote it down, or shows it in other words.
    """

    name: str
    place: str
    is_giver_known: bool = True


@dataclass(frozen=True)
class AnswerRow:
    """What we answer. `reason` is a code of the short list, of a no."""

    answer: str
    reason: str
    sentence: str
    revisit_on: date | None
    given_on: date


@dataclass(frozen=True)
class IdeaRow:
    """One idea as it is shown. `idea` is what its discussion and its votes go by; `number` what people say.

    `is_answered` says that our answer stands here: of what is merged one that was written for those who read it here, since it was merged.
    `merged_into` is the number of the one that it is answered with, None where that is not shown either; `merged_id` its id, where it is
    read in the same shared site, else empty.
    """

    idea: str
    number: int
    title: str
    text: str
    state: str
    credit: Credit
    n_votes: int
    n_comments: int
    has_my_vote: bool
    is_mine: bool
    is_shown: bool
    is_public: bool
    is_merged: bool
    merged_into: int | None
    given_on: date
    answer_by: date
    answer: AnswerRow | None
    is_answered: bool
    thread: str
    merged_id: str = ""

    @property
    def is_between(self) -> bool:
        """Return whether it is read in one shared site alone."""
        return False

    @property
    def standing(self) -> str:
        """Return where it stands for who reads it here: a code of a state, "merged" where it is answered with another that has its page."""
        return self.answer.answer if self.is_merged and self.is_answered and self.answer else self.state


@dataclass(frozen=True)
class BetweenRow(IdeaRow):
    """One idea between an account and us. Its number and its votes are of that account alone: nothing in it is counted over others."""

    @property
    def is_between(self) -> bool:
        """Return whether it is read in one shared site alone."""
        return True

    @property
    def can_be_taken_back(self) -> bool:
        """Return whether the viewer may take it back: they gave it here, in their words, and it has no answer."""
        return self.is_mine and self.is_shown and self.state == "open" and self.credit.is_giver_known


@dataclass(frozen=True)
class IdeaPage:
    """One page of ideas; `total` of them in all."""

    rows: tuple[IdeaRow, ...]
    page: int
    n_pages: int
    total: int


@dataclass(frozen=True)
class GivenRow:
    """One thing that the viewer handed in: where it stands, why it was turned down, its place in the list, its number once shown."""

    id: str
    title: str
    text: str
    state: str
    given_at: datetime
    place: int | None
    reason: str
    sentence: str
    number: int | None


@dataclass(frozen=True)
class Portal:
    """What the portal says of itself. `room` is how many more ideas are taken before the waiting list begins, None without a limit."""

    is_open: bool
    is_moderated: bool
    is_public: bool
    welcome: str
    days: int
    a_week: int | None
    is_full: bool
    n_queue: int


@dataclass(frozen=True)
class Kept:
    """How the duty to answer is kept, of what was shown in twelve months: declared public. None where nothing can be said yet."""

    n_given: int
    n_answered: int
    n_due: int
    n_in_time: int
    in_time: float | None
    median_days: int | None
    n_in_use: int
