"""How far the standing questions have reached at one account: which are answered, which answers are old, which were never put."""

import datetime
from collections.abc import Mapping
from dataclasses import dataclass

# A year on, an answer tells how it was.
FRESH_DAYS = 365


@dataclass(frozen=True, slots=True)
class Coverage:
    """Counts of the bank's questions by how their newest answer stands; they add up to all of the bank."""

    n_fresh: int
    n_old: int
    n_never: int

    @property
    def n_questions(self) -> int:
        """How many questions the bank has."""
        return self.n_fresh + self.n_old + self.n_never

    @property
    def share(self) -> float | None:
        """The share of the bank that is answered within a year, 0–1; None where the bank is empty."""
        return self.n_fresh / self.n_questions if self.n_questions else None


def score_coverage(answered: Mapping[str, datetime.date | None], *, as_of: datetime.date) -> Coverage:
    """Return how an account's answers stand: `answered` has each question of the bank with the day of its newest answer, or None."""
    days = [(as_of - day).days for day in answered.values() if day is not None]
    n_fresh = sum(age < FRESH_DAYS for age in days)
    return Coverage(n_fresh, len(days) - n_fresh, len(answered) - len(days))
