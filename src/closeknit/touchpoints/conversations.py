"""Conversations as lists show them: those of an account with who took part, and the message that a mail of ours answers."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import OuterRef, Q, Subquery

from closeknit.accounts.models import Contact
from closeknit.analysis.circle.contact import ANSWER_WITHIN_DAYS
from closeknit.analysis.kinds import Direction, Medium
from closeknit.kit.viewer import Viewer
from closeknit.touchpoints import queries
from closeknit.touchpoints.models import Participation, Touchpoint, Turn

PAGE = 20

_COLUMNS = ("pk", "medium", "direction", "subject", "started_at", "summary", "opening")


@dataclass(frozen=True)
class ConversationRow:
    """One conversation on a line: `theirs` and `ours` are who took part, `opening` is how it begins."""

    id: str
    medium: str
    direction: str
    subject: str
    started_at: datetime
    theirs: tuple[str, ...]
    ours: tuple[str, ...]
    opening: str


@dataclass(frozen=True)
class ConversationPage:
    """Some conversations, newest first; `older` is the id to go on from, empty at the end."""

    rows: tuple[ConversationRow, ...]
    older: str


def list_of_account(account: str, *, viewer: Viewer, older_than: str = "", size: int = PAGE) -> ConversationPage:
    """Return the conversations that an account, or anybody there, took part in, newest first, from behind `older_than`."""
    people = Contact.objects.visible_to(viewer).filter(account=account)
    elsewhere = Participation.objects.visible_to(viewer).filter(contact__in=people)
    theirs = Touchpoint.objects.visible_to(viewer).filter(account=account)
    # Both ways in by their own index: for "this or one of those" PostgreSQL looks at every conversation there is.
    rows = Touchpoint.objects.visible_to(viewer).filter(
        pk__in=theirs.order_by().values("pk").union(elsewhere.order_by().values("touchpoint"))
    )
    last = Touchpoint.objects.visible_to(viewer).filter(pk=older_than).first() if older_than else None
    if last is not None:
        rows = rows.filter(Q(started_at__lt=last.started_at) | Q(started_at=last.started_at, pk__lt=last.pk))
    opening = Turn.objects.visible_to(viewer).filter(touchpoint=OuterRef("pk"), position=0).values("text")[:1]
    rows = rows.annotate(opening=Subquery(opening)).order_by("-started_at", "-pk")
    found = list(rows.values_list(*_COLUMNS, named=True)[: size + 1])
    shown = found[:size]
    parts = queries.list_parts([row.pk for row in shown], viewer=viewer)
    return ConversationPage(
        rows=tuple(_row(row, parts[row.pk]) for row in shown),
        older=shown[-1].pk if len(found) > size else "",
    )


def find_open_message(account: str, *, viewer: Viewer, before: datetime) -> str:
    """Return the conversation of the newest mail of theirs that a mail of ours at `before` would answer, or an empty string."""
    mails = Touchpoint.objects.visible_to(viewer).filter(
        account=account,
        medium=Medium.EMAIL,
        direction=Direction.THEIRS,
        started_at__lte=before,
        started_at__gte=before - timedelta(days=ANSWER_WITHIN_DAYS),
    )
    return mails.order_by("-started_at", "-pk").values_list("conversation", flat=True).first() or ""


def _row(row: Any, parts: list[queries.PartRow]) -> ConversationRow:
    return ConversationRow(
        id=row.pk,
        medium=row.medium,
        direction=row.direction,
        subject=row.subject,
        started_at=row.started_at,
        theirs=tuple(dict.fromkeys(part.name for part in parts if not part.is_ours and part.name)),
        ours=tuple(dict.fromkeys(part.name for part in parts if part.is_ours and part.name)),
        opening=" ".join((row.summary or row.opening or "").split())[:300],
    )
