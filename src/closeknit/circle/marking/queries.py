"""Reads about ally marks: those of some accounts, read from the facts of now; and whom the kept verdicts name as candidates."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Case, Count, F, Min, Value, When

from closeknit.accounts.models import Contact
from closeknit.analysis.circle import candidates, hits, marks
from closeknit.analysis.circle.candidates import Candidates
from closeknit.analysis.circle.hits import Decision, HitRate
from closeknit.analysis.circle.marks import Heard, Mark, MarkFacts, MetNeed, TheirPromise, Verdict
from closeknit.analysis.kinds import NeedState, PromiseDirection, Settlement, SignalCode, Stage, Stance
from closeknit.circle.models import MarkTally, StageDecision
from closeknit.kit import clock
from closeknit.kit.capabilities import Capability
from closeknit.kit.viewer import Viewer
from closeknit.needs.models import Evidence
from closeknit.promises.models import Promise
from closeknit.touchpoints import bookkeeping
from closeknit.verbatims import telling
from closeknit.verbatims.models import Verbatim

_HEARD = (
    SignalCode.PLAN,
    SignalCode.SUGGESTION,
    SignalCode.FEEDBACK,
    SignalCode.LEAVING,
    SignalCode.COMPETITOR,
)
_NEAR = (Stage.PARTNER, Stage.ALLY)
_LOOKED_AT = 200
_TALLY = (
    *("pk", "account__name", "account__standing__stage", "account__standing__stage_since", "account__standing__aim"),
    *("n_for", "n_against", "n_unknown"),
)
_AIMLESS = Case(When(account__standing__aim="", then=Value(1)), default=Value(0))
_LIVING = (NeedState.OPEN.value, NeedState.ANSWERED.value)
_ENDED = (Settlement.KEPT.value, Settlement.MISSED.value)


@dataclass(frozen=True)
class Marked:
    """The marks of one account, and by id the day and the medium of each touchpoint that they may rest on."""

    marks: tuple[Mark, ...]
    touchpoints: Mapping[str, tuple[date, str]]


@dataclass(frozen=True)
class Named:
    """The candidates of both directions, and when the marks behind them were read; None where they never were."""

    candidates: Candidates
    seen_at: datetime | None


@dataclass(frozen=True)
class HitRates:
    """How often decisions came true: those who were moved to each ring and stood there at the review, and aims that were reached."""

    stays: dict[Stage, HitRate]
    all_stays: HitRate
    aims: HitRate


def list_marks(accounts: Sequence[str], *, viewer: Viewer, at: datetime, zone: str) -> dict[str, tuple[Mark, ...]]:
    """Return the marks of these accounts as of the local day of `at`, in ten statements however many there are."""
    return {account: marked.marks for account, marked in list_marked(accounts, viewer=viewer, at=at, zone=zone).items()}


def list_marked(accounts: Sequence[str], *, viewer: Viewer, at: datetime, zone: str) -> dict[str, Marked]:
    """Return the marks of these accounts with the day and medium of each touchpoint behind them, in ten statements."""
    as_of = clock.local_date(at, zone)
    since = clock.start_of_day(as_of - timedelta(marks.CONVERSATIONS_DAYS), zone)
    talks = bookkeeping.load_facts(list(accounts), viewer=viewer, zone=zone, since=since)
    heard, promises = _heard(accounts, viewer, as_of, zone), _promises(accounts, viewer)
    met, n_needs = _needs(accounts, viewer, zone)
    n_words, n_people = _count_words(accounts, viewer, as_of, zone), _count_people(accounts, viewer)
    found = {}
    for account in accounts:
        facts = MarkFacts(
            touchpoints=talks[account].facts,
            heard=heard[account],
            promises=promises[account],
            met=met[account],
            n_needs=n_needs[account],
            n_words=n_words[account],
            n_people=n_people[account],
        )
        behind = {fact.id: (fact.on, str(fact.medium or "")) for fact in facts.touchpoints}
        found[account] = Marked(marks.read_marks(facts, as_of=as_of), behind)
    return found


def list_candidates(*, viewer: Viewer, today: date) -> Named:
    """Return whom one might draw further in, and who stands nearer than the facts say, by the marks that were counted last.

    Of a house of many, the 200 are looked at in each direction whose marks are furthest ahead, those first whom we said we want nearer.
    """
    tallies = MarkTally.objects.visible_to(viewer).exclude(account__standing__stage=Stage.LET_GO)
    tallies = tallies.annotate(ahead=F("n_for") - F("n_against"), aimless=_AIMLESS)
    worth = "account__standing__worth_minor" if viewer.can(Capability.SEE_WORTH) else "pk"
    inward = tallies.filter(n_for__gt=0, ahead__gte=candidates.AHEAD).order_by("aimless", "-ahead", f"-{worth}", "pk")
    outward = tallies.filter(n_against__gte=candidates.AGAINST_NEEDED, account__standing__stage__in=_NEAR)
    rows: dict[str, tuple[Any, ...]] = {}
    for several in (inward, outward.order_by("ahead", "pk")):
        rows |= {values[0]: values for values in several.values_list(*_TALLY, worth)[:_LOOKED_AT]}
    standings = [_standing(values, sees_worth=worth != "pk") for values in rows.values()]
    found = candidates.rank_candidates(standings, as_of=today)
    return Named(found, MarkTally.objects.visible_to(viewer).aggregate(seen=Min("seen_at"))["seen"])


def get_hit_rates(*, viewer: Viewer, today: date) -> HitRates:
    """Return how often decisions about stages came true by their review day; one statement."""
    columns = ("pk", "account_id", "decided_on", "from_stage", "to_stage", "aim", "review_on")
    decisions = [
        Decision(pk, account, on, Stage(before), Stage(after), Stage(aim) if aim else None, review_on)
        for pk, account, on, before, after, aim, review_on in StageDecision.objects.visible_to(viewer).values_list(
            *columns
        )
    ]
    rings = (Stage.ALLY, Stage.PARTNER, Stage.ENGAGED)
    return HitRates(
        stays={stage: hits.rate_stays(decisions, stage, as_of=today) for stage in rings},
        all_stays=hits.rate_stays(decisions, None, as_of=today),
        aims=hits.rate_aims(decisions, as_of=today),
    )


def _standing(values: tuple[Any, ...], *, sees_worth: bool) -> candidates.Standing:
    pk, name, stage, since, aim, n_for, n_against, n_unknown, worth = values
    verdicts = [Verdict.FOR] * n_for + [Verdict.AGAINST] * n_against + [Verdict.UNKNOWN] * n_unknown
    return candidates.Standing(
        account_id=pk,
        name=name,
        stage=Stage(stage),
        verdicts=verdicts,
        stage_since=since,
        aim=Stage(aim) if aim else None,
        worth=float(worth) if sees_worth and worth is not None else None,
    )


def _heard(accounts: Sequence[str], viewer: Viewer, as_of: date, zone: str) -> dict[str, list[Heard]]:
    since = clock.start_of_day(as_of - timedelta(marks.WORDS_DAYS), zone)
    found: dict[str, list[Heard]] = defaultdict(list)
    for row in telling.list_heard_as(_HEARD, accounts, since=since, viewer=viewer):
        found[row.account_id].append(Heard(row.id, clock.local_date(row.said_at, zone), SignalCode(row.code)))
    return found


def _promises(accounts: Sequence[str], viewer: Viewer) -> dict[str, list[TheirPromise]]:
    theirs = Promise.objects.visible_to(viewer).filter(account__in=accounts, direction=PromiseDirection.THEIRS)
    ended = theirs.filter(settlement__in=_ENDED)
    found: dict[str, list[TheirPromise]] = defaultdict(list)
    for pk, account, on, settlement in ended.values_list("pk", "account_id", "settled_on", "settlement"):
        if on is not None:
            found[account].append(TheirPromise(pk, on, settlement == Settlement.KEPT))
    return found


def _needs(accounts: Sequence[str], viewer: Viewer, zone: str) -> tuple[dict[str, list[MetNeed]], Counter[str]]:
    """Return by account the words that settle needs of theirs, and how many open or settled needs they voiced."""
    evidence = Evidence.objects.visible_to(viewer).filter(account__in=accounts, need__state__in=_LIVING).order_by()
    met: dict[str, list[MetNeed]] = defaultdict(list)
    settling = evidence.filter(stance=Stance.SETTLES).values_list("account_id", "verbatim_id", "need_id", "said_at")
    for account, verbatim, need, said_at in settling:
        met[account or ""].append(MetNeed(verbatim, need, clock.local_date(said_at, zone)))
    voiced = evidence.values_list("account_id").annotate(n=Count("need", distinct=True))
    return met, Counter({account or "": n for account, n in voiced})


def _count_words(accounts: Sequence[str], viewer: Viewer, as_of: date, zone: str) -> Counter[str]:
    since = clock.start_of_day(as_of - timedelta(marks.WORDS_DAYS), zone)
    words = Verbatim.objects.visible_to(viewer).filter(account__in=accounts, said_at__gte=since)
    return Counter(dict(words.order_by().values_list("account_id").annotate(n=Count("pk"))))


def _count_people(accounts: Sequence[str], viewer: Viewer) -> Counter[str]:
    here = Contact.objects.visible_to(viewer).filter(account__in=accounts, until_on__isnull=True)
    return Counter(dict(here.order_by().values_list("account_id").annotate(n=Count("pk"))))
