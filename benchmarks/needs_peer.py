"""BERTopic on given vectors, run by `benchmarks/needs.py` in an environment of its own: `needs_peer.py TASK.npz ANSWER.npz`.

TASK holds `vectors`, `texts` and `jobs`, a JSON list of {"n": rows, "smallest": [min_cluster_size, …] or null}. Without
`smallest` the whole default BERTopic is run and timed; with it, its UMAP once and its HDBSCAN per size (as it calls
them), for the choice by labels. ANSWER holds `labels_I` [per size, n] per job and `facts` with seconds and peak memory.
"""

from __future__ import annotations

import json
import sys
import time
import warnings
from typing import Any

import hdbscan
import numpy as np
import umap
from bertopic import BERTopic

warnings.filterwarnings("ignore")


def main(task: str, answer: str) -> None:
    """Warm up (compile), run each job, write the answer."""
    with np.load(task) as given:
        vectors, texts, jobs = given["vectors"], given["texts"].tolist(), json.loads(str(given["jobs"]))
    started = time.perf_counter()
    draw = np.random.default_rng(0)
    # As large as the way that UMAP takes for many rows (from 4,096 on), where there are many: all that is compiled is
    # compiled here.
    other = draw.normal(size=(min(5000, max(len(vectors), 600)), vectors.shape[1])).astype(np.float32)
    BERTopic().fit_transform([f"word{n % 50} more{n % 7}" for n in range(len(other))], embeddings=other)
    facts: dict[str, Any] = {"warm_up": time.perf_counter() - started, "jobs": []}
    found = {}
    for number, job in enumerate(jobs):
        rows, words = vectors[: job["n"]], texts[: job["n"]]
        started, spent = time.perf_counter(), time.process_time()
        sizes = job["smallest"]
        labels = _by_size(rows, sizes) if sizes else np.array([BERTopic().fit_transform(words, embeddings=rows)[0]])
        seconds, cpu = time.perf_counter() - started, time.process_time() - spent
        peak = _read_peak()
        facts["jobs"].append({"seconds": seconds, "cpu": cpu, "peak_mb": peak})
        found[f"labels_{number}"] = labels
        np.savez(answer, facts=json.dumps(facts), **found)


def _read_peak() -> float:
    """Return the most memory (MB) that this program held; what `resource` tells counts its parent in, too."""
    with open("/proc/self/status", encoding="ascii") as file:
        return next(int(line.split()[1]) for line in file if line.startswith("VmHWM:")) / 1024


def _by_size(rows: Any, sizes: list[int]) -> Any:
    low = umap.UMAP(n_neighbors=15, n_components=5, min_dist=0.0, metric="cosine").fit_transform(rows)
    return np.array([hdbscan.HDBSCAN(min_cluster_size=size, metric="euclidean").fit_predict(low) for size in sizes])


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2])
