"""What is recorded about adjacent needs: ids, codes and numbers only."""

from dataclasses import dataclass
from typing import ClassVar

from closeknit.kit.events import Code, Event, Id


@dataclass(frozen=True, kw_only=True)
class NeedsGrouped(Event):
    """Needs that nothing meets were laid together anew; groups that a person has had a hand in stayed."""

    kind: ClassVar[str] = "adjacent.grouped"
    n_groups: int
    n_needs: int


@dataclass(frozen=True, kw_only=True)
class GroupNamed(Event):
    kind: ClassVar[str] = "adjacent.named"


@dataclass(frozen=True, kw_only=True)
class NeedPut(Event):
    """A person put a need into a group, or (without one) took it out of its group."""

    kind: ClassVar[str] = "adjacent.need_put"
    need: Id
    group: Id


@dataclass(frozen=True, kw_only=True)
class SpendSaid(Event):
    """Somebody estimated what an account spends elsewhere. The amount is no business of the log's readers."""

    kind: ClassVar[str] = "spend.said"
    confidence: Code


@dataclass(frozen=True, kw_only=True)
class SpendWithdrawn(Event):
    kind: ClassVar[str] = "spend.withdrawn"
