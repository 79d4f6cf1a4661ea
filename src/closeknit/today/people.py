"""What happens to the people at an account: somebody leaves, comes from elsewhere, or does something else; and that one of us saw to it."""

from datetime import date, datetime

from closeknit.accounts import checks as account_checks
from closeknit.accounts import operations as account_operations
from closeknit.kit import ids, undo
from closeknit.kit.capabilities import Capability
from closeknit.kit.events import record
from closeknit.kit.operation import operation
from closeknit.kit.refusals import Refused
from closeknit.kit.viewer import Viewer
from closeknit.today import events
from closeknit.today.models import PartChange, SeenTo

WHATS = ("left", "arrived", "part")


class NothingToSee(Refused):
    """That is not something that happens to people."""


@operation(Capability.KEEP_ACCOUNTS)
def change_part(*, contact: str, title: str, role: str, on: date, viewer: Viewer, at: datetime) -> None:
    """Record that somebody does something else at their account since a day; or raise NotFound, BadDates or AlreadyLeft.

    A mere correction of what they are is `accounts.change_contact`: it is no reason for a call.
    """
    row = account_checks.get_contact(contact, viewer=viewer)
    if row.until_on is not None:
        raise account_checks.AlreadyLeft("They have left already. Nothing was changed.")
    account_checks.check_dates(row.from_on, on)
    change = PartChange(id=ids.new("part_change", row.account_id), contact=row, on=on, before=row.title, created_at=at)
    undo.keep_new(PartChange.objects.add(change))
    account_operations.change_contact(
        contact=contact,
        name=row.person.name,
        title=title,
        role=role,
        language=row.person.language,
        from_on=row.from_on,
        viewer=viewer,
        at=at,
    )
    record(events.PartChanged(subject=row.pk, account=row.account_id, on=on), viewer=viewer, at=at)


@operation(Capability.HAND_IN)
def see_to(*, contact: str, what: str, on: date, viewer: Viewer, at: datetime, note: str = "") -> None:
    """Record that what happened to somebody on a day is seen to, so that it asks for no call any more; or raise NotFound.

    `what` is left, arrived or part.
    """
    row = account_checks.get_contact(contact, viewer=viewer)
    if what not in WHATS:
        raise NothingToSee("That cannot be seen to. Nothing was changed.")
    seen = SeenTo(
        id=ids.new("seen_to", row.account_id),
        contact=row,
        what=what,
        on=on,
        note=" ".join(note.split())[:300],
        seen_by_id=viewer.member,
        seen_at=at,
    )
    undo.keep_new(SeenTo.objects.add(seen))
    record(events.PersonSeenTo(subject=row.pk, account=row.account_id, what=what, on=on), viewer=viewer, at=at)
