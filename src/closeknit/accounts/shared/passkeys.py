"""The passkeys of somebody outside: adding one, naming it, removing it, and coming in with it.

A passkey belongs to a login, wherever its holder has a place. Who it is shows in the passkey alone: nobody types an address.
"""

import secrets
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from closeknit.accounts import events, viewers
from closeknit.accounts.models import Passkey
from closeknit.accounts.passkeys import ceremony, ending, letters
from closeknit.accounts.passkeys.ceremony import Asked, PasskeyRefused
from closeknit.identity.models import Login
from closeknit.kit import ids, typed
from closeknit.kit import viewer as kit_viewers
from closeknit.kit.capabilities import Capability
from closeknit.kit.events import record
from closeknit.kit.operation import operation
from closeknit.kit.refusals import NotFound
from closeknit.kit.viewer import NOBODY, Viewer

__all__ = ["Asked", "PasskeyRefused"]
# More devices nobody has at hand.
MOST = 20
LONGEST_NAME = 60
UNNAMED = gettext_noop("A device of mine")


@dataclass(frozen=True)
class PasskeyRow:
    """A passkey as its holder sees it."""

    id: str
    name: str
    made_at: datetime
    used_at: datetime | None


def list_passkeys(*, viewer: Viewer) -> list[PasskeyRow]:
    """Return the viewer's own passkeys, the newest first."""
    return [PasskeyRow(row.pk, row.name, row.made_at, row.used_at) for row in _mine(viewer)]


def begin_adding(*, login: Login, viewer: Viewer, at: datetime) -> tuple[dict[str, Any], Asked]:
    """Return what a browser is asked for a new passkey of the viewer's, and what the session keeps of it; or raise PasskeyRefused."""
    if not ending.is_anything_open(login.pk):
        raise PasskeyRefused(_("Nothing is shared with you here at the moment: a passkey would open nothing."))
    known = _mine(viewer)
    if len(known) >= MOST:
        raise PasskeyRefused(_("You have %(n)d passkeys. Remove one that you do not use first.") % {"n": MOST})
    handle = bytes(known[0].handle) if known else secrets.token_bytes(32)
    challenge, asked = ceremony.ask(ceremony.ADDING, at=at, login=login.pk, handle=handle)
    names = [bytes(row.credential) for row in known]
    offer = ceremony.offer_making(challenge, handle=handle, email=login.email, name=viewer.name, known=names)
    return offer, asked


def begin_using(*, at: datetime) -> tuple[dict[str, Any], Asked]:
    """Return what a browser is asked by whoever comes in, the same for everybody, and what the session keeps of it."""
    challenge, asked = ceremony.ask(ceremony.USING, at=at)
    return ceremony.offer_using(challenge), asked


@operation(Capability.TAKE_PART)
def add_passkey(*, said: str, asked: Asked | None, name: str, login: Login, viewer: Viewer, at: datetime) -> None:
    """Keep a passkey that a browser has made for the viewer, and tell them by mail; or raise PasskeyRefused or NothingSaid."""
    made = ceremony.read_made(said, asked, login=login.pk, at=at)
    called = typed.check_line(name or _(UNNAMED), "", most=LONGEST_NAME)
    row = Passkey(
        id=ids.new("passkey"), login=login, name=called, handle=ceremony.read_handle(asked), credential=made.credential,
        key_data=made.key_data, n_signed=made.n_signed, made_at=at,
    )  # fmt: skip
    try:
        with transaction.atomic():
            Passkey.objects.add(row)
    except IntegrityError as error:
        # The device's name for it is somebody's already: whose is not said.
        raise PasskeyRefused from error
    record(events.PasskeyAdded(subject=row.pk), viewer=viewer, at=at)
    letters.send_added(row, login, language=login.person.language, viewer=viewer, at=at)


@operation(Capability.TAKE_PART)
def rename_passkey(*, passkey: str, name: str, viewer: Viewer, at: datetime) -> None:
    """Call a passkey of the viewer's otherwise, or raise NotFound or NothingSaid."""
    row = _get(passkey, viewer)
    row.change(name=typed.check_line(name, _("Say what you call it. Nothing was changed."), most=LONGEST_NAME))
    record(events.PasskeyRenamed(subject=row.pk), viewer=viewer, at=at)


@operation(Capability.TAKE_PART)
def remove_passkey(*, passkey: str, viewer: Viewer, at: datetime) -> None:
    """Let a passkey of the viewer's sign nobody in any more, or raise NotFound. The device may go on offering it."""
    row = _get(passkey, viewer)
    row.delete()
    record(events.PasskeyRemoved(subject=passkey, why="own"), viewer=viewer, at=at)


def come_in(*, said: str, asked: Asked | None, at: datetime) -> Login:
    """Return the login of whoever has shown a passkey that we know; or raise PasskeyRefused, whatever was wrong.

    Whom nothing is open to comes in by none: it would lead them before a page that says so, as if they were expected.
    """
    row = _all().filter(credential=ceremony.read_name(said)).select_related("login").first()
    viewer = viewers.of_guest(row.login_id) if row else NOBODY
    if row is None or viewer is NOBODY or not ending.is_anything_open(row.login_id):
        raise PasskeyRefused
    _use(row=row, said=said, asked=asked, viewer=viewer, at=at)
    return row.login


@operation(Capability.TAKE_PART)
def _use(*, row: Passkey, said: str, asked: Asked | None, viewer: Viewer, at: datetime) -> None:
    known = ceremony.Known(bytes(row.handle), bytes(row.key_data), row.n_signed)
    n_signed, challenge = ceremony.check_used(said, asked, known, at=at)
    # Of two answers to one challenge, sent at once, one changes the row.
    same = _all().filter(pk=row.pk, n_signed=row.n_signed).exclude(last_challenge=challenge)
    if not same.update(n_signed=n_signed, last_challenge=challenge, used_at=at):
        raise PasskeyRefused
    record(events.PasskeyUsed(subject=row.pk), viewer=viewer, at=at)


def _all() -> QuerySet[Passkey]:
    return Passkey.objects.visible_to(kit_viewers.house("whose passkey it is shows in the passkey"))


def _mine(viewer: Viewer) -> list[Passkey]:
    return list(Passkey.objects.visible_to(viewer).order_by("-made_at", "-pk"))


def _get(passkey: str, viewer: Viewer) -> Passkey:
    for row in _mine(viewer):
        if row.pk == passkey:
            return row
    raise NotFound
