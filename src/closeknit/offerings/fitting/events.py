"""What is recorded about fit: ids, codes and numbers only."""

from dataclasses import dataclass
from typing import ClassVar

from closeknit.kit.events import Code, Event, Id


@dataclass(frozen=True, kw_only=True)
class FitJudged(Event):
    """Somebody said how well an offering meets a need, for the account or (without one) overall."""

    kind: ClassVar[str] = "fit.judged"
    offering: Id
    need: Id
    before: Code
    after: Code
    n_words: int


@dataclass(frozen=True, kw_only=True)
class FitCleared(Event):
    """What was said of it was taken away: nobody has said."""

    kind: ClassVar[str] = "fit.cleared"
    offering: Id
    need: Id
    before: Code
