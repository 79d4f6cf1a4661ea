"""Money: do they bring more or less than before, and is the day near on which they decide about it?"""

import datetime
from collections.abc import Sequence
from dataclasses import dataclass

from closeknit.analysis.circle.readings.reading import Gauge, Level, Reading, is_stale

_NEAR_DAYS = 90
_YEAR_DAYS = 365
# What was written down a few weeks ago is a correction rather than a time to compare with.
_FEWEST_DAYS = 60
_MUCH_LESS = 0.8
_LESS = 0.95
_MORE = 1.05
_ILL_FIRST = (Level.ILL, Level.UNEASY, Level.WELL)


@dataclass(frozen=True, slots=True)
class WorthOn:
    """What an account was worth a year, in minor units, from a day on; None: it was not known any more."""

    on: datetime.date
    worth_minor: int | None


def read_money(
    *,
    worth: float | None,
    renewal_on: datetime.date | None,
    as_of: datetime.date,
    history: Sequence[WorthOn] = (),
) -> Reading:
    """Return what worth, its history and the renewal say, the worse of the two first.

    A renewal that passed without a new day is ill, a near one uneasy. Worth is held against that of a year ago, or the oldest known that is
    at least sixty days old: a fifth less is ill, a twentieth less uneasy (less is the price rise or the rounding that everybody has).
    """
    then = _worth_then(history, as_of)
    of_renewal, of_worth = _say_renewal(renewal_on, as_of), _say_worth(worth, then, as_of)
    told = sorted((one for one in (of_worth, of_renewal) if one is not None), key=lambda one: _ILL_FIRST.index(one[0]))
    known = (worth is not None) + (then is not None) + (renewal_on is not None)
    newest = _newest(history, renewal_on, as_of)
    return Reading(
        gauge=Gauge.MONEY,
        level=told[0][0] if told else Level.UNKNOWN,
        says="; ".join(says for _, says in told) if told else _say_unknown(worth),
        on=newest,
        coverage=known / 3,
        covered=_say_known(worth, then, renewal_on),
        question=_QUESTION_LESS if of_worth and told[0] is of_worth and of_worth[0] is not Level.WELL else _QUESTION,
        is_stale=renewal_on is None and is_stale(Gauge.MONEY, newest, as_of=as_of),
    )


_QUESTION = "What will you look at when you decide about the renewal, and who decides with you?"
_QUESTION_LESS = "What do you buy elsewhere, or do without, that you had from us a year ago?"


def _worth_then(history: Sequence[WorthOn], as_of: datetime.date) -> WorthOn | None:
    """Return what held a year ago, else the oldest that is old enough to be held against; None where nothing is."""
    days = sorted((day for day in history if (as_of - day.on).days >= _FEWEST_DAYS), key=lambda day: day.on)
    a_year_ago = [day for day in days if (as_of - day.on).days >= _YEAR_DAYS]
    then = a_year_ago[-1] if a_year_ago else days[0] if days else None
    return then if then is not None and then.worth_minor else None


def _say_worth(worth: float | None, then: WorthOn | None, as_of: datetime.date) -> tuple[Level, str] | None:
    if worth is None or then is None or not then.worth_minor:
        return None
    share, since = worth / then.worth_minor, _say_since(then.on, as_of)
    if share < _LESS:
        level = Level.ILL if share < _MUCH_LESS else Level.UNEASY
        less = f"{_percent(1 - share)} less than {since}" if worth else f"nothing any more, unlike {since}"
        return level, f"they bring {less}"
    if share > _MORE:
        return Level.WELL, f"they bring {_percent(share - 1)} more than {since}"
    return Level.WELL, f"they bring as much as {since}"


def _say_renewal(renewal_on: datetime.date | None, as_of: datetime.date) -> tuple[Level, str] | None:
    if renewal_on is None:
        return None
    days = (renewal_on - as_of).days
    if days < 0:
        ago = f"{-days} {'day' if days == -1 else 'days'} ago"
        return Level.ILL, f"the renewal was due {ago} and nobody has written down the next"
    if days <= _NEAR_DAYS:
        when = "today" if days == 0 else f"in {days} {'day' if days == 1 else 'days'}"
        return Level.UNEASY, f"they decide about the renewal {when}"
    return Level.WELL, f"the renewal is {days} days away"


def _say_unknown(worth: float | None) -> str:
    if worth is None:
        return "neither what they bring nor when they decide about it again is known"
    return "what they bring is known, but not when they decide about it again"


def _say_known(worth: float | None, then: WorthOn | None, renewal_on: datetime.date | None) -> str:
    parts = (("worth", worth), ("what it was before", then), ("renewal", renewal_on))
    known, missing = ([name for name, value in parts if (value is None) is absent] for absent in (False, True))
    if not missing:
        return "worth, what it was before, and renewal are known"
    if not known:
        return "neither worth nor renewal is known"
    return f"{_joined(known)} {'is' if len(known) == 1 else 'are'} known, {_joined(missing)} not"


def _newest(history: Sequence[WorthOn], renewal_on: datetime.date | None, as_of: datetime.date) -> datetime.date | None:
    days = [day.on for day in history if day.on <= as_of]
    if renewal_on is not None and renewal_on <= as_of:
        days.append(renewal_on)
    return max(days, default=None)


def _say_since(on: datetime.date, as_of: datetime.date) -> str:
    days = (as_of - on).days
    return "a year ago" if days >= _YEAR_DAYS else f"{days // 30} months ago"


def _percent(share: float) -> str:
    return f"{round(100 * share)} %"


def _joined(names: Sequence[str]) -> str:
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"
