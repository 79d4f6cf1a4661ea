"""Whom the other side may read by name: those of their own who come in."""

from closeknit.accounts.models import Access, Contact
from closeknit.kit.viewer import Viewer


def list_inside(account: str, *, viewer: Viewer) -> frozenset[str]:
    """Return the places of those who come in to the shared site of an account."""
    rows = Access.objects.visible_to(viewer).filter(contact__account_id=account)
    return frozenset(rows.values_list("contact_id", flat=True))


def say_name(contact: Contact | None, inside: frozenset[str]) -> str:
    """Return the name of somebody of the account who comes in, else nothing: whom we know beyond is for us."""
    return contact.person.name if contact and contact.pk in inside else ""
