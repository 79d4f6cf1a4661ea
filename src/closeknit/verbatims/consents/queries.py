"""Reads of consents, as frozen rows."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from closeknit.analysis.kinds import Wording
from closeknit.kit.viewer import Viewer
from closeknit.verbatims.consents.checks import reaches
from closeknit.verbatims.models import Consent


@dataclass(frozen=True)
class ConsentRow:
    """What the speaker of a verbatim allowed."""

    verbatim_id: str
    audience: str
    is_named: bool
    medium: str
    said_on: date
    recorded_by: str


def list_consents(verbatims: Sequence[str], *, viewer: Viewer) -> dict[str, ConsentRow]:
    """Return by verbatim what its speaker allowed; words that nobody allowed are left out."""
    rows = Consent.objects.visible_to(viewer).filter(pk__in=list(verbatims)).select_related("recorded_by")
    return {
        row.pk: ConsentRow(
            verbatim_id=row.pk,
            audience=row.audience,
            is_named=row.is_named,
            medium=row.medium,
            said_on=row.said_on,
            recorded_by=row.recorded_by.name if row.recorded_by else "",
        )
        for row in rows
    }


def can_quote(wording: str, consent: ConsentRow | None, *, to: str) -> bool:
    """Return whether words may stand as a quotation before whom `to` (account, portal, public) means: their own, and allowed so far.

    What one of us wrote down is never a quotation, whatever its speaker allows.
    """
    return wording == Wording.EXACT and consent is not None and reaches(consent.audience, to)
