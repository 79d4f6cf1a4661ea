"""Why an account stands on Today, in words that can be checked."""

from dataclasses import dataclass, replace
from datetime import date

from closeknit.analysis.today import sentences
from closeknit.analysis.today.ranking import Item
from closeknit.analysis.today.reasons import AnswerAsked, IdeaUnanswered, PartChanged, PersonArrived, PersonLeft, Reason


@dataclass(frozen=True)
class Seeing:
    """What happened to a person, such that somebody can say that it is seen to: whom, what (left, arrived, part) and when."""

    contact_id: str
    who: str
    what: str
    on: date


@dataclass(frozen=True)
class ReasonRow:
    """One reason in words: the claim, the fact that proves it, its code, and what it rests on; an idea leads to where it is answered.

    So does what they asked on the shared site: its kind and what it is answered at.
    """

    code: str
    claim: str
    fact: str
    verbatims: tuple[str, ...]
    promises: tuple[str, ...]
    touchpoints: tuple[str, ...]
    seeing: Seeing | None = None
    idea: str = ""
    asked: tuple[str, str] | None = None

    @property
    def sentence(self) -> str:
        """Claim and fact as one sentence."""
        return f"{self.claim}, {self.fact}" if self.fact else self.claim


def reasons_of(item: Item, as_of: date) -> tuple[ReasonRow, ...]:
    """Return the item's reasons in words; what would be said twice in the same words is said once, resting on all of it."""
    said: dict[str, ReasonRow] = {}
    for one in (_reason(reason, as_of) for reason in item.reasons):
        known = said.get(one.sentence)
        said[one.sentence] = one if known is None else replace(known, verbatims=known.verbatims + one.verbatims)
    return tuple(said.values())


def _reason(reason: Reason, as_of: date) -> ReasonRow:
    claim, fact = sentences.halves(reason, as_of=as_of)
    return ReasonRow(
        reason.code,
        claim,
        fact,
        reason.verbatim_ids,
        reason.promise_ids,
        reason.touchpoint_ids,
        _seeing(reason),
        reason.idea_id if isinstance(reason, IdeaUnanswered) else "",
        (reason.kind.value, reason.subject) if isinstance(reason, AnswerAsked) else None,
    )


def _seeing(reason: Reason) -> Seeing | None:
    if isinstance(reason, PersonLeft):
        return Seeing(reason.contact_id, reason.who, "left", reason.on)
    if isinstance(reason, PersonArrived):
        return Seeing(reason.contact_id, reason.who, "arrived", reason.on)
    if isinstance(reason, PartChanged):
        return Seeing(reason.contact_id, reason.who, "part", reason.on)
    return None
