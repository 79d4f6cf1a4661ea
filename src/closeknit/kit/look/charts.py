"""What the small drawings are given: shares of 0–1 along a line, already computed by the analysis."""

from dataclasses import dataclass
from typing import Literal

Tone = Literal["calm", "unsure", "alarm"]


@dataclass(frozen=True)
class Gauge:
    """One reading: where it is now between worse (0) and better (1), how sure that is, and where it stood then."""

    now: float
    low: float
    high: float
    then: float | None = None
    tone: Tone = "calm"
    stale: bool = False
    said: str = ""  # what a screen reader says: "Answers: 0.3, was 0.8 in spring"


@dataclass(frozen=True)
class Talk:
    """One conversation on the line of time: when (0–1), how long (0–1 of the longest), who began, whether it was answered."""

    at: float
    length: float
    theirs: bool
    answered: bool = True


@dataclass(frozen=True)
class Turn:
    """One event on the line of time that changed something, with its words; `above` keeps neighbours apart."""

    at: float
    label: str
    above: bool = True
    tone: Literal["calm", "ours", "unsure"] = "calm"
    to_the_left: bool = False


@dataclass(frozen=True)
class Tick:
    """A date on the axis."""

    at: float
    label: str
