"""Which of these two? Many such answers of several people, as one order with how sure it is.

Strengths are those of Bradley & Terry (1952): the odds that an entry is preferred to another are as their strengths. Each entry also
meets the middle of the field once and is half preferred, so that one that always wins or always loses has a finite strength (a weak
prior; Caron & Doucet 2012 give the family). Even answers count half for each. Answers that go round in a ring (a over b over c over a)
are no contradiction to the sums: they pull the three together and are counted (Kendall & Babington Smith 1940).
"""

from __future__ import annotations

import itertools
import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from hashlib import blake2b

import numpy as np
import numpy.typing as npt

from closeknit.analysis.intervals import Share, Z

# Below these a reliability would be chance in disguise (own choice): two people to a half, three entries that differ.
FEWEST_PEOPLE, FEWEST_ENTRIES = 4, 3
# Nobody answers more of these in one sitting without their answers getting worse (own choice).
MOST_ASKED = 30
_PRIOR = 0.5
_MOST_SPLITS = 50
_STEPS = 60

Doubles = npt.NDArray[np.float64]


@dataclass(frozen=True)
class Answer:
    """One person's answer to one pair: `better` was preferred to `worse`; where `is_even` neither was."""

    person: str
    better: str
    worse: str
    is_even: bool = False


@dataclass(frozen=True)
class Strength:
    """How an entry stands: `share` is how often it would be preferred to the middle of the field (0–1) with its interval.

    `place` counts from 1; `n` is how many answers it was in.
    """

    entry: str
    place: int
    share: Share
    n: int
    reasons: tuple[str, ...]


@dataclass(frozen=True)
class Reliability:
    """How alike two halves of the people order the entries, −1 to 1; None where there are too few, and `reasons` says what is missing."""

    value: float | None
    n_people: int
    n_answers: int
    reasons: tuple[str, ...]


@dataclass(frozen=True)
class Rings:
    """How many triples that one person answered wholly go round in a ring. By chance it would be a quarter of them."""

    n_triples: int
    n_rings: int


def rank_strengths(entries: Sequence[str], answers: Iterable[Answer]) -> list[Strength]:
    """Return every entry with its strength, the strongest first; answers about other entries are left out.

    The order of entries and answers does not matter. One more answer for an entry never makes it weaker.
    """
    known = sorted(set(entries))
    wins = _count_wins(known, answers)
    found, spread = _fit(wins)
    met = wins.sum(axis=0) + wins.sum(axis=1)
    order = sorted(range(len(known)), key=lambda place: (-round(float(found[place]), 9), known[place]))
    return [
        Strength(known[one], place, _as_share(float(found[one]), float(spread[one])), round(met[one]), _say(wins, one))
        for place, one in enumerate(order, start=1)
    ]


def choose_pair(entries: Sequence[str], answers: Sequence[Answer], *, person: str) -> tuple[str, str] | None:
    """Return the two entries that `person` should be asked about next, or None where their share is done.

    Entries that were met least come first; among those the two that stand nearest to each other, since an answer there tells most. What
    they have answered is not asked again. Different people begin at different pairs.
    """
    known = sorted(set(entries))
    mine = {frozenset((one.better, one.worse)) for one in answers if one.person == person}
    here = {pair for pair in mine if pair <= set(known)}
    if len(here) >= count_asked(len(known)):
        return None
    met = Counter(entry for one in answers for entry in (one.better, one.worse))
    own = Counter(entry for pair in here for entry in pair)
    stands = {one.entry: one.share.value for one in rank_strengths(known, answers)}

    def worth(pair: tuple[str, str]) -> tuple[float, ...]:
        a, b = pair
        return (own[a] + own[b], met[a] + met[b], round(abs(stands[a] - stands[b]), 6), _shuffle(person, a, b))

    left = [pair for pair in itertools.combinations(known, 2) if frozenset(pair) not in mine]
    if not left:
        return None
    first, second = min(left, key=worth)
    # Which one stands first sways people; so it is not always the older one.
    return (first, second) if _shuffle(person, second, first) < 0.5 else (second, first)


def count_asked(n_entries: int) -> int:
    """Return how many pairs one person is asked about: three for each two entries, at most 30, never more than there are."""
    return min(n_entries * (n_entries - 1) // 2, math.ceil(n_entries * 1.5), MOST_ASKED)


def rate_reliability(entries: Sequence[str], answers: Sequence[Answer]) -> Reliability:
    """Return the split-half reliability over people: the mean over splits of the correlation of both halves' strengths, stepped up.

    Stepping up from half to whole is Spearman's (1910) and Brown's (1910). Pairs are chosen by what is known so far, which flatters
    figures made from the spread of the strengths alone (Bramley 2015); halves of people are not flattered so. It is refused below 4
    people and 3 entries.
    """
    known = set(entries)
    counted = [one for one in answers if one.better in known and one.worse in known]
    people = sorted({one.person for one in counted})
    n = len(counted)
    if missing := _tell_missing(len(people), len(known)):
        return Reliability(None, len(people), n, (missing,))
    alike = [_correlate(*(_strengths_of(known, counted, half) for half in halves)) for halves in _split(people)]
    r = sum(alike) / len(alike)
    whole = 2 * r / (1 + r) if r > -0.5 else -1.0
    said = (
        "high" if whole >= 0.8 else "fair" if whole >= 0.6 else "low: talk about the top of the list before you decide"
    )
    return Reliability(
        max(-1.0, min(1.0, whole)),
        len(people),
        n,
        (f"{len(people)} people gave {n} answers; agreement of halves is {said}",),
    )


def count_rings(entries: Sequence[str], answers: Iterable[Answer]) -> Rings:
    """Return how many of the triples that somebody answered wholly, none of it even, go round in a ring."""
    known, over = set(entries), dict[str, set[tuple[str, str]]]()
    for one in answers:
        if not one.is_even and one.better in known and one.worse in known:
            over.setdefault(one.person, set()).add((one.better, one.worse))
    n_triples = n_rings = 0
    for pairs in over.values():
        met = sorted({entry for pair in pairs for entry in pair})
        for triple in itertools.combinations(met, 3):
            wins = Counter(better for better, worse in itertools.permutations(triple, 2) if (better, worse) in pairs)
            if sum(wins.values()) == 3:
                n_triples += 1
                n_rings += max(wins.values()) == 1
    return Rings(n_triples, n_rings)


def _count_wins(known: list[str], answers: Iterable[Answer]) -> Doubles:
    place = {entry: number for number, entry in enumerate(known)}
    wins = np.zeros((len(known), len(known)))
    for one in answers:
        if one.better in place and one.worse in place and one.better != one.worse:
            better, worse = place[one.better], place[one.worse]
            wins[better, worse] += 0.5 if one.is_even else 1.0
            wins[worse, better] += 0.5 if one.is_even else 0.0
    return wins


def _fit(wins: Doubles) -> tuple[Doubles, Doubles]:
    """Return the log strengths against the middle of the field, and the deviation of each, by Newton's method."""
    size = len(wins)
    found: Doubles = np.zeros(size)
    met = wins + wins.T
    inverse: Doubles = np.eye(size, dtype=np.float64)
    for _ in range(_STEPS):
        chance = 1 / (1 + np.exp(found[None, :] - found[:, None]))
        middle = 1 / (1 + np.exp(-found))
        slope = wins.sum(axis=1) - (met * chance).sum(axis=1) + _PRIOR - 2 * _PRIOR * middle
        weight = met * chance * (1 - chance)
        bend = np.diag(weight.sum(axis=1) + 2 * _PRIOR * middle * (1 - middle)) - weight
        inverse = np.linalg.inv(bend).astype(np.float64) if size else inverse
        step = np.clip(inverse @ slope, -1.0, 1.0)
        found = found + step
        if float(np.abs(step).max(initial=0.0)) < 1e-11:
            break
    # How high the whole field lies is not asked: each is held against the mean of the others and itself.
    held = np.eye(size) - 1 / max(size, 1)
    return held @ found, np.sqrt(np.clip(np.diag(held @ inverse @ held.T), 0.0, None))


def _as_share(strength: float, deviation: float) -> Share:
    low, value, high = (
        1 / (1 + math.exp(-one)) for one in (strength - Z * deviation, strength, strength + Z * deviation)
    )
    return Share(value, low, high)


def _say(wins: Doubles, one: int) -> tuple[str, ...]:
    for_it, against = float(wins[one].sum()), float(wins[:, one].sum())
    if not for_it + against:
        return ("nobody was asked about it yet",)
    return (f"preferred in {for_it:g} of {for_it + against:g} answers",)


def _strengths_of(known: set[str], answers: Sequence[Answer], half: frozenset[str]) -> Mapping[str, float]:
    ranked = rank_strengths(sorted(known), [one for one in answers if one.person in half])
    return {one.entry: math.log(one.share.value / (1 - one.share.value)) for one in ranked}


def _correlate(one: Mapping[str, float], other: Mapping[str, float]) -> float:
    a, b = (np.array([half[entry] for entry in sorted(half)]) for half in (one, other))
    a, b = a - a.mean(), b - b.mean()
    size = float(np.sqrt((a * a).sum() * (b * b).sum()))
    return float((a * b).sum()) / size if size > 1e-12 else 0.0


def _split(people: list[str]) -> list[tuple[frozenset[str], frozenset[str]]]:
    """Return ways to part the people into halves: each one where there are few, else 50 that are always the same."""
    everybody, half = frozenset(people), len(people) // 2
    if len(people) <= 8:
        return [(frozenset(one), everybody - set(one)) for one in itertools.combinations(people, half)]
    draw = np.random.default_rng(1)
    drawn = [frozenset(people[place] for place in draw.permutation(len(people))[:half]) for _ in range(_MOST_SPLITS)]
    return [(one, everybody - one) for one in drawn]


def _tell_missing(n_people: int, n_entries: int) -> str:
    if n_entries < FEWEST_ENTRIES:
        return f"of {n_entries} entries no order can be rated; it takes {FEWEST_ENTRIES}"
    if n_people < FEWEST_PEOPLE:
        return f"{n_people} of the {FEWEST_PEOPLE} people that it takes have answered: no reliability is given yet"
    return ""


def _shuffle(*parts: str) -> float:
    return int.from_bytes(blake2b("|".join(parts).encode(), digest_size=6).digest()) / 2**48
