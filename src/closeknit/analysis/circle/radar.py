"""The two certainties: customers look for ways to cut cost, and competitors call them. What was said of either, and how fresh it is.

After the essay "The one thing you must do to address 2 certainties".

Nothing here is a score to act on by itself: each figure keeps the occasions that it was made of.
"""

import datetime
import math
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from closeknit.analysis import periods
from closeknit.analysis.kinds import Certainty, SignalCode, Wording
from closeknit.analysis.needs.trends import Trend, judge_trend

# A quarter on, half of what was said about money or a competitor still holds: budgets are made by the quarter. The house's rule.
HALF_LIFE_DAYS = 90
# What one of us told weighs less than their own words; a sale that was lost weighs as much as two occasions on which they spoke of it.
_WEIGHTS = {Wording.EXACT: 1.0, Wording.REPORTED: 0.6}
LOST_WEIGHT = 2.0
# Two periods of this length are compared; the same as for needs.
PERIOD_DAYS = 70
# So long after the last question a house has fallen silent about it.
SILENT_AFTER_DAYS = 180
# Only what was said so lately wakes somebody by mail: a year of mails brought in today must not.
ALERT_FOR_DAYS = 14

# Below this a sentence that names no competitor is too often about something else (on the demo company: 8 of 9).
SURE = 0.75
# What is taken for heard only where the hearing is sure, somebody is named, or a person said so.
UNSURE = (SignalCode.LEAVING, SignalCode.COMPETITOR)

# Powers of two of days since here order accounts once and for all: fading takes the same share of each.
_EPOCH = datetime.date(2020, 1, 1)
_SPEAKS_OF_COST = re.compile(
    r"\b(?:costs?|pric(?:e|es|ing|ey)|budgets?|cheap(?:er|est)?|afford|savings?|expens\w*|spend\w*|money|cuts?)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Sighting:
    """One thing that speaks of a certainty: a sentence of theirs, or the reason why an account was lost (`is_lost`).

    `occasion` is the conversation or the decision: however much is said in one, it counts once. `rivals` are the competitors it names.
    """

    certainty: Certainty
    on: datetime.date
    occasion: str
    wording: Wording = Wording.EXACT
    rivals: tuple[str, ...] = ()
    is_lost: bool = False


@dataclass(frozen=True, slots=True)
class Pressure:
    """What one account has said of one certainty.

    `n_occasions` in all, `n_lately` in the last 70 days and `n_before` in the 70 days before; `rank` orders accounts on whatever day they
    are compared (`strength_on` tells how strong it is on one). `reasons` are sentences.
    """

    n_occasions: int
    n_lately: int
    n_before: int
    last_on: datetime.date | None
    rank: float
    reasons: tuple[str, ...]


def place_signal(code: SignalCode, *, names_rival: bool, chance: float = 1.0) -> Certainty | None:
    """Return which certainty a sentence heard as `code` speaks of, or None; `chance` is how sure the hearing is, 1 where a person said so.

    Whoever speaks of leaving without naming anybody is taken to save money ("doing less business with you, or worse yet, none"); who names
    a competitor is being called by one. Where nobody is named the hearing must be sure: 3 in 4.
    """
    if code in UNSURE and not names_rival and chance < SURE:
        return None
    if code is SignalCode.COST_CUT:
        return Certainty.COST
    if code is SignalCode.COMPETITOR or (code is SignalCode.LEAVING and names_rival):
        return Certainty.RIVALS
    return Certainty.COST if code is SignalCode.LEAVING else None


def place_reason(reason: str, *, names_rival: bool) -> Certainty | None:
    """Return which certainty the reason for losing an account speaks of, None where it tells neither."""
    if names_rival:
        return Certainty.RIVALS
    return Certainty.COST if _SPEAKS_OF_COST.search(reason) else None


def find_rivals(text: str, competitors: Mapping[str, Sequence[str]]) -> tuple[str, ...]:
    """Return which competitors (name → spellings) a text names, as whole words whatever their case, in the order of their names."""
    found = []
    for name in sorted(competitors):
        spellings = {one.strip() for one in (name, *competitors[name]) if one.strip()}
        pattern = "|".join(re.escape(one) for one in sorted(spellings, key=lambda one: (-len(one), one)))
        if pattern and re.search(rf"(?<!\w)(?:{pattern})(?!\w)", text, re.IGNORECASE):
            found.append(name)
    return tuple(found)


def is_spelled(text: str, spellings: Iterable[str]) -> bool:
    """Return whether a text holds one of these names as a whole word, spelled just so."""
    names = sorted({one.strip() for one in spellings if one.strip()}, key=lambda one: (-len(one), one))
    pattern = "|".join(re.escape(one) for one in names)
    return bool(pattern) and re.search(rf"(?<!\w)(?:{pattern})(?!\w)", text) is not None


def weigh_pressure(sightings: Iterable[Sighting], *, as_of: datetime.date) -> Pressure:
    """Return what the sightings of one account and one certainty come to; the same sightings in any order give the same.

    Each occasion weighs by its clearest sighting: 1 for their own words, 0.6 for words that one of us told, 2 for a sale that was lost;
    and fades to a half in 90 days. Days after `as_of` count as today.
    """
    occasions: dict[str, Sighting] = {}
    for one in sorted(sightings, key=lambda one: (one.occasion, -_weight(one), one.on)):
        occasions.setdefault(one.occasion, one)
    several = list(occasions.values())
    days = [min(one.on, as_of) for one in several]
    ages = [(as_of - day).days for day in days]
    n_lately = sum(age < PERIOD_DAYS for age in ages)
    n_before = sum(PERIOD_DAYS <= age < 2 * PERIOD_DAYS for age in ages)
    # Summed exactly, so that the order in which they come cannot move a last bit.
    rank = math.fsum(
        _weight(one) * 2 ** ((day - _EPOCH).days / HALF_LIFE_DAYS) for one, day in zip(several, days, strict=True)
    )
    last_on = max(days, default=None)
    return Pressure(len(several), n_lately, n_before, last_on, rank, _reasons(several, n_lately, last_on, as_of))


def strength_on(rank: float, as_of: datetime.date) -> float:
    """Return how strong a rank is on a day: 1 is one occasion in their own words today, one of 90 days ago counts one half."""
    return rank * 2 ** (-(as_of - _EPOCH).days / HALF_LIFE_DAYS)


def judge_way(n_lately: int, n_before: int, *, heard_lately: int, heard_before: int) -> Trend:
    """Return whether more accounts speak of it than in the ten weeks before, as a rate ratio with its interval (`needs.trends`)."""
    return judge_trend(n_lately, n_before, heard_lately=heard_lately, heard_before=heard_before)


def say_silence(asked_on: datetime.date | None, certainty: Certainty, *, as_of: datetime.date) -> str:
    """Return the sentence for an account that nobody asked about a certainty for 180 days or ever, "" where somebody did lately."""
    about = "the economy" if certainty is Certainty.COST else "how we compare"
    if asked_on is None:
        return f"Nobody has ever asked them about {about}"
    days = (as_of - asked_on).days
    return f"Nobody has asked them about {about} for {days} days" if days >= SILENT_AFTER_DAYS else ""


def _weight(one: Sighting) -> float:
    return LOST_WEIGHT if one.is_lost else _WEIGHTS[one.wording]


def _reasons(
    several: Sequence[Sighting], n_lately: int, last_on: datetime.date | None, as_of: datetime.date
) -> tuple[str, ...]:
    if last_on is None:
        return ()
    said = [one for one in several if not one.is_lost]
    told = sum(one.wording is Wording.REPORTED for one in said)
    reasons = []
    if said:
        lately = f", {n_lately} in the last ten weeks" if n_lately else ""
        reasons.append(f"Said on {_times(len(said))}{lately}, last {_day(max(one.on for one in said), as_of)}")
    if told:
        reasons.append(f"{_times(told).capitalize()} told by one of us: these count 0.6")
    if any(one.is_lost for one in several):
        reasons.append(f"Lost, {_day(max(one.on for one in several if one.is_lost), as_of)}: counts 2")
    reasons.append(f"Each fades to a half in {HALF_LIFE_DAYS} days")
    return tuple(reasons)


def _times(number: int) -> str:
    return "one occasion" if number == 1 else f"{number} occasions"


def _day(day: datetime.date, as_of: datetime.date) -> str:
    return periods.say_day(min(day, as_of), as_of=as_of).text
