"""Writes about keeping in touch: limits of one's own, who matters, pauses, and a round of calls that is planned at once."""

from collections.abc import Sequence
from datetime import date, datetime

from closeknit.accounts import checks as account_checks
from closeknit.accounts.models import Account, Contact
from closeknit.analysis.circle.cadence import Cadence
from closeknit.analysis.circle.coverage import Coverage
from closeknit.analysis.kinds import Medium
from closeknit.circle import events
from closeknit.circle.keeping import checks, queries
from closeknit.circle.models import CoverageWeek, OwnCadence, Pause
from closeknit.identity import queries as identity_queries
from closeknit.kit import clock, ids, undo
from closeknit.kit.capabilities import Capability
from closeknit.kit.events import record
from closeknit.kit.operation import operation
from closeknit.kit.refusals import NotFound
from closeknit.kit.viewer import Viewer
from closeknit.touchpoints import operations as touchpoint_operations


@operation(Capability.DRAW_CIRCLE)
def set_account_limits(
    *, accounts: Sequence[str], ideal_days: int | None, latest_days: int | None, viewer: Viewer, at: datetime
) -> None:
    """Give accounts limits of their own, in days; without any those of their stage hold again. Or raise NotFound or BadCadence."""
    checks.check_any_chosen(accounts)
    limits = checks.read_own_limits(ideal_days, latest_days)
    for account in dict.fromkeys(accounts):
        row = account_checks.get_account(account, viewer=viewer)
        _say(row, None, limits, None, viewer, at)


@operation(Capability.DRAW_CIRCLE)
def set_contact_limits(
    *,
    contact: str,
    matters: bool | None,
    ideal_days: int | None,
    latest_days: int | None,
    viewer: Viewer,
    at: datetime,
) -> None:
    """Say whether a contact matters (None: as its role says), with limits of its own or none; or raise NotFound or BadCadence."""
    row = account_checks.get_contact(contact, viewer=viewer)
    _say(row.account, row, checks.read_own_limits(ideal_days, latest_days), matters, viewer, at)


@operation(Capability.DRAW_CIRCLE)
def pause(
    *, accounts: Sequence[str], until_on: date, reason: str, viewer: Viewer, at: datetime, contact: str | None = None
) -> None:
    """Let nobody ask for a call with these accounts, or with one contact of one, through a day; or raise NotFound or BadPause.

    A pause that holds already ends, and the new one takes its place.
    """
    checks.check_any_chosen(accounts)
    today = identity_queries.today_at(at)
    why = checks.check_pause(reason=reason, until_on=until_on, today=today)
    for account in dict.fromkeys(accounts):
        row = account_checks.get_account(account, viewer=viewer)
        person = _person(row, contact, viewer)
        _end(row, person, today, viewer)
        begun = Pause(
            id=ids.new("pause", row.pk),
            account=row,
            contact=person,
            since_on=today,
            until_on=until_on,
            reason=why,
            paused_by_id=viewer.member,
            created_at=at,
        )
        undo.keep_new(Pause.objects.add(begun), subject=row.pk)
        paused = events.ContactPaused(
            subject=begun.pk, account=row.pk, contact=contact or "", since_on=today, until_on=until_on
        )
        record(paused, viewer=viewer, at=at)


@operation(Capability.DRAW_CIRCLE)
def take_up(*, accounts: Sequence[str], viewer: Viewer, at: datetime, contact: str | None = None) -> None:
    """End the pause of these accounts, or of one contact of one, today; or raise NotFound where none of them is paused."""
    checks.check_any_chosen(accounts)
    today, n_ended = identity_queries.today_at(at), 0
    for account in dict.fromkeys(accounts):
        row = account_checks.get_account(account, viewer=viewer)
        person = _person(row, contact, viewer)
        n_ended += _end(row, person, today, viewer)
        record(events.ContactTakenUp(subject=row.pk, account=row.pk, contact=contact or ""), viewer=viewer, at=at)
    if not n_ended:
        raise NotFound("Nothing is paused there any more.")


@operation(Capability.DRAW_CIRCLE)
def plan_calls(
    *, accounts: Sequence[str], starts_at: datetime, why: str, viewer: Viewer, at: datetime, every_minutes: int = 30
) -> int:
    """Plan a call with each of these accounts, one after the other from `starts_at`, and return how many; or raise NotFound."""
    checks.check_any_chosen(accounts)
    each = list(dict.fromkeys(accounts))
    for place, account in enumerate(each):
        touchpoint_operations.plan_appointment(
            account=account,
            starts_at=clock.in_days(starts_at, place * every_minutes / (24 * 60)),
            medium=Medium.CALL,
            why=why,
            viewer=viewer,
            at=at,
        )
    return len(each)


@operation(Capability.DRAW_CIRCLE)
def keep_coverage(*, lines: Sequence[Coverage], viewer: Viewer, at: datetime) -> None:
    """Keep how much of the circle was within its limit, week by week, in the place of what was kept before."""
    CoverageWeek.objects.visible_to(viewer).delete()
    CoverageWeek.objects.add_many(
        CoverageWeek(
            on=one.on,
            owner_id=one.owner_id or None,
            n_watched=one.n_watched,
            n_within=one.n_within,
            n_never=one.n_never,
            n_paused=one.n_paused,
            seen_at=at,
        )
        for one in lines
    )
    record(events.CoverageCounted(subject="house", n_weeks=len({one.on for one in lines})), viewer=viewer, at=at)


def _say(
    account: Account,
    contact: Contact | None,
    limits: Cadence | None,
    matters: bool | None,
    viewer: Viewer,
    at: datetime,
) -> None:
    """Write what holds for the account or contact from now on; where nothing is said any more, no row is left."""
    said = {
        "ideal_days": limits.ideal_days if limits else None,
        "latest_days": limits.latest_days if limits else None,
        "matters": matters,
    }
    row = OwnCadence.objects.visible_to(viewer).filter(account=account, contact=contact).first()
    if row is not None:
        undo.keep(row, subject=account.pk)
        if limits is None and matters is None:
            row.delete()
        else:
            row.change(**said)
    elif limits is not None or matters is not None:
        made = OwnCadence(id=ids.new("cadence", account.pk), account=account, contact=contact, **said)
        undo.keep_new(OwnCadence.objects.add(made), subject=account.pk)
    changed = events.OwnCadenceChanged(
        subject=contact.pk if contact else account.pk,
        account=account.pk,
        ideal_days=limits.ideal_days if limits else 0,
        latest_days=limits.latest_days if limits else 0,
        matters={None: "as_role", True: "yes", False: "no"}[matters],
    )
    record(changed, viewer=viewer, at=at)


def _person(account: Account, contact: str | None, viewer: Viewer) -> Contact | None:
    if contact is None:
        return None
    row = account_checks.get_contact(contact, viewer=viewer)
    if row.account_id != account.pk:
        raise NotFound("There is nobody by that name.")
    return row


def _end(account: Account, contact: Contact | None, today: date, viewer: Viewer) -> int:
    held = queries.holding(Pause.objects.visible_to(viewer).filter(account=account, contact=contact), today)
    rows = list(held)
    undo.keep(*rows, subject=account.pk)
    for row in rows:
        row.change(taken_up_on=today)
    return len(rows)
