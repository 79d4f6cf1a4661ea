"""Reads of the mails that came to the house's own address."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet

from closeknit.kit.refusals import NotFound
from closeknit.kit.viewer import Viewer
from closeknit.touchpoints.models import Letter, Participation

PAGE = 50


@dataclass(frozen=True)
class LetterRow:
    """One mail: who it says it is from, what proves that, and what became of it."""

    id: str
    sender: str
    address: str
    subject: str
    got_at: datetime
    n_bytes: int
    state: str
    reason: str
    proof: str
    member: str
    touchpoint_id: str
    account: str
    is_unsure: bool
    has_file: bool


def list_letters(*, viewer: Viewer, page: int = 1) -> list[LetterRow]:
    """Return a page of 50, the newest first; what waits for a person comes before."""
    rows = Letter.objects.visible_to(viewer).select_related("member", "touchpoint__account").order_by("-got_at", "-pk")
    several = [*rows.filter(state="waiting")] if page == 1 else []
    several += list(rows.exclude(state="waiting")[(page - 1) * PAGE : page * PAGE])
    touchpoints = [row.touchpoint_id for row in several if row.touchpoint_id]
    unsure = set(_unsure(viewer).filter(touchpoint__in=touchpoints).values_list("touchpoint_id", flat=True))
    return [_row(row, row.touchpoint_id in unsure) for row in several]


def count_letters(*, viewer: Viewer) -> int:
    """Return how many mails came in."""
    return Letter.objects.visible_to(viewer).count()


def count_waiting(*, viewer: Viewer) -> int:
    """Return how many mails wait for somebody to say who wrote."""
    letters = Letter.objects.visible_to(viewer)
    unproven = letters.filter(proof="", touchpoint__in=_unsure(viewer).values("touchpoint")).count()
    return letters.filter(state="waiting").count() + unproven


def get_letter(letter: str, *, viewer: Viewer) -> Letter:
    """Return one mail, or raise NotFound."""
    row = Letter.objects.visible_to(viewer).select_related("member").filter(pk=letter).first()
    if row is None:
        raise NotFound("There is no such mail.")
    return row


def _unsure(viewer: Viewer) -> QuerySet[Participation]:
    return Participation.objects.visible_to(viewer).filter(is_unsure=True, is_speaker=True).order_by()


def _row(row: Letter, is_unsure: bool) -> LetterRow:
    touchpoint = row.touchpoint
    return LetterRow(
        id=row.pk,
        sender=row.sender_name or row.sender,
        address=row.sender,
        subject=row.subject,
        got_at=row.got_at,
        n_bytes=row.n_bytes,
        state=row.state,
        reason=row.reason,
        proof=row.proof,
        member=row.member.name if row.member else "",
        touchpoint_id=row.touchpoint_id or "",
        account=touchpoint.account.name if touchpoint and touchpoint.account else "",
        is_unsure=is_unsure,
        has_file=bool(row.file),
    )
