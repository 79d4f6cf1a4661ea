"""Words and meaning together: what is about a question or a statement, the likeliest first."""

from dataclasses import dataclass

from closeknit.analysis.search import fusion, stance, words
from closeknit.kit import search
from closeknit.kit.viewer import Viewer
from closeknit.verbatims import meaning, picking, queries
from closeknit.verbatims.models import Stream
from closeknit.verbatims.picking import Picked
from closeknit.verbatims.queries import PAGE, Narrowing, VerbatimRow

# What is found ends here: who finds more asks for more words.
MOST = 500
_NEAREST = _LOOSE = 300
# From what share of the words on a sentence is shown that is not near in meaning.
_OF_A_QUESTION, _OF_A_STATEMENT = 0.5, 0.4
# What the engine found by every word holds them, in forms that the stems here may not know.
_FOUND = 0.5


@dataclass(frozen=True)
class Hit:
    """One sentence that was found: how likely it is about it (0–1), how much of the words it holds (0–1), how near it is in meaning."""

    verbatim: str
    chance: float
    coverage: float
    nearness: float

    @property
    def by_words(self) -> bool:
        """Whether it holds any of the words; else it is near in meaning alone."""
        return self.coverage > 0


@dataclass(frozen=True)
class Found:
    """What was found, best first. `by_meaning` is false while meaning cannot be asked yet; `is_capped`: there may be more."""

    hits: tuple[Hit, ...]
    by_meaning: bool
    is_capped: bool = False


@dataclass(frozen=True)
class BestPage:
    """A page of what was found, best first: the rows with their hits, from the place `first` on."""

    rows: tuple[VerbatimRow, ...]
    hits: tuple[Hit, ...]
    first: int
    n_by_words: int
    total: int
    by_meaning: bool
    is_capped: bool


def find(narrowing: Narrowing, *, viewer: Viewer, is_statement: bool = False) -> Found:
    """Return what is about `narrowing.query`, within what else it says, best first, at most 500.

    In a statement the words that say who wishes are not looked for. How often others say a word never weighs in what a contact finds.
    """
    terms = words.list_terms(narrowing.query, is_statement=is_statement)
    terms = stance.list_matter(terms) if is_statement else terms
    counts = search.count_with(terms) if viewer.is_ours else {}
    weights = words.weigh_terms(terms, counts, _n_cut())
    is_narrowed = narrowing != Narrowing(query=narrowing.query)
    limit = search.CANDIDATES if is_narrowed else MOST
    literal = [] if is_statement else search.find(narrowing.query, kind="verbatim", limit=limit)
    rarest_first = sorted(terms, key=lambda term: (counts.get(term, 0), term))
    loose = search.find_loosely(rarest_first, kind="verbatim", limit=_LOOSE) if len(literal) < MOST else []
    vector = meaning.find_vector(narrowing.query, *([" ".join(terms)] if is_statement else []))
    near: dict[str, float] = {}
    if vector is not None:
        found = meaning.list_near(vector, narrowing, viewer=viewer, most=_NEAREST)
        near = {one.verbatim: one.nearness for one in found}
    texts = picking.pick({*literal, *loose, *near}, narrowing, viewer=viewer)
    if vector is not None:
        near |= {one.verbatim: one.nearness for one in meaning.measure(vector, [pk for pk in texts if pk not in near])}
    hits = _weigh(texts, weights, near, set(literal), _OF_A_STATEMENT if is_statement else _OF_A_QUESTION)
    return Found(tuple(hits[:MOST]), vector is not None, len(literal) == limit or len(hits) > MOST)


def find_like(verbatim: str, narrowing: Narrowing, *, viewer: Viewer) -> Found:
    """Return what is near in meaning to a verbatim, itself left out, within what `narrowing` says but for its query."""
    vector = meaning.find_vector_of(verbatim, viewer=viewer)
    if vector is None:
        return Found((), by_meaning=False)
    found = meaning.list_near(vector, narrowing, viewer=viewer, most=_NEAREST)
    hits = [
        Hit(one.verbatim, fusion.judge_about(one.nearness, one.nearness), 0.0, one.nearness)
        for one in found
        if one.verbatim != verbatim and one.nearness >= fusion.NEAR
    ]
    return Found(tuple(hits), by_meaning=True)


def list_best(found: Found, *, viewer: Viewer, first: int = 1, size: int = PAGE) -> BestPage:
    """Return the page of what was found that begins at its place `first`, counted from 1."""
    first = first if 1 <= first <= len(found.hits) else 1
    hits = found.hits[first - 1 : first - 1 + size]
    shown = queries.list_verbatims([hit.verbatim for hit in hits], viewer=viewer, with_signals=True)
    rows = {row.id: row for row in shown}
    return BestPage(
        rows=tuple(rows[hit.verbatim] for hit in hits if hit.verbatim in rows),
        hits=tuple(hit for hit in hits if hit.verbatim in rows),
        first=first,
        n_by_words=sum(hit.by_words for hit in found.hits),
        total=len(found.hits),
        by_meaning=found.by_meaning,
        is_capped=found.is_capped,
    )


def _weigh(
    texts: dict[str, Picked],
    weights: dict[str, float],
    near: dict[str, float],
    literal: set[str],
    enough: float,
) -> list[Hit]:
    hits = []
    for pk, picked in texts.items():
        coverage, nearness = words.cover(picked.text, weights), near.get(pk, 0.0)
        coverage = max(coverage, _FOUND) if pk in literal else coverage
        if coverage >= enough or nearness >= fusion.NEAR:
            hits.append((Hit(pk, fusion.judge_about(nearness, coverage), coverage, nearness), picked.said_at))
    hits.sort(key=lambda one: (one[1], one[0].verbatim), reverse=True)
    return [hit for hit, _ in sorted(hits, key=lambda one: -one[0].chance)]


def _n_cut() -> int:
    reason = "how many words there are tells nothing of any"
    return Stream.objects.unscoped(reason=reason).values_list("last_position", flat=True).first() or 0
