"""What follows when a person takes something back in this room: when we were in touch is worked out anew, words are heard anew."""

from collections.abc import Sequence
from datetime import datetime

from django.db import models

from closeknit.accounts.models import Contact
from closeknit.kit import clock, tasks, undo
from closeknit.kit import viewer as viewers
from closeknit.kit.events import record
from closeknit.kit.viewer import Viewer
from closeknit.touchpoints import bookkeeping, checks, events, placements, placing, removal
from closeknit.touchpoints import tasks as touchpoint_tasks
from closeknit.touchpoints.models import Entry, Participation, Placing, Touchpoint


def subscribe() -> None:
    """Hear of what is taken back."""
    undo.after_undo(Entry, _entries_put_back)
    undo.after_undo(Touchpoint, _touchpoints_put_back)
    undo.after_undo(Placing, _placings_put_back)
    undo.after_undo(Participation, _speakers_put_back)


def _entries_put_back(rows: list[models.Model]) -> None:
    """Take out what somebody had written down. It is refused, whole, where somebody else has built on it since."""
    viewer, at = viewers.house("undo"), clock.now()
    # An entry without its key is one that the step had made and that is gone again.
    gone = [row.touchpoint_id for row in rows if isinstance(row, Entry) and not row.pk]
    for touchpoint in Touchpoint.objects.visible_to(viewer).filter(pk__in=gone):
        checks.check_untouched(touchpoint, viewer=viewer)
        accounts = bookkeeping.accounts_of([touchpoint.pk], viewer=viewer)
        removed = events.TouchpointRemoved(subject=touchpoint.pk, account=touchpoint.account_id or "")
        removal.remove([touchpoint.pk], viewer=viewer)
        bookkeeping.recompute_contact(accounts, viewer=viewer, at=at)
        record(removed, viewer=viewer, at=at)


def _touchpoints_put_back(rows: list[models.Model]) -> None:
    viewer, at = viewers.house("undo"), clock.now()
    touchpoints = [row for row in rows if isinstance(row, Touchpoint)]
    bookkeeping.recompute_contact({row.account_id or "" for row in touchpoints}, viewer=viewer, at=at)
    nobodys = [row.pk for row in touchpoints if row.pk and row.account_id is None]
    if nobodys:
        # Somebody had said whose it is: the words are nobody's again, and whose they were cannot be told from the row as it is now.
        placing.tell(nobodys, viewer=viewer, at=at)
        tasks.enqueue(touchpoint_tasks.recheck_contact, viewer=viewer, key="touchpoints:recheck")
    for row in touchpoints:
        if row.pk:
            _tell_recorded(row, viewer, at)


def _placings_put_back(rows: list[models.Model]) -> None:
    viewer, at = viewers.house("undo"), clock.now()
    for row in rows:
        if isinstance(row, Placing) and not row.pk:
            placements.let_wait(row.mark, was_nowhere=row.was_nowhere, viewer=viewer, at=at)


def _speakers_put_back(rows: list[models.Model]) -> None:
    viewer, at = viewers.house("undo"), clock.now()
    parts = [row for row in rows if isinstance(row, Participation)]
    contacts = {row.contact_id for row in parts if row.contact_id}
    accounts = Contact.objects.visible_to(viewer).filter(pk__in=contacts).values_list("account_id", flat=True)
    bookkeeping.recompute_contact(accounts, viewer=viewer, at=at)
    there = _existing([row.touchpoint_id for row in parts if row.pk], viewer)
    if there:
        # Where they had been placed cannot be told from the rows as they are now: every account is looked at, in the background.
        tasks.enqueue(touchpoint_tasks.recheck_contact, viewer=viewer, key="touchpoints:recheck")
        placing.tell(there, viewer=viewer, at=at)


def _tell_recorded(row: Touchpoint, viewer: Viewer, at: datetime) -> None:
    recorded = events.TouchpointRecorded(
        subject=row.pk,
        account=row.account_id or "",
        medium=row.medium,
        direction=row.direction,
        started_at=row.started_at,
    )
    record(recorded, viewer=viewer, at=at)


def _existing(touchpoints: Sequence[str], viewer: Viewer) -> list[str]:
    return list(Touchpoint.objects.visible_to(viewer).filter(pk__in=touchpoints).values_list("pk", flat=True))
