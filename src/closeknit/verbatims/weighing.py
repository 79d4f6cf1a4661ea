"""What speaks for a statement and what against it, account by account: a guess in words, for a person to decide on."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from closeknit.analysis.kinds import Stance
from closeknit.analysis.search import stance
from closeknit.kit.viewer import Viewer
from closeknit.verbatims import finding, queries
from closeknit.verbatims.finding import Hit
from closeknit.verbatims.models import Signal
from closeknit.verbatims.queries import Narrowing, VerbatimRow

# So many of the likeliest sentences are weighed.
MOST_WEIGHED = 200
OF_AN_ACCOUNT = 3
_SIDES = (Stance.SUPPORTS, Stance.CONTRADICTS)


@dataclass(frozen=True)
class WeighedWords:
    """A sentence with what it is taken to say: how likely it is about the statement, how likely it says so, and by which words."""

    words: VerbatimRow
    stance: Stance | None
    about: float
    chance: float
    because: tuple[str, ...]
    by_words: bool


@dataclass(frozen=True)
class AccountSide:
    """What one account says on one side: the likeliest of its `n` sentences. Words of nobody we know have no account."""

    account_id: str
    account: str
    n: int
    words: tuple[WeighedWords, ...]


@dataclass(frozen=True)
class Weighing:
    """What was found about a statement, by side and account, the likeliest account first; `n_both` accounts stand on both sides.

    An account counts once on a side however much it says. `by_meaning` is false while words alone could be asked.
    """

    supports: tuple[AccountSide, ...]
    contradicts: tuple[AccountSide, ...]
    unclear: tuple[AccountSide, ...]
    n_both: int
    n_sentences: int
    by_meaning: bool


def weigh_statement(statement: str, narrowing: Narrowing, *, viewer: Viewer) -> Weighing:
    """Return what is said about `statement` within `narrowing` (its query is left aside), weighed by account and not by noise."""
    found = finding.find(replace(narrowing, query=statement), viewer=viewer, is_statement=True)
    hits = {hit.verbatim: hit for hit in found.hits[:MOST_WEIGHED]}
    heard = _heard(hits, viewer)
    weighed = [
        _weigh(statement, row, hits[row.id], heard.get(row.id, {}))
        for row in queries.list_verbatims(list(hits), viewer=viewer)
    ]
    sides = {side: _by_account(one for one in weighed if one.stance == side) for side in (*_SIDES, None)}
    both = {one.account_id for one in sides[Stance.SUPPORTS]} & {one.account_id for one in sides[Stance.CONTRADICTS]}
    return Weighing(
        supports=sides[Stance.SUPPORTS],
        contradicts=sides[Stance.CONTRADICTS],
        unclear=sides[None],
        n_both=len(both - {""}),
        n_sentences=len(weighed),
        by_meaning=found.by_meaning,
    )


def _weigh(statement: str, row: VerbatimRow, hit: Hit, signals: dict[str, float]) -> WeighedWords:
    guess = stance.guess_stance(statement, row.text, signals, about=hit.chance)
    return WeighedWords(row, guess.stance, hit.chance, guess.chance, guess.because, hit.by_words)


def _heard(verbatims: Iterable[str], viewer: Viewer) -> dict[str, dict[str, float]]:
    rows = Signal.objects.visible_to(viewer).filter(verbatim__in=list(verbatims), is_on=True)
    heard: dict[str, dict[str, float]] = {}
    for verbatim, code, chance, decided_by in rows.values_list("verbatim_id", "code", "probability", "decided_by_id"):
        # What a person said it is, it is.
        heard.setdefault(verbatim, {})[code] = 1.0 if decided_by else chance
    return heard


def _by_account(weighed: Iterable[WeighedWords]) -> tuple[AccountSide, ...]:
    groups: dict[str, list[WeighedWords]] = {}
    for one in weighed:
        groups.setdefault(one.words.account_id, []).append(one)
    sides = [_side(several) for several in groups.values()]
    return tuple(sorted(sides, key=lambda side: (not side.account_id, -side.words[0].about, side.account)))


def _side(several: Sequence[WeighedWords]) -> AccountSide:
    first = several[0].words
    ranked = sorted(several, key=lambda one: (-one.about, one.words.id))
    return AccountSide(first.account_id, first.account, len(several), tuple(ranked[:OF_AN_ACCOUNT]))
