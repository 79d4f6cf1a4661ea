"""Coming in to a shared site: by the link of an invitation, or by having shown that one reads at the invited address."""

from contextlib import suppress
from datetime import datetime

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from closeknit.accounts.models import Contact, SpaceInvitation
from closeknit.accounts.spaces import checks, entering
from closeknit.identity import links
from closeknit.identity.models import Login
from closeknit.kit import viewer as viewers
from closeknit.kit.capabilities import Capability
from closeknit.kit.operation import operation
from closeknit.kit.refusals import Refused
from closeknit.kit.viewer import Viewer


def is_one_of_us(refusal: Refused) -> bool:
    """Return whether somebody was refused because the login is a member's: no code that we send leads them on, but our own door does."""
    return isinstance(refusal, checks.OneOfUs)


def accept(*, secret: str, at: datetime) -> tuple[Login, Contact]:
    """Come in by the link of an invitation and return the login and the place; or raise InvitationSpent, OneOfUs or KnownByAnother."""
    return _accept(secret=secret, viewer=viewers.house("an invitation to a shared site"), at=at)


@operation(Capability.KEEP_ACCOUNTS)
def _accept(*, secret: str, viewer: Viewer, at: datetime) -> tuple[Login, Contact]:
    row = find_invitation(secret, at=at)
    # A conditional update decides between two who press at once: exactly one of them changes a row.
    mine = row and SpaceInvitation.objects.visible_to(viewer).filter(pk=row.pk, accepted_at=None, withdrawn_at=None)
    if row is None or not mine or not mine.update(accepted_at=at):
        raise checks.InvitationSpent(_("This invitation has been used, withdrawn or has run out. Ask for a new one."))
    login = Login.objects.get(email=row.email)
    return login, entering.let_in(row, login, viewer=viewer, at=at)


def find_invitation(secret: str, *, at: datetime) -> SpaceInvitation | None:
    """Return the open invitation that `secret` belongs to, or None. The secret is what lets its holder in."""
    rows = SpaceInvitation.objects.unscoped(reason="whoever holds the secret is invited").select_related("account")
    return _open(rows, at).filter(secret_hash=links.hash_secret(secret)).first()


def _open(rows: QuerySet[SpaceInvitation], at: datetime) -> QuerySet[SpaceInvitation]:
    """Leave those that let in now. Whoever has left the account does not come back by an old link."""
    waiting = rows.filter(accepted_at__isnull=True, withdrawn_at__isnull=True, expires_at__gt=at)
    there = waiting.filter(account__space__isnull=False, account__space__closed_at__isnull=True)
    return there.filter(Q(contact__isnull=True) | Q(contact__until_on__isnull=True))


def accept_all(*, login_id: int, at: datetime) -> int:
    """Let somebody in wherever their address is invited, once they have shown that they read there; return at how many places."""
    login = Login.objects.get(pk=login_id)
    rows = SpaceInvitation.objects.unscoped(reason="whoever reads at the address is invited").filter(email=login.email)
    n = 0
    for (pk,) in list(_open(rows, at).values_list("pk")):
        # Whoever we know by another address comes in with that one: what was invited at this one waits, and nothing is said here. Of two
        # who sign in at once one finds it accepted already, and is in as well.
        with suppress(checks.KnownByAnother, checks.OneOfUs, checks.InvitationSpent):
            n += _accept_one(invitation=pk, login=login, viewer=viewers.house("an invitation to a shared site"), at=at)
    return n


@operation(Capability.KEEP_ACCOUNTS)
def _accept_one(*, invitation: str, login: Login, viewer: Viewer, at: datetime) -> int:
    rows = SpaceInvitation.objects.visible_to(viewer).select_related("account")
    row = rows.get(pk=invitation)
    if not rows.filter(pk=row.pk, accepted_at=None, withdrawn_at=None).update(accepted_at=at):
        raise checks.InvitationSpent
    entering.let_in(row, login, viewer=viewer, at=at)
    return 1
