"""Marks and candidates as the templates need them."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from django.urls import reverse

from closeknit.accounts.queries import AccountRow
from closeknit.analysis.circle.candidates import Candidate
from closeknit.analysis.circle.hits import FEWEST, HitRate
from closeknit.analysis.circle.marks import Mark, Verdict
from closeknit.analysis.kinds import Stage
from closeknit.kit.look import rows as look
from closeknit.kit.look import saying
from closeknit.web.circle import labels

_SHAPES: dict[Verdict, look.Mark] = {
    Verdict.FOR: "good",
    Verdict.AGAINST: "against",
    Verdict.NEITHER: "ease",
    Verdict.UNKNOWN: "unknown",
}
_SAID = {
    Verdict.FOR: "speaks for it",
    Verdict.AGAINST: "speaks against it",
    Verdict.NEITHER: "says nothing either way",
    Verdict.UNKNOWN: "not known",
}
_ORDER = list(Verdict)


@dataclass(frozen=True)
class MarkLine:
    """One mark: which way it speaks, what it claims, the figures, and where its evidence stands."""

    code: str
    shape: look.Mark
    said: str
    claim: str
    fact: str
    n: int
    url: str
    is_faint: bool


@dataclass(frozen=True)
class Tried:
    """One candidate with its marks, and where one would move it."""

    account_id: str
    name: str
    url: str
    owner: str
    stage: str
    towards: str
    aim: str
    worth_minor: int | None
    why: str
    note: str
    lines: tuple[MarkLine, ...]
    n_unknown: int
    move_url: str


@dataclass(frozen=True)
class RateLine:
    """How often one kind of decision came true, or when that will be shown."""

    what: str
    share: float | None
    said: str
    fact: str


def lines_of(account: str, marks: Sequence[Mark]) -> tuple[MarkLine, ...]:
    """Return the marks of an account: what speaks for it first, then against, then what says nothing, then what is not known."""
    ordered = sorted(marks, key=lambda mark: _ORDER.index(mark.verdict))
    page = reverse("account_marks", args=[account])
    return tuple(
        MarkLine(
            code=mark.code,
            shape=_SHAPES[mark.verdict],
            said=_SAID[mark.verdict],
            claim=mark.claim,
            fact=mark.fact,
            n=mark.n,
            url=f"{page}#{mark.code}",
            is_faint=mark.verdict in (Verdict.NEITHER, Verdict.UNKNOWN),
        )
        for mark in ordered
    )


def note_of(marks: Sequence[Mark]) -> str:
    """Return how many marks speak which way: "4 for · 1 against · 1 neither way · 2 unknown"; together they are all of them."""
    n = Counter(mark.verdict for mark in marks)
    neither = f" · {n[Verdict.NEITHER]} neither way" if n[Verdict.NEITHER] else ""
    return f"{n[Verdict.FOR]} for · {n[Verdict.AGAINST]} against{neither} · {n[Verdict.UNKNOWN]} unknown"


def tried_of(candidate: Candidate, account: AccountRow, marks: Sequence[Mark]) -> Tried:
    """Return one candidate with the marks that speak, for and against; those not known are counted."""
    speaking = [mark for mark in marks if mark.verdict in (Verdict.FOR, Verdict.AGAINST)]
    aims = account.aim and account.aim != account.stage
    return Tried(
        account_id=account.id,
        name=account.name,
        url=reverse("account", args=[account.id]),
        owner=account.owner,
        stage=labels.STAGES[Stage(account.stage)],
        towards=labels.STAGES[candidate.towards],
        aim=labels.STAGES[Stage(account.aim)] if aims else "",
        worth_minor=account.worth_minor,
        why=candidate.why,
        note=note_of(marks),
        lines=lines_of(account.id, speaking),
        n_unknown=sum(mark.verdict is Verdict.UNKNOWN for mark in marks),
        move_url=f"{reverse('circle')}?account={account.id}&to={candidate.towards.value}",
    )


def rate_of(what: str, rate: HitRate) -> RateLine:
    """Return one rate in words; below ten decisions how many are missing, and when the next can be looked at."""
    if rate.share is not None and rate.low is not None and rate.high is not None:
        fact = f"{rate.n_hit} of {rate.n}; likely between {rate.low:.0%} and {rate.high:.0%}"
        return RateLine(what, rate.share, f"{rate.share:.0%}", fact)
    ripe = f"{saying.say_count(rate.n, 'decision')} can be looked at so far, and from {FEWEST} on it is shown"
    coming = f"; the next on {rate.next_on:%-d %B %Y}" if rate.next_on else ""
    return RateLine(what, None, f"{rate.n} of {FEWEST}", f"{ripe[0].upper()}{ripe[1:]}{coming}.")
