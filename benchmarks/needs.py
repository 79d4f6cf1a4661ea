"""Needs found in labelled sentences, beside BERTopic on the same vectors: quality, time, memory, late themes, identity.

`python benchmarks/needs.py [--quick] [--json FILE] [--real-words DIR] [--docs FILE]`. DIR holds labelled sets (see
`needs_data.READERS`); without it a small made set is used. BERTopic is installed into an environment of its own, outside
the repository, and is warmed up before it is timed. Every sentence counts: what ours lets wait and what BERTopic calls an
outlier stands at its nearest group. "Tuned" is the best of seven cluster sizes, chosen with the labels: a bar, not a rival.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
import venv
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
from sklearn.metrics import adjusted_rand_score, normalized_mutual_info_score

import needs_data
import needs_goals
from closeknit.analysis.needs import placing, stream
from closeknit.analysis.needs.records import Batch
from closeknit.analysis.needs.sketch import State
from needs_data import Labelled

CHUNK = 2_000
QUICK = 1_500
SIZES = [10, 15, 25, 40, 60, 100, 150]
MIXED = ("Banking77", "CLINC150", "StackOverflow")
PEER = [
    "bertopic==0.17.4",
    "umap-learn==0.5.12",
    "hdbscan==0.8.44",
    "pynndescent",
    "numba==0.68.1",
    "llvmlite",
    "scikit-learn",
    "scipy",
    "pandas",
    "numpy",
    "tqdm",
    "joblib",
    "cloudpickle",
    "threadpoolctl",
    "plotly",
    "packaging",
    "narwhals",
    "python-dateutil",
    "pytz",
    "tzdata",
    "six",
    "pyyaml",
]

Ints = npt.NDArray[np.int64]
# What BERTopic took, by set and size: it is asked once for both, agreement and time.
_peer_times: dict[tuple[str, int], dict[str, float]] = {}


@dataclass(frozen=True)
class Run:
    """Where each sentence stands (group numbers, all placed), how many stood there by themselves, and what it took."""

    labels: Ints
    homes: dict[str, str]
    state: State
    coverage: float
    seconds: float
    cpu: float


def main() -> int:
    """Run it all and print tables; with --json, write the figures; with --docs, write them as a page."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument(
        "--quick", action="store_true", help="one set of 3,000 sentences, under 40 seconds when all is cached"
    )
    parser.add_argument("--json", type=Path, metavar="FILE")
    parser.add_argument("--docs", type=Path, metavar="FILE")
    parser.add_argument("--real-words", type=Path, metavar="DIR")
    parser.add_argument("--peak", type=Path, metavar="VECTORS", help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.peak:
        run(np.load(arguments.peak, mmap_mode="r"))
        print(read_peak())
        return 0
    cache = needs_data.find_cache()
    most = QUICK if arguments.quick else None
    sets = (
        needs_data.read_sets(arguments.real_words, cache, most)
        if arguments.real_words
        else needs_data.make_set(cache, most)
    )
    figures = measure(sets, quick=arguments.quick, python=install_peer(cache))
    figures["goals"] = needs_goals.judge(figures)
    for name, table in figures.items():
        print(f"\n{name}\n{draw(table)}")
    if arguments.json:
        arguments.json.write_text(json.dumps(figures, indent=1) + "\n", encoding="utf-8")
    if arguments.docs:
        arguments.docs.write_text(write_page(figures), encoding="utf-8")
    return 0


def measure(sets: dict[str, Labelled], *, quick: bool, python: Path) -> dict[str, list[dict[str, Any]]]:
    """Return tables, each a list of rows."""
    mixed = [sets[name] for name in MIXED if name in sets] or list(sets.values())
    if quick:
        one = mixed[0].cut(QUICK)
        quality, sizes, large, most = [one], [QUICK], one, 6_000
    else:
        sizes = [10_000, 100_000]
        large = needs_data.mix(mixed, sizes[-1])
        quality, most = [*sets.values(), large.cut(10_000)], 1_000_000
    return {
        "quality": [row for one in quality for row in compare(one, python, quick=quick)],
        "time": [row for n in sizes for row in compare_times(large.cut(n), python)],
        "one more": measure_one(large.cut(sizes[0])),
        "flat": measure_flat(large, first=most // (4 if quick else 100), most=most),
        "identity": [{"set": one.name, "n": len(one.texts), **measure_identity(one)} for one in quality],
        "late themes": [{"set": one.name, **measure_late(one)} for one in quality],
    }


def read_peak() -> float:
    """Return the most memory (MB) that this program held; what `resource` tells counts its parent in, too."""
    lines = Path("/proc/self/status").read_text(encoding="ascii").splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("VmHWM:")) / 1024


def run(vectors: npt.NDArray[np.float32], state: State | None = None, first: int = 0, *, settle: bool = True) -> Run:
    """Lay the vectors beside the needs as a house does, in chunks; then settle, and place the rest at the nearest need."""
    state, homes = state or State(), dict[str, str]()
    started, spent = time.perf_counter(), time.process_time()
    for start in range(0, len(vectors), CHUNK):
        part = vectors[start : start + CHUNK]
        names = [str(first + start + row) for row in range(len(part))]
        step = stream.advance(state, Batch(names, part, names))
        state = step.state
        homes.update(step.homes)
    if settle:
        step = stream.settle(state)
        state = step.state
        homes.update(step.homes)
    seconds, cpu = time.perf_counter() - started, time.process_time() - spent
    live = follow(state, homes)
    labels, numbers = np.full(len(vectors), -1, dtype=np.int64), dict[str, int]()
    for row in range(len(vectors)):
        if (need := live.get(str(first + row))) is not None:
            labels[row] = numbers.setdefault(need, len(numbers))
    coverage = float((labels >= 0).mean())
    rest = np.flatnonzero(labels < 0)
    for row, found in zip(rest.tolist(), placing.nearest_needs(state, vectors[rest]), strict=True):
        labels[row] = -1 if found is None else numbers.setdefault(found[0], len(numbers))
    return Run(labels, homes, state, coverage, seconds, cpu)


def follow(state: State, homes: dict[str, str]) -> dict[str, str]:
    """Return the homes with merges followed."""
    known = {name: found.need for name in set(homes.values()) if (found := state.find(name)) is not None}
    return {verbatim: known[name] for verbatim, name in homes.items() if name in known}


def compare(one: Labelled, python: Path, *, quick: bool) -> list[dict[str, Any]]:
    """Return rows of quality for ours, default BERTopic, and BERTopic tuned with the labels."""
    n = len(one.texts)
    answer = ask_peer(one, [{"n": n, "smallest": None}, {"n": n, "smallest": SIZES[:3] if quick else SIZES}], python)
    _peer_times[one.name, n] = answer["facts"]["jobs"][0]
    default = answer["labels_0"][0]
    tuned = max(answer["labels_1"], key=lambda labels: adjusted_rand_score(one.labels, force(one.vectors, labels)))
    ours = run(one.vectors)
    title = {"set": one.name, "n": n, "themes": len(set(one.labels))}
    rows = [{**title, "method": "ours", "coverage": round(ours.coverage, 3), **score(one.labels, ours.labels)}]
    for method, labels in (("BERTopic, default", default), ("BERTopic, tuned with the labels", tuned)):
        coverage = round(float((labels >= 0).mean()), 3)
        rows.append({**title, "method": method, "coverage": coverage, **score(one.labels, force(one.vectors, labels))})
    return rows


def compare_times(one: Labelled, python: Path) -> list[dict[str, Any]]:
    """Return seconds and peak memory of ours and of default BERTopic for all, and for a tenth more."""
    n = len(one.texts)
    if (one.name, n) not in _peer_times:
        _peer_times[one.name, n] = ask_peer(one, [{"n": n, "smallest": None}], python)["facts"]["jobs"][0]
    answer = _peer_times[one.name, n]
    whole, start = run(one.vectors), int(n / 1.1)
    before = run(one.vectors[:start])
    more = run(one.vectors[start:], before.state, start, settle=False)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "vectors.npy"
        np.save(path, one.vectors)
        told = subprocess.run([sys.executable, __file__, "--peak", path], capture_output=True, text=True, check=True)
    ours = {"n": n, "method": "ours", "seconds": whole.seconds, "cpu s": whole.cpu}
    ours |= {"a tenth more, s": more.seconds, "ms each": 1000 * whole.seconds / n, "peak MB": float(told.stdout)}
    peer = {"n": n, "method": "BERTopic, warmed up", "seconds": answer["seconds"], "cpu s": answer["cpu"]}
    peer |= {
        "a tenth more, s": answer["seconds"],
        "ms each": 1000 * answer["seconds"] / n,
        "peak MB": answer["peak_mb"],
    }
    times = {
        "n": n,
        "method": "times faster",
        "seconds": peer["seconds"] / ours["seconds"],
        "cpu s": peer["cpu s"] / ours["cpu s"],
    }
    times |= {"a tenth more, s": peer["a tenth more, s"] / ours["a tenth more, s"]}
    return [{key: tidy(value) for key, value in row.items()} for row in (ours, peer, times)]


def measure_one(one: Labelled) -> list[dict[str, Any]]:
    """Return milliseconds for one sentence more in a house that knows these: as it is laid, and in the worst round."""
    state = run(one.vectors).state
    spent = []
    for row in range(600):
        began = time.perf_counter()
        name = f"more{row}"
        state = stream.advance(state, Batch([name], one.vectors[[row % len(one.texts)]], [name])).state
        spent.append(1000 * (time.perf_counter() - began))
    middle, most, mean = float(np.median(spent)), max(spent), float(np.mean(spent))
    return [{"n": len(one.texts), "median ms": tidy(middle), "mean ms": tidy(mean), "longest ms": tidy(most)}]


def measure_flat(one: Labelled, first: int, most: int) -> list[dict[str, Any]]:
    """Return CPU milliseconds a sentence while the house grows from `first` sentences (10,000) to `most` (10^6).

    Each row is one stretch of the stream, from a size to about three times it, with everything that fell due in it. Beyond
    the sentences that there are, copies with noise (cosine about 0.9) are said.
    """
    state, rows, known, draw = State(), list[dict[str, Any]](), 0, np.random.default_rng(5)
    for last in sorted({min(int(first * 10 ** (step / 2)), most) for step in range(5)}):
        spent, begun = 0.0, known
        for start in range(known, last, CHUNK):
            places = np.arange(start, min(start + CHUNK, last))
            vectors = one.vectors[places % len(one.texts)]
            if start >= len(one.texts):
                vectors = needs_data.blur(vectors, draw)
            names = [str(place) for place in places.tolist()]
            began = time.process_time()
            state = stream.advance(state, Batch(names, vectors, names)).state
            spent += time.process_time() - began
        known = last
        size = tidy(len(state.to_bytes()) / 2**20)
        each = tidy(1000 * spent / max(last - begun, 1))
        rows.append({"from": begun, "to": last, "needs": len(state.sketches), "CPU ms each": each, "state MB": size})
    return rows


def measure_identity(one: Labelled) -> dict[str, Any]:
    """Return the share of placed sentences that keep their need when a tenth more is said, and all is looked through anew."""
    start = int(len(one.texts) / 1.1)
    before = run(one.vectors[:start])
    after = run(one.vectors[start:], before.state, start)
    stood = follow(before.state, before.homes)
    stands = follow(after.state, {**before.homes, **after.homes})
    alike = {name: found.need for name in set(stood.values()) if (found := after.state.find(name)) is not None}
    kept = [alike.get(need) == stands.get(verbatim) for verbatim, need in stood.items()]
    return {"placed": len(kept), "kept": tidy(float(np.mean(kept)))}


def measure_late(one: Labelled) -> dict[str, Any]:
    """Return how many of the themes that are first heard in the second half get a need of their own.

    A theme has one when the need that holds most of it holds more of it than of any other theme.
    """
    themes = sorted(set(one.labels))
    late = set(themes[::2])
    is_late = np.array([label in late for label in one.labels])
    early, rest = np.flatnonzero(~is_late), np.flatnonzero(is_late)
    half = len(early) // 2
    order = np.concatenate([early[:half], np.random.default_rng(3).permutation(np.concatenate([early[half:], rest]))])
    own, at_any_time = _find_own(one, order, late), _find_own(one, np.arange(len(order)), late)
    share = tidy(len(own) / len(late))
    return {"late themes": len(late), "found": len(own), "share": share, "found in any order": len(at_any_time)}


def _find_own(one: Labelled, order: Ints, themes: set[str]) -> set[str]:
    labels, found = np.array(one.labels)[order], run(one.vectors[order]).labels
    most = {theme: Counter(found[labels == theme].tolist()).most_common(1)[0][0] for theme in themes}
    return {theme for theme in themes if Counter(labels[found == most[theme]].tolist()).most_common(1)[0][0] == theme}


def score(labels: list[str], found: Ints) -> dict[str, Any]:
    """Return agreement with the labels and the number of groups."""
    alike = adjusted_rand_score(labels, found), normalized_mutual_info_score(labels, found)
    return {"ARI": tidy(alike[0]), "NMI": tidy(alike[1]), "groups": len(set(found.tolist()))}


def force(vectors: npt.NDArray[np.float32], labels: Ints) -> Ints:
    """Return the labels with each outlier (-1) at the group whose middle is nearest."""
    groups = np.unique(labels[labels >= 0])
    if not len(groups):
        return np.zeros_like(labels)
    middles = np.stack([vectors[labels == group].mean(axis=0) for group in groups])
    middles /= np.linalg.norm(middles, axis=1, keepdims=True)
    out = labels < 0
    forced = labels.copy()
    forced[out] = groups[(vectors[out] @ middles.T).argmax(axis=1)]
    return forced


def ask_peer(one: Labelled, jobs: list[dict[str, Any]], python: Path) -> dict[str, Any]:
    """Return what BERTopic answered; see `needs_peer.py`."""
    with tempfile.TemporaryDirectory() as folder:
        task, answer = Path(folder) / "task.npz", Path(folder) / "answer.npz"
        np.savez(task, vectors=one.vectors, texts=np.array(one.texts), jobs=json.dumps(jobs))
        # What keeps our lanes apart is no concern of theirs.
        theirs = {name: value for name, value in os.environ.items() if name != "OPENBLAS_NUM_THREADS"}
        command = [python, Path(__file__).with_name("needs_peer.py"), task, answer]
        subprocess.run(command, check=True, capture_output=True, env=theirs)
        with np.load(answer) as given:
            return {name: json.loads(str(given[name])) if name == "facts" else given[name] for name in given.files}


def install_peer(cache: Path) -> Path:
    """Return the interpreter of the peers' environment, made once; no torch, since the vectors are given."""
    folder = cache / "bertopic"
    python = folder / "bin" / "python"
    if not (folder / "whole").exists():
        venv.create(folder, with_pip=True, clear=True)
        subprocess.run([python, "-m", "pip", "install", "--quiet", "--no-deps", *PEER], check=True)
        (folder / "whole").touch()
    return python


def tidy(value: object) -> object:
    """Return a number with as many digits as it deserves."""
    return float(f"{value:.3g}") if isinstance(value, float) else value


def draw(table: list[dict[str, Any]]) -> str:
    """Return a table in Markdown."""
    columns = list(dict.fromkeys(key for row in table for key in row))
    lines = [columns, ["---"] * len(columns), *[[str(row.get(column, "")) for column in columns] for row in table]]
    return "\n".join("| " + " | ".join(line) + " |" for line in lines)


def write_page(figures: dict[str, list[dict[str, Any]]]) -> str:
    """Return the page of docs with all tables; the words around them stand in `needs_page.md` beside this script."""
    page = Path(__file__).with_name("needs_page.md").read_text(encoding="utf-8")
    for name, table in figures.items():
        page = page.replace(f"[[{name}]]", draw(table))
    return page


if __name__ == "__main__":
    sys.exit(main())
