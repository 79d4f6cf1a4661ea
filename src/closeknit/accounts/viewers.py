"""A viewer is made here, from a login or from what a task was stored with: once, and then passed on as an argument."""

from datetime import datetime, timedelta

from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.models import AnonymousUser
from django.db.models import BigIntegerField, QuerySet

from closeknit.accounts.models import Access, Contact, Look, Person
from closeknit.analysis.kinds import SpaceRight
from closeknit.identity import queries as identity_queries
from closeknit.identity.models import Login
from closeknit.kit import viewer as viewers
from closeknit.kit.capabilities import Capability
from closeknit.kit.fixed import Fixed, Given
from closeknit.kit.viewer import NOBODY, Viewer, ViewerKind

_GUEST = Fixed(
    lambda ours: (
        Person.objects.visible_to(ours)
        .filter(login=Given("login", BigIntegerField()), login__is_active=True)
        .values_list("pk", "name")
    )
)
LOOK_LASTS = timedelta(hours=1)
RIGHTS: dict[SpaceRight, frozenset[Capability]] = {
    SpaceRight.READ: frozenset({Capability.READ_SHARED}),
    SpaceRight.TAKE_PART: frozenset({Capability.READ_SHARED, Capability.TAKE_PART}),
    SpaceRight.MANAGE: frozenset({Capability.READ_SHARED, Capability.TAKE_PART, Capability.MANAGE_SIDE}),
}


def of_login(login_id: int | None) -> Viewer:
    """Return the viewer of a signed-in login, or NOBODY. Rights are read anew each time: who left is out at the next request."""
    if login_id is None:
        return NOBODY
    return identity_queries.find_viewer_of_login(login_id) or NOBODY


def of_signed_in(login: AbstractBaseUser | AnonymousUser) -> Viewer:
    """Return the viewer of whoever a request is signed in as, or NOBODY: the same as `of_login`, from what the request has read."""
    return (identity_queries.find_viewer_of(login) if isinstance(login, Login) else None) or NOBODY


def of_space(login_id: int, account: str) -> Viewer:
    """Return the viewer of a person outside in the shared site of one account, or NOBODY.

    It reaches that account and no other, with the right that they have there, as long as the site is open and they are there. Read anew at
    each request: whose access ended is out at the next one.
    """
    rows = Access.objects.unscoped(reason="a viewer is made")
    row = _open(rows).filter(contact__account_id=account, contact__person__login_id=login_id).first()
    return _in_space(row, RIGHTS[SpaceRight(row.right)]) if row else NOBODY


def of_look(look: str, *, at: datetime) -> Viewer:
    """Return the viewer of a member who looks at a shared site as a contact: it sees what they see and may do nothing. Or NOBODY."""
    looks = Look.objects.unscoped(reason="a viewer is made").filter(pk=look)
    return _of_looks(looks.filter(begun_at__gt=at - LOOK_LASTS, ended_at__isnull=True))


def can_look(look: str) -> bool:
    """Return whether a look can begin: whoever looks is one of us still, and whom they look as can come in."""
    return _of_looks(Look.objects.unscoped(reason="whether a look can begin").filter(pk=look)) is not NOBODY


def _of_looks(looks: QuerySet[Look]) -> Viewer:
    ours = looks.filter(member__left_at__isnull=True, member__login__is_active=True)
    contact = ours.values_list("contact_id", flat=True).first()
    row = contact and _open(Access.objects.unscoped(reason="a viewer is made")).filter(pk=contact).first()
    return _in_space(row, frozenset({Capability.READ_SHARED})) if row else NOBODY


def of_guest(login_id: int) -> Viewer:
    """Return the viewer of a person outside on the open portal, or NOBODY. It reaches no account: there one stands for oneself."""
    for person, name in _GUEST.ask(viewer=viewers.house("a viewer is made"), login=login_id):
        return Viewer(ViewerKind.CONTACT, person, name, frozenset({Capability.TAKE_PART}), frozenset())
    return NOBODY


def list_spaces(login_id: int | None) -> list[tuple[str, str]]:
    """Return (id, name) of each account whose shared site a person outside can come into, by name."""
    rows = _open(Access.objects.unscoped(reason="which sites a person outside can choose from"))
    mine = rows.filter(contact__person__login_id=login_id or 0).order_by(
        "contact__account__name", "contact__account_id"
    )
    return list(mine.values_list("contact__account_id", "contact__account__name"))


def _open(rows: QuerySet[Access]) -> QuerySet[Access]:
    """Leave the rights that hold now: the site is open, and the person is there and can sign in."""
    return rows.filter(
        contact__account__space__closed_at__isnull=True,
        contact__account__space__isnull=False,
        contact__until_on__isnull=True,
        contact__person__login__is_active=True,
    ).select_related("contact__person")


def _in_space(access: Access, capabilities: frozenset[Capability]) -> Viewer:
    contact = access.contact
    reached = frozenset({contact.account_id})
    return Viewer(ViewerKind.CONTACT, contact.person_id, contact.person.name, capabilities, reached)


def of_person(person_id: str) -> Viewer:
    """Return the viewer of a person outside: it reaches the accounts where they have a place now."""
    person = Person.objects.unscoped(reason="a viewer is made").filter(pk=person_id).first()
    if person is None:
        return NOBODY
    places = Contact.objects.unscoped(reason="a viewer is made").filter(person=person, until_on__isnull=True)
    reached = frozenset(places.values_list("account_id", flat=True))
    return Viewer(ViewerKind.CONTACT, person.pk, person.name, frozenset(), reached)


def of_task(kind: str, viewer_id: str, *, reason: str) -> Viewer:
    """Return the viewer that a task acts for: the member who asked, if still here, else the house with `reason`."""
    if kind == ViewerKind.MEMBER:
        return identity_queries.find_viewer(viewer_id) or NOBODY
    if kind == ViewerKind.HOUSE:
        return viewers.house(reason)
    return NOBODY
