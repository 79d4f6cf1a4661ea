"""Sentences to vectors: all-MiniLM-L6-v2, int8, one sentence a run, so that no vector depends on its neighbours."""

from __future__ import annotations

import hashlib
import platform
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import onnxruntime
from tokenizers import Tokenizer

from closeknit.analysis.text import packaged

DIMENSIONS, MIDDLE_DIMENSIONS, MOST_TOKENS = 384, 1152, 256

Floats = npt.NDArray[np.float32]


@dataclass(frozen=True)
class Embedded:
    """Row i belongs to text i: `vectors` [n, 384] of unit length; `middles` [n, 1152], features of the fourth layer."""

    vectors: Floats
    middles: Floats


class Embedder:
    """Embeds sentences; holds the model, so make one and keep it. Safe to use from several threads."""

    def __init__(self, *, threads: int = 2) -> None:
        """Load the packaged model, or raise MissingWeightsError; `threads` sentences run at once, each on one core."""
        model = packaged.read_weights("model.onnx")
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = options.inter_op_num_threads = 1
        # One session for all lanes: each call runs in the thread that makes it, and a second session is 45 MB more.
        self._session = onnxruntime.InferenceSession(model, options, providers=["CPUExecutionProvider"])
        self._lanes = threads
        self._tokenizer = Tokenizer.from_buffer(packaged.read_weights("tokenizer.json"))
        self._tokenizer.no_padding()
        self._tokenizer.enable_truncation(MOST_TOKENS)
        self._pool = ThreadPoolExecutor(threads)
        # Vectors are comparable only within one tag: another model or another kernel rounds differently.
        digest = hashlib.sha256(model).hexdigest()[:8]
        self.tag = f"minilm-l6-int8-{digest}-ort{onnxruntime.__version__}-{platform.machine()}"

    def embed(self, texts: Sequence[str]) -> Embedded:
        """Return the vectors of `texts`, bit for bit the same whatever the order or company; 256 tokens are read."""
        distinct = list(dict.fromkeys(texts))
        encoded = self._tokenizer.encode_batch(distinct)
        ids = [np.array(item.ids, dtype=np.int64) for item in encoded]
        lanes = self._lanes
        parts = self._pool.map(_run, [self._session] * lanes, [ids[lane::lanes] for lane in range(lanes)])
        both = np.empty((len(distinct), DIMENSIONS + MIDDLE_DIMENSIONS), dtype=np.float32)
        for lane, rows in enumerate(parts):
            both[lane::lanes] = rows
        places = {text: place for place, text in enumerate(distinct)}
        both = both[[places[text] for text in texts]] if texts else both
        return Embedded(np.ascontiguousarray(both[:, :DIMENSIONS]), np.ascontiguousarray(both[:, DIMENSIONS:]))


def _run(session: onnxruntime.InferenceSession, ids: Sequence[npt.NDArray[np.int64]]) -> Floats:
    rows = np.empty((len(ids), DIMENSIONS + MIDDLE_DIMENSIONS), dtype=np.float32)
    for row, sentence in zip(rows, ids, strict=True):
        row[:DIMENSIONS], row[DIMENSIONS:] = session.run(["vector", "middle"], {"ids": sentence})
    return rows
