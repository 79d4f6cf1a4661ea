"""How the viewer hears of what happens, and their calendar address."""

from datetime import datetime

from django.utils.translation import gettext as _

from closeknit.accounts.shared import queries
from closeknit.accounts.spaces import notices
from closeknit.accounts.spaces.notices import Reader
from closeknit.analysis.spaces.kinds import NoticePace
from closeknit.kit.capabilities import Capability
from closeknit.kit.operation import operation
from closeknit.kit.refusals import NotFound, Refused
from closeknit.kit.viewer import Viewer


class NoSuchPace(Refused):
    """A way of hearing that there is not."""


@operation(Capability.READ_SHARED)
def choose_pace(*, account: str, pace: str, viewer: Viewer, at: datetime) -> None:
    """Say how one hears of what happens on the shared site: at once, once a day, or not; or raise NotFound or NoSuchPace."""
    if pace not in list(NoticePace):
        raise NoSuchPace(_("Say how you want to hear of it: at once, once a day, or not at all."))
    notices.choose(queries.find_contact(account, viewer=viewer), NoticePace(pace), viewer=viewer, at=at)


@operation(Capability.READ_SHARED)
def open_shared_calendar(*, account: str, viewer: Viewer, at: datetime) -> str:
    """Return the secret of the viewer's new calendar address, which is kept nowhere; an older one opens nothing any more."""
    return notices.open_calendar(queries.find_contact(account, viewer=viewer), account, viewer=viewer, at=at)


@operation(Capability.READ_SHARED)
def close_shared_calendar(*, account: str, viewer: Viewer, at: datetime) -> None:
    """Let the viewer's calendar address open nothing any more; or raise NotFound."""
    notices.close_calendar(queries.find_contact(account, viewer=viewer), account, viewer=viewer, at=at)


def switch_off(*, secret: str, at: datetime) -> None:
    """End the mails of whoever got the one that holds this secret; or raise NotFound where it opens nothing."""
    reader = notices.find_switched(secret, at=at)
    if reader is None:
        raise NotFound
    _switch_off(contact=reader.contact, viewer=notices.ours(), at=at)


@operation(Capability.KEEP_ACCOUNTS)
def _switch_off(*, contact: str, viewer: Viewer, at: datetime) -> None:
    notices.switch_off(contact, viewer=viewer, at=at)


def get_pace(account: str, *, viewer: Viewer) -> NoticePace:
    """Return how the viewer hears of what happens; or raise NotFound."""
    return notices.find_pace(queries.find_contact(account, viewer=viewer), viewer=viewer)


def has_calendar(account: str, *, viewer: Viewer) -> bool:
    """Return whether the viewer has a calendar address; or raise NotFound."""
    return notices.has_calendar(queries.find_contact(account, viewer=viewer), viewer=viewer)


def find_switched(secret: str, *, at: datetime) -> Reader | None:
    """Return whose mails the switch ends, None where it opens nothing."""
    return notices.find_switched(secret, at=at)


def find_calendar_reader(secret: str) -> Reader | None:
    """Return whose calendar address this is, None where it opens nothing."""
    return notices.find_calendar_reader(secret)
