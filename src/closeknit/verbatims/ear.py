"""The one language model of a process: who hears, who asks by meaning and who types share it. Made when it is first needed.

Which sentence model gives the vectors is the machine's keeper's choice (docs/settings.md); signals are heard by the packaged one.
"""

import hashlib
import math
import threading
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
from django.conf import settings

from closeknit.analysis.text import multilingual
from closeknit.analysis.text.hearing import Hearer
from closeknit.analysis.text.models import OnnxModel, SentenceModel, UnreadableModelError, fit_dimensions
from closeknit.analysis.text.packaged import MissingWeightsError
from closeknit.kit import outbound

MULTILINGUAL = "multilingual"
# So many sentences are sent to an endpoint at once.
BATCH = 64
# A question waits no longer than this before words alone answer; many sentences may take longer.
_SECONDS, _SECONDS_A_SENTENCE = 5.0, 0.5

Floats = npt.NDArray[np.float32]


class Ear:
    """Holds the hearer of this process. `embedder` is None until it was made."""

    def __init__(self) -> None:
        self._making, self._starting = threading.Lock(), threading.Lock()
        self._thread: threading.Thread | None = None
        self.embedder: Hearer | None = None

    def get(self) -> Hearer:
        """Return the hearer, making it first where nobody has, or raise MissingWeightsError or UnreadableModelError."""
        with self._making:
            if self.embedder is None:
                self.embedder = Hearer(meaning=choose_model())
            return self.embedder

    def wake(self) -> None:
        """Begin to make the hearer in a thread, once."""
        with self._starting:
            if self._thread is None and self.embedder is None:
                self._thread = threading.Thread(target=self._load, name="ear", daemon=True)
                self._thread.start()

    @property
    def is_waking(self) -> bool:
        """Whether it is being made just now."""
        return self._thread is not None and self._thread.is_alive()

    def wait(self, seconds: float) -> None:
        """Wait until it is made, at most so long."""
        self.wake()
        if self._thread is not None:
            self._thread.join(seconds)

    def _load(self) -> None:
        try:
            self.get()
        except (MissingWeightsError, UnreadableModelError):
            # Words alone answer in a house that was set up without the model; hearing says loudly what is missing.
            self.embedder = None


class Endpoint:
    """A sentence model behind an OpenAI-compatible embeddings endpoint."""

    def __init__(self, address: str, model: str, key: str, languages: frozenset[str] | None) -> None:
        """Nothing is asked yet."""
        self._address, self._model, self.languages = address, model, languages
        self._headers = {"Authorization": f"Bearer {key}"} if key else {}
        self.tag = f"endpoint-{hashlib.sha256(f'{address} {model}'.encode()).hexdigest()[:8]}"

    def embed(self, texts: Sequence[str]) -> Floats:
        """Return vectors [n, 384] of unit length, or raise Unreachable."""
        distinct = list(dict.fromkeys(texts))
        rows = [row for first in range(0, len(distinct), BATCH) for row in self._ask(distinct[first : first + BATCH])]
        places = {text: place for place, text in enumerate(distinct)}
        try:
            vectors = np.array(rows, dtype=np.float32)
        except ValueError as error:
            raise outbound.Unreachable(f"{self._address} answered with vectors of several lengths.") from error
        fitted = fit_dimensions(vectors)
        return fitted[[places[text] for text in texts]] if len(texts) else fitted

    def _ask(self, texts: Sequence[str]) -> list[list[float]]:
        # An empty input is refused by some; it says nothing in any model.
        body = {"model": self._model, "input": [text.strip() or "." for text in texts], "encoding_format": "float"}
        seconds = _SECONDS + _SECONDS_A_SENTENCE * len(texts)
        answer = outbound.post_json(self._address, body, headers=self._headers, seconds=seconds)
        try:
            rows = sorted(answer["data"], key=lambda row: row["index"])
            vectors = [[float(number) for number in row["embedding"]] for row in rows]
        except (KeyError, TypeError, ValueError) as error:
            raise outbound.Unreachable(f"{self._address} did not answer as an embeddings endpoint does.") from error
        if len(vectors) != len(texts) or not all(map(_is_vector, vectors)):
            raise outbound.Unreachable(
                f"{self._address} did not answer with a vector for each of {len(texts)} sentences."
            )
        return vectors


def choose_model() -> SentenceModel | None:
    """Return the sentence model that the keeper chose, None for the packaged one, or raise UnreadableModelError."""
    chosen: dict[str, Any] = settings.SENTENCE_MODEL
    name: str = chosen["model"]
    languages = read_languages(chosen["languages"])
    if not name:
        return None
    if name == MULTILINGUAL:
        return multilingual.MultilingualModel()
    if name.startswith(("http://", "https://")):
        return Endpoint(name, chosen["name"], chosen["key"], languages)
    return _read_folder(Path(name).expanduser(), languages)


def read_languages(written: str) -> frozenset[str] | None:
    """Return the codes in a setting such as "en de"; None, for all, where it says "all"."""
    return None if written.strip() == "all" else frozenset(written.replace(",", " ").split()) or frozenset({"en"})


def _read_folder(folder: Path, languages: frozenset[str] | None) -> SentenceModel:
    files = [folder / "model.onnx", folder / "onnx" / "model.onnx"]
    model = next((file for file in files if file.is_file()), None)
    if model is None or not (folder / "tokenizer.json").is_file():
        raise UnreadableModelError(f"{folder} holds no model.onnx with a tokenizer.json beside it (CLOSEKNIT_MODEL).")
    return OnnxModel(model.read_bytes(), (folder / "tokenizer.json").read_bytes(), languages=languages)


def _is_vector(numbers: Sequence[float]) -> bool:
    return len(numbers) > 0 and all(map(math.isfinite, numbers))


the_ear = Ear()


def hearer() -> Hearer:
    """Return this process's hearer; the first to ask waits half a second while the language model is loaded."""
    return the_ear.get()
