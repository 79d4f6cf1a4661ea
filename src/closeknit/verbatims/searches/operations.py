"""Writes about the searches that a member keeps."""

from collections.abc import Mapping
from datetime import datetime

from closeknit.kit import ids, undo
from closeknit.kit.capabilities import Capability
from closeknit.kit.events import record
from closeknit.kit.operation import operation
from closeknit.kit.viewer import Viewer
from closeknit.verbatims import events
from closeknit.verbatims.models import SavedSearch, Stream
from closeknit.verbatims.searches import checks


@operation(Capability.READ_HOUSE)
def save_search(*, name: str, answers: Mapping[str, str], viewer: Viewer, at: datetime) -> str:
    """Keep what is asked of the list by a name and return its id; or raise BadName, NothingAsked or TooMany."""
    said = checks.check_name(name, viewer=viewer)
    if not answers:
        raise checks.NothingAsked("Look for something first, or narrow the list. Nothing was saved.")
    if SavedSearch.objects.visible_to(viewer).filter(member_id=viewer.id).count() >= checks.MOST:
        raise checks.TooMany(f"You keep {checks.MOST} searches. Let one go first; nothing was saved.")
    row = SavedSearch(
        id=ids.new("search"),
        member_id=viewer.id,
        name=said,
        answers=dict(answers),
        seen_position=_last_position(viewer),
        looked_at=at,
    )
    undo.keep_new(SavedSearch.objects.add(row))
    record(events.SearchSaved(subject=row.pk), viewer=viewer, at=at)
    return row.pk


@operation(Capability.READ_HOUSE)
def look_at_search(*, search: str, viewer: Viewer, at: datetime) -> int:
    """Remember that the member looked at it now and return the place in the stream up to which it had been seen; or raise NotFound."""
    row = checks.get_search(search, viewer=viewer)
    before: int = row.seen_position
    row.change(seen_position=_last_position(viewer), looked_at=at)
    record(events.SearchLookedAt(subject=row.pk), viewer=viewer, at=at)
    return before


@operation(Capability.READ_HOUSE)
def follow_search(*, search: str, is_followed: bool, viewer: Viewer, at: datetime) -> None:
    """Show new hits of a search on Today, or no longer; or raise NotFound."""
    row = checks.get_search(search, viewer=viewer)
    undo.keep(row)
    row.change(is_followed=is_followed)
    record(events.SearchFollowed(subject=row.pk, is_followed=is_followed), viewer=viewer, at=at)


@operation(Capability.READ_HOUSE)
def remove_search(*, search: str, viewer: Viewer, at: datetime) -> str:
    """Let a search go and return its name; or raise NotFound."""
    row = checks.get_search(search, viewer=viewer)
    name: str = row.name
    undo.keep(row)
    record(events.SearchRemoved(subject=row.pk), viewer=viewer, at=at)
    row.delete()
    return name


def _last_position(viewer: Viewer) -> int:
    return Stream.objects.visible_to(viewer).values_list("last_position", flat=True).first() or 0
