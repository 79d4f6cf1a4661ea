"""The pictures of what somebody outside saw at work, beside the conversation as which it is kept."""

from collections.abc import Iterable
from typing import Any

from closeknit.analysis.kinds import Medium
from closeknit.kit.look.rows import Picture
from closeknit.research.observing import photos
from closeknit.today.conversations import Told
from closeknit.web.discussions import shown
from closeknit.web.request import HouseRequest


def of_talk(request: HouseRequest, touchpoint: str, medium: str) -> dict[str, Any]:
    """Return the pictures of one conversation: what can be seen at once, and the rest. Only what somebody saw has any."""
    if medium != Medium.OBSERVATION:
        return {"pictures": [], "photos": []}
    found = photos.list_of_touchpoints([touchpoint], viewer=request.viewer).get(touchpoint, [])
    return {
        "pictures": [shown.picture_of(one, author=one.author, request=request) for one in found if one.width],
        "photos": [one for one in found if not one.width],
    }


def of_lines(request: HouseRequest, several: Iterable[Told]) -> dict[str, tuple[Picture, ...]]:
    """Return conversation → what can be seen of it at once; nothing is asked for where nobody saw anything."""
    seen = [one.row.id for one in several if one.row.medium == Medium.OBSERVATION]
    found = photos.list_of_touchpoints(seen, viewer=request.viewer) if seen else {}
    return {
        touchpoint: tuple(shown.picture_of(one, author=one.author, request=request) for one in rows if one.width)
        for touchpoint, rows in found.items()
    }
