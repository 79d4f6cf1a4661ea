"""Whether a sentence that names a competitor says that we are better or worse: a guess from its words, which a person puts right.

No model that weighs two sides of a sentence exists offline, so the guess is a short list of turns of phrase, and says which one it went by.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from closeknit.analysis.kinds import SignalCode
from closeknit.analysis.offerings.kinds import Comparing

_THEY = r"(?:(?:they|it|theirs|them) )"
# What speaks for the one who stands before it: "Rational is quicker".
_GOOD = (
    r"(?:better|cheaper|quicker|faster|easier|quieter|simpler|stronger|cleaner|nicer|ahead|more reliable|half the price|"
    r"less (?:trouble|noise|work|money))"
)
_BAD = (
    r"(?:worse|dearer|slower|harder|louder|clumsier|weaker|behind|more expensive|less reliable|broke|breaks|failed|fails|let us down|"
    r"never (?:answer|come|call)\w*|nobody (?:answer|come|call)\w*|too (?:dear|slow|loud))"
)
_LEFT = r"(?:moved|switched|came|changed|went) (?:away )?(?:from)"
_TO = r"(?:moving|move|moved|switch|switching|switched|going|go|went|change|changing|changed) (?:over )?to"
_OFFER = (
    r"(?:offer|offered|promise|promises|promised|already (?:have|has|do|does)|include|includes|give|gives|throw)\w*"
)


# From the rival's name over to us, so that what comes next is said of us: "Compared with Korvath your door is slower". A no between
# turns it round again, and is left to the other turns.
_OVER_TO_US = (
    rf"(?:\W+(?!{_GOOD}|{_BAD})\w+){{0,4}}?\W+(?:you|your|yours|you['’]re)"
    r"(?:\W+(?!(?:never|not|no|t)\b)\w+){0,4}?\W+"
)


@dataclass(frozen=True)
class Guess:
    """How a sentence may compare us, None where its words do not tell; `why` names what the guess went by."""

    reads: Comparing | None
    why: str


def guess_comparing(text: str, spellings: Sequence[str], signals: Iterable[SignalCode] = ()) -> Guess:
    """Return how a sentence that names one of `spellings` may compare us with it.

    Turns of phrase go first; else praise in a sentence with a rival speaks for us, pain against us only beside a word of leaving.
    """
    names = "|".join(re.escape(one) for one in sorted(filter(None, spellings), key=len, reverse=True))
    if not names:
        return Guess(None, "")
    name = rf"(?<!\w)(?:{names})(?!\w)"
    for reads, pattern in _turns(name):
        if found := re.search(pattern, text, re.IGNORECASE):
            return Guess(reads, f"by “{found[0].strip()}”")
    heard = set(signals)
    if SignalCode.LEAVING in heard:
        return Guess(Comparing.WORSE, "by the word of leaving in it")
    if SignalCode.PRAISE in heard and SignalCode.PAIN not in heard:
        return Guess(Comparing.BETTER, "by the praise in it")
    return Guess(None, "")


def _turns(name: str) -> tuple[tuple[Comparing, str], ...]:
    return (
        (Comparing.EVEN, rf"(?:as (?:good|bad|dear) as|no better than|no worse than|much the same as) (?:\w+ )?{name}"),
        (Comparing.BETTER, rf"{_GOOD} than (?:\w+ ){{0,2}}{name}"),
        (Comparing.WORSE, rf"{_BAD} than (?:\w+ ){{0,2}}{name}"),
        (Comparing.BETTER, rf"{_LEFT} (?:\w+ ){{0,2}}{name}"),
        (Comparing.WORSE, rf"{_TO} (?:\w+ ){{0,2}}{name}"),
        (Comparing.WORSE, rf"{name}{_OVER_TO_US}{_BAD}"),
        (Comparing.BETTER, rf"{name}{_OVER_TO_US}{_GOOD}"),
        (Comparing.BETTER, rf"{name}(?:\W+\w+){{0,6}}?\W+{_BAD}"),
        (Comparing.WORSE, rf"{name}(?:\W+\w+){{0,6}}?\W+{_GOOD}"),
        (Comparing.BETTER, rf"(?:unlike|not like) (?:\w+ ){{0,2}}{name}"),
        (Comparing.WORSE, rf"{name}(?:\W+\w+){{0,3}}?\W+{_OFFER}"),
    )


@dataclass(frozen=True)
class Said:
    """One sentence as it counts for a comparison: who said it, how it reads, and whether a person read it."""

    account: str
    reads: Comparing
    is_read: bool


@dataclass(frozen=True)
class Weighed:
    """How many accounts find us better, worse or even; an account that says both counts for both."""

    n_better: int
    n_worse: int
    n_even: int


class Standing:
    """What becomes of something that we say of ourselves, as codes."""

    HOPE = "hope"
    HEARD = "heard"
    DISPUTED = "disputed"


def weigh_accounts(said: Iterable[Said]) -> Weighed:
    """Return how many accounts say which: an account counts once for each, however often it says so."""
    by: Mapping[Comparing, set[str]] = {reads: set() for reads in Comparing}
    for one in said:
        by[one.reads].add(one.account)
    return Weighed(*(len(by[reads]) for reads in (Comparing.BETTER, Comparing.WORSE, Comparing.EVEN)))


def judge_advantage(said: Iterable[Said]) -> tuple[str, str]:
    """Return what becomes of something we say of ourselves, as a code and a sentence: heard, disputed, or (without their words) hope.

    Only what a person read counts: a guess is no evidence.
    """
    weighed = weigh_accounts([one for one in said if one.is_read])
    better, worse = _accounts(weighed.n_better), _accounts(weighed.n_worse)
    if not weighed.n_better and not weighed.n_worse:
        return Standing.HOPE, "Hope: no customer has said so yet."
    if not weighed.n_better:
        return Standing.DISPUTED, f"{worse} the opposite, and nobody says so."
    if weighed.n_worse:
        return Standing.DISPUTED, f"{better} so, {worse} the opposite."
    return Standing.HEARD, f"{better} so, in their own words."


def _accounts(n: int) -> str:
    return f"{n} account{'' if n == 1 else 's'} say{'s' if n == 1 else ''}"


@dataclass(frozen=True)
class Learned:
    """What was said of one topic beside one competitor in a quarter; `is_new` where nobody had said it before."""

    competitor: str
    topic: str
    reads: Comparing
    n_accounts: int
    is_new: bool


def list_learned(
    before: Iterable[tuple[str, str, Comparing]], lately: Iterable[tuple[str, str, Comparing, str]]
) -> list[Learned]:
    """Return what was learned lately, of (competitor, topic, reading) said before and (…, account) said lately: what is new first.

    Then what most accounts say, by name.
    """
    known = set(before)
    by: dict[tuple[str, str, Comparing], set[str]] = {}
    for competitor, topic, reads, account in lately:
        by.setdefault((competitor, topic, reads), set()).add(account)
    rows = [Learned(*key, len(accounts), key not in known) for key, accounts in by.items()]
    return sorted(rows, key=lambda one: (not one.is_new, -one.n_accounts, one.competitor, one.topic, one.reads))
