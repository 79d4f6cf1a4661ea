"""Hearing sentences: language, signals, vector, and whether they are looked at for needs."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from closeknit.analysis.kinds import SignalCode
from closeknit.analysis.text import embedding, languages, signals
from closeknit.analysis.text.models import SentenceModel

# Only these go to the needs: praise or a question alone would make a "need" of a manner of speaking. Of suggestions,
# only those to us: advice to other customers is worth reading but no need.
FOR_NEEDS = (SignalCode.NEED, SignalCode.PAIN, SignalCode.PLAN, SignalCode.SUGGESTION)
FEWEST_WORDS = 2
# A sentence is laid to the needs from this chance on that any of the four holds. Lower than for a signal to be shown:
# a stray sentence waits in the pool, a missed one is lost to the need.
WORTH_LAYING = 0.4


@dataclass(frozen=True)
class Heard:
    """What one text says: `signals` holds a probability per code, and is empty where the text was not understood.

    `understood` is false for a language whose signals are not heard. Then `vector` is None and it is found by words only,
    unless another sentence model was chosen that knows the language: then it is found by meaning, too.
    `to_others` is the chance that what it suggests, if anything, is advice to other customers and not to us.
    """

    language: str
    understood: bool
    vector: npt.NDArray[np.float32] | None
    signals: Mapping[SignalCode, float]
    for_needs: bool
    to_others: float = 0.0


class Hearer:
    """Hears texts; holds the language model, so make one and keep it."""

    def __init__(self, embedder: embedding.Embedder | None = None, *, meaning: SentenceModel | None = None) -> None:
        """Load the packaged model and heads, or raise MissingWeightsError; `meaning` gives the vectors where it is chosen."""
        self._embedder = embedder or embedding.Embedder()
        self._meaning = meaning
        self.model_tag = meaning.tag if meaning else self._embedder.tag
        heard_by = f"{self._embedder.tag} {signals.load_heads().tag} {languages.RULES}"
        # What was heard under another tag would be heard otherwise now; what stands before + is the tag of its vector.
        self.tag = f"{self.model_tag}+{hashlib.sha256(heard_by.encode()).hexdigest()[:8]}"

    def hear(
        self,
        texts: Sequence[str],
        competitors: Sequence[str] = (),
        *,
        languages_around: Sequence[str] | None = None,
        with_vectors: bool = True,
    ) -> list[Heard]:
        """Return what each text says, in order; the same text gives the same answer whatever its company.

        `competitors` are spellings of rivals' names. `languages_around` is the language of the conversation that each
        text comes from, taken where the text itself says too little; English when not given. Without vectors a chosen
        sentence model is not asked.
        """
        around = languages_around or ["en"] * len(texts)
        asked = list(zip(texts, around, strict=True))
        # The same line a million times is heard once a call.
        distinct = list(dict.fromkeys(asked))
        heard = self._hear_distinct(distinct, competitors)
        if self._meaning is not None:
            heard = self._turn_vectors(distinct, heard, self._meaning) if with_vectors else heard
        answers = dict(zip(distinct, heard, strict=True))
        return [answers[question] for question in asked]

    def embed(self, texts: Sequence[str]) -> npt.NDArray[np.float32]:
        """Return vectors [n, 384] of unit length, whatever the language; only in those that the model knows they mean what they say."""
        return self._meaning.embed(texts) if self._meaning else self._embedder.embed(texts).vectors

    def _hear_distinct(self, asked: Sequence[tuple[str, str]], competitors: Sequence[str]) -> list[Heard]:
        texts = [text for text, _ in asked]
        codes = [languages.guess_language(text, default=near).code for text, near in asked]
        known = [place for place, code in enumerate(codes) if code in languages.UNDERSTOOD]
        embedded = self._embedder.embed([texts[place] for place in known])
        scores = signals.score_signals([texts[p] for p in known], embedded.middles, competitors=competitors)
        heard = [Heard(code, False, None, {}, False) for code in codes]
        chances, to_others = scores.signals.tolist(), scores.to_others.tolist()
        for row, place in enumerate(known):
            heard[place] = _describe(texts[place], codes[place], embedded.vectors[row], chances[row], to_others[row])
        return heard

    def _turn_vectors(
        self, asked: Sequence[tuple[str, str]], heard: Sequence[Heard], model: SentenceModel
    ) -> list[Heard]:
        """Give the vectors of the chosen model in place of the packaged one's, also where signals are not heard."""
        known = [place for place, one in enumerate(heard) if model.languages is None or one.language in model.languages]
        vectors = dict(zip(known, model.embed([asked[place][0] for place in known]), strict=True))
        return [
            replace(one, vector=vectors.get(place), for_needs=one.for_needs and place in vectors)
            for place, one in enumerate(heard)
        ]


def _describe(
    text: str, code: str, vector: npt.NDArray[np.float32], scores: Sequence[float], to_others: float
) -> Heard:
    chances = {signal: round(score, 4) for signal, score in zip(signals.CODES, scores, strict=True)}
    silent = 1 - chances[SignalCode.SUGGESTION] * (1 - to_others)
    for signal in FOR_NEEDS:
        if signal is not SignalCode.SUGGESTION:
            silent *= 1 - chances[signal]
    for_needs = 1 - silent >= WORTH_LAYING and len(text.split()) >= FEWEST_WORDS
    return Heard(code, True, vector, chances, for_needs, round(to_others, 4))
