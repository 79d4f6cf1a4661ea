"""By which names hearing knows a rival."""

from closeknit.accounts import queries as account_queries
from closeknit.kit.viewer import Viewer


def list_spellings(viewer: Viewer) -> list[str]:
    """Return every name and spelling of the competitors on the house's list."""
    names = account_queries.list_competitors(viewer=viewer)
    return [spelling for name, several in names.items() for spelling in (name, *several)]
