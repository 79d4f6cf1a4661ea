"""May this happen now, to a shared site and to who comes in?"""

from datetime import datetime, timedelta

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from closeknit.accounts.models import Access, Contact, PersonAddress, Space, SpaceInvitation
from closeknit.analysis.kinds import SpaceRight
from closeknit.identity import queries as identity_queries
from closeknit.identity.models import Login, Member
from closeknit.kit.refusals import NotFound, Refused
from closeknit.kit.viewer import Viewer

HOLDS = timedelta(days=14)
MOST_OPEN = 50


class NotOpen(Refused):
    """The account has no shared site that is open."""


class BadInvitation(Refused):
    """An address that is none, a right that there is not, or one invitation too many."""


class InvitationSpent(Refused):
    """The invitation was used, withdrawn, or has run out."""


class KnownByAnother(Refused):
    """Whoever comes in has a login with another address already: one person has one."""


class OneOfUs(Refused):
    """Whoever comes in is a member: their login opens our own door, and never becomes that of somebody outside."""


class LastManager(Refused):
    """Nobody there could manage their side any more."""


def get_open_space(account: str, *, viewer: Viewer) -> Space:
    """Return the open shared site of an account, or raise NotOpen."""
    row = Space.objects.visible_to(viewer).filter(pk=account, closed_at__isnull=True).first()
    if row is None:
        raise NotOpen(_("The shared site of this account is not open. Open it first."))
    return row


def get_access(contact: str, *, viewer: Viewer) -> Access:
    """Return what a contact who is still there may do, or raise NotFound."""
    rows = Access.objects.visible_to(viewer).select_related("contact").filter(contact__until_on__isnull=True)
    row = rows.filter(pk=contact).first()
    if row is None:
        raise NotFound
    return row


def read_right(right: str) -> SpaceRight:
    """Return the right that a code means, or raise BadInvitation."""
    if right not in list(SpaceRight):
        raise BadInvitation(_("Say what they may do there: read, take part, or manage their side."))
    return SpaceRight(right)


def read_email(email: str) -> str:
    """Return an address as it is kept, or raise BadInvitation."""
    said = email.strip().lower()
    try:
        validate_email(said)
    except ValidationError as error:
        raise BadInvitation(
            _("“%(email)s” is not an e-mail address. Nobody was invited.") % {"email": email.strip()[:80]}
        ) from error
    return said


def list_open(account: str, *, viewer: Viewer, at: datetime) -> QuerySet[SpaceInvitation]:
    """Return the invitations of an account that can still be accepted, newest first."""
    rows = SpaceInvitation.objects.visible_to(viewer).filter(
        account_id=account, accepted_at__isnull=True, withdrawn_at__isnull=True, expires_at__gt=at
    )
    return rows.order_by("-invited_at", "pk")


def check_not_too_many(account: str, *, viewer: Viewer, at: datetime) -> None:
    """Raise BadInvitation where so many invitations are open that one more would be sending mail to strangers."""
    if list_open(account, viewer=viewer, at=at).count() >= MOST_OPEN:
        raise BadInvitation(
            _("%(most)d invitations are open already. Withdraw some, or wait until they are accepted.")
            % {"most": MOST_OPEN}
        )


def get_invitation(invitation: str, account: str, *, viewer: Viewer) -> SpaceInvitation:
    """Return an invitation of the account that has not been accepted or withdrawn, or raise NotFound."""
    rows = SpaceInvitation.objects.visible_to(viewer).filter(accepted_at__isnull=True, withdrawn_at__isnull=True)
    row = rows.filter(pk=invitation, account_id=account).first()
    if row is None:
        raise NotFound
    return row


def check_no_member(login: Login, *, viewer: Viewer) -> None:
    """Raise OneOfUs where a login is a member's.

    It is asked of whoever has shown that they read at the address, not of who invites there: a refusal of the invitation would tell
    strangers, address by address, who works for us.
    """
    if Member.objects.visible_to(viewer).filter(login=login, left_at__isnull=True).exists():
        raise OneOfUs(
            _("That address belongs to somebody at %(house)s: come in by our own door, and look as one of them.")
            % {"house": identity_queries.get_house().name}
        )


def check_is_theirs(contact: Contact, email: str, *, viewer: Viewer) -> None:
    """Raise BadInvitation where the address is not the contact's: a member's or somebody else's, or they sign in with another one."""
    if Member.objects.visible_to(viewer).filter(login__email=email, left_at__isnull=True).exists():
        raise BadInvitation(
            _("%(email)s is the address of one of us. Look at the shared site as one of them instead.")
            % {"email": email}
        )
    taken = PersonAddress.objects.visible_to(viewer).filter(kind="email", value=email).exclude(person=contact.person)
    if taken.exists():
        raise BadInvitation(
            _("%(email)s is the address of somebody else. Correct the address of %(name)s first.")
            % {"email": email, "name": contact.person.name}
        )
    login = contact.person.login
    if login is not None and login.email != email:
        raise BadInvitation(
            _("%(name)s signs in with %(email)s already. Send the invitation there: one person has one login.")
            % {"email": login.email, "name": contact.person.name}
        )


def check_not_last(access: Access, *, viewer: Viewer) -> None:
    """Raise LastManager where a contact would take away the last right to manage their side."""
    others = Access.objects.visible_to(viewer).filter(
        contact__account_id=access.contact.account_id, contact__until_on__isnull=True, right=SpaceRight.MANAGE
    )
    if access.right == SpaceRight.MANAGE and not others.exclude(pk=access.pk).exists():
        raise LastManager(_("Nobody could manage your side any more. Let a colleague manage it first."))
