"""The analysis for a notebook: plain texts in, what they say and which needs they speak of out. No house, no network.

What is here stays as it is from release to release; what lies below may change.
"""

from __future__ import annotations

import functools
from collections.abc import Iterable, Sequence

from closeknit.analysis.kinds import SignalCode
from closeknit.analysis.needs import corpus, naming
from closeknit.analysis.needs.corpus import Analysis, FoundNeed, Grouping, Sentence
from closeknit.analysis.needs.naming import Named
from closeknit.analysis.text import hearing, signals
from closeknit.analysis.text import sentences as text_sentences
from closeknit.analysis.text.calibrating import Shift, learn_shift
from closeknit.analysis.text.hearing import Heard
from closeknit.analysis.text.languages import Language, guess_language
from closeknit.analysis.text.packaged import MissingWeightsError
from closeknit.analysis.text.signals import Because

__all__ = [
    "Analysis",
    "Because",
    "FoundNeed",
    "Grouping",
    "Heard",
    "Language",
    "MissingWeightsError",
    "Named",
    "Sentence",
    "Shift",
    "SignalCode",
    "cut_sentences",
    "explain_signal",
    "find_needs",
    "guess_language",
    "hear",
    "learn_shift",
    "name_need",
]


def cut_sentences(text: str) -> list[str]:
    """Return the sentences of a text, word for word, in order."""
    return [text[span.start : span.end] for span in text_sentences.split_sentences(text)]


def hear(sentences: Sequence[str], *, competitors: Sequence[str] = (), language: str = "en") -> list[Heard]:
    """Return what each sentence says: its language, a probability per signal, its vector; or raise MissingWeightsError.

    `competitors` are spellings of rivals' names; `language` is taken where a sentence says too little of its own. Signals
    are heard in English. The same sentence gives the same answer whatever its company.
    """
    return _hearer().hear(sentences, competitors, languages_around=[language] * len(sentences))


def explain_signal(sentence: str, code: SignalCode, *, competitors: Iterable[str] = ()) -> list[tuple[str, float]]:
    """Return the words of a sentence that spoke most for a signal, strongest first, with what each added (log-odds)."""
    found = signals.explain_signal(sentence, code, competitors=competitors)
    return [(sentence[because.start : because.end], because.weight) for because in found]


def find_needs(
    texts: Iterable[str], *, competitors: Sequence[str] = (), grouping: Grouping = Grouping.NEEDS
) -> Analysis:
    """Return the sentences of all texts and the needs found in them, those said in most texts first, each with its name.

    With `Grouping.ALL` every sentence stands at a need. The same texts in the same order give the same needs. A need is
    found when enough sentences speak of it: in a hundred texts there may be none.
    """
    return corpus.analyse(enumerate(texts), _hearer(), grouping=grouping, competitors=competitors)


def name_need(sentences: Sequence[str], *, among: Sequence[str] = (), taken: Sequence[str] = ()) -> Named:
    """Return the name for what `sentences` (at least one) have in common, with the sentence that says it best.

    `among` are sentences of all kinds, by which is told what is particular about these; `taken` are names in use.
    """
    if not sentences:
        raise ValueError("Nothing has no name: give at least one sentence.")
    hearer = _hearer()
    background = naming.Background.of([*sentences, *among])
    return naming.name_need(sentences, hearer.embed(sentences), background, taken, embed=hearer.embed)


@functools.cache
def _hearer() -> hearing.Hearer:
    return hearing.Hearer()
