"""How well words, meaning and both find what speaks of a matter, on public sets: the open parts alone, nothing is fitted here."""

import csv
import json
import math
import re
from collections import Counter, defaultdict
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np

from closeknit.analysis.search import fusion, stance, words
from closeknit.analysis.text import embedding, hearing, sentences

REVIEWS, MEETINGS = "app_reviews_opinions_is22", "meetings_qmsum_product"


def measure(folder: Path, *, n_meetings: int) -> dict[str, float]:
    """Return every figure of quality that the sets below `folder` allow."""
    figures: dict[str, float] = {}
    ear = embedding.Embedder()
    for file in sorted(folder.glob(f"**/{REVIEWS}/*/feature_search.csv")):
        figures |= review_search(file, ear)
    for file in sorted(folder.glob(f"**/{REVIEWS}/*/opinions.csv")):
        figures |= moods(file, ear)
    if meetings := sorted(folder.glob(f"**/{MEETINGS}/*/*.json")):
        figures |= meeting_search(meetings[:: max(1, len(meetings) // n_meetings)], ear)
    return figures


def review_search(file: Path, ear: embedding.Embedder) -> dict[str, float]:
    """Return mean average precision over the judged queries, the reviews of each ranked by one way of finding; and the calibration."""
    queries: dict[tuple[str, str], list[dict[str, str]]] = defaultdict(list)
    with file.open(encoding="utf-8", newline="") as stream:
        for row in csv.DictReader(stream):
            queries[row["app"], row["query"]].append(row)
    texts = [row["review"] for rows in queries.values() for row in rows]
    counts, found, judged = _counts(texts), defaultdict(list), []
    for (_, query), rows in queries.items():
        relevant = [row["relevant"] == "Y" for row in rows]
        weights = words.weigh_terms(words.list_terms(query), counts, len(texts))
        (asked,) = ear.embed([query]).vectors
        each = [_best_sentence(row["review"], asked, weights, ear) for row in rows]
        rankings = {
            "words": [coverage for _, coverage in each],
            "meaning": [nearness for nearness, _ in each],
            "both": [fusion.judge_about(nearness, coverage) for nearness, coverage in each],
        }
        rankings["rank_fusion"] = _fused(rankings["words"], rankings["meaning"])
        for name, scores in rankings.items():
            found[name].append(average_precision(scores, relevant))
        judged += list(zip(rankings["both"], relevant, strict=True))
    tfidf = _tfidf(queries)
    return {
        "reviews_queries": len(queries),
        "reviews_map_tfidf_peer": tfidf,
        **{f"reviews_map_{name}": float(np.mean(values)) for name, values in found.items()},
        "reviews_calibration_error": calibration_error(judged),
    }


def moods(file: Path, ear: embedding.Embedder) -> dict[str, float]:
    """Return how often praise and faults of a feature are read as what they are, as the opposite, or left open."""
    with file.open(encoding="utf-8", newline="") as stream:
        rows = [
            (row["sentence"], bool(row["features_positive"]))
            for row in csv.DictReader(stream)
            if bool(row["features_positive"]) != bool(row["features_negative"]) and not row["features_neutral"]
        ]
    heard = hearing.Hearer(ear).hear([text for text, _ in rows])
    count: Counter[str] = Counter()
    for (text, is_praise), one in zip(rows, heard, strict=True):
        kept = {code.value: chance for code, chance in one.signals.items() if chance >= 0.5}
        guess = stance.guess_stance("it works well", text, kept, about=1.0).stance
        expected = "supports" if is_praise else "contradicts"
        count["open" if guess is None else "right" if guess == expected else "opposite"] += 1
    return {"stance_sentences": len(rows)} | {
        f"stance_{name}": count[name] / len(rows) for name in ("right", "opposite", "open")
    }


def meeting_search(files: Sequence[Path], ear: embedding.Embedder) -> dict[str, float]:
    """Return mean average precision of the turns of a meeting that a question's answer stands in."""
    found: dict[str, list[float]] = defaultdict(list)
    for file in files:
        meeting = json.loads(file.read_text(encoding="utf-8"))
        turns = [re.sub(r"\{[^}]*\}", "", turn["content"]).strip()[:600] for turn in meeting["meeting_transcripts"]]
        kept = [place for place, text in enumerate(turns) if len(text.split()) >= 5]
        vectors, counts = ear.embed([turns[place] for place in kept]).vectors, _counts([turns[place] for place in kept])
        for asked in meeting["specific_query_list"]:
            gold = {place for first, last in asked["relevant_text_span"] for place in range(int(first), int(last) + 1)}
            relevant = [place in gold for place in kept]
            if not any(relevant) or sum(relevant) > len(kept) / 2:
                continue
            weights = words.weigh_terms(words.list_terms(asked["query"], is_statement=True), counts, len(kept))
            nearness = (vectors @ ear.embed([asked["query"]]).vectors[0]).tolist()
            coverage = [words.cover(turns[place], weights) for place in kept]
            both = [fusion.judge_about(near, cover) for near, cover in zip(nearness, coverage, strict=True)]
            for name, scores in (("words", coverage), ("meaning", nearness), ("both", both)):
                found[name].append(average_precision(scores, relevant))
    return {"meetings_queries": len(found["both"])} | {
        f"meetings_map_{name}": float(np.mean(values)) for name, values in found.items()
    }


def average_precision(scores: Sequence[float], relevant: Sequence[bool]) -> float:
    """Return the average precision of a ranking, the mean over twenty orders of what is tied."""
    draw, values = np.random.default_rng(1), []
    ranked, right = np.round(np.array(scores), 6), np.array(relevant)
    for _ in range(20):
        order = draw.permutation(len(ranked))
        order = order[np.argsort(-ranked[order], kind="stable")]
        hits = right[order]
        values.append(float((np.cumsum(hits) / np.arange(1, len(hits) + 1))[hits].mean()))
    return float(np.mean(values))


def calibration_error(judged: Sequence[tuple[float, bool]]) -> float:
    """Return the expected calibration error over ten bins (Naeini, Cooper, Hauskrecht 2015)."""
    chances, truth = np.array([one for one, _ in judged]), np.array([one for _, one in judged])
    bins = np.minimum((chances * 10).astype(int), 9)
    return float(
        sum(abs(chances[bins == b].mean() - truth[bins == b].mean()) * (bins == b).mean() for b in set(bins.tolist()))
    )


def _best_sentence(
    text: str, asked: np.ndarray, weights: dict[str, float], ear: embedding.Embedder
) -> tuple[float, float]:
    """Return nearness and coverage of the sentence that is likeliest about it: a review is found by one of its sentences."""
    cut = [text[start:end] for start, end in sentences.split_sentences(text)] or [text]
    pairs = zip((ear.embed(cut).vectors @ asked).tolist(), (words.cover(one, weights) for one in cut), strict=True)
    best: Callable[[tuple[float, float]], float] = lambda pair: fusion.judge_about(*pair)  # noqa: E731
    return max(pairs, key=best)


def _counts(texts: Sequence[str]) -> dict[str, int]:
    """Return in how many texts each word stands in any form."""
    counts: Counter[str] = Counter()
    forms: dict[str, set[str]] = defaultdict(set)
    for text in texts:
        said = set(re.findall(r"[^\W_]+", text.lower()))
        counts.update({words.stem(word) for word in said})
        for word in said:
            forms[words.stem(word)].add(word)
    return {word: counts[one] for one, several in forms.items() for word in several}


def _fused(first: Sequence[float], second: Sequence[float]) -> list[float]:
    """Return reciprocal rank fusion of two scores, ties at the middle of their ranks."""
    total = np.zeros(len(first))
    for scores in (np.array(first), np.array(second)):
        ranks = np.array([(scores > one).sum() + (scores == one).sum() / 2 + 0.5 for one in scores])
        total += 1 / (60 + ranks)
    return [float(one) for one in total]


def _tfidf(queries: dict[tuple[str, str], list[dict[str, str]]]) -> float:
    """Return the same measure of term weighting alone, in the manner of scikit-learn's defaults: the peer."""
    values = []
    for (_, query), rows in queries.items():
        texts = [row["review"] for row in rows]
        cut = [Counter(re.findall(r"\b\w\w+\b", text.lower())) for text in [*texts, query]]
        spread = Counter(word for one in cut[:-1] for word in one)
        weigh = {word: math.log((1 + len(texts)) / (1 + n)) + 1 for word, n in spread.items()}
        rows_of = [{word: n * weigh.get(word, 0.0) for word, n in one.items()} for one in cut]
        length = [math.sqrt(sum(value * value for value in one.values())) or 1.0 for one in rows_of]
        asked = rows_of[-1]
        scores = [
            sum(one.get(word, 0.0) * value for word, value in asked.items()) / size
            for one, size in zip(rows_of[:-1], length[:-1], strict=True)
        ]
        values.append(average_precision(scores, [row["relevant"] == "Y" for row in rows]))
    return float(np.mean(values))
