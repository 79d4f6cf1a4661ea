"""In a demo house, whom a visitor can look around as on a shared site. Its people are invented; in any other house there is nobody."""

from dataclasses import dataclass

from closeknit.accounts.models import Access
from closeknit.analysis.kinds import SpaceRight
from closeknit.identity.models import Login
from closeknit.identity.queries import find_house
from closeknit.kit import viewer as viewers


@dataclass(frozen=True)
class Shown:
    """Somebody invented who comes in to a shared site."""

    login_id: int
    name: str
    account_id: str
    account: str


def find_shown() -> Shown | None:
    """Return whom a visitor of a demo house can look around as: who manages the first open site by name; None in any other house."""
    house = find_house()
    if house is None or not house.is_demo:
        return None
    rows = Access.objects.visible_to(viewers.house("a demo house is shown")).filter(
        right=SpaceRight.MANAGE,
        contact__until_on__isnull=True,
        contact__account__space__closed_at__isnull=True,
        contact__account__space__isnull=False,
        contact__person__login__is_active=True,
    )
    columns = ("contact__person__login_id", "contact__person__name", "contact__account_id", "contact__account__name")
    found = rows.order_by("contact__account__name", "contact_id").values_list(*columns).first()
    return Shown(*found) if found else None


def find_login(shown: Shown) -> Login:
    """Return the login of whom a visitor looks around as."""
    row: Login = Login.objects.get(pk=shown.login_id)
    return row
