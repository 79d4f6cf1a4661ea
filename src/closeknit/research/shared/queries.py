"""Questions that wait for the viewer, and what was observed at their account, as frozen rows."""

from dataclasses import dataclass
from datetime import datetime

from closeknit.kit.viewer import Viewer
from closeknit.research.models import Observation, SentQuestion
from closeknit.research.observing import photos
from closeknit.research.observing.photos import PhotoRow

__all__ = [
    "ObservationRow",
    "PhotoRow",
    "WaitingRow",
    "count_waiting",
    "list_observations",
    "list_photos",
    "list_questions",
]

MOST = 50


@dataclass(frozen=True)
class WaitingRow:
    """One question to the viewer, with their answer where they gave one."""

    id: str
    text: str
    asked_by: str
    sent_at: datetime
    words: str
    answered_at: datetime | None


@dataclass(frozen=True)
class ObservationRow:
    """What somebody of the account saw at work."""

    id: str
    text: str
    job: str
    step: str
    name: str
    is_mine: bool
    written_at: datetime
    photos: tuple[PhotoRow, ...] = ()


def list_questions(account: str, *, viewer: Viewer) -> list[WaitingRow]:
    """Return the questions to the viewer: those that wait, the oldest first, then those they answered, the newest first."""
    rows = SentQuestion.objects.visible_to(viewer).filter(
        contact__account_id=account, contact__person_id=viewer.id, closed_at__isnull=True
    )
    columns = ("pk", "text", "sent_by__name", "sent_at", "words", "answered_at")
    found = [
        WaitingRow(pk, text, by or "", at, words, answered_at)
        for pk, text, by, at, words, answered_at in rows.order_by("sent_at", "pk").values_list(*columns)[:MOST]
    ]
    waiting = [one for one in found if one.answered_at is None]
    return [*waiting, *reversed([one for one in found if one.answered_at is not None])]


def count_waiting(account: str, *, viewer: Viewer) -> int:
    """Return how many questions wait for the viewer."""
    rows = SentQuestion.objects.visible_to(viewer).filter(contact__account_id=account, contact__person_id=viewer.id)
    return rows.filter(answered_at__isnull=True, closed_at__isnull=True).count()


def list_observations(account: str, *, viewer: Viewer) -> list[ObservationRow]:
    """Return what people of the account saw, the newest first; what was taken back is left out."""
    rows = Observation.objects.visible_to(viewer).filter(account_id=account, taken_back_at__isnull=True)
    columns = ("pk", "text", "job", "step", "contact__person__name", "contact__person_id", "written_at")
    found = list(rows.order_by("-written_at", "-pk").values_list(*columns)[:MOST])
    hung = photos.list_of([values[0] for values in found], viewer=viewer)
    return [
        ObservationRow(pk, text, job, step, name, person == viewer.id, at, tuple(hung.get(pk, ())))
        for pk, text, job, step, name, person, at in found
    ]


def list_photos(account: str, *, viewer: Viewer) -> list[PhotoRow]:
    """Return the newest pictures of what people of the account saw; a page at most."""
    return photos.list_newest(account, viewer=viewer, most=MOST)
