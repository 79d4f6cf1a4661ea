"""Coming in to the open portal without being known: a login is made when the code is asked for, a person once they say their name.

Whoever comes in has shown that they read at the address: that is the one identity behind their vote, whatever they call themselves.
"""

from datetime import datetime, timedelta

from django.contrib.auth.hashers import make_password
from django.utils.translation import gettext as _

from closeknit.accounts import events, naming
from closeknit.accounts.models import Person, PersonAddress
from closeknit.identity.models import Login, Member
from closeknit.kit import ids, typed
from closeknit.kit import viewer as viewers
from closeknit.kit.capabilities import Capability
from closeknit.kit.events import record
from closeknit.kit.operation import operation
from closeknit.kit.refusals import Refused
from closeknit.kit.viewer import Viewer

# More addresses that nobody knew are not let ask for a code in an hour: more than that is a machine that tries them.
MOST_NEW_AN_HOUR = 300
_WHY = "somebody came in to the open portal"


class NotAGuest(Refused):
    """They are one of us, or known by another address."""


def make_login(email: str, *, at: datetime) -> bool:
    """Let a code be sent to an address that nobody knew, and return whether it may; it opens nothing until its holder says the code."""
    address = email.strip().lower()
    if Login.objects.filter(email=address).exists():
        return True
    if Login.objects.filter(made_at__gt=at - timedelta(hours=1)).count() >= MOST_NEW_AN_HOUR:
        return False
    Login.objects.get_or_create(email=address, defaults={"made_at": at, "password": make_password(None)})
    return True


def find_name(login_id: int) -> str:
    """Return what we call whoever reads at this address, "" where nobody knows them yet."""
    person = _find_person(Login.objects.get(pk=login_id), viewers.house(_WHY))
    return person.name if person else ""


def check_is_guest(login_id: int) -> None:
    """Raise NotAGuest where whoever signed in is one of us."""
    members = Member.objects.visible_to(viewers.house(_WHY)).filter(login=login_id, left_at__isnull=True)
    if members.exists():
        raise NotAGuest(
            _("You are one of us: come in by our own door, and see what outsiders see by looking as one of them.")
        )


def come_in(*, login_id: int, at: datetime, name: str = "") -> None:
    """Let somebody in who has shown that they read at their address: as the person we know, else under the name that they say.

    Raises NotAGuest where they are one of us or known by another address, NothingSaid where nobody knows them and no name is said.
    """
    _come_in(login_id=login_id, name=name, viewer=viewers.house(_WHY), at=at)


@operation(Capability.KEEP_ACCOUNTS)
def _come_in(*, login_id: int, name: str, viewer: Viewer, at: datetime) -> None:
    login = Login.objects.get(pk=login_id)
    check_is_guest(login_id)
    known = _find_person(login, viewer)
    if known is None:
        said = typed.check_line(name, _("Say what we may call you. Nothing was kept yet."), most=100)
        known = Person(id=ids.new("person", "portal"), name=said, first_word=naming.first_word(said), created_at=at)
        Person.objects.add(known)
        PersonAddress.objects.add(
            PersonAddress(id=ids.new("address", "portal"), person=known, kind="email", value=login.email)
        )
    if known.login_id not in (None, login.pk):
        raise NotAGuest(_("We know you by another address. Come in with that one: one person has one voice here."))
    known.change(login=login)
    record(events.GuestEntered(subject=known.pk), viewer=viewer, at=at)


def _find_person(login: Login, ours: Viewer) -> Person | None:
    mine = Person.objects.visible_to(ours).filter(login=login).first()
    if mine is not None:
        return mine
    address = PersonAddress.objects.visible_to(ours).filter(kind="email", value=login.email).select_related("person")
    found = address.first()
    return found.person if found else None
