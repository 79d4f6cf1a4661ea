"""What hearing learns from a house's own people: checks and corrections of some sentences, F1 on others, and how far one lesson reaches.

`python benchmarks/learning.py [--quick] [--json FILE] [--real-words DIR]`, DIR being the folder of the public sets. Each set plays a house:
its labels are what its people say. Half of its rows are said and corrected, the other half is measured; twenty seeds. Of sets that training
read only rows that it holds back are used. Without DIR only the reach of a lesson is measured, on made-up sentences.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

import hearing_sets
from closeknit.analysis.kinds import SignalCode
from closeknit.analysis.learning import adjustment
from closeknit.analysis.learning.adjustment import Label
from closeknit.analysis.text import hearing

SEEDS, MOST_ROWS, QUICK_ROWS = 20, 2000, 400
SAID = (20, 60, 120)
ROOMS = tuple(f"We need a {what} for the meeting on {day}." for what in ("room", "bigger room", "quiet room", "table")
              for day in ("Monday", "Tuesday", "Friday"))  # fmt: skip
# The house and its signal: which labels of the set are taken for it. A request at work is a suggestion to a house that says so.
HOUSES = (
    ("Enron mail", "request", SignalCode.SUGGESTION),
    ("URR app reviews", "pain", SignalCode.PAIN),
    ("Jupyter survey (by question)", "pain", SignalCode.PAIN),
)


@dataclass(frozen=True)
class Figure:
    """F1 on the half that nobody said anything of: by the machine alone, after a random check, and after corrections alone."""

    house: str
    n_said: int
    n_held_out: int
    alone: float
    checked: float
    corrected: float


@dataclass(frozen=True)
class House:
    """The words of a house: vectors as they are stored, what the machine makes of them, and what its people say."""

    name: str
    vectors: npt.NDArray[np.float32]
    chances: npt.NDArray[np.float64]
    truth: npt.NDArray[np.bool_]


def main(argv: Sequence[str] | None = None) -> int:
    """Measure and print; return 0, 1 where learning did harm anywhere, 2 when the folder is not there."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help=f"at most {QUICK_ROWS} rows a set, two seeds")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the figures here")
    parser.add_argument("--real-words", type=Path, metavar="DIR", help="the folder of the public sets")
    arguments = parser.parse_args(argv)
    folder: Path | None = arguments.real_words
    if folder and not folder.is_dir():
        print(f"There is no folder {folder}.", file=sys.stderr)
        return 2
    hearer = hearing.Hearer()
    seeds, most = (2, QUICK_ROWS) if arguments.quick else (SEEDS, MOST_ROWS)
    houses = read_houses(hearer, folder, most) if folder else []
    figures = [measure(house, n, seeds) for house in houses for n in SAID if 2 * n <= len(house.truth)]
    reach = measure_reach(hearer)
    print(write_report(figures, reach))
    if arguments.json:
        data = {"figures": [asdict(one) for one in figures], "reach": reach}
        arguments.json.write_text(json.dumps(data, indent=1) + "\n", encoding="utf-8")
    return int(any(min(one.checked, one.corrected) < one.alone - 0.01 for one in figures))


def read_houses(hearer: hearing.Hearer, folder: Path, most: int) -> list[House]:
    """Return the sets below `folder` as houses, heard."""
    houses = []
    for name, label, code in HOUSES:
        (one,) = [one for one in hearing_sets.SETS if one.name == name]
        rows = [(text, truth[label]) for text, truth in hearing_sets.read_set(folder, one) if label in truth]
        # Some sets stand in the order of their labels.
        rows = [rows[place] for place in np.random.default_rng(0).permutation(len(rows))[:most]]
        heard = hearer.hear([text for text, _ in rows])
        known = [(one, holds) for one, (_, holds) in zip(heard, rows, strict=True) if one.vector is not None]
        if known:
            houses.append(
                House(
                    name=f"{name}: {code.value}",
                    vectors=np.array([one.vector for one, _ in known], dtype="<f2").astype(np.float32),
                    chances=np.array([one.signals[code] for one, _ in known]),
                    truth=np.array([holds for _, holds in known]),
                )
            )
    return houses


def measure(house: House, n_said: int, seeds: int) -> Figure:
    """Return what `n_said` sentences teach: all of them answered, or only those put right that the machine heard wrong."""
    alone, checked, corrected = [], [], []
    half = len(house.truth) // 2
    for seed in range(seeds):
        order = np.random.default_rng(seed).permutation(len(house.truth))
        said, tried = order[:n_said], order[half:]
        wrong = [place for place in said if (house.chances[place] >= 0.5) != house.truth[place]]
        alone.append(rate(house.truth[tried], house.chances[tried]))
        checked.append(rate(house.truth[tried], teach(house, said, tried, is_sampled=True)))
        corrected.append(rate(house.truth[tried], teach(house, wrong, tried, is_sampled=False)))
    means = [float(np.mean(several)) for several in (alone, checked, corrected)]
    return Figure(house.name, n_said, len(house.truth) - half, *means)


def teach(
    house: House, said: Sequence[int] | npt.NDArray[np.int64], tried: npt.NDArray[np.int64], *, is_sampled: bool
) -> npt.NDArray[np.float64]:
    """Return the chances of `tried` after what was said of `said`."""
    labels = [Label(house.vectors[n], float(house.chances[n]), bool(house.truth[n]), is_sampled) for n in said]
    taught = adjustment.learn(labels)
    if taught is None:
        return house.chances[tried]
    moved = adjustment.move_rows(house.vectors[tried], [taught])[:, 0]
    return np.array(
        [adjustment.apply_move(float(c), float(m)) for c, m in zip(house.chances[tried], moved, strict=True)]
    )


def rate(truth: npt.NDArray[np.bool_], chances: npt.NDArray[np.float64]) -> float:
    """Return F1."""
    heard = chances >= 0.5
    either = int(truth.sum() + heard.sum())
    return 2 * int((truth & heard).sum()) / either if either else 1.0


def measure_reach(hearer: hearing.Hearer) -> dict[str, float]:
    """Return how far 1, 3, 6 corrections of like sentences move another like them, in log-odds, and how long learning from 2,000 takes."""
    *said, other = hearer.hear(ROOMS)
    vectors = np.array([one.vector for one in (*said, other)], dtype="<f2").astype(np.float32)
    reach = {}
    for n in (1, 3, 6, 11):
        labels = [Label(vectors[k], said[k].signals[SignalCode.NEED], holds=False) for k in range(n)]
        taught = adjustment.learn(labels)
        moved = float(adjustment.move_rows(vectors[-1:], [taught])[0, 0]) if taught else 0.0
        reach[f"log-odds moved by {n} like corrections"] = round(moved, 2)
    random = np.random.default_rng(0)
    rows = random.normal(size=(2_000, adjustment.DIMENSIONS)).astype(np.float32)
    rows /= np.linalg.norm(rows, axis=1, keepdims=True)
    labels = [Label(row, float(random.random()), bool(random.random() < 0.5)) for row in rows]
    started = time.process_time()
    adjustment.learn(labels)
    reach["seconds of CPU to learn one signal from 2,000 labels"] = round(time.process_time() - started, 2)
    return reach


def write_report(figures: Sequence[Figure], reach: dict[str, float]) -> str:
    """Return the figures as tables."""
    lines = ["| a house and its signal | said | held out | machine alone | after a check | after corrections alone |"]
    lines += ["| --- | ---: | ---: | ---: | ---: | ---: |"] + [
        f"| {f.house} | {f.n_said} | {f.n_held_out} | {f.alone:.3f} | {f.checked:.3f} | {f.corrected:.3f} |"
        for f in figures
    ]
    table = lines if figures else []
    return "\n".join([*table, "", *(f"{name}: {value}" for name, value in reach.items())])


if __name__ == "__main__":
    sys.exit(main())
