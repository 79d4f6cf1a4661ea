"""Other sentence models, by choice: what they have in common, and one that is read from an ONNX file and a tokenizer.

They give vectors only. Signals are heard by the packaged model, whose middle layers the heads were trained on.
"""

from __future__ import annotations

import functools
import hashlib
import platform
from collections.abc import Sequence
from typing import Any, Protocol

import numpy as np
import numpy.typing as npt
import onnxruntime
from tokenizers import Tokenizer

DIMENSIONS = 384
MOST_TOKENS = 256
_SEED = 384

Floats = npt.NDArray[np.float32]


class UnreadableModelError(RuntimeError):
    """A sentence model cannot be used; the message says why in one line."""


class SentenceModel(Protocol):
    """Turns sentences into vectors [n, 384] of unit length; `languages` are the codes that it knows, None for all.

    `tag` is another one whenever the vectors are: those of two tags are never compared.
    """

    tag: str
    languages: frozenset[str] | None

    def embed(self, texts: Sequence[str]) -> Floats:
        """Return the vectors of `texts`, in order."""
        ...


class OnnxModel:
    """A sentence transformer as it is exported to ONNX: ids and masks in, token states or the sentence's vector out.

    Token states are averaged over the sentence. One sentence a run, so that no vector depends on its neighbours.
    """

    def __init__(self, model: bytes, tokenizer: bytes, *, languages: frozenset[str] | None) -> None:
        """Load the model, or raise UnreadableModelError."""
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = options.inter_op_num_threads = 1
        try:
            self._session = onnxruntime.InferenceSession(model, options, providers=["CPUExecutionProvider"])
            self._tokenizer = Tokenizer.from_buffer(tokenizer)
        except Exception as error:
            raise UnreadableModelError(f"The sentence model cannot be read: {str(error)[:200]}") from error
        self._tokenizer.no_padding()
        self._tokenizer.enable_truncation(MOST_TOKENS)
        self._inputs = {one.name for one in self._session.get_inputs()}
        if unknown := self._inputs - {"input_ids", "attention_mask", "token_type_ids"}:
            raise UnreadableModelError(f"The sentence model asks for {', '.join(sorted(unknown))}, which nobody has.")
        self.languages = languages
        digest = hashlib.sha256(model + tokenizer).hexdigest()[:8]
        self.tag = f"onnx-{digest}-ort{onnxruntime.__version__}-{platform.machine()}"

    def embed(self, texts: Sequence[str]) -> Floats:
        """Return the vectors of `texts`, bit for bit the same whatever the order or company; 256 tokens are read."""
        distinct = {text: self._run(text) for text in dict.fromkeys(texts)}
        return fit_dimensions(np.array([distinct[text] for text in texts], dtype=np.float32))

    def _run(self, text: str) -> npt.NDArray[Any]:
        encoded = self._tokenizer.encode(text)
        fed = {"input_ids": encoded.ids, "attention_mask": encoded.attention_mask, "token_type_ids": encoded.type_ids}
        rows = {name: np.array([values], dtype=np.int64) for name, values in fed.items() if name in self._inputs}
        outputs: list[npt.NDArray[Any]] = self._session.run(None, rows)
        whole = [one for one in outputs if one.ndim == 2]
        return np.asarray(whole[0][0] if whole else outputs[0][0].mean(axis=0))


def fit_dimensions(vectors: Floats) -> Floats:
    """Return vectors [n, d] as [n, 384] of unit length; nothing of a shorter one is lost, a longer one is turned and cut.

    The cut is by a fixed random projection, which keeps angles nearly (Johnson & Lindenstrauss 1984): for 768 dimensions
    the cosine of two sentences moves by .06 at most in nineteen of twenty pairs.
    """
    if not len(vectors):
        return np.zeros((0, DIMENSIONS), dtype=np.float32)
    size = vectors.shape[1]
    if size > DIMENSIONS:
        # Row by row, since a product of many rows may round a row otherwise than alone.
        vectors = np.stack([row @ _turn(size) for row in vectors])
    elif size < DIMENSIONS:
        vectors = np.pad(vectors, ((0, 0), (0, DIMENSIONS - size)))
    lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
    # A sentence about which the model says nothing points somewhere all the same, so that every vector has a length.
    vectors = np.where(lengths > 0, vectors, np.eye(1, DIMENSIONS))
    return np.asarray(vectors / np.where(lengths > 0, lengths, 1), dtype=np.float32)


@functools.cache
def _turn(size: int) -> Floats:
    drawn = np.random.default_rng(_SEED).standard_normal((size, DIMENSIONS))
    return np.asarray(np.linalg.qr(drawn)[0], dtype=np.float32)
