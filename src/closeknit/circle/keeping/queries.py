"""How late contact is with accounts and the people who matter there, in a fixed number of statements however many there are.

The limits that hold are the contact's own, else the account's own, else those of its stage; pauses are honoured. Days are counted from the
contact's own date, in the house's time zone; nothing of this is stored.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db import models
from django.db.models import F, Q, QuerySet, Value

from closeknit.accounts.models import Contact
from closeknit.accounts.queries import AccountIds
from closeknit.analysis.circle import cadence as cadences
from closeknit.analysis.circle import keeping
from closeknit.analysis.circle.cadence import Cadence, Lateness
from closeknit.analysis.circle.keeping import Kept, PersonLateness
from closeknit.analysis.kinds import LatenessState, Stage
from closeknit.circle.models import OwnCadence, Pause, StageCadence
from closeknit.kit import clock
from closeknit.kit.fixed import Fixed, Given, GivenRows
from closeknit.kit.viewer import Viewer

_LATE = frozenset({LatenessState.LATE, LatenessState.NEGLECTED})
# Who pulls their account back: late, or on the way there.
_WAITING = _LATE | {LatenessState.COOLING}


@dataclass(frozen=True)
class OwnLimits:
    """What was said by hand about one account (`contact_id` is empty) or contact; `matters` None leaves it to the role."""

    account_id: str
    contact_id: str
    limits: Cadence | None
    matters: bool | None


@dataclass(frozen=True)
class PauseRow:
    """A pause that holds: of an account, or of one contact there."""

    id: str
    account_id: str
    contact_id: str
    since_on: date
    until_on: date
    reason: str
    paused_by: str


@dataclass(frozen=True)
class Limits:
    """All that decides how late somebody is, but the contact itself: read once, asked for each account and person."""

    today: date
    zone: str
    stages: Mapping[Stage, Cadence | None]
    accounts: Mapping[str, Cadence]
    contacts: Mapping[str, OwnLimits]
    pauses: Mapping[str, PauseRow]  # by contact, else by account

    def of_account(self, account: str, stage: Stage) -> Cadence | None:
        """Return the limits that hold for an account as a whole."""
        return keeping.choose_limits(self.stages.get(stage), self.accounts.get(account))

    def lateness_of(self, account: str, stage: Stage, two_way_at: datetime | None) -> Lateness:
        """Return how late contact with the account as a whole is."""
        spoke_on = clock.local_date(two_way_at, self.zone) if two_way_at else None
        pause = _pause(self.pauses.get(account))
        return cadences.classify_lateness(spoke_on, self.of_account(account, stage), as_of=self.today, pause=pause)

    def lateness_of_contact(self, contact: str, account: str, stage: Stage, two_way_at: datetime | None) -> Lateness:
        """Return how late contact with one person is who matters at the account."""
        own = self.contacts.get(contact)
        limits = keeping.choose_limits(self.stages.get(stage), self.accounts.get(account), own.limits if own else None)
        spoke_on = clock.local_date(two_way_at, self.zone) if two_way_at else None
        pause = _pause(self.pauses.get(contact) or self.pauses.get(account))
        return cadences.classify_lateness(spoke_on, limits, as_of=self.today, pause=pause)


def load_limits(*, viewer: Viewer, today: date, zone: str, accounts: AccountIds | None = None) -> Limits:
    """Return the limits and pauses that hold on the local day `today`, of these accounts or of all, in one statement."""
    fixed = _ALL_LIMITS if accounts is None else _LIMITS
    found = fixed.ask(viewer=viewer, today=today, accounts=accounts)
    pauses = sorted((_pause_row(*row[:2], *row[6:]) for row in found if row[6]), key=lambda pause: pause.id)
    said = [_own(*row[:5]) for row in found if row[0] and not row[6]]
    return Limits(
        today=today,
        zone=zone,
        stages=_by_stage((row[5], row[2], row[3]) for row in found if row[5]),
        accounts={one.account_id: one.limits for one in said if not one.contact_id and one.limits},
        contacts={one.contact_id: one for one in said if one.contact_id},
        pauses={pause.contact_id or pause.account_id: pause for pause in pauses},
    )


def get_cadences(*, viewer: Viewer) -> dict[Stage, Cadence | None]:
    """Return the cadence of every stage: what the house set, else what every house begins with; None where nobody is watched."""
    return _by_stage(StageCadence.objects.visible_to(viewer).values_list("stage", "ideal_days", "latest_days"))


def list_people(
    limits: Limits,
    *,
    viewer: Viewer,
    accounts: AccountIds | None = None,
    only_late: bool = False,
    only_waiting: bool = False,
) -> dict[str, tuple[PersonLateness, ...]]:
    """Return by account the people who matter there now, each with its lateness; one statement.

    With `only_late` those alone who are late or neglected, with `only_waiting` those who are cooling, too: the others are left in the
    database, most of a large house.
    """
    wanted = _LATE if only_late else _WAITING if only_waiting else None
    here = Contact.objects.visible_to(viewer).filter(until_on__isnull=True)
    here = here if accounts is None else here.filter(account__in=accounts)
    here = here.filter(_mattering(limits, viewer, accounts))
    here = here.filter(_may_wait(limits, late=only_late)) if wanted else here
    found: dict[str, list[PersonLateness]] = defaultdict(list)
    columns = ("pk", "person__name", "account_id", "account__standing__stage", "two_way_at")
    for pk, name, account, stage, two_way_at in here.values_list(*columns):
        person = PersonLateness(pk, name, limits.lateness_of_contact(pk, account, Stage(stage), two_way_at))
        if wanted is None or person.lateness.state in wanted:
            found[account].append(person)
    return {account: tuple(several) for account, several in found.items()}


def list_kept(
    standings: Sequence[tuple[str, Stage, datetime | None]], *, viewer: Viewer, today: date, zone: str
) -> dict[str, Kept]:
    """Return how each account is kept in touch with, from (id, stage, newest two-way contact); two statements."""
    ids = [account for account, _, _ in standings]
    limits = load_limits(viewer=viewer, today=today, zone=zone, accounts=ids)
    people = list_people(limits, viewer=viewer, accounts=ids)
    return {
        account: keeping.roll_up(limits.lateness_of(account, stage, two_way_at), people.get(account, ()))
        for account, stage, two_way_at in standings
    }


def list_pauses(account: str, *, viewer: Viewer, today: date) -> list[PauseRow]:
    """Return the pauses of an account and its people that hold on that day, the account's own first."""
    rows = _holding(viewer, today, [account]).order_by(F("contact").asc(nulls_first=True), "pk")
    return [_pause_row(*row) for row in rows.values_list("account_id", "contact_id", *_PAUSE)]


def list_own(account: str, *, viewer: Viewer) -> list[OwnLimits]:
    """Return what was said by hand about an account and its people, the account's own first."""
    rows = OwnCadence.objects.visible_to(viewer).filter(account=account)
    return [_own(*values) for values in rows.order_by(F("contact").asc(nulls_first=True)).values_list(*_OWN)]


def _by_stage(rows: Iterable[tuple[str, int | None, int | None]]) -> dict[Stage, Cadence | None]:
    own = {Stage(stage): Cadence(ideal, latest) if ideal and latest else None for stage, ideal, latest in rows}
    return cadences.CADENCE_BY_STAGE | own


_OWN = ("account_id", "contact_id", "ideal_days", "latest_days", "matters")


def _own(account: str, contact: str | None, ideal: int | None, latest: int | None, matters: bool | None) -> OwnLimits:
    return OwnLimits(account, contact or "", Cadence(ideal, latest) if ideal and latest else None, matters)


_PAUSE = ("pk", "since_on", "until_on", "reason", "paused_by__name")


def _holding(viewer: Viewer, today: date, accounts: AccountIds | None) -> QuerySet[Pause]:
    rows = holding(Pause.objects.visible_to(viewer), today)
    return rows if accounts is None else rows.filter(account__in=accounts)


def _pause_row(
    account: str, contact: str | None, pk: str, since_on: date, until_on: date, reason: str, paused_by: str | None
) -> PauseRow:
    return PauseRow(pk, account, contact or "", since_on, until_on, reason, paused_by or "")


def holding(pauses: QuerySet[Pause], today: date | Given) -> QuerySet[Pause]:
    """Narrow pauses to those that hold on the local day `today`: not over, and not taken up again."""
    open_still = Q(taken_up_on__isnull=True) | Q(taken_up_on__gt=today)
    return pauses.filter(open_still, since_on__lte=today, until_on__gte=today)


def _pause(row: PauseRow | None) -> cadences.Pause | None:
    return cadences.Pause(row.since_on, row.until_on, row.reason) if row else None


def _mattering(limits: Limits, viewer: Viewer, accounts: AccountIds | None) -> Q:
    # As a condition, not as a list: thousands may have been said by hand.
    said = OwnCadence.objects.visible_to(viewer)
    said = said if accounts is None else said.filter(account__in=accounts)
    by_role = Q(role__in=[role.value for role in keeping.MATTERING_ROLES])
    if not limits.contacts:
        return by_role
    yes = said.filter(contact__isnull=False, matters=True).values("contact")
    no = said.filter(contact__isnull=False, matters=False).values("contact")
    return (by_role & ~Q(pk__in=no)) | Q(pk__in=yes)


def _may_wait(limits: Limits, *, late: bool) -> Q:
    """Return the condition that everybody fulfils who is cooling or `late` by the limits that hold for them; a few others do as well."""

    def days_of(cadence: Cadence) -> int:
        return cadence.latest_days if late else cadence.ideal_days

    condition = Q(pk__in=[])
    for stage, cadence in limits.stages.items():
        if cadence is not None:
            condition |= Q(account__standing__stage=stage, two_way_at__lt=_days_ago(limits, days_of(cadence)))
    own = [*limits.accounts.values(), *(one.limits for one in limits.contacts.values() if one.limits)]
    if own:
        known = list({*limits.accounts, *(one.account_id for one in limits.contacts.values() if one.limits)})
        shortest = min(map(days_of, own))
        condition |= Q(account__in=known, two_way_at__lt=_days_ago(limits, shortest))
    return condition


def _days_ago(limits: Limits, days: int) -> datetime:
    return clock.start_of_day(limits.today - timedelta(days), limits.zone)


def _select_limits(
    pauses: QuerySet[Pause], own: QuerySet[OwnCadence], stages: QuerySet[StageCadence]
) -> QuerySet[Any, Any]:
    """Return one table below the other, each row with the columns of all three and nothing in those of the others."""
    unsaid = (
        Value(None, models.IntegerField()),
        Value(None, models.IntegerField()),
        Value(None, models.BooleanField()),
    )
    no_pause = (Value(""), Value(None, models.DateField()), Value(None, models.DateField()), Value(""), Value(""))
    return pauses.values_list("account_id", "contact_id", *unsaid, Value(""), *_PAUSE).union(
        own.values_list(*_OWN, Value(""), *no_pause),
        stages.values_list(Value(""), Value(""), "ideal_days", "latest_days", unsaid[2], "stage", *no_pause),
        all=True,
    )


_TODAY, _THESE = Given("today", models.DateField()), GivenRows("accounts")
_ALL_LIMITS = Fixed(
    lambda ours: _select_limits(
        holding(Pause.objects.visible_to(ours), _TODAY),
        OwnCadence.objects.visible_to(ours),
        StageCadence.objects.visible_to(ours),
    )
)
_LIMITS = Fixed(
    lambda ours: _select_limits(
        holding(Pause.objects.visible_to(ours), _TODAY).filter(account__in=_THESE),
        OwnCadence.objects.visible_to(ours).filter(account__in=_THESE),
        StageCadence.objects.visible_to(ours),
    )
)
