"""May this happen now, to a search that somebody keeps?"""

from closeknit.kit.refusals import NotFound, Refused
from closeknit.kit.viewer import Viewer
from closeknit.verbatims.models import SavedSearch

LONGEST_NAME = 60
MOST = 24


class BadName(Refused):
    """The name is empty, too long, or that of another search of the same member."""


class TooMany(Refused):
    """The member keeps as many searches as one can look through."""


class NothingAsked(Refused):
    """The search asks for nothing: it would be the whole list."""


def get_search(search: str, *, viewer: Viewer) -> SavedSearch:
    """Return the viewer's own search, or raise NotFound; nobody finds those of others."""
    row = SavedSearch.objects.visible_to(viewer).filter(pk=search, member_id=viewer.id).first()
    if row is None:
        raise NotFound("There is no saved search by that name.")
    return row


def check_name(name: str, *, viewer: Viewer) -> str:
    """Return the name in one line, or raise BadName."""
    said = " ".join(name.split())
    if not said:
        raise BadName("Give the search a name, so that you know it again. Nothing was saved.")
    if len(said) > LONGEST_NAME:
        raise BadName(f"That name is {len(said)} characters long; {LONGEST_NAME} are enough. Nothing was saved.")
    if SavedSearch.objects.visible_to(viewer).filter(member_id=viewer.id, name__iexact=said).exists():
        raise BadName(f"You keep a search called “{said}” already. Choose another name; nothing was saved.")
    return said
