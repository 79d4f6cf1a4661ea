"""Fetching the pictures of what people outside saw, for us."""

from datetime import datetime

from closeknit.kit.capabilities import Capability
from closeknit.kit.operation import operation
from closeknit.kit.viewer import Viewer
from closeknit.research.observing import photos


@operation(Capability.READ_HOUSE)
def ask_for_photo(*, photo: str, viewer: Viewer, at: datetime) -> str:
    """Return the token by which one can fetch a picture for the next minutes, or raise NotFound."""
    return photos.give(photo, viewer=viewer, at=at)
