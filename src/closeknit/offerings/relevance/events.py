"""What is recorded about comparisons and advantages: ids and codes only."""

from dataclasses import dataclass
from typing import ClassVar

from closeknit.kit.events import Code, Event, Id


@dataclass(frozen=True, kw_only=True)
class ComparisonRead(Event):
    """A person read how a sentence compares us with a competitor; `reads` is empty where it compares nothing."""

    kind: ClassVar[str] = "comparison.read"
    verbatim: Id
    competitor: Id
    reads: Code
    value: Id
    need: Id


@dataclass(frozen=True, kw_only=True)
class AdvantageClaimed(Event):
    """We say that in a value we are better than a competitor."""

    kind: ClassVar[str] = "advantage.claimed"
    value: Id
    competitor: Id


@dataclass(frozen=True, kw_only=True)
class AdvantageDropped(Event):
    """We do not say so any more."""

    kind: ClassVar[str] = "advantage.dropped"
    value: Id
    competitor: Id
