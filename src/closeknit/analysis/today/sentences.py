"""The sentences of Today: the one place where a reason becomes words. A reason line is a claim and the fact for it."""

import datetime
import functools
from collections.abc import Sequence

from closeknit.analysis import periods
from closeknit.analysis.kinds import LatenessState, Medium, PromiseDirection, SignalCode, Stage, TodayClass
from closeknit.analysis.today import reasons
from closeknit.analysis.today.facts import AskedKind
from closeknit.analysis.today.ranking import Item

_MESSAGES = {
    Medium.EMAIL: "e-mail",
    Medium.TICKET: "ticket",
    Medium.REVIEW: "review",
    Medium.FORUM: "post",
    Medium.CALL: "missed call",
}
_CALLS = {Medium.FOCUS_GROUP: "focus group", Medium.EMAIL: "e-mail"}
_ALARMS = {
    SignalCode.LEAVING: "spoke of leaving",
    SignalCode.COMPETITOR: "named a competitor",
    SignalCode.COST_CUT: "spoke of cutting cost",
}
_ASKED = {
    AskedKind.PROMISE: "proposes a promise and waits for our answer",
    AskedKind.OBJECTION: "says that a promise is not right",
    AskedKind.LINE: "waits for our answer to a line of the ledger",
}
_RINGS = {stage: stage.value.replace("_", " ") for stage in Stage}
_CLASSES = {
    TodayClass.OWED: "What we owe comes first",
    TodayClass.ALARM: "An alarm comes right after what we owe",
    TodayClass.DUE: "What is due or near comes after alarms",
    TodayClass.LATE: "Late for contact comes after what is due",
    TodayClass.GOOD_NEWS: "Good news comes after those who are late",
    TodayClass.ASK: "What was never asked comes last",
}


def sentence(reason: reasons.Reason, *, as_of: datetime.date) -> str:
    """Return the reason as one sentence without a full stop: the claim, a comma, the fact that proves it."""
    return ", ".join(half for half in halves(reason, as_of=as_of) if half)


def halves(reason: reasons.Reason, *, as_of: datetime.date) -> tuple[str, str]:
    """Return (claim, fact) of the reason, for a line that sets them apart; the fact may be empty.

    Raises `TypeError` for a reason that has no words yet.
    """
    return _halves(reason, as_of)


def explain_place(item: Item, *, as_of: datetime.date) -> str:
    """Return why the item stands where it does: its class, then worth, then age."""
    worth = "its worth is unknown" if item.worth is None else "the larger worth first"
    age = f", since {periods.say_day(item.since, as_of=as_of).text}" if item.since else ""
    return f"{_CLASSES[item.class_code]}; within that, {worth}, then the oldest{age}."


def merge_words(all_reasons: Sequence[reasons.Reason]) -> tuple[str, ...]:
    """Return the ids of all verbatims behind these reasons, each once, in the order of the reasons."""
    return tuple(dict.fromkeys(word for reason in all_reasons for word in reason.verbatim_ids))


@functools.singledispatch
def _halves(reason: reasons.Reason, as_of: datetime.date) -> tuple[str, str]:
    raise TypeError(f"{reason.code} on {as_of} has no sentence")


@_halves.register
def _message(reason: reasons.MessageUnanswered, as_of: datetime.date) -> tuple[str, str]:
    kind = _MESSAGES.get(reason.medium, "message") if reason.medium else "message"
    days = (as_of - reason.on).days
    waiting = "" if days <= 1 else f", {periods.say_span(days)}"
    return f"{reason.who or 'Somebody there'} waits for an answer", f"{kind} of {_day(reason.on, as_of)}{waiting}"


@_halves.register
def _broken(reason: reasons.PromiseBroken, as_of: datetime.date) -> tuple[str, str]:
    due = f", due {_day(reason.due_on, as_of)}" if reason.due_on else ""
    claim = "We missed a promise and have not told them" if reason.settled else "A promise of ours is past its day"
    return claim, f"{_clip(reason.text)}{due}"


@_halves.register
def _not_settled(reason: reasons.PromiseNotSettled, as_of: datetime.date) -> tuple[str, str]:
    return "They say that it is not settled", f"{_clip(reason.text)}, {_day(reason.on, as_of)}"


@_halves.register
def _asked(reason: reasons.AnswerAsked, as_of: datetime.date) -> tuple[str, str]:
    claim = f"{reason.who or 'Somebody there'} {_ASKED[reason.kind]}"
    return claim, f"{_clip(reason.text)}, {_day(reason.on, as_of)}"


@_halves.register
def _alarm(reason: reasons.AlarmHeard, as_of: datetime.date) -> tuple[str, str]:
    heard = _ALARMS.get(reason.signal, "said something alarming")
    return f"{reason.who or 'Somebody there'} {heard}", _day(reason.on, as_of)


@_halves.register
def _disagree(reason: reasons.ReadingsDisagree, as_of: datetime.date) -> tuple[str, str]:
    return _clip(reason.says, 160), f"ask “{reason.question}”"


@_halves.register
def _planned(reason: reasons.CallPlanned, as_of: datetime.date) -> tuple[str, str]:
    kind = _CALLS.get(reason.medium, str(reason.medium))
    whom = f" with {reason.who}" if reason.who else ""
    if reason.on < as_of:
        return f"Did the {kind}{whom} take place?", f"planned for {_day(reason.on, as_of)}, not logged"
    return f"{kind.capitalize()}{whom} {_day(reason.on, as_of)}", _clip(reason.purpose)


@_halves.register
def _due(reason: reasons.PromiseDue, as_of: datetime.date) -> tuple[str, str]:
    day = _day(reason.on, as_of)
    if reason.direction is PromiseDirection.OURS:
        return f"A promise of ours is due {day}", _clip(reason.text)
    claim = "A promise of theirs is due today" if reason.on == as_of else "They owe us something"
    return claim, f"{_clip(reason.text)}, {'from ' + reason.who + ', ' if reason.who else ''}due {day}"


@_halves.register
def _event(reason: reasons.EventNear, as_of: datetime.date) -> tuple[str, str]:
    when = periods.say_distance(reason.on, as_of=as_of).text
    days = (reason.on - as_of).days
    return f"Their {reason.what} is {when}", _day(reason.on, as_of) if days > 1 else ""


@_halves.register
def _review(reason: reasons.StageReviewDue, as_of: datetime.date) -> tuple[str, str]:
    stands = _RINGS[reason.stage]
    wanted = f", to become {_RINGS[reason.aim]}" if reason.aim and reason.aim is not reason.stage else ""
    return "We said we would look again where they stand", f"{stands}{wanted}, since {_day(reason.on, as_of)}"


@_halves.register
def _left(reason: reasons.PersonLeft, as_of: datetime.date) -> tuple[str, str]:
    now_at = f", now at {reason.now_at}" if reason.now_at else ""
    return f"{reason.who} has left", f"{_day(reason.on, as_of)}{now_at}; who comes after them?"


@_halves.register
def _arrived(reason: reasons.PersonArrived, as_of: datetime.date) -> tuple[str, str]:
    return f"{reason.who} is there now and knows us", f"from {reason.came_from}, {_day(reason.on, as_of)}"


@_halves.register
def _changed(reason: reasons.PartChanged, as_of: datetime.date) -> tuple[str, str]:
    now = f"{reason.who} is {reason.now} now" if reason.now else f"{reason.who} does something else there now"
    before = f"{reason.before} before, " if reason.before else ""
    return now, f"{before}{_day(reason.on, as_of)}"


@_halves.register
def _referred(reason: reasons.CallReferred, as_of: datetime.date) -> tuple[str, str]:
    claim = f"{reason.by_who} handed this to {reason.to_who}" if reason.to_who else f"{reason.by_who} asks you to call"
    late = (as_of - reason.by_on).days
    by = f"{late} days late" if late > 1 else "1 day late" if late == 1 else f"by {_day(reason.by_on, as_of)}"
    return claim, f"{_clip(reason.why, 160)}, {by}"


@_halves.register
def _referral_late(reason: reasons.ReferralLate, as_of: datetime.date) -> tuple[str, str]:
    return f"{reason.to_who} has not called them", f"{_clip(reason.why)}, asked for by {_day(reason.by_on, as_of)}"


@_halves.register
def _late(reason: reasons.ContactLate, as_of: datetime.date) -> tuple[str, str]:
    tried = f"; we tried {_day(reason.last_tried_on, as_of)}" if reason.last_tried_on else ""
    whom = f" with {reason.who}" if reason.who else ""
    claim = f"Too long since we last spoke{whom}"
    if reason.state is LatenessState.NEGLECTED:
        claim = f"We have neglected {reason.who or 'them'}"
    return claim, f"{reason.days} days, {reason.latest_days} at the latest{tried}"


@_halves.register
def _answered(reason: reasons.NeedAnswered, as_of: datetime.date) -> tuple[str, str]:
    return "A need of theirs is answered: tell them", f"{_clip(reason.statement)}, {_day(reason.on, as_of)}"


@_halves.register
def _kept(reason: reasons.PromiseKept, as_of: datetime.date) -> tuple[str, str]:
    whom = reason.who or "them"
    day = f", {_day(reason.on, as_of)}" if reason.on else ""
    return f"We kept a promise: tell {whom}", f"{_clip(reason.text)}{day}"


@_halves.register
def _forecast(reason: reasons.ForecastDue, as_of: datetime.date) -> tuple[str, str]:
    return "A forecast has reached its day", f"{_clip(reason.text)}, {_day(reason.on, as_of)}"


@_halves.register
def _revisit(reason: reasons.ProfileRevisit, as_of: datetime.date) -> tuple[str, str]:
    return (
        "Look again at where they are heading",
        f"version {reason.version} was to last until {_day(reason.on, as_of)}",
    )


@_halves.register
def _review_together(reason: reasons.PlanReviewDue, as_of: datetime.date) -> tuple[str, str]:
    return "Review with them what we work on together", f"due {_day(reason.on, as_of)}"


@_halves.register
def _idea(reason: reasons.IdeaUnanswered, as_of: datetime.date) -> tuple[str, str]:
    return "An idea of theirs waits for our answer", f"{_clip(reason.text)}, due {_day(reason.on, as_of)}"


@_halves.register
def _never(reason: reasons.NeverInTouch, as_of: datetime.date) -> tuple[str, str]:
    return "We have never spoken with them", "no two-way contact on record"


@_halves.register
def _questions(reason: reasons.QuestionsNeverAsked, as_of: datetime.date) -> tuple[str, str]:
    more = len(reason.questions) - 1
    others = "" if more == 0 else " and 1 more" if more == 1 else f" and {more} more"
    return "Nobody has asked them yet", f"“{reason.questions[0]}”{others}"


def _day(day: datetime.date, as_of: datetime.date) -> str:
    return periods.say_day(day, as_of=as_of).text


def _clip(text: str, most: int = 90) -> str:
    line = " ".join(text.split()).rstrip(".")
    return line if len(line) <= most else f"{line[: most - 1].rstrip()}…"
