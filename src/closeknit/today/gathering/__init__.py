"""Gathers from every room what can put an account on Today, in a fixed number of queries however many accounts there are.

Accounts of which nobody has anything to say are left in the database: most of a large house. A room that knows a reason
for a call has a file here that returns its facts by account, and a line in `SOURCES`; what can wait until there is time
(a forecast to resolve, a question never asked) has its line in `QUIET`, and Today's page reads it after the calls.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any, TypeAlias

from django.db.models import Q

from closeknit.accounts import queries as account_queries
from closeknit.accounts.queries import AccountRow
from closeknit.analysis.kinds import Stage, TodayClass
from closeknit.analysis.today import facts
from closeknit.kit import clock
from closeknit.kit.viewer import Viewer
from closeknit.today import referring
from closeknit.today.gathering import (
    alarms,
    answered,
    answers,
    calls,
    dated,
    departures,
    forecasts,
    ideas,
    owed,
    people,
    plans,
    promises,
    questions,
    referrals,
    revisits,
    standing,
    telling,
    worries,
)
from closeknit.today.gathering.asked import Asked
from closeknit.today.referring import ReferralRow

_Told: TypeAlias = Mapping[str, Mapping[str, Sequence[object]]]
# By the slot of `AccountFacts` that it fills: what a source knows, by account. Each is asked once for all accounts.
SOURCES: Mapping[str, Callable[[Asked], Mapping[str, Sequence[object]]]] = {
    "promises": promises.read,
    "owed": owed.read,
    "asked": answers.read,
    "alarms": alarms.read,
    "calls": calls.read,
    "departures": departures.read_departures,
    "arrivals": departures.read_arrivals,
    "part_changes": departures.read_part_changes,
    "events": dated.read,
    "referrals": referrals.read,
    "worries": worries.read,
    "people_late": people.read,
    "answered_needs": answered.read,
}
QUIET: Mapping[str, Callable[[Asked], Mapping[str, Sequence[object]]]] = {
    "questions_never_asked": questions.read,
    "forecasts": forecasts.read,
    "revisits": revisits.read,
    "ideas": ideas.read,
    "plan_reviews": plans.read,
}


@dataclass(frozen=True)
class Gathered:
    """The accounts that may stand on Today, with what is known of each, in the same order; and what was handed from one to another."""

    accounts: tuple[AccountRow, ...]
    facts: tuple[facts.AccountFacts, ...]
    referrals: tuple[ReferralRow, ...]


def gather_facts(owner: str, *, viewer: Viewer, at: datetime, zone: str, with_quiet: bool = True) -> Gathered:
    """Return the accounts of `owner` (of everybody, where empty) that may stand on Today on the local day of `at`, and their facts.

    Without the quiet ones where they are read by themselves.
    """
    asked, handed_on = _ask(owner, viewer=viewer, at=at, zone=zone)
    told = {slot: read(asked) for slot, read in ({**SOURCES, **QUIET} if with_quiet else SOURCES).items()}
    worth_a_look = Q(account__id__among=_told_of(told)) | standing.stands_out(asked)
    accounts = account_queries.list_accounts_that(Q(pk__in=asked.accounts) & worth_a_look, viewer=viewer)
    put_off = _put_off(asked)
    found = tuple(_facts(account, asked, told, put_off) for account in accounts)
    if telling.has_news(found):
        found = tuple(telling.apply(one, asked.done) for one in found)
    return Gathered(tuple(accounts), found, handed_on)


def gather_quiet(owner: str, *, viewer: Viewer, at: datetime, zone: str) -> Gathered:
    """Return the accounts of `owner` (of everybody, where empty) of which something can be done when there is time; no more."""
    asked, handed_on = _ask(owner, viewer=viewer, at=at, zone=zone)
    told = {slot: read(asked) for slot, read in QUIET.items()}
    accounts = account_queries.list_accounts_of(list(_told_of(told)), viewer=viewer)
    put_off = _put_off(asked)
    found = tuple(facts.AccountFacts(**_known(account, asked, told, put_off)) for account in accounts)
    return Gathered(tuple(accounts), found, handed_on)


def _ask(owner: str, *, viewer: Viewer, at: datetime, zone: str) -> tuple[Asked, tuple[ReferralRow, ...]]:
    today = clock.local_date(at, zone)
    handed_on = tuple(referring.list_current(viewer=viewer, today=today, zone=zone))
    asked_for = tuple(row for row in handed_on if row.is_open)
    asked_of = {row.account_id for row in asked_for if row.to_id == owner}
    owned = account_queries.select_owned(owner, viewer=viewer, also=asked_of)
    return Asked(owned, viewer, at, zone, today, owner, asked_for), handed_on


def _told_of(told: _Told) -> set[str]:
    return {account for found in told.values() for account in found}


def _known(account: AccountRow, asked: Asked, told: _Told, put_off: Mapping[str, facts.PutOff]) -> dict[str, Any]:
    return {
        "id": account.id,
        "name": account.name,
        "stage": Stage(account.stage),
        "owner_id": account.owner_id or None,
        "worth": float(account.worth_minor) if account.worth_minor is not None else None,
        "last_contact_on": clock.local_date(account.two_way_at, asked.zone) if account.two_way_at else None,
        "put_off": put_off.get(account.id),
        **{slot: tuple(found.get(account.id, ())) for slot, found in told.items()},
    }


def _facts(account: AccountRow, asked: Asked, told: _Told, put_off: Mapping[str, facts.PutOff]) -> facts.AccountFacts:
    known = _known(account, asked, told, put_off)
    renewal = (facts.DatedEvent(account.renewal_on, "renewal"),) if account.renewal_on else ()
    found = facts.AccountFacts(
        **known | {"events": (*renewal, *known["events"])},
        lateness=asked.limits.lateness_of(account.id, Stage(account.stage), account.two_way_at),
        last_tried_on=clock.local_date(account.tried_at, asked.zone) if account.tried_at else None,
        review=_review(account),
        own_day=clock.local_date(asked.at, account.zone) if account.zone else None,
    )
    return _told_by_talking(found, found.last_contact_on)


def _review(account: AccountRow) -> facts.StageReview | None:
    if account.review_on is None or account.stage == Stage.LET_GO:
        return None
    return facts.StageReview(account.review_on, Stage(account.aim) if account.aim else None)


def _told_by_talking(found: facts.AccountFacts, spoke_on: date | None) -> facts.AccountFacts:
    """Where nobody noted who was told, whoever spoke with them on a later day is taken to have told them."""
    if spoke_on is None:
        return found
    return replace(
        found,
        promises=tuple(
            replace(one, told_on=spoke_on) if one.settled_on and spoke_on > one.settled_on else one
            for one in found.promises
        ),
        answered_needs=tuple(
            replace(need, told_on=spoke_on) if spoke_on > need.answered_on else need for need in found.answered_needs
        ),
    )


def _put_off(asked: Asked) -> dict[str, facts.PutOff]:
    """What was put off or handed on; whoever was asked for a call is not kept from it by what somebody else put off."""
    asked_of = {row.account_id for row in asked.referrals if row.to_id == asked.member}
    put_off = {
        row.account_id: facts.PutOff(row.until_on, row.decided_on, TodayClass(row.class_code))
        for row in asked.days.put_off
        if row.account_id not in asked_of or row.member_id == asked.member
    }
    return put_off | referrals.list_resting(asked)
