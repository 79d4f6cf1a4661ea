"""What the person on the call said last."""

from django.db.models import Exists, OuterRef

from closeknit.today.brief.parts import BriefAsked, BriefLine, BriefPart
from closeknit.verbatims.models import Signal, Verbatim

SHOWN = 2


def read(asked: BriefAsked) -> BriefPart | None:
    """Return the newest words of the person on the call in which something was heard; None where there are none."""
    if asked.person is None:
        return None
    heard = Signal.objects.visible_to(asked.viewer).filter(verbatim=OuterRef("pk"), is_on=True)
    rows = Verbatim.objects.visible_to(asked.viewer).filter(Exists(heard), account=asked.account.id)
    newest = rows.filter(contact=asked.person.id).order_by("-said_at", "-pk").values_list("pk", flat=True)[:SHOWN]
    lines = tuple(BriefLine("", verbatim=verbatim) for verbatim in newest)
    return BriefPart("said", f"What {asked.person.name} said last", lines) if lines else None
