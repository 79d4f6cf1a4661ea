"""Pictures that somebody handed in, as the pages of this door show them."""

from django.urls import reverse
from django.utils.translation import gettext as _

from closeknit.discussions.shared import handing
from closeknit.discussions.shared.queries import FiledRow, FileRow
from closeknit.kit.look.rows import Picture
from closeknit.portal.request import PortalRequest
from closeknit.research.shared.queries import PhotoRow


def picture_of(row: FileRow | FiledRow | PhotoRow, *, url: str, author: str, request: PortalRequest) -> Picture:
    """Return a file that has a thumbnail as a picture on a page; `url` is where the whole one is asked for."""
    token = handing.thumbnail_token(row.id, viewer=request.viewer, at=request.at)
    return Picture.fitted(
        width=row.width,
        height=row.height,
        url=url,
        src=reverse("portal:thumbnail", args=[token]),
        said=_("“%(name)s”, a picture that %(author)s handed in") % {"name": row.name, "author": author},
        name=row.name,
        opens=_("Save the whole picture"),
    )
