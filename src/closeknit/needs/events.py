"""What is recorded about needs: ids, codes and counts only."""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from closeknit.kit.events import Code, Event, Id


@dataclass(frozen=True, kw_only=True)
class StreamAdvanced(Event):
    """The stream of needs came from the place `first` to the place `last`."""

    kind: ClassVar[str] = "needs.advanced"
    first: int
    last: int
    n_placed: int
    n_born: int
    n_merged: int


@dataclass(frozen=True, kw_only=True)
class NeedsCounted(Event):
    """The figures of needs were made anew from their evidence."""

    kind: ClassVar[str] = "needs.counted"
    n_needs: int


@dataclass(frozen=True, kw_only=True)
class EvidenceFollowed(Event):
    """Evidence got the account that its verbatims have now."""

    kind: ClassVar[str] = "needs.evidence_followed"
    n_moved: int


@dataclass(frozen=True, kw_only=True)
class NeedStated(Event):
    """A person stated a need by hand."""

    kind: ClassVar[str] = "need.stated"
    n_verbatims: int


@dataclass(frozen=True, kw_only=True)
class NeedSplit(Event):
    """A person took words out of a need and stated another on them."""

    kind: ClassVar[str] = "need.split"
    child: Id
    n_verbatims: int


@dataclass(frozen=True, kw_only=True)
class NeedRenamed(Event):
    kind: ClassVar[str] = "need.renamed"


@dataclass(frozen=True, kw_only=True)
class NeedOpened(Event):
    """Somebody looked at a need for the first time: its name stays."""

    kind: ClassVar[str] = "need.opened"


@dataclass(frozen=True, kw_only=True)
class NeedSettled(Event):
    """A need was answered: whoever voiced it can be told."""

    kind: ClassVar[str] = "need.settled"
    settled_on: date


@dataclass(frozen=True, kw_only=True)
class NeedDismissed(Event):
    kind: ClassVar[str] = "need.dismissed"


@dataclass(frozen=True, kw_only=True)
class NeedReopened(Event):
    kind: ClassVar[str] = "need.reopened"
    before: Code


@dataclass(frozen=True, kw_only=True)
class NeedMerged(Event):
    kind: ClassVar[str] = "need.merged"
    into: Id


@dataclass(frozen=True, kw_only=True)
class EvidenceConfirmed(Event):
    kind: ClassVar[str] = "evidence.confirmed"
    stance: Code
    n_verbatims: int


@dataclass(frozen=True, kw_only=True)
class EvidenceRejected(Event):
    kind: ClassVar[str] = "evidence.rejected"
    n_verbatims: int


@dataclass(frozen=True, kw_only=True)
class EvidenceMoved(Event):
    """Words were laid beside another need; `source` is empty where they stood by none."""

    kind: ClassVar[str] = "evidence.moved"
    source: Id
    n_verbatims: int


@dataclass(frozen=True, kw_only=True)
class NeedRated(Event):
    """A person at an account said how much a need matters to them and how well it is met, 0-10 each."""

    kind: ClassVar[str] = "need.rated"
    contact: Id
    importance: int
    satisfaction: int


@dataclass(frozen=True, kw_only=True)
class RatingWithdrawn(Event):
    """A rating was taken out again."""

    kind: ClassVar[str] = "need.rating_withdrawn"
    contact: Id


@dataclass(frozen=True, kw_only=True)
class JobAdded(Event):
    kind: ClassVar[str] = "job.added"


@dataclass(frozen=True, kw_only=True)
class JobRestated(Event):
    kind: ClassVar[str] = "job.restated"


@dataclass(frozen=True, kw_only=True)
class JobMoved(Event):
    """A job stands before or behind another now."""

    kind: ClassVar[str] = "job.moved"
    place: int


@dataclass(frozen=True, kw_only=True)
class JobRemoved(Event):
    kind: ClassVar[str] = "job.removed"
    n_needs: int


@dataclass(frozen=True, kw_only=True)
class StepWorded(Event):
    """A step of a job was added, or said in other words."""

    kind: ClassVar[str] = "job.step_worded"
    step: Code


@dataclass(frozen=True, kw_only=True)
class StepRemoved(Event):
    """A step of a job was removed; its needs hang on the job now."""

    kind: ClassVar[str] = "job.step_removed"
    step: Code
    n_needs: int


@dataclass(frozen=True, kw_only=True)
class NeedsHung(Event):
    """Needs were hung on a job; `step` is empty where they belong to all of it."""

    kind: ClassVar[str] = "job.needs_hung"
    step: Code
    n_needs: int


@dataclass(frozen=True, kw_only=True)
class NeedsTakenDown(Event):
    """Needs hang on no job any more."""

    kind: ClassVar[str] = "job.needs_taken_down"
    n_needs: int


@dataclass(frozen=True, kw_only=True)
class ProposalAccepted(Event):
    """A person did what the stream had proposed: `change` is merge or split."""

    kind: ClassVar[str] = "proposal.accepted"
    change: Code


@dataclass(frozen=True, kw_only=True)
class ProposalDeclined(Event):
    """A person said no to what the stream had proposed; it does not propose it again."""

    kind: ClassVar[str] = "proposal.declined"
    change: Code


@dataclass(frozen=True, kw_only=True)
class GranularitySet(Event):
    """Needs are to be told apart more finely, or less, from the next time that all are found again."""

    kind: ClassVar[str] = "needs.granularity_set"
    per_mille: int


@dataclass(frozen=True, kw_only=True)
class RatingsAsked(Event):
    """Somebody said which columns of a file (the subject, an import) rate which needs."""

    kind: ClassVar[str] = "ratings.asked"
    n_needs: int


@dataclass(frozen=True, kw_only=True)
class RatingsRead(Event):
    """Some rows of such a file were read."""

    kind: ClassVar[str] = "ratings.read"
    n_rows: int
    n_ratings: int
    n_problems: int


@dataclass(frozen=True, kw_only=True)
class RatingsTakenBack(Event):
    """All ratings that came in a file were taken out again."""

    kind: ClassVar[str] = "ratings.taken_back"
    n_ratings: int


@dataclass(frozen=True, kw_only=True)
class NeedCheckDrawn(Event):
    """Sentences were drawn for people to say which needs they stand for."""

    kind: ClassVar[str] = "need_check.drawn"
    n_sentences: int


@dataclass(frozen=True, kw_only=True)
class NeedDrawnAnswered(Event):
    """Somebody said blind which needs a drawn sentence stands for."""

    kind: ClassVar[str] = "need_check.answered"
    place: int
    n_needs: int
    is_unclear: bool
