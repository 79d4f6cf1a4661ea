"""Citing words: `[^4711]` in a profile is the verbatim at place 4711 of the house's one stream, a number that is never given twice."""

from collections.abc import Iterable, Sequence

from closeknit.kit.viewer import Viewer
from closeknit.verbatims import queries
from closeknit.verbatims.models import Verbatim
from closeknit.verbatims.queries import Narrowing, VerbatimRow


def list_places(verbatims: Sequence[str], *, viewer: Viewer) -> dict[str, int]:
    """Return by verbatim the number by which it is cited; what the viewer may not see is left out."""
    rows = Verbatim.objects.visible_to(viewer).filter(pk__in=list(verbatims))
    return dict(rows.values_list("pk", "position"))


def list_ids(notes: Iterable[int], *, viewer: Viewer) -> dict[int, str]:
    """Return by number the verbatim that is cited; those that are gone, or that the viewer may not see, are left out alike."""
    rows = Verbatim.objects.visible_to(viewer).filter(position__in=set(notes))
    return dict(rows.values_list("position", "pk"))


def list_cited(notes: Iterable[int], *, viewer: Viewer) -> dict[int, VerbatimRow]:
    """Return by number the words that are cited; those that are gone, or that the viewer may not see, are left out alike."""
    places = {verbatim: note for note, verbatim in list_ids(notes, viewer=viewer).items()}
    return {places[row.id]: row for row in queries.list_verbatims(list(places), viewer=viewer)}


def find_words(account: str, query: str, *, viewer: Viewer, limit: int = 8) -> list[tuple[int, VerbatimRow]]:
    """Return words of an account to cite, each with its number: those that hold what is asked for, else the newest."""
    page = queries.list_page(Narrowing(query=query.strip(), account=account), viewer=viewer, size=limit)
    places = list_places([row.id for row in page.rows], viewer=viewer)
    return [(places[row.id], row) for row in page.rows if row.id in places]
