"""From the facts of an account to its reasons: which of them matter today, and since when."""

import datetime
from collections.abc import Iterator

from closeknit.analysis.kinds import LatenessState, PromiseDirection, Settlement, Stage
from closeknit.analysis.today import reasons
from closeknit.analysis.today.facts import AccountFacts, PromiseFact

# How near is near, and how long something stays news. The house's rules (docs: how the numbers are made).
PROMISE_NEAR_DAYS = 3
EVENT_NEAR_DAYS = 30
ALARM_FOR_DAYS = 60
DEPARTURE_FOR_DAYS = 60
NEWS_FOR_DAYS = 90
# Whoever is called within two weeks anyway is not late: the call is planned.
CALL_COMES_DAYS = 14


def find_reasons(account: AccountFacts, *, as_of: datetime.date) -> tuple[reasons.Reason, ...]:
    """Return every reason for which this account stands on Today, most urgent class first, then oldest.

    Does not look at put-offs: `rank_today` does.
    """
    found = [
        *_owed(account, as_of),
        *_alarms(account, as_of),
        *_due(account, as_of),
        *_late(account, as_of),
        *_good_news(account, as_of),
        *_asks(account, as_of),
    ]
    return tuple(sorted(found, key=_urgency))


def _urgency(reason: reasons.Reason) -> tuple[int, datetime.date, str, tuple[str, ...]]:
    behind = reason.touchpoint_ids + reason.promise_ids + reason.verbatim_ids
    return reason.class_code.place, reason.since or datetime.date.max, reason.code, behind


def _owed(account: AccountFacts, as_of: datetime.date) -> Iterator[reasons.Reason]:
    for message in account.owed:
        if message.since <= as_of:
            yield reasons.MessageUnanswered(
                since=message.since,
                on=message.since,
                who=message.who,
                medium=message.medium,
                touchpoint_ids=message.touchpoint_ids,
                verbatim_ids=message.verbatim_ids,
            )
    for promise in account.promises:
        if promise.direction is PromiseDirection.OURS and _is_broken(promise, as_of):
            # It became broken on the day after it was due, or when somebody settled it as missed.
            past_due = promise.due_on + datetime.timedelta(1) if promise.due_on else None
            yield reasons.PromiseBroken(
                since=past_due or promise.settled_on,
                text=promise.text,
                due_on=promise.due_on,
                settled=promise.settlement is Settlement.MISSED,
                promise_ids=(promise.id,),
                verbatim_ids=promise.verbatim_ids,
            )
    yield from _not_settled(account, as_of)
    for asked in account.asked:
        yield reasons.AnswerAsked(
            since=asked.on, on=asked.on, kind=asked.kind, subject=asked.id, text=asked.text, who=asked.who
        )


def _not_settled(account: AccountFacts, as_of: datetime.date) -> Iterator[reasons.Reason]:
    """A no stands until the promise is taken up again, or whoever said it says yes; speaking with them alone does not settle it."""
    for promise in account.promises:
        if promise.direction is PromiseDirection.OURS and promise.no_on is not None and promise.no_on <= as_of:
            yield reasons.PromiseNotSettled(
                since=promise.no_on,
                on=promise.no_on,
                text=promise.text,
                promise_ids=(promise.id,),
                verbatim_ids=promise.verbatim_ids,
            )


def _is_broken(promise: PromiseFact, as_of: datetime.date) -> bool:
    if promise.settlement is Settlement.MISSED:
        return promise.told_on is None
    return promise.settlement is None and promise.due_on is not None and promise.due_on < as_of


def _alarms(account: AccountFacts, as_of: datetime.date) -> Iterator[reasons.Reason]:
    """An alarm is seen to when somebody says so, or when we have spoken with them on a later day."""
    for alarm in account.alarms:
        spoken_since = account.last_contact_on is not None and account.last_contact_on > alarm.on
        if alarm.handled_on is None and not spoken_since and 0 <= (as_of - alarm.on).days <= ALARM_FOR_DAYS:
            yield reasons.AlarmHeard(
                since=alarm.on, on=alarm.on, signal=alarm.signal, who=alarm.who, verbatim_ids=(alarm.verbatim_id,)
            )
    for worry in account.worries:
        yield reasons.ReadingsDisagree(since=worry.since, says=worry.says, question=worry.question)


def _due(account: AccountFacts, as_of: datetime.date) -> Iterator[reasons.Reason]:
    for call in account.calls:
        if call.on <= as_of:
            yield reasons.CallPlanned(
                since=call.on,
                on=call.on,
                appointment_id=call.id,
                medium=call.medium,
                purpose=call.purpose,
                who=call.who,
            )
    for promise in account.promises:
        if promise.settlement is None and promise.due_on is not None and _is_due(promise, promise.due_on, as_of):
            theirs = promise.direction is PromiseDirection.THEIRS
            yield reasons.PromiseDue(
                since=promise.due_on - datetime.timedelta(0 if theirs else PROMISE_NEAR_DAYS),
                on=promise.due_on,
                text=promise.text,
                direction=promise.direction,
                who=promise.who,
                promise_ids=(promise.id,),
                verbatim_ids=promise.verbatim_ids,
            )
    for event in account.events:
        # A day that matters to them begins and ends where they are.
        if 0 <= (event.on - (account.own_day or as_of)).days <= EVENT_NEAR_DAYS:
            since = event.on - datetime.timedelta(EVENT_NEAR_DAYS)
            yield reasons.EventNear(since=since, on=event.on, what=event.what)
    if account.review and account.review.on <= as_of:
        review = account.review
        yield reasons.StageReviewDue(since=review.on, on=review.on, stage=account.stage, aim=review.aim)
    yield from _people(account, as_of)
    yield from _asked_for(account)


def _asked_for(account: AccountFacts) -> Iterator[reasons.Reason]:
    for referral in account.referrals:
        if referral.is_asked_here:
            yield reasons.CallReferred(
                since=referral.since,
                referral_id=referral.id,
                by_who=referral.by_who,
                to_who=referral.to_who,
                why=referral.why,
                by_on=referral.by_on,
            )


def _people(account: AccountFacts, as_of: datetime.date) -> Iterator[reasons.Reason]:
    for left in account.departures:
        if _is_news(left.on, left.handled_on, as_of):
            yield reasons.PersonLeft(
                since=left.on, on=left.on, contact_id=left.contact_id, who=left.who, now_at=left.now_at
            )
    for came in account.arrivals:
        if _is_news(came.on, came.handled_on, as_of):
            yield reasons.PersonArrived(
                since=came.on, on=came.on, contact_id=came.contact_id, who=came.who, came_from=came.came_from
            )
    for change in account.part_changes:
        if _is_news(change.on, change.handled_on, as_of):
            yield reasons.PartChanged(
                since=change.on,
                on=change.on,
                contact_id=change.contact_id,
                who=change.who,
                before=change.before,
                now=change.now,
            )


def _is_news(on: datetime.date, handled_on: datetime.date | None, as_of: datetime.date) -> bool:
    return handled_on is None and 0 <= (as_of - on).days <= DEPARTURE_FOR_DAYS


def _is_due(promise: PromiseFact, due_on: datetime.date, as_of: datetime.date) -> bool:
    """Ours past their day are owed, not due; theirs stay due until settled, because asking is all that we can do."""
    if promise.direction is PromiseDirection.THEIRS:
        return due_on <= as_of
    return 0 <= (due_on - as_of).days <= PROMISE_NEAR_DAYS


def _late(account: AccountFacts, as_of: datetime.date) -> Iterator[reasons.Reason]:
    for referral in account.referrals:
        if not referral.is_asked_here and referral.by_on < as_of:
            yield reasons.ReferralLate(
                since=referral.by_on + datetime.timedelta(1),
                referral_id=referral.id,
                to_who=referral.to_who,
                why=referral.why,
                by_on=referral.by_on,
            )
    if _rests(account) or any(0 <= (call.on - as_of).days <= CALL_COMES_DAYS for call in account.calls):
        return
    people = [(person.contact_id, person.who, person.lateness) for person in account.people_late]
    everybody = [(None, None, account.lateness)] if account.lateness else []
    whole = [one for one in everybody if one[2].state in {LatenessState.LATE, LatenessState.NEGLECTED}]
    # When the account as a whole is late, naming each of its people would say the same thing again.
    for contact_id, who, lateness in whole or people:
        late = lateness.state in {LatenessState.LATE, LatenessState.NEGLECTED}
        if late and lateness.days is not None and lateness.latest is not None and lateness.latest_on is not None:
            yield reasons.ContactLate(
                since=lateness.latest_on + datetime.timedelta(1),
                state=lateness.state,
                days=lateness.days,
                latest_days=lateness.latest,
                contact_id=contact_id,
                who=who,
                last_tried_on=account.last_tried_on,
            )


def _rests(account: AccountFacts) -> bool:
    """Somebody said why, and until when, nobody asks for a call: what we owe them and what is due stays."""
    return account.lateness is not None and account.lateness.state is LatenessState.PAUSED


def _good_news(account: AccountFacts, as_of: datetime.date) -> Iterator[reasons.Reason]:
    for need in account.answered_needs:
        if need.told_on is None and 0 <= (as_of - need.answered_on).days <= NEWS_FOR_DAYS:
            yield reasons.NeedAnswered(
                since=need.answered_on,
                on=need.answered_on,
                need_id=need.need_id,
                statement=need.statement,
                verbatim_ids=need.verbatim_ids,
            )
    for promise in account.promises:
        ours_kept = promise.direction is PromiseDirection.OURS and promise.settlement is Settlement.KEPT
        if ours_kept and promise.told_on is None:
            yield reasons.PromiseKept(
                since=promise.settled_on,
                on=promise.settled_on,
                text=promise.text,
                who=promise.who,
                promise_ids=(promise.id,),
                verbatim_ids=promise.verbatim_ids,
            )


def _asks(account: AccountFacts, as_of: datetime.date) -> Iterator[reasons.Reason]:
    for forecast in account.forecasts:
        if forecast.due_on <= as_of:
            yield reasons.ForecastDue(
                since=forecast.due_on, on=forecast.due_on, forecast_id=forecast.id, text=forecast.text
            )
    for profile in account.revisits:
        if profile.due_on <= as_of:
            yield reasons.ProfileRevisit(since=profile.due_on, on=profile.due_on, version=profile.version)
    for review in account.plan_reviews:
        if review.due_on <= as_of:
            yield reasons.PlanReviewDue(since=review.due_on, on=review.due_on, plan_id=review.plan_id)
    for idea in account.ideas:
        if idea.due_on < as_of:
            since = idea.due_on + datetime.timedelta(1)
            yield reasons.IdeaUnanswered(since=since, on=idea.due_on, idea_id=idea.id, text=idea.text)
    near = account.stage.nearness >= Stage.ENGAGED.nearness
    if near and account.last_contact_on is None and not account.calls and not _rests(account):
        yield reasons.NeverInTouch(since=None)
    if account.questions_never_asked:
        yield reasons.QuestionsNeverAsked(since=None, questions=account.questions_never_asked)
