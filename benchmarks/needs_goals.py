"""The goals of finding needs, held against what `needs.py` measured: each with its figure, and whether it is reached."""

from __future__ import annotations

from typing import Any

Table = list[dict[str, Any]]
OURS, DEFAULT, TUNED = "ours", "BERTopic, default", "BERTopic, tuned with the labels"


def judge(figures: dict[str, Table]) -> Table:
    """Return a row per goal and set or size: what was reached, what is asked, and yes or no."""
    return [
        *_judge_quality(figures["quality"]),
        *_judge_time(figures["time"]),
        *[_row("one sentence more, ms, median", row["n"], row["median ms"], 0.3) for row in figures["one more"]],
        *_judge_flat(figures["flat"]),
        *[
            _row("same need after a tenth more", row["set"], row["kept"], 0.995, least=True)
            for row in figures["identity"]
        ],
        *[_row("late themes found", row["set"], row["share"], 0.9, least=True) for row in figures["late themes"]],
    ]


def _judge_quality(quality: Table) -> Table:
    rows = []
    for name in dict.fromkeys(row["set"] for row in quality):
        found = {row["method"]: row["ARI"] for row in quality if row["set"] == name}
        rows.append(_row("ARI, default BERTopic", name, found[OURS], found[DEFAULT], least=True))
        rows.append(_row("ARI, tuned less 0.03", name, found[OURS], round(found[TUNED] - 0.03, 3), least=True))
    return rows


def _judge_time(times: Table) -> Table:
    rows = []
    for row in times:
        if row["method"] == "times faster":
            asked = 10 if row["n"] >= 100_000 else 4
            rows.append(_row("times faster", row["n"], row["seconds"], asked, least=True))
            rows.append(_row("times faster for a tenth more", row["n"], row["a tenth more, s"], 50, least=True))
        if row["method"] == OURS and row["n"] >= 100_000:
            rows.append(_row("peak MB", row["n"], row["peak MB"], 800))
    return rows


def _judge_flat(flat: Table) -> Table:
    """The stretch up to the first size is the growing up, and belongs to no goal."""
    spent = [row["CPU ms each"] for row in flat[1:]]
    return [
        _row("dearest ÷ first stretch, CPU a sentence", flat[-1]["to"], round(max(spent) / max(spent[0], 1e-9), 2), 1.5)
    ]


def _row(goal: str, where: object, reached: float, asked: float, *, least: bool = False) -> dict[str, Any]:
    is_met = reached >= asked if least else reached <= asked
    return {
        "goal": goal,
        "at": where,
        "reached": reached,
        "asked": f"{'≥' if least else '≤'} {asked}",
        "met": "yes" if is_met else "**no**",
    }
