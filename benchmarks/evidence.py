"""Finding what speaks of a matter: how well words, meaning and both do it, and how long a search takes.

    python benchmarks/evidence.py [--quick] [--json FILE] [--real-words DIR]

Quality is measured on public sets below DIR, where they are: review search of IS-22 (Dąbrowski et al. 2023), its opinions for the stance,
and the meetings of QMSum (Zhong et al. 2021). Without DIR only time is measured, on made-up sentences: of the whole answer (both ways of
finding, the filters, the rows of a page) in one process, on the wall's clock and of the processor.
"""

import argparse
import json
import resource
import statistics
import sys
import tempfile
import time
from pathlib import Path

import numpy as np

import evidence_house
import evidence_quality
import large_house

GOALS = "Goals: mean average precision ≥ 0.80 on the review search; a search p95 ≤ 100 ms at 10^6 sentences."
QUESTIONS = 60
# As the program chooses them (`verbatims.meaning`).
CHOSEN = 1_200


def main() -> int:
    """Run it all and print a table; with --json, write the figures."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--quick", action="store_true", help="a house of 20,000 sentences, under 40 seconds")
    parser.add_argument("--json", metavar="FILE", type=Path)
    parser.add_argument("--real-words", metavar="DIR", type=Path, help="the folder of public sets")
    arguments = parser.parse_args()
    figures: dict[str, float] = {}
    if arguments.real_words:
        figures |= evidence_quality.measure(arguments.real_words, n_meetings=3 if arguments.quick else 12)
    figures |= measure_bits(200_000 if arguments.quick else 1_000_000)
    sizes = (20_000,) if arguments.quick else (100_000, 1_000_000)
    with tempfile.TemporaryDirectory() as folder:
        figures |= measure_search(Path(folder), sizes)
    width = max(map(len, figures))
    for name, value in figures.items():
        print(f"{name:<{width}}  {value:,.3f}")
    print(GOALS)
    if arguments.json:
        arguments.json.write_text(json.dumps({"figures": figures}, indent=2))
    return 0


def measure_bits(n: int) -> dict[str, float]:
    """Return how long the sign bits of `n` vectors take to choose, and how many of the fifty nearest are among those they choose."""
    from closeknit.analysis.search.signbits import SignBits

    draw = np.random.default_rng(5)
    themes = draw.standard_normal((evidence_house.THEMES, 384)).astype(np.float32)
    bits, kept, asked = SignBits(), [], draw.standard_normal((20, 384)).astype(np.float32) + themes[:20]
    for first in range(0, n, 50_000):
        vectors = themes[draw.integers(0, len(themes), 50_000)] + draw.standard_normal((50_000, 384)).astype(np.float32)
        vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
        bits.add(np.arange(first + 1, first + 50_001), vectors)
        kept.append(vectors @ asked.T)
    exact = np.concatenate(kept)
    times, found = [], []
    for column, vector in enumerate(asked):
        begun = time.process_time()
        chosen = bits.list_nearest(vector, CHOSEN)
        times.append((time.process_time() - begun) * 1000)
        found.append(float(np.isin(np.argsort(-exact[:, column])[:50] + 1, chosen).mean()))
    return {f"bits_{n}_cpu_ms": statistics.median(times), f"bits_{n}_recall_of_50_nearest": statistics.mean(found)}


def measure_search(folder: Path, sizes: tuple[int, ...]) -> dict[str, float]:
    """Return how long searches take in a house of each size, and what the first one has to wait for."""
    large_house.make_house(folder / "house")
    from closeknit.kit import viewer as viewers
    from closeknit.verbatims import finding, meaning
    from closeknit.verbatims.queries import Narrowing

    viewer, figures, done = viewers.house("benchmark"), {}, 0
    meaning._ear.wait(60)
    assert meaning._ear.embedder is not None
    for n in sizes:
        evidence_house.fill(n, done, meaning._ear.embedder.model_tag)
        done = n
        begun = time.perf_counter()
        while not meaning.wait_until_ready():
            time.sleep(0.05)
        figures[f"bits_read_{n}_s"] = time.perf_counter() - begun
        wall: dict[bool, list[float]] = {False: [], True: []}
        cpu: list[float] = []
        for words, narrowed in evidence_house.list_questions(QUESTIONS):
            started, worked = time.perf_counter(), time.process_time()
            found = finding.find(Narrowing(query=words, **narrowed), viewer=viewer)
            assert found.by_meaning, "words alone were asked"
            finding.list_best(found, viewer=viewer)
            cpu.append((time.process_time() - worked) * 1000)
            wall[bool(narrowed)].append((time.perf_counter() - started) * 1000)
        every = wall[False] + wall[True]
        figures |= {
            f"search_{n}_p50_ms": statistics.median(every),
            f"search_{n}_p95_ms": float(np.percentile(every, 95)),
            f"search_{n}_p95_cpu_ms": float(np.percentile(cpu, 95)),
            f"search_{n}_plain_p95_ms": float(np.percentile(wall[False], 95)),
            f"search_{n}_narrowed_p95_ms": float(np.percentile(wall[True], 95)),
        }
    figures["peak_memory_mb"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return figures


if __name__ == "__main__":
    sys.exit(main())
