"""Words as their speaker and the speaker's colleagues read them again. Nothing of what we hear in them."""

from dataclasses import dataclass
from datetime import datetime

from closeknit.accounts.models import Access
from closeknit.analysis.kinds import Wording
from closeknit.kit.viewer import Viewer
from closeknit.verbatims.models import Verbatim

PAGE = 60


@dataclass(frozen=True)
class SaidRow:
    """One sentence. `is_exact` says that these are their words; else one of the host company wrote down what was said, and it is no
    quotation. `name` is who said it, where that person is on the shared site. `written` is the same for what was written anew."""

    id: str
    touchpoint: str
    text: str
    said_at: datetime
    medium: str
    is_exact: bool
    is_mine: bool
    name: str
    written: str


def list_said(account: str, *, viewer: Viewer, page: int = 1) -> list[SaidRow]:
    """Return a page of what the viewer and their colleagues said, as far as it reaches the viewer, the newest first; two statements."""
    rows = Verbatim.objects.visible_to(viewer).filter(account=account)
    columns = ("pk", "touchpoint_id", "text", "said_at", "medium", "wording", "contact_id")
    found = rows.order_by("-said_at", "-touchpoint", "position").values_list(
        *columns, "contact__person_id", "contact__person__name", "touchpoint__origin"
    )
    inside = dict.fromkeys(
        Access.objects.visible_to(viewer).filter(contact__account_id=account).values_list("contact_id", flat=True)
    )
    return [
        SaidRow(
            id=pk,
            touchpoint=touchpoint,
            text=text,
            said_at=said_at,
            medium=medium,
            is_exact=wording == Wording.EXACT,
            is_mine=person == viewer.id,
            name=(name or "") if contact in inside else "",
            written=origin,
        )
        for pk, touchpoint, text, said_at, medium, wording, contact, person, name, origin in found[
            (page - 1) * PAGE : page * PAGE
        ]
    ]


def count_said(account: str, *, viewer: Viewer) -> int:
    """Return how many sentences reach the viewer."""
    return Verbatim.objects.visible_to(viewer).filter(account=account).count()
