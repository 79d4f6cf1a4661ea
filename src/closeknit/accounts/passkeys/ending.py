"""Who can come in nowhere any more signs in with no passkey of theirs: it opens nothing from that moment, and is then removed.

Where somebody lost their place or their right it is removed at once. Where the shared site was closed it stays for a day: a site that was
closed by a slip of the hand is opened again, and nobody has lost anything.
"""

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta

from django.db.models import Q, Subquery

from closeknit.accounts import events, viewers
from closeknit.accounts.models import Access, Contact, Passkey, Person, SpaceInvitation
from closeknit.accounts.passkeys import letters
from closeknit.identity.models import Login
from closeknit.kit import viewer as kit_viewers
from closeknit.kit.capabilities import Capability
from closeknit.kit.events import record
from closeknit.kit.operation import operation
from closeknit.kit.viewer import Viewer

CLOSED_FOR = timedelta(days=1)
_elsewhere: list[Callable[[str], bool]] = []


def keep_where(belongs: Callable[[str], bool]) -> None:
    """Let a room above say of a person that something else is open to them here, whatever becomes of their places."""
    _elsewhere.append(belongs)


def is_anything_open(login: int) -> bool:
    """Return whether whoever holds this login comes in to anything: a shared site, or what another room says is theirs.

    Who never came in to a shared site is a guest of the open portal, and nothing of theirs has ended.
    """
    if viewers.list_spaces(login):
        return True
    ours = kit_viewers.house("who may come in")
    person = Person.objects.visible_to(ours).filter(login_id=login).values_list("pk", flat=True).first()
    if person is None:
        return False
    return not _has_been_in(person, login, ours) or any(belongs(person) for belongs in _elsewhere)


def forget_where_gone(place: Contact, *, viewer: Viewer, at: datetime) -> None:
    """Remove the passkeys of somebody who has just lost a place or their right there, and tell them, unless something else is open to them.

    They are gone for good: a leaving that is taken back brings none of them again, and whoever came back comes in by a code.
    """
    login = place.person.login_id
    if login is not None and not is_anything_open(login):
        _forget(_list_of(login), place.account_id, viewer=viewer, at=at)


def list_closed_out(*, at: datetime) -> list[int]:
    """Return the logins that have a passkey though nothing has been open to their holders for a day."""
    ours = kit_viewers.house("whose passkeys open nothing any more")
    held = Passkey.objects.visible_to(ours).order_by("login_id").values_list("login_id", flat=True).distinct()
    lately = Access.objects.visible_to(ours).filter(contact__account__space__closed_at__gt=at - CLOSED_FOR)
    waiting = set(lately.values_list("contact__person__login_id", flat=True))
    return [login for login in held if login not in waiting and not is_anything_open(login)]


@operation(Capability.KEEP_ACCOUNTS)
def forget_closed_out(*, login: int, viewer: Viewer, at: datetime) -> None:
    """Remove the passkeys of somebody to whom nothing is open any more, and tell them."""
    _forget(_list_of(login), "", viewer=viewer, at=at)


def _has_been_in(person: str, login: int, ours: Viewer) -> bool:
    accepted = SpaceInvitation.objects.visible_to(ours).filter(accepted_at__isnull=False)
    email = Login.objects.filter(pk=login).values("email")[:1]
    return (
        Access.objects.visible_to(ours).filter(contact__person=person).exists()
        or accepted.filter(Q(contact__person=person) | Q(email=Subquery(email))).exists()
    )


def _list_of(login: int) -> list[Passkey]:
    # A colleague who takes a right away sees no passkeys.
    ours = kit_viewers.house("who may not come in any more does not by a passkey either")
    return list(Passkey.objects.visible_to(ours).filter(login_id=login).order_by("pk"))


def _forget(several: Sequence[Passkey], account: str, *, viewer: Viewer, at: datetime) -> None:
    if not several:
        return
    login, names = several[0].login_id, [row.name for row in several]
    for row in several:
        key = row.pk
        row.delete()
        record(events.PasskeyRemoved(subject=key, account=account, why="access"), viewer=viewer, at=at)
    letters.send_removed(Login.objects.get(pk=login), names, viewer=viewer, at=at)
