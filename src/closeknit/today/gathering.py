"""Gathers from every room what can put an account on Today, in a fixed number of queries however many accounts there are."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta

from closeknit.accounts import queries as account_queries
from closeknit.accounts.queries import AccountRow
from closeknit.analysis.circle.cadence import Cadence, classify_lateness
from closeknit.analysis.kinds import Medium, PromiseDirection, Settlement, SignalCode, Stage, TodayClass
from closeknit.analysis.today import facts
from closeknit.circle import queries as circle_queries
from closeknit.kit import clock
from closeknit.kit.viewer import Viewer
from closeknit.needs import queries as need_queries
from closeknit.promises import queries as promise_queries
from closeknit.promises.queries import PromiseRow
from closeknit.today.models import PutOff
from closeknit.touchpoints import unanswered
from closeknit.verbatims import queries as verbatim_queries
from closeknit.verbatims import telling

# Longer ago than this nothing puts an account on Today any more; the analysis draws its own, narrower lines.
LOOK_BACK = timedelta(days=120)
ALARMS = (SignalCode.LEAVING, SignalCode.COMPETITOR, SignalCode.COST_CUT)


def gather_facts(
    accounts: Sequence[AccountRow], *, viewer: Viewer, at: datetime, zone: str
) -> list[facts.AccountFacts]:
    """Return the facts of each account, as of the local day of `at`."""
    today, known = clock.local_date(at, zone), [account.id for account in accounts]
    since = today - LOOK_BACK
    cadences = circle_queries.get_cadences(viewer=viewer)
    promises = _of_each(promise_queries.list_of_accounts(known, since=since, viewer=viewer))
    owed = _owed(known, viewer, at, zone)
    alarms = _alarms(known, viewer, at, zone)
    calls = _calls(known, viewer, at, zone)
    left = _departures(known, viewer, since)
    answered = _answered(known, viewer, since)
    put_off = _put_off(known, viewer)
    return [
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
    ]


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


def _owed(accounts: Sequence[str], viewer: Viewer, at: datetime, zone: str) -> dict[str, list[facts.OwedMessage]]:
    owed = unanswered.list_unanswered(accounts, viewer=viewer, at=at)
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


def _alarms(accounts: Sequence[str], viewer: Viewer, at: datetime, zone: str) -> dict[str, list[facts.HeardAlarm]]:
    found: dict[str, list[facts.HeardAlarm]] = defaultdict(list)
    wanted = set(accounts)
    for code in ALARMS:
        for row in verbatim_queries.list_with_signal(code, viewer=viewer, since=at - LOOK_BACK, limit=1_000):
            if row.account_id not in wanted:
                continue
            heard = facts.HeardAlarm(row.id, clock.local_date(row.said_at, zone), code, row.speaker or None)
            found[row.account_id].append(heard)
    return found


def _calls(accounts: Sequence[str], viewer: Viewer, at: datetime, zone: str) -> dict[str, list[facts.PlannedCall]]:
    found: dict[str, list[facts.PlannedCall]] = defaultdict(list)
    for row in unanswered.list_planned(accounts, viewer=viewer):
        call = facts.PlannedCall(
            row.id, clock.local_date(row.starts_at, zone), Medium(row.medium), row.why, row.contact or None
        )
        found[row.account_id].append(call)
    return found


def _departures(accounts: Sequence[str], viewer: Viewer, since: date) -> dict[str, list[facts.Departure]]:
    found: dict[str, list[facts.Departure]] = defaultdict(list)
    for row in account_queries.list_departures(accounts, since=since, viewer=viewer):
        if row.until_on is not None:
            handled_on = row.until_on if row.successor else None
            found[row.account_id].append(facts.Departure(row.id, row.name, row.until_on, handled_on))
    return found


def _answered(accounts: Sequence[str], viewer: Viewer, since: date) -> dict[str, list[facts.AnsweredNeed]]:
    found: dict[str, list[facts.AnsweredNeed]] = defaultdict(list)
    wanted = set(accounts)
    for row in need_queries.list_just_settled(viewer=viewer, since=since):
        if row.account_id in wanted:
            answered = facts.AnsweredNeed(row.need_id, row.statement, row.settled_on, (row.verbatim_id,))
            found[row.account_id].append(answered)
    return found


def _put_off(accounts: Sequence[str], viewer: Viewer) -> dict[str, facts.PutOff]:
    rows = PutOff.objects.visible_to(viewer).filter(account__in=accounts).order_by("created_at", "pk")
    return {row.account_id: facts.PutOff(row.until_on, row.decided_on, TodayClass(row.class_code)) for row in rows}


def _of_each(rows: Iterable[PromiseRow]) -> dict[str, list[PromiseRow]]:
    found: dict[str, list[PromiseRow]] = defaultdict(list)
    for row in rows:
        found[row.account_id].append(row)
    return found
