"""When we were last in touch, kept on accounts and contacts by the very transaction that records, moves or deletes a touchpoint.

`closeknit.analysis.circle.contact` decides; here it is fed and its answer written down. What is kept is the moment of the touchpoint that
the answer names. An owed answer is kept for as long as that decision waits for one, with the messages that it is owed to (`owing`), and
looked at anew each day (`list_outlived`).
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from django.db.models import Exists, OuterRef, Q

from closeknit.accounts.models import Contact, Standing
from closeknit.analysis.circle.contact import (
    ANSWER_WITHIN_DAYS,
    MEDIA_WITHOUT_ANSWER,
    OWED_FOR_DAYS,
    ContactTrace,
    TouchpointFact,
    trace_contact,
    trace_each_contact,
)
from closeknit.analysis.kinds import Direction, Medium
from closeknit.kit import clock
from closeknit.kit.viewer import Viewer
from closeknit.touchpoints import owing, zones
from closeknit.touchpoints.drafts import New
from closeknit.touchpoints.models import Owed, Participation, Touchpoint


@dataclass(frozen=True)
class Facts:
    """The touchpoints of one account as the analysis takes them, and the moment of each."""

    facts: tuple[TouchpointFact, ...]
    moments: dict[str, datetime]


@dataclass(frozen=True)
class Kept:
    """What is written down about one account: the three moments, the newest message of each conversation that waits for our answer,
    and for each of its contacts the newest two-way contact.
    """

    two_way_at: datetime | None
    tried_at: datetime | None
    owed_since: datetime | None
    owed: tuple[str, ...]
    contacts: dict[str, datetime]


def recompute_contact(accounts: Iterable[str], *, viewer: Viewer, at: datetime) -> int:
    """Write down anew when we were in touch with `accounts`, from all their touchpoints, and return how many changed."""
    wanted = sorted({account for account in accounts if account})
    if not wanted:
        return 0
    zone = zones.of_house()
    known = load_facts(wanted, viewer=viewer, zone=zone)
    return _write({account: work_out(known[account], zone=zone, at=at) for account in wanted}, viewer)


def fold_in(added: Mapping[str, Sequence[New]], *, viewer: Viewer, at: datetime) -> None:
    """Write down what new touchpoints of each account change: the same as `recompute_contact`, at the cost of what is new.

    What is only added never moves the newest two-way contact back, so nothing older than it and the answer's 30 days can matter for it,
    and nothing older than 90 days for what we owe.
    """
    horizon = at - timedelta(days=OWED_FOR_DAYS + 2)
    matter = {
        account: several for account, several in added.items() if not all(_is_past(one, horizon) for one in several)
    }
    standings = Standing.objects.visible_to(viewer).in_bulk(list(matter))
    lone: dict[str, list[New]] = {}
    by_since: dict[datetime | None, list[str]] = defaultdict(list)
    for account, several in matter.items():
        standing = standings[account]
        owed_is_young = standing.owed_since is None or standing.owed_since >= horizon
        if owed_is_young and all(_is_lone(one) for one in several):
            lone[account] = [one for one in several if not _is_past(one, horizon)]
        else:
            by_since[_look_back(standing, horizon, several)].append(account)
    zone = zones.of_house()
    _fold_in_lone(lone, horizon, zone, viewer, at)
    for since, accounts in by_since.items():
        known = load_facts(accounts, viewer=viewer, zone=zone, since=since)
        kept = {account: work_out(known[account], zone=zone, at=at) for account in accounts}
        _write(kept, viewer, only_later=True)


def work_out(known: Facts, *, zone: str, at: datetime) -> Kept:
    """Return what these facts say as of `at`."""
    as_of = clock.local_date(at, zone)
    trace = trace_contact(known.facts, as_of=as_of)
    each = trace_each_contact(known.facts, as_of=as_of)
    two_way = {contact: _two_way(one, known) for contact, one in each.items()}
    return Kept(
        two_way_at=_two_way(trace, known),
        tried_at=known.moments[trace.attempt.touchpoint_ids[-1]] if trace.attempt else None,
        owed_since=min((known.moments[owed.touchpoint_ids[0]] for owed in trace.owed), default=None),
        owed=tuple(owed.touchpoint_ids[-1] for owed in trace.owed),
        contacts={contact: moment for contact, moment in two_way.items() if moment is not None},
    )


def load_facts(
    accounts: Sequence[str], *, viewer: Viewer, zone: str, since: datetime | None = None, only_talks: bool = False
) -> dict[str, Facts]:
    """Return the touchpoints that each account's people took part in, since a moment or all, with who took part; days are `zone`'s."""
    rows = Touchpoint.objects.visible_to(viewer)
    parts = Participation.objects.visible_to(viewer).filter(contact__isnull=False)
    if since is not None:
        rows, parts = rows.filter(started_at__gte=since), parts.filter(touchpoint__started_at__gte=since)
    if only_talks:
        rows, parts = rows.filter(direction=Direction.BOTH), parts.filter(touchpoint__direction=Direction.BOTH)
    found = {row.pk: row for row in rows.filter(account__in=accounts).defer("summary", "subject")}
    people: dict[str, set[str]] = defaultdict(set)
    belongs: dict[str, set[str]] = defaultdict(set)
    columns = ("touchpoint_id", "contact_id", "contact__account_id")
    # Two questions in one statement: asked as one condition, no index could answer it.
    of_people = parts.filter(contact__account__in=accounts).values_list(*columns)
    for touchpoint, contact, account in of_people.union(
        parts.filter(touchpoint__account__in=accounts).values_list(*columns)
    ):
        people[touchpoint].add(contact)
        belongs[account].add(touchpoint)
    # People of several accounts can take part in one touchpoint: it counts for each of them.
    elsewhere = {pk for account in accounts for pk in belongs[account] if pk not in found}
    found |= {row.pk: row for row in rows.filter(pk__in=elsewhere).defer("summary", "subject")}
    for row in found.values():
        belongs[row.account_id or ""].add(row.pk)
    here = ZoneInfo(zone)
    return {account: _facts([found[pk] for pk in sorted(belongs[account])], people, here) for account in accounts}


def accounts_of(touchpoints: Sequence[str], *, viewer: Viewer) -> set[str]:
    """Return the accounts whose contact with us these touchpoints are."""
    accounts: set[str] = set()
    for start in range(0, len(touchpoints), 500):
        several = touchpoints[start : start + 500]
        own = Touchpoint.objects.visible_to(viewer).filter(pk__in=several, account__isnull=False)
        took_part = Participation.objects.visible_to(viewer).filter(touchpoint__in=several, contact__isnull=False)
        accounts |= set(own.values_list("account_id", flat=True))
        accounts |= set(took_part.values_list("contact__account_id", flat=True))
    return accounts


def list_wrong(*, viewer: Viewer, at: datetime) -> list[str]:
    """Return the accounts whose kept moments differ from what all their touchpoints say: none, or something was written past the door."""
    standings = Standing.objects.visible_to(viewer).order_by("pk")
    wrong = []
    zone = zones.of_house()
    for start in range(0, standings.count(), 200):
        several = {standing.pk: standing for standing in standings[start : start + 200]}
        known = load_facts(list(several), viewer=viewer, zone=zone)
        contacts = _contacts(list(several), viewer)
        owed = owing.list_kept(several, viewer=viewer)
        for account, standing in several.items():
            kept = work_out(known[account], zone=zone, at=at)
            here = {pk: moment for pk, moment in contacts[account].items() if moment is not None}
            theirs = {pk: moment for pk, moment in kept.contacts.items() if pk in contacts[account]}
            moments = (standing.two_way_at, standing.tried_at, standing.owed_since)
            waiting = {touchpoint for owing_account, touchpoint in owed if owing_account == account}
            if (moments, waiting, here) != ((kept.two_way_at, kept.tried_at, kept.owed_since), set(kept.owed), theirs):
                wrong.append(account)
    return wrong


def list_outlived(*, viewer: Viewer, at: datetime) -> list[str]:
    """Return the accounts whose owed answer is so old that nobody waits for it any more: another one may stand behind it.

    And those of which nobody has kept yet which message it is: a house from before that was kept.
    """
    kept = Owed.objects.visible_to(viewer).filter(account=OuterRef("pk"))
    to_look_at = Q(owed_since__lt=clock.in_days(at, -OWED_FOR_DAYS)) | ~Exists(kept)
    owing_rows = Standing.objects.visible_to(viewer).filter(to_look_at, owed_since__isnull=False)
    return list(owing_rows.order_by("pk").values_list("pk", flat=True))


def _facts(rows: Sequence[Touchpoint] | Sequence[New], people: Mapping[str, set[str]], zone: ZoneInfo) -> Facts:
    facts = tuple(_fact(row, tuple(sorted(people.get(row.pk, ()))), zone) for row in rows)
    return Facts(facts, {row.pk: row.started_at for row in rows})


def _fact(row: Touchpoint | New, contacts: tuple[str, ...], zone: ZoneInfo) -> TouchpointFact:
    local = row.started_at.astimezone(zone)
    return TouchpointFact(
        id=row.pk,
        on=local.date(),
        direction=Direction(row.direction),
        medium=Medium(row.medium),
        conversation=row.conversation,
        contact_ids=contacts,
        position=((local.hour * 60 + local.minute) * 60 + local.second) * 1000 + local.microsecond // 1000,
    )


def _is_lone(one: New) -> bool:
    """Words of theirs that answer nothing and that nothing answers yet."""
    return one.direction == Direction.THEIRS and one.conversation == one.pk


def _is_past(one: New, horizon: datetime) -> bool:
    """Lone words that nobody waits to be answered change nothing: reviews, answers to a survey, tickets of last year."""
    return _is_lone(one) and (one.started_at < horizon or one.medium in MEDIA_WITHOUT_ANSWER)


def _fold_in_lone(
    added: Mapping[str, Sequence[New]], horizon: datetime, zone: str, viewer: Viewer, at: datetime
) -> None:
    """Messages of theirs that stand alone can only be owed an answer, and only a talk since can have given it."""
    if not added:
        return
    talks = load_facts(list(added), viewer=viewer, zone=zone, since=horizon, only_talks=True)
    own = {one.pk: set(one.contacts) for several in added.values() for one in several}
    standings = Standing.objects.visible_to(viewer).in_bulk(list(added))
    changed: list[Standing] = []
    owed: dict[str, tuple[str, ...]] = {}
    for account, touchpoints in added.items():
        new = _facts(touchpoints, own, ZoneInfo(zone))
        both = Facts((*talks[account].facts, *new.facts), {**talks[account].moments, **new.moments})
        now = work_out(both, zone=zone, at=at)
        owed[account] = now.owed
        oldest = min(filter(None, (now.owed_since, standings[account].owed_since)), default=None)
        if oldest != standings[account].owed_since:
            standings[account].owed_since = oldest
            changed.append(standings[account])
    owing.keep(owed, viewer=viewer, only_more=True)
    Standing.objects.visible_to(viewer).bulk_update(changed, ["owed_since"], batch_size=200)


def _look_back(standing: Standing, horizon: datetime, added: Sequence[New]) -> datetime | None:
    if standing.two_way_at is None:
        return None
    answer = timedelta(days=ANSWER_WITHIN_DAYS + 2)
    # Somebody there may have been in touch with us long before the account was last: what is new is looked at with its answers.
    oldest = min(one.started_at for one in added) - answer
    # Cut to the month, so that many accounts are read in few statements.
    return min(standing.two_way_at - answer, oldest, horizon).replace(day=1, hour=0, minute=0, second=0, microsecond=0)


def _two_way(trace: ContactTrace, known: Facts) -> datetime | None:
    return known.moments[trace.last.touchpoint_ids[-1]] if trace.last else None


def _write(kept: dict[str, Kept], viewer: Viewer, *, only_later: bool = False) -> int:
    standings = Standing.objects.visible_to(viewer).in_bulk(list(kept))
    changed = []
    for account, standing in standings.items():
        now = kept[account]
        moments = (now.two_way_at, now.tried_at, now.owed_since)
        if moments != (standing.two_way_at, standing.tried_at, standing.owed_since):
            standing.two_way_at, standing.tried_at, standing.owed_since = moments
            changed.append(standing)
    Standing.objects.visible_to(viewer).bulk_update(changed, ["two_way_at", "tried_at", "owed_since"], batch_size=200)
    n_owed = owing.keep({account: kept[account].owed for account in standings}, viewer=viewer)
    return len(changed) + n_owed + _write_contacts(kept, viewer, only_later)


def _write_contacts(kept: dict[str, Kept], viewer: Viewer, only_later: bool) -> int:
    # A contact may have taken part in another account's touchpoint; theirs is what counts for their own account only.
    rows = Contact.objects.visible_to(viewer).filter(account__in=list(kept))
    changed = []
    for contact in rows:
        moment = kept[contact.account_id].contacts.get(contact.pk)
        if only_later:
            moment = max(filter(None, (moment, contact.two_way_at)), default=None)
        if moment != contact.two_way_at:
            contact.two_way_at = moment
            changed.append(contact)
    Contact.objects.visible_to(viewer).bulk_update(changed, ["two_way_at"], batch_size=200)
    return len(changed)


def _contacts(accounts: Sequence[str], viewer: Viewer) -> dict[str, dict[str, datetime | None]]:
    found: dict[str, dict[str, datetime | None]] = {account: {} for account in accounts}
    for pk, account, moment in (
        Contact.objects.visible_to(viewer).filter(account__in=accounts).values_list("pk", "account_id", "two_way_at")
    ):
        found[account][pk] = moment
    return found
