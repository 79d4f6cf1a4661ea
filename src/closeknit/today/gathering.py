"""Gathers from every room what can put an account on Today, in a fixed number of queries however many accounts there are.

Accounts of which nobody has anything to say are left in the database: most of a large house.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Q

from closeknit.accounts import queries as account_queries
from closeknit.accounts.queries import AccountIds, AccountRow
from closeknit.analysis.circle.cadence import Cadence, classify_lateness
from closeknit.analysis.kinds import Medium, PromiseDirection, Settlement, SignalCode, Stage, TodayClass
from closeknit.analysis.today import facts, finding
from closeknit.circle import queries as circle_queries
from closeknit.kit import clock
from closeknit.kit.viewer import Viewer
from closeknit.needs import queries as need_queries
from closeknit.promises import queries as promise_queries
from closeknit.promises.queries import PromiseRow
from closeknit.today.models import PutOff
from closeknit.touchpoints import unanswered
from closeknit.verbatims import telling

# Longer ago than this nothing puts an account on Today any more; the analysis draws its own, narrower lines.
LOOK_BACK = timedelta(days=120)
ALARMS = (SignalCode.LEAVING, SignalCode.COMPETITOR, SignalCode.COST_CUT)


@dataclass(frozen=True)
class Gathered:
    """The accounts that may stand on Today, with what is known of each, in the same order."""

    accounts: tuple[AccountRow, ...]
    facts: tuple[facts.AccountFacts, ...]


def gather_facts(owner: str, *, viewer: Viewer, at: datetime, zone: str) -> Gathered:
    """Return the accounts of `owner` (of everybody, where empty) that may stand on Today on the local day of `at`, and their facts."""
    today, known = clock.local_date(at, zone), account_queries.select_owned(owner, viewer=viewer)
    since = today - LOOK_BACK
    cadences = circle_queries.get_cadences(viewer=viewer)
    promises = _of_each(promise_queries.list_of_accounts(known, since=since, viewer=viewer))
    owed = _owed(known, viewer, at, zone)
    alarms = _alarms(known, viewer, at, zone)
    calls = _calls(known, viewer, at, zone)
    left = _departures(known, viewer, since)
    answered = _answered(known, viewer, since)
    told_of = {*promises, *owed, *alarms, *calls, *left, *answered}
    standing_out = known.filter(Q(pk__in=told_of) | _stands_out(today, zone, cadences))
    accounts = account_queries.list_accounts_of(standing_out, viewer=viewer)
    put_off = _put_off(known, viewer)
    found = tuple(
        _facts(
            account,
            today=today,
            zone=zone,
            cadence=cadences.get(Stage(account.stage)),
            promises=promises.get(account.id, []),
            owed=owed.get(account.id, []),
            alarms=alarms.get(account.id, []),
            calls=calls.get(account.id, []),
            departures=left.get(account.id, []),
            answered=answered.get(account.id, []),
            put_off=put_off.get(account.id),
        )
        for account in accounts
    )
    return Gathered(tuple(accounts), found)


def _stands_out(today: date, zone: str, cadences: Mapping[Stage, Cadence | None]) -> Q:
    """The accounts whose standing alone may put them on Today: late for contact, near and never spoken with, a renewal near.

    Wider than what the analysis decides on, never narrower: a test holds the two against each other.
    """
    near = [stage.value for stage in Stage if stage.nearness >= Stage.ENGAGED.nearness]
    renews = Q(standing__renewal_on__range=(today, today + timedelta(finding.EVENT_NEAR_DAYS)))
    condition = renews | Q(standing__two_way_at__isnull=True, standing__stage__in=near)
    for stage, cadence in cadences.items():
        if cadence is not None:
            late_before = clock.start_of_day(today - timedelta(cadence.latest_days), zone)
            condition |= Q(standing__stage=stage.value, standing__two_way_at__lt=late_before)
    return condition


def _facts(
    account: AccountRow,
    *,
    today: date,
    zone: str,
    cadence: Cadence | None,
    promises: list[PromiseRow],
    owed: list[facts.OwedMessage],
    alarms: list[facts.HeardAlarm],
    calls: list[facts.PlannedCall],
    departures: list[facts.Departure],
    answered: list[facts.AnsweredNeed],
    put_off: facts.PutOff | None,
) -> facts.AccountFacts:
    spoke_on = clock.local_date(account.two_way_at, zone) if account.two_way_at else None
    return facts.AccountFacts(
        id=account.id,
        name=account.name,
        stage=Stage(account.stage),
        owner_id=account.owner_id or None,
        worth=float(account.worth_minor) if account.worth_minor is not None else None,
        last_contact_on=spoke_on,
        lateness=classify_lateness(spoke_on, cadence, as_of=today),
        last_tried_on=clock.local_date(account.tried_at, zone) if account.tried_at else None,
        owed=tuple(owed),
        promises=tuple(_promise(row, spoke_on) for row in promises),
        alarms=tuple(alarms),
        calls=tuple(calls),
        events=(facts.DatedEvent(account.renewal_on, "renewal"),) if account.renewal_on else (),
        departures=tuple(departures),
        answered_needs=tuple(_told_by_talking(need, spoke_on) for need in answered),
        put_off=put_off,
    )


def _promise(row: PromiseRow, spoke_on: date | None) -> facts.PromiseFact:
    # Until telling is a thing of its own, whoever spoke with them on a later day is taken to have told them.
    told_on = spoke_on if row.settled_on and spoke_on and spoke_on > row.settled_on else None
    return facts.PromiseFact(
        id=row.id,
        text=row.text,
        direction=PromiseDirection(row.direction),
        due_on=row.due_on,
        settlement=Settlement(row.settlement) if row.settlement else None,
        settled_on=row.settled_on,
        told_on=told_on,
        who=row.contact or None,
        verbatim_ids=(row.verbatim_id,) if row.verbatim_id else (),
    )


def _told_by_talking(need: facts.AnsweredNeed, spoke_on: date | None) -> facts.AnsweredNeed:
    told_on = spoke_on if spoke_on and spoke_on > need.answered_on else None
    return facts.AnsweredNeed(need.need_id, need.statement, need.answered_on, need.verbatim_ids, told_on)


def _owed(accounts: AccountIds, viewer: Viewer, at: datetime, zone: str) -> dict[str, list[facts.OwedMessage]]:
    owed = unanswered.list_unanswered(accounts, viewer=viewer, at=at, zone=zone)
    words = telling.list_ids_of_touchpoints([row.touchpoint_id for row in owed], viewer=viewer)
    found: dict[str, list[facts.OwedMessage]] = defaultdict(list)
    for row in owed:
        message = facts.OwedMessage(
            since=clock.local_date(row.started_at, zone),
            touchpoint_ids=(row.touchpoint_id,),
            who=row.who or None,
            medium=Medium(row.medium),
            verbatim_ids=tuple(words.get(row.touchpoint_id, ())),
        )
        found[row.account_id].append(message)
    return found


def _alarms(accounts: AccountIds, viewer: Viewer, at: datetime, zone: str) -> dict[str, list[facts.HeardAlarm]]:
    found: dict[str, list[facts.HeardAlarm]] = defaultdict(list)
    since = at - timedelta(finding.ALARM_FOR_DAYS + 1)
    for row in telling.list_heard_as(ALARMS, accounts, since=since, viewer=viewer):
        heard = facts.HeardAlarm(row.id, clock.local_date(row.said_at, zone), SignalCode(row.code), row.speaker or None)
        found[row.account_id].append(heard)
    return found


def _calls(accounts: AccountIds, viewer: Viewer, at: datetime, zone: str) -> dict[str, list[facts.PlannedCall]]:
    found: dict[str, list[facts.PlannedCall]] = defaultdict(list)
    for row in unanswered.list_planned(accounts, viewer=viewer):
        call = facts.PlannedCall(
            row.id, clock.local_date(row.starts_at, zone), Medium(row.medium), row.why, row.contact or None
        )
        found[row.account_id].append(call)
    return found


def _departures(accounts: AccountIds, viewer: Viewer, since: date) -> dict[str, list[facts.Departure]]:
    found: dict[str, list[facts.Departure]] = defaultdict(list)
    for row in account_queries.list_departures(accounts, since=since, viewer=viewer):
        if row.until_on is not None:
            handled_on = row.until_on if row.successor else None
            found[row.account_id].append(facts.Departure(row.id, row.name, row.until_on, handled_on))
    return found


def _answered(accounts: AccountIds, viewer: Viewer, since: date) -> dict[str, list[facts.AnsweredNeed]]:
    found: dict[str, list[facts.AnsweredNeed]] = defaultdict(list)
    settled = need_queries.list_just_settled(viewer=viewer, since=since)
    wanted = set(accounts) if settled else set()
    for row in settled:
        if row.account_id in wanted:
            answered = facts.AnsweredNeed(row.need_id, row.statement, row.settled_on, (row.verbatim_id,))
            found[row.account_id].append(answered)
    return found


def _put_off(accounts: AccountIds, viewer: Viewer) -> dict[str, facts.PutOff]:
    rows = PutOff.objects.visible_to(viewer).filter(account__in=accounts).order_by("created_at", "pk")
    return {row.account_id: facts.PutOff(row.until_on, row.decided_on, TodayClass(row.class_code)) for row in rows}


def _of_each(rows: Iterable[PromiseRow]) -> dict[str, list[PromiseRow]]:
    found: dict[str, list[PromiseRow]] = defaultdict(list)
    for row in rows:
        found[row.account_id].append(row)
    return found
