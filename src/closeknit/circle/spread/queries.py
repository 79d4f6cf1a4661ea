"""Reads of the spread: who there is in touch with whom, what each has heard and given back, and who could lead us to the others."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import F

from closeknit.accounts import queries as account_queries
from closeknit.accounts.queries import AccountRow, ContactRow
from closeknit.analysis.circle import paths, spread, titles
from closeknit.analysis.circle.paths import WarmPath
from closeknit.analysis.circle.spread import Acquaintance, Coverage, Meeting, Somebody, Threads
from closeknit.analysis.circle.titles import Placed
from closeknit.analysis.kinds import ContactFunction, ContactLevel, Stage
from closeknit.circle.keeping import queries as keeping
from closeknit.circle.models import SingleThread
from closeknit.circle.spread import gathering, hearing
from closeknit.circle.spread.gathering import Message
from closeknit.circle.spread.hearing import HeardRow
from closeknit.identity.models import Member
from closeknit.kit import clock
from closeknit.kit.viewer import Viewer

PAGE = 50
NEWS_FOR = timedelta(days=365)
FRESH_FOR = timedelta(days=180)
MOST_NEWS = 6


@dataclass(frozen=True)
class MemberRow:
    """One of ours who has met them: how many conversations they had there, when last, and how many of theirs they know."""

    id: str
    name: str
    department: str
    is_here: bool
    n: int
    last_on: date
    n_met: int


@dataclass(frozen=True)
class PersonSpread:
    """One of theirs: their place there, when we were in touch, what they heard, and the warm path where we hardly know them."""

    contact: ContactRow
    placed: Placed
    function: ContactFunction | None
    level: ContactLevel | None
    spoke_on: date | None
    is_in_touch: bool
    heard: tuple[HeardRow, ...]
    path: WarmPath | None


@dataclass(frozen=True)
class Spread:
    """All that the page of an account's people shows. `met` is by person and member; `names` are of persons and members alike."""

    people: tuple[PersonSpread, ...]
    members: tuple[MemberRow, ...]
    met: Mapping[tuple[str, str], Acquaintance]
    names: Mapping[str, str]
    messages: tuple[Message, ...]
    threads: Threads
    coverage: Coverage
    latest_days: int | None


@dataclass(frozen=True)
class ThreadRow:
    """An account that hangs by one thread, with the one of theirs or ours; empty where that side has several."""

    account_id: str
    account: str
    owner: str
    stage: str
    theirs_id: str
    theirs: str
    ours: str
    n_known: int


@dataclass(frozen=True)
class ThreadsPage:
    """A page of the accounts that hang by one thread; `counted_at` is None where none do, or nobody counted yet."""

    rows: tuple[ThreadRow, ...]
    total: int
    counted_at: datetime | None


def get_spread(account: AccountRow, *, viewer: Viewer, at: datetime, zone: str) -> Spread:
    """Return how far the relationship with an account spreads, on the local day of `at`; a fixed number of statements."""
    today = clock.local_date(at, zone)
    contacts = account_queries.list_contacts(viewer=viewer, account=account.id)
    limits = keeping.load_limits(viewer=viewer, today=today, zone=zone, accounts=[account.id])
    cadence = limits.of_account(account.id, Stage(account.stage))
    latest_days = cadence.latest_days if cadence else None
    meetings = gathering.list_meetings(account.id, viewer=viewer, zone=zone, at=at)
    persons = {contact.person_id: contact for contact in contacts}
    spoke_on = {one.person_id: clock.local_date(one.two_way_at, zone) if one.two_way_at else None for one in contacts}
    threads = spread.count_threads(spoke_on, meetings, latest_days=latest_days, as_of=today)
    members = _members(viewer)
    here = [member for member, (*_, is_here) in members.items() if is_here]
    cold = [person for person in persons if person not in threads.theirs]
    elsewhere = gathering.list_meetings_elsewhere(cold, account.id, viewer=viewer, zone=zone, at=at) if cold else []
    found = paths.find_paths(cold, [*meetings, *elsewhere], ours=here, in_touch=threads.theirs)
    messages = gathering.list_messages(account.id, viewer=viewer, since=today - NEWS_FOR)
    names = {pk: name for pk, (name, *_) in members.items()}
    known = hearing.list_known(account.id, messages, meetings, list(persons), viewer=viewer)
    heard = hearing.list_heard(known, names, account.id, viewer=viewer, zone=zone, since=at - NEWS_FOR)
    met = spread.meet(meetings)
    people = tuple(
        _person(contact, spoke_on[person], person in threads.theirs, heard.get(person, ()), found.get(person))
        for person, contact in persons.items()
    )
    return Spread(
        people=people,
        members=_who_met(members, meetings, persons),
        met={pair: known for pair, known in met.items() if pair[0] in persons},
        names=names | {person: one.name for person, one in persons.items()},
        messages=tuple(messages),
        threads=threads,
        coverage=spread.cover([Somebody(one.contact.id, one.function, one.level, one.is_in_touch) for one in people]),
        latest_days=latest_days,
    )


def list_single_threaded(*, viewer: Viewer, owner: str = "", page: int = 1) -> ThreadsPage:
    """Return the accounts that hang by one thread, the nearest and most worth first, as they were counted last; a page of 50."""
    rows = SingleThread.objects.visible_to(viewer)
    rows = rows.filter(account__owner_id=owner) if owner else rows
    found = rows.order_by(F("account__standing__worth_minor").desc(nulls_last=True), "account__name_key", "pk")
    columns = (
        *("account_id", "account__name", "account__owner__name", "account__standing__stage"),
        *("theirs_id", "theirs__person__name", "ours__name", "n_known"),
    )
    shown = found.values_list(*columns)[(page - 1) * PAGE : page * PAGE]
    counted_at = SingleThread.objects.visible_to(viewer).values_list("counted_at", flat=True).first()
    return ThreadsPage(
        rows=tuple(
            ThreadRow(pk, name, owned or "", stage, theirs_id or "", theirs or "", ours or "", n)
            for pk, name, owned, stage, theirs_id, theirs, ours, n in shown
        ),
        total=rows.count(),
        counted_at=counted_at,
    )


def find_single_thread(account: str, *, viewer: Viewer) -> ThreadRow | None:
    """Return by whom an account hangs, as counted last, or None where several are in touch on both sides."""
    row = SingleThread.objects.visible_to(viewer).filter(pk=account).select_related("theirs__person", "ours").first()
    if row is None:
        return None
    theirs, ours = row.theirs.person.name if row.theirs else "", row.ours.name if row.ours else ""
    return ThreadRow(account, "", "", "", row.theirs_id or "", theirs, ours, row.n_known)


def list_news(account: str, *, viewer: Viewer, at: datetime, zone: str) -> list[Message]:
    """Return what they could be told in a talk, the newest first: our promises and their answered needs of half a year."""
    since = clock.local_date(at, zone) - FRESH_FOR
    return gathering.list_messages(account, viewer=viewer, since=since)[:MOST_NEWS]


def find_latest_days(account: AccountRow, *, viewer: Viewer) -> int | None:
    """Return the latest limit of the account's ring in days, or None where nobody there is watched; one statement."""
    cadence = keeping.get_cadences(viewer=viewer).get(Stage(account.stage))
    return cadence.latest_days if cadence else None


def _person(
    contact: ContactRow,
    spoke_on: date | None,
    is_in_touch: bool,
    heard: Sequence[HeardRow],
    path: WarmPath | None,
) -> PersonSpread:
    placed = titles.classify_title(contact.title)
    function = ContactFunction(contact.function) if contact.function else placed.function
    level = ContactLevel(contact.level) if contact.level else placed.level
    return PersonSpread(contact, placed, function, level, spoke_on, is_in_touch, tuple(heard), path)


def _members(viewer: Viewer) -> dict[str, tuple[str, str, bool]]:
    rows = Member.objects.visible_to(viewer).values_list("pk", "name", "department__name", "left_at")
    return {pk: (name, department or "", left_at is None) for pk, name, department, left_at in rows}


def _who_met(
    members: Mapping[str, tuple[str, str, bool]], meetings: Sequence[Meeting], persons: Mapping[str, ContactRow]
) -> tuple[MemberRow, ...]:
    """Return who of ours met somebody there, whoever met them most first; a mail and its answers are one conversation."""
    meetings = [one for one in meetings if one.medium not in spread.IMPERSONAL]
    talks = {(member, one.conversation or one.id) for one in meetings if one.theirs for member in one.ours}
    often = Counter(member for member, _ in talks)
    last = {member: one.on for one in sorted(meetings, key=lambda one: one.on) if one.theirs for member in one.ours}
    pairs = {(member, person) for one in meetings for member in one.ours for person in one.theirs if person in persons}
    known = Counter(member for member, _ in pairs)
    found = [
        MemberRow(member, *members[member], often[member], last[member], known[member])
        for member in often
        if member in members
    ]
    return tuple(sorted(found, key=lambda one: (-one.n, one.name)))
