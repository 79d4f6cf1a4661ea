"""May this happen now, to a conversation, an appointment or an import?"""

from collections.abc import Sequence
from datetime import datetime, timedelta

from closeknit.accounts import checks as account_checks
from closeknit.kit.refusals import NotFound, Refused
from closeknit.kit.viewer import Viewer
from closeknit.touchpoints import holds
from closeknit.touchpoints.drafts import Line, Speaker
from closeknit.touchpoints.models import Appointment, Import, Touchpoint

# Whoever hands something in may be a little ahead of us on the clock.
_AHEAD = timedelta(hours=14)


class NothingSaid(Refused):
    """There are no words to keep."""


class StillToCome(Refused):
    """It has not taken place yet."""


class Touched(Refused):
    """Somebody has made something of the words since."""


class KnownAlready(Refused):
    """Somebody has said whose it is, or it was known."""


class WrongState(Refused):
    """An import or appointment is past that."""


def check_words(lines: Sequence[Line]) -> None:
    """Raise NothingSaid unless somebody said something."""
    if not any(char.isalnum() for line in lines for char in line.text):
        raise NothingSaid("There are no words in it. Write down what was said, in a sentence or two.")


def check_past(started_at: datetime, at: datetime) -> None:
    """Raise StillToCome where the moment lies ahead."""
    if started_at > at + _AHEAD:
        raise StillToCome("That day is still to come. Plan an appointment for it, and log it when it has taken place.")


def check_reachable(account: str | None, speakers: Sequence[Speaker], *, viewer: Viewer) -> None:
    """Raise NotFound where an account or a contact that was named is not there for the viewer."""
    if account is not None:
        account_checks.get_account(account, viewer=viewer)
    for speaker in speakers:
        if speaker.contact is not None:
            account_checks.get_contact(speaker.contact, viewer=viewer)


def check_untouched(touchpoint: Touchpoint, *, viewer: Viewer) -> None:
    """Raise Touched where taking the conversation out would take somebody's work with it."""
    held = holds.find_held([touchpoint.pk], viewer=viewer).get(touchpoint.pk)
    if held is not None:
        raise Touched(f"{held.who} {held.what}. Take that back first; the conversation was left in place.")


def check_nobodys(touchpoint: Touchpoint) -> None:
    """Raise KnownAlready where it is known whose conversation this is."""
    if touchpoint.account is not None:
        raise KnownAlready(f"This is known to be of {touchpoint.account.name}. Nothing was changed.")


def check_state(row: Import, *states: str) -> None:
    """Raise WrongState unless the import is in one of `states`."""
    if row.state not in states:
        raise WrongState(f"{row.file_name} is past that now. Load the page anew to see where it stands.")


def get_touchpoint(touchpoint: str, *, viewer: Viewer) -> Touchpoint:
    """Return the conversation that `viewer` may see, or raise NotFound."""
    row = Touchpoint.objects.visible_to(viewer).filter(pk=touchpoint).first()
    if row is None:
        raise NotFound("There is no conversation by that name.")
    return row


def get_appointment(appointment: str, *, viewer: Viewer) -> Appointment:
    """Return the appointment that is still planned, or raise NotFound."""
    row = Appointment.objects.visible_to(viewer).filter(pk=appointment, state="planned").first()
    if row is None:
        raise NotFound("There is no such appointment any more.")
    return row


def get_import(source: str, *, viewer: Viewer) -> Import:
    """Return the import, or raise NotFound."""
    row = Import.objects.visible_to(viewer).filter(pk=source).first()
    if row is None:
        raise NotFound("There is no import by that name.")
    return row
