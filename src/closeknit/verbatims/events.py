"""What is recorded about words: ids, codes and counts only."""

from dataclasses import dataclass
from typing import ClassVar

from closeknit.kit.events import Code, Event, Id


@dataclass(frozen=True, kw_only=True)
class VerbatimsCut(Event):
    """Turns were cut to sentences: they have the places from `first` to `last` of the stream, none where `n_verbatims` is 0."""

    kind: ClassVar[str] = "verbatims.cut"
    first: int
    last: int
    n_verbatims: int


@dataclass(frozen=True, kw_only=True)
class VerbatimsHeard(Event):
    """Sentences got their language, signals and vector. Who discovers needs subscribes to this."""

    kind: ClassVar[str] = "verbatims.heard"
    first: int
    last: int
    n_heard: int
    n_not_understood: int


@dataclass(frozen=True, kw_only=True)
class HearingRenewed(Event):
    """All words were heard anew, because the model, the heads or the rules of language are others."""

    kind: ClassVar[str] = "hearing.renewed"


@dataclass(frozen=True, kw_only=True)
class SpeakersFollowed(Event):
    """Words got another speaker or account, because somebody said who it was; what our own people said is no verbatim any more."""

    kind: ClassVar[str] = "verbatims.speakers_followed"
    n_moved: int
    n_removed: int


@dataclass(frozen=True, kw_only=True)
class SignalCorrected(Event):
    """A person said what a verbatim is, or is not, heard as."""

    kind: ClassVar[str] = "signal.corrected"
    verbatim: Id
    code: Code
    is_on: bool


@dataclass(frozen=True, kw_only=True)
class SearchSaved(Event):
    """A member keeps a search."""

    kind: ClassVar[str] = "search.saved"


@dataclass(frozen=True, kw_only=True)
class SearchLookedAt(Event):
    """A member looked at what a search of theirs finds."""

    kind: ClassVar[str] = "search.looked_at"


@dataclass(frozen=True, kw_only=True)
class SearchFollowed(Event):
    """New hits of a search are shown to its member on Today, or no longer."""

    kind: ClassVar[str] = "search.followed"
    is_followed: bool


@dataclass(frozen=True, kw_only=True)
class SearchRemoved(Event):
    """A member let a search go."""

    kind: ClassVar[str] = "search.removed"


@dataclass(frozen=True, kw_only=True)
class LearningSwitched(Event):
    """Hearing learns from corrections from now on, or no longer."""

    kind: ClassVar[str] = "learning.switched"
    is_on: bool


@dataclass(frozen=True, kw_only=True)
class CorrectionsLearnt(Event):
    """What people said of words was learned from; `generation` rises whenever that changes how words are heard."""

    kind: ClassVar[str] = "corrections.learnt"
    generation: int
    n_signals: int
    n_corrections: int
    n_checked: int


@dataclass(frozen=True, kw_only=True)
class SignalsTurned(Event):
    """Signals of stored words hold, or no longer, by what people taught."""

    kind: ClassVar[str] = "signals.turned"
    n_on: int
    n_off: int


@dataclass(frozen=True, kw_only=True)
class CheckDrawn(Event):
    """Sentences were drawn at random to be checked."""

    kind: ClassVar[str] = "check.drawn"
    n_sentences: int


@dataclass(frozen=True, kw_only=True)
class DrawnAnswered(Event):
    """A member said what a drawn sentence is: as how much, or that they cannot tell."""

    kind: ClassVar[str] = "check.answered"
    place: int
    n_codes: int
    is_unclear: bool


@dataclass(frozen=True, kw_only=True)
class RivalsSought(Event):
    """The stream was looked through for rivals' names up to the place `last`."""

    kind: ClassVar[str] = "rivals.sought"
    last: int
    n_names: int


@dataclass(frozen=True, kw_only=True)
class RivalDecided(Event):
    """A person said who is meant by a name: a competitor, a spelling of one, our own product, or nobody (dismissed)."""

    kind: ClassVar[str] = "rival.decided"
    state: Code


@dataclass(frozen=True, kw_only=True)
class NamesHeard(Event):
    """Stored words were heard by the competitors' names that are on the list now."""

    kind: ClassVar[str] = "names.heard"
    n_on: int
    n_off: int


@dataclass(frozen=True, kw_only=True)
class ConsentRecorded(Event):
    """A speaker allowed us to show words of theirs, as far as `audience` reaches."""

    kind: ClassVar[str] = "consent.recorded"
    audience: Code
    is_named: bool


@dataclass(frozen=True, kw_only=True)
class ConsentWithdrawn(Event):
    """Words are for our own eyes again, because their speaker said so."""

    kind: ClassVar[str] = "consent.withdrawn"
