"""May this happen now, on our own side?"""

from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from closeknit.identity.models import House, Login, Member
from closeknit.identity.roles import Role
from closeknit.kit.refusals import Refused


class HouseExists(Refused):
    """The house was made already."""


class LastAdmin(Refused):
    """Nobody else could run the house."""


class InvitationSpent(Refused):
    """The invitation cannot be used."""


class AddressTaken(Refused):
    """Somebody has that address already."""


class NameTaken(Refused):
    """Something here is called that already."""


class WrongPassword(Refused):
    """The password that was given is not the one that holds."""


class BadSetting(Refused):
    """A setting that cannot be."""


def check_no_house() -> None:
    """Raise HouseExists where the house has been made."""
    if House.objects.unscoped(reason="first run, before anybody is known").exists():
        raise HouseExists("This house has been set up already. Sign in, or ask whoever runs it for an invitation.")


def check_zone(zone: str) -> None:
    """Raise BadSetting unless `zone` names a time zone."""
    try:
        ZoneInfo(zone)
    except (ZoneInfoNotFoundError, ValueError) as error:
        raise BadSetting(f"There is no time zone called “{zone}”. Try one like Europe/Amsterdam.") from error


def check_currency(currency: str) -> None:
    """Raise BadSetting unless `currency` looks like a code of ISO 4217."""
    if not (len(currency) == 3 and currency.isascii() and currency.isalpha() and currency.isupper()):
        raise BadSetting("A currency is three capital letters, such as EUR.")


def check_address_free(email: str) -> None:
    """Raise AddressTaken where a member or a login has `email`."""
    members = Member.objects.unscoped(reason="an address is unique in the house")
    if members.filter(email__iexact=email).exists() or Login.objects.filter(email__iexact=email).exists():
        raise AddressTaken(f"Somebody here already has the address {email}.")


def check_not_last_admin(member: Member) -> None:
    """Raise LastAdmin where `member` is the only one who runs the house."""
    admins = Member.objects.unscoped(reason="somebody must always run the house").filter(
        role=Role.ADMIN, left_at__isnull=True
    )
    if member.role == Role.ADMIN and not admins.exclude(pk=member.pk).exists():
        raise LastAdmin(f"{member.name} is the only one who runs this house. Give that role to somebody else first.")
