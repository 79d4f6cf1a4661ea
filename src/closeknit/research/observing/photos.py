"""Pictures of what somebody saw: what is taken, how it is kept, and who fetches it."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from closeknit.discussions import attaching, pictures, shrinking, tickets
from closeknit.discussions.attaching import Given, Ready
from closeknit.discussions.tickets import Kept
from closeknit.kit import ids
from closeknit.kit.events import record
from closeknit.kit.refusals import NotFound, Refused
from closeknit.kit.viewer import Viewer
from closeknit.research import events
from closeknit.research.models import Observation, Photo

MOST = 4


class NotAPicture(Refused):
    """A file that is no picture, or more of them than are taken."""


@dataclass(frozen=True)
class PhotoRow:
    """One picture, with who saw what it shows, and when; `width` and `height` are its thumbnail's, 0 where it has none."""

    id: str
    observation_id: str
    name: str
    n_bytes: int
    author: str
    text: str
    added_at: datetime
    width: int
    height: int


def register() -> None:
    """Let pictures be fetched by a token, from the address that takes no cookie, and have thumbnails."""
    tickets.register("photo", _find)
    shrinking.register(Photo)


def prepare(given: Sequence[Given]) -> list[Ready]:
    """Return pictures as they are kept, or raise NotAPicture, BadFile or BadPicture; then none of them is."""
    if len(given) > MOST:
        raise NotAPicture(
            _("At most %(most)d pictures. Nothing was kept: tell the rest as something else that you saw.")
            % {"most": MOST}
        )
    ready = attaching.prepare(given)
    for one in ready:
        if one.kind not in pictures.FORMATS:
            raise NotAPicture(
                _("“%(name)s” is no picture. JPEG, PNG and WebP are taken. Nothing was kept.") % {"name": one.name}
            )
    return ready


def hang(row: Observation, ready: Sequence[Ready], *, at: datetime) -> None:
    """Keep pictures with what somebody saw."""
    for one in ready:
        Photo.objects.add(Photo(id=ids.new("photo", row.account_id), observation=row, **attaching.keep(one, at=at)))


def give(photo: str, *, viewer: Viewer, at: datetime) -> str:
    """Return the token by which the viewer can fetch a picture for the next minutes, or raise NotFound. Called within an operation."""
    token = tickets.give_elsewhere(photo, viewer=viewer, at=at)
    row = Photo.objects.visible_to(viewer).select_related("observation").get(pk=photo)
    asked = events.PhotoAsked(subject=photo, account=row.observation.account_id, observation=row.observation_id)
    record(asked, viewer=viewer, at=at)
    return token


def list_of(observations: Collection[str], *, viewer: Viewer) -> dict[str, list[PhotoRow]]:
    """Return observation → its pictures, in the order in which they came."""
    found: dict[str, list[PhotoRow]] = defaultdict(list)
    for row in _rows(viewer).filter(observation__in=list(observations)).order_by("pk"):
        found[row.observation_id].append(_row(row))
    return found


def list_of_touchpoints(touchpoints: Collection[str], *, viewer: Viewer) -> dict[str, list[PhotoRow]]:
    """Return conversation → the pictures of what somebody saw, where it is kept as one of these."""
    found: dict[str, list[PhotoRow]] = defaultdict(list)
    for row in _rows(viewer).filter(observation__touchpoint__in=list(touchpoints)).order_by("pk"):
        found[row.observation.touchpoint_id or ""].append(_row(row))
    return found


def list_newest(account: str, *, viewer: Viewer, most: int) -> list[PhotoRow]:
    """Return the newest pictures of what people of an account saw."""
    return [_row(row) for row in _rows(viewer).filter(observation__account=account).order_by("-added_at", "-pk")[:most]]


def _rows(viewer: Viewer) -> QuerySet[Photo]:
    rows = Photo.objects.visible_to(viewer).filter(observation__taken_back_at__isnull=True)
    return rows.select_related("observation__contact__person")


def _row(row: Photo) -> PhotoRow:
    seen = row.observation
    return PhotoRow(
        id=row.pk,
        observation_id=seen.pk,
        name=row.name,
        n_bytes=row.n_bytes,
        author=seen.contact.person.name,
        text=seen.text,
        added_at=row.added_at,
        width=row.width or 0,
        height=row.height or 0,
    )


def _find(photo: str, viewer: Viewer) -> Kept:
    row = _rows(viewer).filter(pk=photo).first()
    if row is None:
        raise NotFound(_("There is no such file."))
    return Kept(row.file, row.name, row.kind, row.n_bytes, row.thumbnail)
