"""What is recorded about conversations: ids, codes and counts only."""

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from closeknit.kit.events import Code, Event, Id


@dataclass(frozen=True, kw_only=True)
class TouchpointRecorded(Event):
    """One touchpoint is stored with its turns. Who hears words subscribes to this."""

    kind: ClassVar[str] = "touchpoint.recorded"
    medium: Code
    direction: Code
    started_at: datetime


@dataclass(frozen=True, kw_only=True)
class TouchpointsImported(Event):
    """One chunk of an import is stored: `subject` is the import, the touchpoints' ids lie from `first` to `last`."""

    kind: ClassVar[str] = "touchpoints.imported"
    first: Id
    last: Id
    n_touchpoints: int


@dataclass(frozen=True, kw_only=True)
class TouchpointRemoved(Event):
    kind: ClassVar[str] = "touchpoint.removed"


@dataclass(frozen=True, kw_only=True)
class TouchpointGiven(Event):
    """Somebody said whose a conversation is that nobody knew of."""

    kind: ClassVar[str] = "touchpoint.given"


@dataclass(frozen=True, kw_only=True)
class SpeakerPlaced(Event):
    """Somebody said who a speaker is: the words of these participations get their speaker and account."""

    kind: ClassVar[str] = "speaker.placed"
    contact: Id
    n_touchpoints: int


@dataclass(frozen=True, kw_only=True)
class ImportBegun(Event):
    kind: ClassVar[str] = "import.begun"
    format: Code


@dataclass(frozen=True, kw_only=True)
class ImportEnded(Event):
    kind: ClassVar[str] = "import.ended"
    state: Code
    n_new: int
    n_same: int
    n_rejected: int


@dataclass(frozen=True, kw_only=True)
class ImportUndone(Event):
    kind: ClassVar[str] = "import.undone"
    n_removed: int
    n_kept: int


@dataclass(frozen=True, kw_only=True)
class AppointmentMade(Event):
    kind: ClassVar[str] = "appointment.made"
    starts_at: datetime


@dataclass(frozen=True, kw_only=True)
class AppointmentEnded(Event):
    kind: ClassVar[str] = "appointment.ended"
    state: Code


@dataclass(frozen=True, kw_only=True)
class ImportConfirmed(Event):
    """Somebody said how a file is to be read; reading begins."""

    kind: ClassVar[str] = "import.confirmed"


@dataclass(frozen=True, kw_only=True)
class ImportCancelAsked(Event):
    kind: ClassVar[str] = "import.cancel_asked"


@dataclass(frozen=True, kw_only=True)
class ImportUndoAsked(Event):
    kind: ClassVar[str] = "import.undo_asked"


@dataclass(frozen=True, kw_only=True)
class TouchpointsTakenBack(Event):
    """One chunk of an import is taken back: `subject` is the import."""

    kind: ClassVar[str] = "touchpoints.taken_back"
    n_touchpoints: int


@dataclass(frozen=True, kw_only=True)
class LetterCame(Event):
    """A mail came to the house's own address; `state` and `reason` say what became of it, `proof` what proves its sender."""

    kind: ClassVar[str] = "letter.came"
    state: Code
    reason: Code
    proof: Code
