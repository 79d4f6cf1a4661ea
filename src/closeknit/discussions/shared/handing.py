"""Fetching a file by its token, for a door that asks for no cookie."""

from datetime import datetime

from closeknit.discussions import tickets
from closeknit.discussions.tickets import Handed


def fetch_file(token: str, *, at: datetime) -> Handed:
    """Return the file that a token opens now, or raise NotFound."""
    return tickets.fetch(token, at=at)
