"""The radar as its pages show it."""

import math
from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils.http import urlencode

from closeknit.analysis.circle.radar import HALF_LIFE_DAYS
from closeknit.analysis.kinds import Certainty
from closeknit.analysis.needs.trends import Trend
from closeknit.circle.radar.queries import ActRow, CertaintyHere, CertaintyOfAll, RankedAccount, RivalRow
from closeknit.circle.radar.sightings import Seen
from closeknit.kit.look.rows import Quote
from closeknit.web import quotes
from closeknit.web.radar import labels


@dataclass(frozen=True)
class Ranked:
    """One account of the ranking; `share` is how strong it is beside the strongest, 0–1."""

    account: str
    url: str
    owner: str
    heard: str
    last_on: date
    share: float
    words: Quote | None
    done: str
    done_on: date | None


@dataclass(frozen=True)
class Rival:
    """One competitor."""

    name: str
    url: str
    heard: str
    way: str
    way_said: str
    last_on: date
    words: Quote | None


@dataclass(frozen=True)
class Act:
    """What was done."""

    what: str
    note: str
    on: date
    by: str
    is_unasked: bool


@dataclass(frozen=True)
class Found:
    """One thing that a figure rests on: words, or why the account was lost. `fades` says how much of it is left today."""

    words: Quote | None
    reason: str
    on: date
    asked: str
    fades: str


@dataclass(frozen=True)
class Here:
    """One certainty at one account."""

    code: str
    title: str
    reasons: tuple[str, ...]
    rivals: tuple[tuple[str, int], ...]
    found: tuple[Found, ...]
    silence: str
    asked_on: date | None
    acts: tuple[Act, ...]


def ranked_of(row: RankedAccount, strongest: float) -> Ranked:
    """Return one place of the ranking; its words open where they were said."""
    return Ranked(
        account=row.account,
        url=reverse("account_radar", args=[row.account_id]),
        owner=row.owner,
        heard=_heard(row.n_occasions, row.n_lately),
        last_on=row.last_on,
        share=row.strength / strongest if strongest > 0 else 0.0,
        words=quotes.quote_of(row.words, with_account=False) if row.words else None,
        done=_act_words(row.done) if row.done else "",
        done_on=row.done.acted_on if row.done else None,
    )


def rival_of(row: RivalRow, *, whose: str) -> Rival:
    """Return one competitor with the words that were said last of it."""
    asked = {"rival": row.name} | ({"whose": whose} if whose else {})
    return Rival(
        name=row.name,
        url=f"{reverse('radar')}?{urlencode(asked)}#rivals",
        heard=f"{_accounts(row.n_accounts)}, {row.n_lately or 'none'} in the last ten weeks",
        way=_mark(row.trend),
        way_said=way_of(row.trend),
        last_on=row.last_on,
        words=quotes.quote_of(row.words) if row.words else None,
    )


def way_of(trend: Trend) -> str:
    """Return which way it goes, with the ratio and its interval where that bears a claim."""
    said = labels.WAYS[trend.way]
    if trend.way == "unsure":
        return said
    high = "more" if math.isinf(trend.high) else f"{trend.high:.1f}"
    ratio = "" if math.isinf(trend.ratio) else f"{trend.ratio:.1f} times as many as before, "
    return f"{said}: {ratio}at 95 % between {trend.low:.1f} and {high}"


def sentence_of(certainty: Certainty, found: CertaintyOfAll) -> str:
    """Return one certainty over all accounts in a sentence."""
    if not found.n_accounts:
        return f"Nobody was heard to {labels.SPEAK_OF[certainty]}."
    verb = (
        labels.SPEAK_OF[certainty].replace("speak", "speaks", 1)
        if found.n_accounts == 1
        else labels.SPEAK_OF[certainty]
    )
    lately = f"{found.n_lately} in the last ten weeks" if found.n_lately else "none in the last ten weeks"
    return f"{_accounts(found.n_accounts).capitalize()} {verb}, {lately}; {way_of(found.trend)}."


def here_of(row: CertaintyHere, *, today: date) -> Here:
    """Return one certainty at one account with everything that it rests on."""
    return Here(
        code=row.certainty.value,
        title=labels.TITLES[row.certainty],
        reasons=row.pressure.reasons,
        rivals=row.rivals,
        found=tuple(_found(one, row, today) for one in row.seen if one.decision_id or one.verbatim_id in row.words),
        silence=row.silence,
        asked_on=row.asked_on,
        acts=tuple(act_of(one) for one in row.acts),
    )


def act_of(row: ActRow) -> Act:
    """Return what was done, in words."""
    return Act(labels.ACTS[row.kind], row.note, row.acted_on, row.acted_by, row.was_unasked)


def _found(one: Seen, row: CertaintyHere, today: date) -> Found:
    words = row.words.get(one.verbatim_id)
    left = 0.5 ** (max(0, (today - one.sighting.on).days) / HALF_LIFE_DAYS)
    return Found(
        words=quotes.quote_of(words, with_account=False) if words else None,
        reason=one.reason,
        on=one.sighting.on,
        asked=words.asked if words else "",
        fades=f"{left:.0%} of it left",
    )


def _act_words(row: ActRow) -> str:
    return f"{labels.ACTS[row.kind]}{f': {row.note}' if row.note else ''}"


def _heard(n_occasions: int, n_lately: int) -> str:
    times = {1: "once", 2: "twice"}.get(n_occasions, f"{n_occasions} times")
    if n_lately == n_occasions:
        return f"{times}, lately" if n_occasions == 1 else f"{times}, all in ten weeks"
    return f"{times}, {n_lately or 'none'} in ten weeks"


def _accounts(number: int) -> str:
    return "one account" if number == 1 else f"{number} accounts"


def _mark(trend: Trend) -> str:
    return trend.way if trend.way in ("rising", "falling") else ""
