"""Pictures that somebody handed in, as our pages show them."""

from django.urls import reverse

from closeknit.discussions import thumbnails
from closeknit.discussions.reading import FileRow
from closeknit.kit.look.rows import Picture
from closeknit.research.observing.photos import PhotoRow
from closeknit.web.request import HouseRequest


def picture_of(row: FileRow | PhotoRow, *, author: str, request: HouseRequest) -> Picture:
    """Return a file that has a thumbnail as a picture on a page, which a press fetches whole."""
    token = thumbnails.token_of(row.id, viewer=request.viewer, at=request.at)
    return Picture.fitted(
        width=row.width,
        height=row.height,
        url=reverse("photo" if isinstance(row, PhotoRow) else "attachment", args=[row.id]),
        src=reverse("thumbnail", args=[token]),
        said=f"“{row.name}”, a picture that {author} handed in",
        name=row.name,
    )
