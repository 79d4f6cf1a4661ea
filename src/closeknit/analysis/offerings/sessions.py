"""What a redesign session is made of, and when it may be called decided."""

import enum
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

# A step by itself says who is here; somebody of whom nothing was heard for so many seconds has gone.
PRESENT_SECONDS = 300
LONGEST_ENTRY = 300


class RequirementSource(enum.StrEnum):
    """Where a changing requirement was taken from."""

    TYPED = "typed"
    NEED = "need"
    WORDS = "words"
    CLAIM = "claim"
    FORECAST = "forecast"


class SessionVerdict(enum.StrEnum):
    """What becomes of an entry, or of the offering as a whole."""

    ADAPT = "adapt"
    REFER = "refer"
    RENEGOTIATE = "renegotiate"
    LEAVE = "leave"
    NOT_YET = "not_yet"


class AllyAnswer(enum.StrEnum):
    """What an ally said to what we would change between us."""

    AGREES = "agrees"
    WANTS_TO_TALK = "wants_to_talk"
    DECLINES = "declines"


class Criterion(enum.StrEnum):
    """What an entry is held against when it is brought back to earth; more points are always better."""

    PURPOSE = "purpose"
    STRENGTHS = "strengths"
    COST = "cost"
    TIME = "time"


class VerdictRefused(ValueError):
    """A verdict that cannot stand so. `sentence` is written for the person who tried it."""

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence


@dataclass(frozen=True)
class Readiness:
    """Whether a session can be called decided; `undecided` are the kept entries without a verdict, `reasons` says it in words."""

    is_ready: bool
    undecided: tuple[str, ...]
    reasons: tuple[str, ...]


def check_verdict(
    kind: SessionVerdict,
    *,
    reason: str,
    purpose_line: str,
    has_purpose: bool,
    say: str,
    revisit_on: date | None,
    today: date,
) -> None:
    """Return nothing, or raise VerdictRefused with what is missing.

    Each verdict has a reason and, once the house has written its purpose, cites a line of it. *Not yet* has a day ahead on which it is
    looked at again; *renegotiate* has the words that the ally will be told.
    """
    if not reason.strip():
        raise VerdictRefused("Say why, in a sentence. Whoever reads this in a year was not here.")
    if has_purpose and not purpose_line:
        raise VerdictRefused(
            "Say which line of our purpose it serves. A verdict that serves none of them is a reason to look again."
        )
    if kind is SessionVerdict.NOT_YET and (revisit_on is None or revisit_on <= today):
        raise VerdictRefused("Not yet needs a day that is still ahead, on which it is looked at again.")
    if kind is SessionVerdict.RENEGOTIATE and not say.strip():
        raise VerdictRefused("Write what we will say to them. A change between two companies begins with a sentence.")


def check_weights(weights: Mapping[Criterion, int]) -> None:
    """Return nothing, or raise VerdictRefused where a weight is not 0 to 100 or all of them are nothing."""
    if any(not 0 <= weight <= 100 for weight in weights.values()):
        raise VerdictRefused("A weight is a whole number from 0 to 100.")
    if not any(weights.values()):
        raise VerdictRefused("All weights are 0, so nothing would count. Give at least one of them something.")


def tell_readiness(kept: Sequence[str], decided: frozenset[str], *, has_whole: bool) -> Readiness:
    """Return whether the session may be called decided: the whole has a verdict, or each kept entry has one."""
    undecided = tuple(entry for entry in kept if entry not in decided)
    if has_whole:
        return Readiness(True, undecided, ("The whole has a verdict.",))
    if not kept:
        return Readiness(False, (), ("No entry was kept, and the whole has no verdict yet.",))
    if undecided:
        n = len(undecided)
        said = "One kept entry has" if n == 1 else f"{n} kept entries have"
        return Readiness(False, undecided, (f"{said} no verdict yet, and neither has the whole.",))
    return Readiness(True, (), ("Each kept entry has a verdict.",))
