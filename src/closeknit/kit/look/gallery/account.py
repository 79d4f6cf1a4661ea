"""The words of the page of an account; nobody said any of them."""

import random
from datetime import date
from typing import Any

from closeknit.kit.look import charts, rows


def _talks() -> list[charts.Talk]:
    seeded = random.Random(7)  # noqa: S311 - a picture, not a secret
    return [
        charts.Talk(at, seeded.betavariate(1.6, 2.2), seeded.random() < 0.35 + 0.3 * at, seeded.random() > 0.22)
        for at in sorted(seeded.betavariate(1.5, 1.0) for _ in range(96))
    ]


PAGE: dict[str, Any] = {
    "claims": [
        (
            "They mean to run their three sites unattended at night by the summer of 2027.",
            rows.Quote(
                "We can’t hire night people. Nobody can. So the machines have to do the night.",
                speaker="Saskia de Boer",
                said_on=date(2026, 11, 16),
            ),
        ),
        (
            "Their next audit in May decides whether the third site may open, and it frightens them more than the cost does.",
            rows.Quote(
                "If May goes wrong then Dordrecht stays a warehouse.", speaker="Amara Nwosu", said_on=date(2026, 9, 22)
            ),
        ),
        (
            "IT, not the laboratory, will choose what talks to what. That is new since September.",
            rows.Quote(
                "Anything that wants a port open comes past my desk now.",
                speaker="Joost van Leeuwen",
                said_on=date(2026, 10, 8),
            ),
        ),
        (
            "They would rather have one supplier who tells them bad news than three who don’t.",
            rows.Quote(
                "You told us the sensor was wrong before we found out. That counts here.",
                speaker="Saskia de Boer",
                said_on=date(2026, 6, 3),
            ),
        ),
    ],
    "forecasts": [
        ("Third site opens by September 2027", 0.70, "Sep 2027"),
        ("Asks for night runs on all Terns by March", 0.85, "Mar 2027"),
        ("Puts the next purchase out to tender", 0.25, "Jun 2027"),
    ],
    "unknown": [
        ("Who signs for the third site, Pieter or Ilse?", "never asked"),
        ("What would a lost night have cost in May?", "asked once, no figure"),
    ],
    "readings": [
        (
            "Contact",
            charts.Gauge(0.85, 0.78, 0.94, 0.8, said="Contact: good, as in spring"),
            "16 Nov · 5 of 9 people",
            False,
        ),
        (
            "Answers",
            charts.Gauge(0.30, 0.2, 0.4, 0.78, "unsure", said="Answers: slow, quick in spring"),
            "12 Nov · 8 of 8 asked",
            True,
        ),
        (
            "Money",
            charts.Gauge(0.83, 0.76, 0.9, 0.66, "unsure", said="Money: more than in spring"),
            "31 Oct · 3 of 3 sites",
            True,
        ),
        ("Promises", charts.Gauge(0.95, 0.9, 0.99, said="Promises: nearly all kept"), "today · 7 of 7", False),
        ("Voice", charts.Gauge(0.72, 0.56, 0.88, said="Voice: rather well, unsure"), "16 Nov · 23 sentences", False),
        (
            "Owner’s sense",
            charts.Gauge(0.8, 0.8, 0.8, stale=True, said="Owner’s sense: well, but from September"),
            "2 Sep · Ines, stale",
            False,
        ),
    ],
    "ours_there": ["Ines", "Seun", "Tomas", "Dario", "Eva"],
    "spread": [
        ("Saskia de Boer", "laboratory", (1.0, 0.7, 0.2, 0.0, 0.05), "good"),
        ("Amara Nwosu", "quality", (0.7, 0.4, 0, 0, 0), "good"),
        ("Hanneke Visser", "nights", (0, 0.2, 1.0, 0.4, 0), "good"),
        ("Pieter Wolters", "purchasing", (0.4, 0, 0, 0, 0), "good"),
        ("Joost van Leeuwen", "IT, new", (0.05, 0, 0, 0, 0), "unknown"),
        ("Bas Kuipers", "Delft", (0, 0, 0.7, 0.2, 0), "good"),
        ("Ilse Maas", "director", (0, 0, 0, 0, 0.05), "unknown"),
    ],
    "talks": _talks(),
    "turns": [
        charts.Turn(0.18, "partner", tone="ours"),
        charts.Turn(0.308, "wrong sensor, we said so", above=False),
        charts.Turn(0.48, "second site, no tender"),
        charts.Turn(0.78, "sent us Fjordmiljø", to_the_left=True),
        charts.Turn(0.915, "new head of IT", tone="unsure"),
    ],
    "ticks": [
        charts.Tick(0, "Nov 24"),
        charts.Tick(0.167, "Mar 25"),
        charts.Tick(0.333, "Jul"),
        charts.Tick(0.5, "Nov 25"),
        charts.Tick(0.667, "Mar 26"),
        charts.Tick(0.833, "Jul"),
        charts.Tick(1, "now"),
    ],
    "promises": [
        rows.PromiseRow("Audit trail for night runs", way="ours", due_on=date(2026, 11, 20), url="#1"),
        rows.PromiseRow("Loan Tern for the Delft audit", way="ours", due_on=date(2026, 12, 3), url="#2"),
        rows.PromiseRow("Two night logs a week, raw", way="theirs", day_words="weekly, kept", url="#3"),
        rows.PromiseRow("Introduce us to Ilse Maas", way="theirs", due_on=date(2026, 12, 10), url="#4"),
    ],
    "ledger": [
        ("Typing saved, three sites", "+ 410 h", "both agree", ""),
        ("Batches lost at night", "− €31k", "both agree", ""),
        ("Early price for pilot", "− €18k", "ours to bear", ""),
        ("Faster release of results", "+ €64k", "they say 40", "unsure"),
    ],
}
