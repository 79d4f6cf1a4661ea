"""What the people of an account say of themselves on the shared site: what they are there for, and whom they serve."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from closeknit.accounts import checks as account_checks
from closeknit.accounts import events
from closeknit.accounts.models import NamedCustomer, Space, TheirPurpose
from closeknit.accounts.shared import queries
from closeknit.kit import ids, typed
from closeknit.kit.capabilities import Capability
from closeknit.kit.events import record
from closeknit.kit.operation import operation
from closeknit.kit.refusals import ChangedMeanwhile, NotFound, Refused
from closeknit.kit.viewer import Viewer

LONGEST = 3_000
MOST_CUSTOMERS = 50


class TooMany(Refused):
    """More than anybody reads."""


@dataclass(frozen=True)
class TheirPurposeRow:
    """One version of what an account is there for; `number` 0: nobody has written it yet."""

    number: int
    text: str
    written_by: str
    written_at: datetime | None


@dataclass(frozen=True)
class CustomerRow:
    """A customer of theirs, as they named it."""

    id: str
    name: str


NOT_WRITTEN = TheirPurposeRow(0, "", "", None)


@operation(Capability.TAKE_PART)
def write_their_purpose(*, account: str, text: str, base: int, viewer: Viewer, at: datetime) -> int:
    """Write what one's own company is there for, on version `base` (0: the first), and return the new version's number.

    An empty text takes it back. Raises NotFound, NothingSaid, or ChangedMeanwhile where a colleague wrote since.
    """
    contact = queries.find_contact(account, viewer=viewer)
    # Two colleagues who write at once meet here: the second waits, and then is shown what the first wrote.
    Space.objects.visible_to(viewer).select_for_update().get(pk=account)
    current = get_their_purpose(account, viewer=viewer)
    if current.number != base:
        raise ChangedMeanwhile(
            _("A colleague wrote it anew while you were writing. Both stand here; keep what is right.")
        )
    said = typed.check_said(text, "", most=LONGEST) if text.strip() else ""
    if said != current.text:
        TheirPurpose.objects.add(
            TheirPurpose(
                id=ids.new("theirpurpose", account), account_id=account, number=base + 1, text=said,
                written_by_id=contact, written_at=at,
            )
        )  # fmt: skip
    version = base + (said != current.text)
    record(events.TheirPurposeWritten(subject=account, account=account, version=version), viewer=viewer, at=at)
    return version


@operation(Capability.TAKE_PART)
def name_customer(*, account: str, name: str, viewer: Viewer, at: datetime) -> None:
    """Say whom one's own company serves; said twice it is said once. Raises NotFound, NothingSaid or TooMany."""
    contact = queries.find_contact(account, viewer=viewer)
    said = typed.check_line(name, _("Say what they are called."), most=200)
    known = NamedCustomer.objects.visible_to(viewer).filter(account_id=account)
    key = account_checks.name_key(said)
    if not known.filter(name_key=key).exists():
        if known.count() >= MOST_CUSTOMERS:
            raise TooMany(_("%(most)d stand here already. Take one away first.") % {"most": MOST_CUSTOMERS})
        row = NamedCustomer(id=ids.new("namedcustomer", account), account_id=account, name=said, name_key=key)
        row.named_by_id, row.named_at = contact, at
        NamedCustomer.objects.add(row)
    record(events.CustomerNamed(subject=account, account=account), viewer=viewer, at=at)


@operation(Capability.TAKE_PART)
def drop_customer(*, account: str, customer: str, viewer: Viewer, at: datetime) -> None:
    """Take a customer away that was named, or raise NotFound."""
    rows = NamedCustomer.objects.visible_to(viewer).filter(account_id=account, pk=customer)
    if not rows.exists():
        raise NotFound
    rows.delete()
    record(events.CustomerDropped(subject=account, account=account), viewer=viewer, at=at)


def get_their_purpose(account: str, *, viewer: Viewer) -> TheirPurposeRow:
    """Return what an account is there for, as its people wrote it last."""
    return next(iter(list_their_purposes(account, viewer=viewer, most=1)), NOT_WRITTEN)


def list_their_purposes(account: str, *, viewer: Viewer, most: int = 20) -> list[TheirPurposeRow]:
    """Return the newest versions of what an account is there for, the newest first."""
    rows = TheirPurpose.objects.visible_to(viewer).filter(account_id=account).order_by("-number")
    found = rows.values_list("number", "text", "written_by__person__name", "written_at")[:most]
    return [TheirPurposeRow(number, text, by or "", at) for number, text, by, at in found]


def list_customers(account: str, *, viewer: Viewer) -> list[CustomerRow]:
    """Return the customers that the people of an account named, by name."""
    rows = NamedCustomer.objects.visible_to(viewer).filter(account_id=account).order_by("name_key")
    return [CustomerRow(*values) for values in rows.values_list("pk", "name")]
