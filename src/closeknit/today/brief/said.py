"""What the person on the call said last."""

from django.db.models import Exists, OuterRef, QuerySet

from closeknit.kit.viewer import Viewer
from closeknit.today.brief.parts import BriefAsked, BriefLine, BriefPart, Told
from closeknit.verbatims.models import Signal, Verbatim

SHOWN = 2
# So much of what an account said last is read at once; whoever has been silent longer is looked up alone.
KNOWN = 40


def list_told(account: str, *, viewer: Viewer) -> tuple[Told, ...]:
    """Return the newest forty sentences of an account in which something was heard."""
    columns = ("pk", "contact_id", "said_at")
    newest = _heard(account, viewer).order_by("-said_at", "-pk").values_list(*columns)[:KNOWN]
    return tuple(Told(pk, contact or "", at) for pk, contact, at in newest)


def read(asked: BriefAsked) -> BriefPart | None:
    """Return the newest words of the person on the call in which something was heard; None where there are none."""
    if asked.person is None:
        return None
    newest = [one.verbatim for one in asked.told if one.contact_id == asked.person.id]
    if not newest and len(asked.told) == KNOWN:
        rows = _heard(asked.account.id, asked.viewer).filter(contact=asked.person.id)
        newest = list(rows.order_by("-said_at", "-pk").values_list("pk", flat=True)[: SHOWN * 2])
    lines = tuple(BriefLine("", verbatim=verbatim) for verbatim in newest[: SHOWN * 2])
    return BriefPart("said", f"What {asked.person.name} said last", lines, most=SHOWN) if lines else None


def _heard(account: str, viewer: Viewer) -> QuerySet[Verbatim]:
    signals = Signal.objects.visible_to(viewer).filter(verbatim=OuterRef("pk"), is_on=True)
    return Verbatim.objects.visible_to(viewer).filter(Exists(signals), account=account)
