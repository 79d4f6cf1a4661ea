"""What is recorded about offerings and their values: ids and numbers only."""

from dataclasses import dataclass
from typing import ClassVar

from closeknit.kit.events import Event, Id


@dataclass(frozen=True, kw_only=True)
class OfferingAdded(Event):
    """We ship something, and it is written down here with its values."""

    kind: ClassVar[str] = "offering.added"
    n_values: int


@dataclass(frozen=True, kw_only=True)
class OfferingChanged(Event):
    """What an offering is called or said to be."""

    kind: ClassVar[str] = "offering.changed"
    revision: int


@dataclass(frozen=True, kw_only=True)
class OfferingArchived(Event):
    """We do not ship it any more."""

    kind: ClassVar[str] = "offering.archived"


@dataclass(frozen=True, kw_only=True)
class OfferingBroughtBack(Event):
    """We ship it again."""

    kind: ClassVar[str] = "offering.brought_back"


@dataclass(frozen=True, kw_only=True)
class ValueAdded(Event):
    """An offering gives a further value."""

    kind: ClassVar[str] = "value.added"
    offering: Id


@dataclass(frozen=True, kw_only=True)
class ValueChanged(Event):
    """A value is said otherwise."""

    kind: ClassVar[str] = "value.changed"
    offering: Id


@dataclass(frozen=True, kw_only=True)
class ValueArchived(Event):
    """An offering does not give this any more."""

    kind: ClassVar[str] = "value.archived"
    offering: Id


@dataclass(frozen=True, kw_only=True)
class ValueBroughtBack(Event):
    """An offering gives this again."""

    kind: ClassVar[str] = "value.brought_back"
    offering: Id
