"""What a sentence sounds like while it is typed. Only shown; what is kept is heard again in the background."""

from closeknit.accounts import queries as account_queries
from closeknit.analysis.text import hearing, models, packaged
from closeknit.kit.viewer import Viewer
from closeknit.verbatims import ear
from closeknit.web.quotes import SIGNALS

_LIKELY = 0.5
_MOST = 3


def guess_signals(words: str, *, viewer: Viewer) -> list[str]:
    """Return the words for the likeliest signals, at most three; none where the language model is not there."""
    hearer = _hearer()
    if hearer is None or len(words.split()) < hearing.FEWEST_WORDS:
        return []
    spellings = account_queries.list_competitors(viewer=viewer)
    names = [spelling for name, several in spellings.items() for spelling in (name, *several)]
    (heard,) = hearer.hear([words[:600]], names, with_vectors=False)
    likely = sorted(((share, code) for code, share in heard.signals.items() if share >= _LIKELY), reverse=True)
    return [SIGNALS[code] for _, code in likely[:_MOST]]


def _hearer() -> hearing.Hearer | None:
    try:
        return ear.hearer()
    except (packaged.MissingWeightsError, models.UnreadableModelError):
        return None
