"""Reads about questions on the shared site, for our side."""

from dataclasses import dataclass
from datetime import datetime

from closeknit.kit.viewer import Viewer
from closeknit.research.models import SentQuestion

MOST = 30


@dataclass(frozen=True)
class SentRow:
    """One question that was sent to the shared site, with their answer where there is one."""

    id: str
    contact: str
    text: str
    sent_at: datetime
    words: str
    answered_at: datetime | None
    touchpoint_id: str


def list_sent(account: str, *, viewer: Viewer) -> list[SentRow]:
    """Return the newest questions that were sent to people of an account and not closed, those that wait first."""
    rows = SentQuestion.objects.visible_to(viewer).filter(contact__account_id=account, closed_at__isnull=True)
    columns = ("pk", "contact__person__name", "text", "sent_at", "words", "answered_at", "answer__touchpoint_id")
    found = rows.order_by("-sent_at", "-pk").values_list(*columns)[:MOST]
    sent = [SentRow(pk, name, text, at, words, done, talk or "") for pk, name, text, at, words, done, talk in found]
    return sorted(sent, key=lambda one: one.answered_at is not None)
