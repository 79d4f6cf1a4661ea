"""Which ideas are like what somebody writes."""

from dataclasses import dataclass

import numpy as np

from closeknit.analysis.ideas.kinds import IdeaState
from closeknit.analysis.ideas.likeness import Text, list_like
from closeknit.ideas.models import Idea, IdeaVector
from closeknit.ideas.queries import listing
from closeknit.ideas.queries.listing import IdeaRow
from closeknit.kit.viewer import Viewer
from closeknit.verbatims import ear, meaning

# Beyond so many the newest are looked through: what is older was answered long ago, and is found by search.
_NEWEST = 3_000
_FEWEST_LETTERS = 4


@dataclass(frozen=True)
class LikeRow:
    """An idea that is like what is written, with why it is shown. `chance` 0–1."""

    idea: IdeaRow
    chance: float
    reason: str


def list_alike(written: str, *, viewer: Viewer, but: str = "", loosely: bool = False) -> list[LikeRow]:
    """Return up to five ideas that are like what is written, likeliest first: by words at once, by meaning as soon as it can be asked."""
    said = " ".join(written.split())[:500]
    if len(said) < _FEWEST_LETTERS:
        return []
    rows = (
        Idea.objects.visible_to(viewer)
        .exclude(state__in=(IdeaState.MERGED, IdeaState.WITHDRAWN))
        .exclude(pk=but)
        .order_by("-number")
    )
    ideas = list(rows.values_list("pk", "title", "text")[:_NEWEST])
    near = _measure(said, [pk for pk, *_ in ideas], viewer)
    texts = [Text(pk, f"{title} {text[:400]}", near.get(pk)) for pk, title, text in ideas]
    found = list_like(said, texts, loosely=loosely)
    shown = {row.id: row for row in listing.rows_of([one.id for one in found], viewer=viewer)}
    return [LikeRow(shown[one.id], one.chance, one.reason) for one in found if one.id in shown]


def _measure(said: str, ideas: list[str], viewer: Viewer) -> dict[str, float]:
    """Return how near each is in meaning; nothing while the language model is being made, or for ideas without a vector of its kind."""
    vector = meaning.find_vector(said)
    embedder = ear.the_ear.embedder
    if vector is None or embedder is None:
        return {}
    rows = IdeaVector.objects.visible_to(viewer).filter(idea__id__among=set(ideas), tag=embedder.model_tag)
    stored = list(rows.values_list("pk", "data"))
    if not stored:
        return {}
    nearness = meaning.to_vectors([data for _, data in stored]) @ np.asarray(vector)
    return {pk: float(one) for (pk, _), one in zip(stored, nearness, strict=True)}
