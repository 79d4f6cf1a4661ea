"""Reads of names that may be a rival's, as frozen rows."""

from dataclasses import dataclass

from closeknit.kit.viewer import Viewer
from closeknit.verbatims import queries
from closeknit.verbatims.models import Rival, RivalWord
from closeknit.verbatims.queries import VerbatimRow

SHOWN = 30
_WORDS = 3


@dataclass(frozen=True)
class RivalRow:
    """A name that nobody has decided about, with how much is said with it and its newest words."""

    id: str
    name: str
    n_sentences: int
    n_accounts: int
    words: tuple[VerbatimRow, ...]


def list_rivals(*, viewer: Viewer, limit: int = SHOWN) -> list[RivalRow]:
    """Return the names that wait for a person, those of most accounts first, each with its three newest sentences."""
    rows = Rival.objects.visible_to(viewer).filter(state="open", n_sentences__gt=0)
    found = list(rows.order_by("-n_accounts", "-n_sentences", "pk")[:limit])
    links = RivalWord.objects.visible_to(viewer).filter(rival__in=[one.pk for one in found]).order_by("-pk")
    several: dict[str, list[str]] = {}
    for rival, verbatim in links.values_list("rival_id", "verbatim_id"):
        if len(several.setdefault(rival, [])) < _WORDS:
            several[rival].append(verbatim)
    ids = [verbatim for kept in several.values() for verbatim in kept]
    words = {row.id: row for row in queries.list_verbatims(ids, viewer=viewer)}
    return [
        RivalRow(
            id=one.pk,
            name=one.name,
            n_sentences=one.n_sentences,
            n_accounts=one.n_accounts,
            words=tuple(words[verbatim] for verbatim in several.get(one.pk, ()) if verbatim in words),
        )
        for one in found
    ]


def count_rivals(*, viewer: Viewer) -> int:
    """Return how many names wait for a person."""
    return Rival.objects.visible_to(viewer).filter(state="open", n_sentences__gt=0).count()
