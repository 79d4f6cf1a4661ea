"""The one next touch: what to do about an account's weightiest reason, in a few words, and how."""

import enum
import functools
from dataclasses import dataclass

from closeknit.analysis.kinds import Medium
from closeknit.analysis.today import reasons
from closeknit.analysis.today.ranking import Item


class Way(enum.StrEnum):
    """How one would do it."""

    CALL = "call"
    WRITE = "write"
    LOG = "log"
    LOOK = "look"


@dataclass(frozen=True, slots=True)
class Touch:
    """What to do next, as a sentence without a full stop, and how."""

    says: str
    way: Way


def choose_touch(item: Item, *, who: str | None = None) -> Touch:
    """Return what to do next about the item, for its first reason; `who` is whom one would speak to where the reason names nobody."""
    return _touch(item.reasons[0], who or "them")


@functools.singledispatch
def _touch(reason: reasons.Reason, who: str) -> Touch:
    return Touch(f"Call {getattr(reason, 'who', None) or who}", Way.CALL)


@_touch.register
def _answer(reason: reasons.MessageUnanswered, who: str) -> Touch:
    way = Way.WRITE if reason.medium in (Medium.EMAIL, None) else Way.CALL
    return Touch(f"Answer {reason.who or who}", way)


@_touch.register
def _own_up(reason: reasons.PromiseBroken, who: str) -> Touch:
    return Touch(f"Tell {who} where it stands, and by when", Way.CALL)


@_touch.register
def _take_up(reason: reasons.PromiseNotSettled, who: str) -> Touch:
    return Touch(f"Ask {who} what is missing, and take it up again", Way.CALL)


@_touch.register
def _log(reason: reasons.CallPlanned, who: str) -> Touch:
    return Touch(f"Speak with {reason.who or who} as planned, or log it", Way.LOG)


@_touch.register
def _promise(reason: reasons.PromiseDue, who: str) -> Touch:
    if reason.direction == "ours":
        return Touch("Keep it, or move its day and say why", Way.LOOK)
    return Touch(f"Ask {reason.who or who} for it", Way.CALL)


@_touch.register
def _successor(reason: reasons.PersonLeft, who: str) -> Touch:
    return Touch("Find out who comes after them, and meet", Way.CALL)


@_touch.register
def _welcome(reason: reasons.PersonArrived, who: str) -> Touch:
    return Touch(f"Call {reason.who} and ask what is different there", Way.CALL)


@_touch.register
def _part(reason: reasons.PartChanged, who: str) -> Touch:
    return Touch(f"Call {reason.who} and ask what matters to them now", Way.CALL)


@_touch.register
def _remind(reason: reasons.ReferralLate, who: str) -> Touch:
    return Touch(f"Ask {reason.to_who}, or call {who} yourself", Way.CALL)


@_touch.register
def _tell_need(reason: reasons.NeedAnswered, who: str) -> Touch:
    return Touch(f"Tell {who}, and ask whether it settles it", Way.CALL)


@_touch.register
def _tell_kept(reason: reasons.PromiseKept, who: str) -> Touch:
    return Touch(f"Tell {reason.who or who}", Way.WRITE)


@_touch.register
def _ask(reason: reasons.QuestionsNeverAsked, who: str) -> Touch:
    return Touch(f"Ask {who}", Way.CALL)
