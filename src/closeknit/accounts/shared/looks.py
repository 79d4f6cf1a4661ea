"""Looking at a shared site as a contact: begun once, within a minute, by a secret; nothing can be written meanwhile."""

from datetime import datetime, timedelta

from closeknit.accounts import events, viewers
from closeknit.accounts.models import Look
from closeknit.identity import links
from closeknit.kit import viewer as kit_viewers
from closeknit.kit.capabilities import Capability
from closeknit.kit.events import record
from closeknit.kit.operation import operation
from closeknit.kit.viewer import Viewer

BEGINS_WITHIN = timedelta(minutes=1)


def begin(*, secret: str, at: datetime) -> str | None:
    """Start a look by its secret and return its id, or None where there is none that can begin."""
    rows = Look.objects.unscoped(reason="whoever holds the secret looks").filter(
        secret_hash=links.hash_secret(secret), begun_at__isnull=True, made_at__gt=at - BEGINS_WITHIN
    )
    found = rows.values_list("pk", flat=True).first()
    return found if found and viewers.can_look(found) and rows.update(begun_at=at) else None


def end(*, look: str, at: datetime) -> str:
    """Stop looking, and return the account at whose shared site it was; said twice it is said once."""
    account: str = _end(look=look, viewer=kit_viewers.house("a look ended"), at=at)
    return account


@operation(Capability.KEEP_ACCOUNTS)
def _end(*, look: str, viewer: Viewer, at: datetime) -> str:
    row = Look.objects.visible_to(viewer).select_related("contact").get(pk=look)
    if row.ended_at is None:
        row.change(ended_at=at)
    ended = events.LookEnded(subject=row.pk, account=row.contact.account_id, contact=row.contact_id)
    record(ended, viewer=viewer, at=at)
    return row.contact.account_id
