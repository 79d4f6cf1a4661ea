"""Fetching a file or its thumbnail by its token, for a door that asks for no cookie."""

from datetime import datetime
from pathlib import Path

from closeknit.discussions import thumbnails, tickets
from closeknit.discussions.tickets import Handed
from closeknit.kit.viewer import Viewer

__all__ = ["fetch_file", "fetch_thumbnail", "thumbnail_token"]


def fetch_file(token: str, *, at: datetime) -> Handed:
    """Return the file that a token opens now, or raise NotFound."""
    return tickets.fetch(token, at=at)


def thumbnail_token(file: str, *, viewer: Viewer, at: datetime) -> str:
    """Return the token by which a page shows the viewer the thumbnail of a file that it has been given."""
    return thumbnails.token_of(file, viewer=viewer, at=at)


def fetch_thumbnail(token: str, *, at: datetime) -> Path:
    """Return where the thumbnail stands that a token shows now, or raise NotFound."""
    return thumbnails.fetch(token, at=at)
