"""Saying whose a conversation is, where neither the file nor a speaker told it."""

from datetime import datetime

from closeknit.accounts import checks as account_checks
from closeknit.accounts import matching
from closeknit.accounts.matching import Written
from closeknit.kit import clock, undo
from closeknit.kit.capabilities import Capability
from closeknit.kit.events import record
from closeknit.kit.operation import operation
from closeknit.kit.viewer import Viewer
from closeknit.touchpoints import bookkeeping, checks, events, placements, placing, zones
from closeknit.touchpoints.models import Participation, Touchpoint, Turn


@operation(Capability.HAND_IN)
def give_touchpoint(*, touchpoint: str, account: str, viewer: Viewer, at: datetime) -> None:
    """Say whose a conversation is that nobody knew of; or raise NotFound or KnownAlready.

    Whoever waits in it and is surely somebody there, now that the account is known, is placed; the others go on waiting, and so does
    whoever sent a mail that nothing proves.
    """
    row = checks.get_touchpoint(touchpoint, viewer=viewer)
    checks.check_nobodys(row)
    account_checks.get_account(account, viewer=viewer)
    waiting = list(Participation.objects.visible_to(viewer).filter(touchpoint=row, is_unsure=True))
    turns = Turn.objects.visible_to(viewer).filter(touchpoint=row, speaker__in=waiting)
    undo.keep(row, *waiting, *turns, subject=row.pk)
    row.change(account_id=account)
    if not placements.select_unproven(viewer).filter(touchpoint=row).exists():
        _place(row, waiting, account, viewer)
    bookkeeping.recompute_contact(bookkeeping.accounts_of([row.pk], viewer=viewer), viewer=viewer, at=at)
    placing.tell([row.pk], viewer=viewer, at=at)
    record(events.TouchpointGiven(subject=row.pk, account=account), viewer=viewer, at=at)


def _place(row: Touchpoint, waiting: list[Participation], account: str, viewer: Viewer) -> None:
    on = clock.local_date(row.started_at, zones.of_house())
    written = {part.pk: Written(part.written, part.address, "", on) for part in waiting}
    directory = matching.load_part(list(written.values()), accounts=[account], viewer=viewer)
    for part in waiting:
        found = matching.match(directory, written[part.pk], account=account)
        if not found.is_unsure:
            part.change(contact_id=found.contact, member_id=found.member, is_unsure=False)
            if found.is_ours:
                Turn.objects.visible_to(viewer).filter(speaker=part).update(is_ours=True)
