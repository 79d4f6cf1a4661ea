"""Rows of a table that were edited where they come from since they were read.

What was read stays as it is: words are never edited. What is new in the row is stored beside it, in the same conversation, and points to
the row as it was (docs/adr/0006).
"""

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import replace

from django.db.models import QuerySet

from closeknit.kit.viewer import Viewer
from closeknit.touchpoints.drafts import Draft
from closeknit.touchpoints.models import Touchpoint, Turn


def narrow(fresh: Mapping[str, Draft], *, viewer: Viewer) -> dict[str, Draft]:
    """Return drafts by their key, of rows that were read before only with what is new in them; a row without anything new is left out."""
    origins = {draft.origin for draft in fresh.values() if draft.origin}
    if not origins:
        return dict(fresh)
    versions: dict[str, list[Touchpoint]] = defaultdict(list)
    for row in known_rows(origins, viewer=viewer):
        versions[row.origin].append(row)
    if not versions:
        return dict(fresh)
    said: dict[str, set[str]] = defaultdict(set)
    known = [row.pk for several in versions.values() for row in several]
    for origin, text in (
        Turn.objects.visible_to(viewer).filter(touchpoint__in=known).values_list("touchpoint__origin", "text")
    ):
        said[origin].add(" ".join(text.split()))
    narrowed = {}
    for key, draft in fresh.items():
        lines = tuple(line for line in draft.lines if " ".join(line.text.split()) not in said[draft.origin])
        if draft.origin in versions and lines:
            newest = versions[draft.origin][-1]
            narrowed[key] = replace(draft, lines=lines, thread=newest.conversation, earlier=newest.pk)
        elif draft.origin not in versions:
            narrowed[key] = draft
    return narrowed


def known_rows(origins: Collection[str], *, viewer: Viewer) -> QuerySet[Touchpoint]:
    """Return the conversations of these origins, in the order in which they were read."""
    # SQLite takes the index of rows that have an origin only where the question says so itself; else it reads the whole table.
    rows = Touchpoint.objects.visible_to(viewer).filter(origin__in=origins).exclude(origin="")
    return rows.order_by("created_at", "pk").only("pk", "origin", "conversation", "created_at")
