"""Writes of the spread: that somebody was told, and which accounts hang by one thread."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from closeknit.accounts import checks as account_checks
from closeknit.accounts.models import Contact
from closeknit.circle.models import SingleThread, Telling
from closeknit.circle.spread import events
from closeknit.identity import queries as identity_queries
from closeknit.kit import ids, undo
from closeknit.kit.capabilities import Capability
from closeknit.kit.events import record
from closeknit.kit.operation import operation
from closeknit.kit.refusals import NotFound, Refused
from closeknit.kit.viewer import Viewer
from closeknit.needs.models import Need
from closeknit.promises.models import Promise
from closeknit.promises.telling import operations as telling_operations
from closeknit.promises.telling.events import ContactTold
from closeknit.touchpoints.models import Touchpoint


class NothingTold(Refused):
    """Nobody was named, or nothing that they were told."""


class NotYet(Refused):
    """Told on a day to come."""


@dataclass(frozen=True)
class Counted:
    """An account that hangs by one thread: the one of theirs, the one of ours; None where that side has several."""

    account: str
    theirs: str | None
    ours: str | None
    n_known: int


@operation(Capability.HAND_IN)
def note_telling(
    *,
    account: str,
    contacts: Sequence[str],
    promises: Sequence[str] = (),
    needs: Sequence[str] = (),
    viewer: Viewer,
    at: datetime,
    told_on: date | None = None,
    touchpoint: str | None = None,
) -> int:
    """Note that people at an account were told of promises or answered needs, and return how much of it was new.

    Saying the same of the same day twice changes nothing. Raises NotFound, NothingTold, or NotYet.
    """
    row = account_checks.get_account(account, viewer=viewer)
    today = identity_queries.today_at(at)
    on = told_on or today
    if on > today:
        raise NotYet("That day is still to come. Note it when they have been told.")
    people = _found(Contact.objects.visible_to(viewer).filter(account=row, pk__in=contacts), contacts)
    kept = _found(Promise.objects.visible_to(viewer).filter(account=row, pk__in=promises), promises)
    answered = _found(Need.objects.visible_to(viewer).filter(pk__in=needs), needs)
    talk = _found(Touchpoint.objects.visible_to(viewer).filter(pk=touchpoint or ""), [touchpoint] if touchpoint else [])
    if not people or not (kept or answered):
        raise NothingTold("Say who was told, and of what. Nothing was noted.")
    things = [*((one, None) for one in kept), *((None, one) for one in answered)]
    made = [
        telling
        for contact in people
        for promise, need in things
        if (telling := _tell(row.pk, contact, promise, need, on, talk[0] if talk else None, viewer, at)) is not None
    ]
    undo.keep_new(*made, subject=row.pk)
    for contact in people:
        for promise in kept:
            telling_operations.note_told(
                promise=promise, contact=contact, told_on=on, touchpoint=talk[0] if talk else None, viewer=viewer, at=at
            )
        told = events.MessageTold(
            subject=contact, account=row.pk, contact=contact, n_promises=len(kept), n_needs=len(answered), told_on=on
        )
        record(told, viewer=viewer, at=at)
    return len(made)


def follow_told(told: ContactTold, viewer: Viewer, at: datetime) -> None:
    """Count whoever was told how a promise ended among those who know, in the same act."""
    talk = told.touchpoint or None
    made = _tell(told.account, told.contact, told.promise, None, told.told_on, talk, viewer, at)
    if made is not None:
        undo.keep_new(made, subject=told.promise)


@operation(Capability.HAND_IN)
def note_news(
    *,
    account: str,
    contacts: Sequence[str],
    news: Sequence[str],
    viewer: Viewer,
    at: datetime,
    told_on: date | None = None,
    touchpoint: str | None = None,
) -> int:
    """Note that people were told of news by its codes (`promise:…`, `need:…`); answers and refuses like `note_telling`."""
    parted = [one.partition(":") for one in news]
    return note_telling(
        account=account,
        contacts=contacts,
        promises=[pk for kind, _, pk in parted if kind == "promise"],
        needs=[pk for kind, _, pk in parted if kind == "need"],
        told_on=told_on,
        touchpoint=touchpoint,
        viewer=viewer,
        at=at,
    )


@operation(Capability.DRAW_CIRCLE)
def keep_threads(*, threads: Iterable[Counted], viewer: Viewer, at: datetime) -> None:
    """Remember which accounts hang by one thread, in place of what was counted before."""
    counted = list(threads)
    SingleThread.objects.visible_to(viewer).delete()
    SingleThread.objects.add_many(
        SingleThread(account_id=one.account, theirs_id=one.theirs, ours_id=one.ours, n_known=one.n_known, counted_at=at)
        for one in counted
    )
    record(events.ThreadsCounted(subject="house", n_single=len(counted)), viewer=viewer, at=at)


def _tell(
    account: str,
    contact: str,
    promise: str | None,
    need: str | None,
    on: date,
    talk: str | None,
    viewer: Viewer,
    at: datetime,
) -> Telling | None:
    """Write that somebody was told of one thing, or return None where that is known of this day."""
    known = Telling.objects.visible_to(viewer).filter(contact_id=contact, promise_id=promise, need_id=need)
    if known.filter(told_on=on).exists():
        return None
    return Telling.objects.add(
        Telling(
            id=ids.new("telling", account),
            account_id=account,
            contact_id=contact,
            promise_id=promise,
            need_id=need,
            told_by_id=viewer.member,
            told_on=on,
            touchpoint_id=talk,
            created_at=at,
        )
    )


def _found(rows: object, wanted: Sequence[str]) -> list[str]:
    """Return the ids of the rows in the order asked for, or raise NotFound where one is not there."""
    there = set(rows.values_list("pk", flat=True))  # type: ignore[attr-defined]  # querysets of several models
    if missing := [one for one in wanted if one not in there]:
        raise NotFound(f"{len(missing)} of what was chosen is not here any more. Nothing was noted.")
    return list(dict.fromkeys(wanted))
