"""A viewer is made here, from a login or from what a task was stored with: once, and then passed on as an argument."""

from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.models import AnonymousUser

from closeknit.accounts.models import Contact, Person
from closeknit.identity import queries as identity_queries
from closeknit.identity.models import Login
from closeknit.kit import viewer as viewers
from closeknit.kit.viewer import NOBODY, Viewer, ViewerKind


def of_login(login_id: int | None) -> Viewer:
    """Return the viewer of a signed-in login, or NOBODY. Rights are read anew each time: who left is out at the next request."""
    if login_id is None:
        return NOBODY
    return identity_queries.find_viewer_of_login(login_id) or NOBODY


def of_signed_in(login: AbstractBaseUser | AnonymousUser) -> Viewer:
    """Return the viewer of whoever a request is signed in as, or NOBODY: the same as `of_login`, from what the request has read."""
    return (identity_queries.find_viewer_of(login) if isinstance(login, Login) else None) or NOBODY


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
