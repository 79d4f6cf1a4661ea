"""Reads of needs and the words that stand for them, as frozen rows. An account counts once, however often it says a thing."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Count, Max, Min, Q, QuerySet
from django.db.models.functions import Coalesce

from closeknit.analysis.kinds import NeedState
from closeknit.identity import queries as identity_queries
from closeknit.kit import clock
from closeknit.kit.refusals import NotFound
from closeknit.kit.viewer import Viewer
from closeknit.needs import figures
from closeknit.needs.models import Evidence, Need, StreamState
from closeknit.needs.trends import Trend, judge_trend
from closeknit.verbatims import queries as verbatim_queries
from closeknit.verbatims.queries import VerbatimRow

PAGE = 25
OF_AN_ACCOUNT = 50
WORDS_OF_AN_ACCOUNT = 5
MOST_WORDS = 3000
_ROOT = Coalesce("need__merged_into_id", "need_id")


@dataclass(frozen=True)
class NeedRow:
    """One need with what is counted of it. `best` is None where no words stand for it yet."""

    id: str
    statement: str
    subtitle: str
    state: str
    stated_by: str
    born_at: datetime
    n_sentences: int
    n_accounts: int
    first_said_on: date | None
    last_said_on: date | None
    trend: Trend
    best: VerbatimRow | None
    settled_on: date | None
    note: str


@dataclass(frozen=True)
class EvidenceRow:
    """Words that stand for a need, and how sure that is."""

    id: int
    words: VerbatimRow
    stance: str
    strength: float
    placed_by: str
    confirmed_by: str


@dataclass(frozen=True)
class AccountWords:
    """What one account said of a need: the newest sentences, of `n`."""

    account_id: str
    account: str
    n: int
    last_said_on: date
    words: tuple[EvidenceRow, ...]


@dataclass(frozen=True)
class MonthRow:
    """One month of a need: how many accounts said it, and how many sentences."""

    month: date
    n_accounts: int
    n_sentences: int


@dataclass(frozen=True)
class NeedPage:
    """A need with its words by account, newest account first, and its months."""

    need: NeedRow
    accounts: tuple[AccountWords, ...]
    n_more_accounts: int
    months: tuple[MonthRow, ...]
    merged: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class AccountNeed:
    """One need as one account says it: how often, when, and the newest of its words."""

    id: str
    statement: str
    state: str
    n_sentences: int
    first_said_on: date
    last_said_on: date
    words: VerbatimRow
    n_accounts: int


@dataclass(frozen=True)
class JustSettled:
    """A need that was answered, and one account whose words stood behind it."""

    need_id: str
    statement: str
    settled_on: date
    note: str
    account_id: str
    verbatim_id: str


def list_needs(
    *, viewer: Viewer, at: datetime, account: str = "", state: str = NeedState.OPEN, page: int | None = 1
) -> list[NeedRow]:
    """Return needs, those of most accounts first; a page of 25, or all of them without `page`.

    `at` is the moment asked about; what is counted of each need is as of the last count, at most a day before it.
    """
    rows = _listed(viewer, account, state).order_by("-figures__n_accounts", "-figures__n_sentences", "pk")
    return _needs(rows if page is None else rows[(page - 1) * PAGE : page * PAGE], viewer)


def count_needs(*, viewer: Viewer, account: str = "", state: str = NeedState.OPEN) -> int:
    """Return how many needs such a list holds."""
    return _listed(viewer, account, state).count()


def list_named(*, viewer: Viewer) -> list[tuple[str, str]]:
    """Return (id, statement) of each open need, by statement: what one can move words to or merge with."""
    open_ones = Need.objects.visible_to(viewer).filter(state=NeedState.OPEN)
    return list(open_ones.order_by("statement", "pk").values_list("pk", "statement"))


def get_need(need: str, *, viewer: Viewer, at: datetime, account: str = "", n_accounts: int = 12) -> NeedPage:
    """Return one need with its words by account (or all those of one account), or raise NotFound."""
    found = _needs(Need.objects.visible_to(viewer).filter(pk=need), viewer)
    if not found:
        raise NotFound("There is no need by that name.")
    evidence = list(
        figures.words_of(need, viewer)
        .order_by("-said_at", "-pk")
        .values_list("pk", "verbatim_id", "account_id", "said_at")[:MOST_WORDS]
    )
    zone = _zone()
    by_account: dict[str, list[int]] = {}
    for pk, _, account_id, _ in evidence:
        by_account.setdefault(account_id or "", []).append(pk)
    shown = [account] if account else list(by_account)[:n_accounts]
    most = MOST_WORDS if account else WORDS_OF_AN_ACCOUNT
    words = _words([pk for one in shown for pk in by_account.get(one, ())[:most]], viewer)
    accounts = [_account_words(one, by_account[one], words) for one in shown if one in by_account]
    merged = Need.objects.visible_to(viewer).filter(merged_into_id=need).order_by("pk").values_list("pk", "statement")
    return NeedPage(
        need=found[0],
        accounts=tuple(one for one in accounts if one.words),
        n_more_accounts=0 if account else max(0, len(by_account) - n_accounts),
        months=_months([(one[2], one[3]) for one in evidence], zone, clock.local_date(at, zone)),
        merged=tuple(merged),
    )


def list_needs_of_account(account: str, *, viewer: Viewer, limit: int = OF_AN_ACCOUNT) -> list[AccountNeed]:
    """Return the open and answered needs that an account voiced, those it said last first, each with its newest words."""
    states = (NeedState.OPEN, NeedState.ANSWERED)
    voiced = list(
        Evidence.objects.visible_to(viewer)
        .filter(account_id=account)
        .values(root=_ROOT)
        .annotate(n=Count("verbatim_id", distinct=True), first=Min("said_at"), last=Max("said_at"))
        .order_by("-last", "root")
    )
    kept = {
        one.pk: one
        for one in Need.objects.visible_to(viewer)
        .filter(pk__in=[row["root"] for row in voiced], state__in=states)
        .select_related("figures")
    }
    voiced = [row for row in voiced if row["root"] in kept][:limit]
    newest: dict[str, str] = {}
    said = Evidence.objects.visible_to(viewer).filter(account_id=account).annotate(root=_ROOT)
    said = said.filter(root__in=[row["root"] for row in voiced]).order_by("-said_at", "-pk")
    for root, verbatim in said.values_list("root", "verbatim_id"):
        newest.setdefault(root, verbatim)
    words = {one.id: one for one in verbatim_queries.list_verbatims(list(newest.values()), viewer=viewer)}
    zone = _zone()
    return [
        AccountNeed(
            id=row["root"],
            statement=kept[row["root"]].statement,
            state=kept[row["root"]].state,
            n_sentences=row["n"],
            first_said_on=clock.local_date(row["first"], zone),
            last_said_on=clock.local_date(row["last"], zone),
            words=words[newest[row["root"]]],
            n_accounts=kept[row["root"]].figures.n_accounts,
        )
        for row in voiced
        if newest[row["root"]] in words
    ]


def list_just_settled(*, viewer: Viewer, since: date) -> list[JustSettled]:
    """Return the needs answered on or after `since`, newest first, once for each account that voiced them, with its newest words."""
    settled = Need.objects.visible_to(viewer).filter(state=NeedState.ANSWERED, settled_on__gte=since)
    needs = {one.pk: one for one in settled.order_by("-settled_on", "pk")}
    said = Evidence.objects.visible_to(viewer).filter(account__isnull=False).annotate(root=_ROOT)
    said = said.filter(Q(need__in=needs) | Q(need__merged_into__in=needs)).order_by("-said_at", "-pk")
    newest: dict[tuple[str, str], str] = {}
    for root, account, verbatim in said.values_list("root", "account_id", "verbatim_id"):
        newest.setdefault((root, account or ""), verbatim)
    return [
        JustSettled(one.pk, one.statement, one.settled_on, one.note, account, verbatim)
        for one in needs.values()
        for (root, account), verbatim in newest.items()
        if root == one.pk and one.settled_on is not None
    ]


def list_evidence_ids(need: str, *, viewer: Viewer) -> list[str]:
    """Return the ids of the verbatims that stand for a need, oldest first: the beginning of its thread."""
    return list(
        dict.fromkeys(figures.words_of(need, viewer).order_by("said_at", "pk").values_list("verbatim_id", flat=True))
    )


def list_needs_of_words(verbatims: Sequence[str], *, viewer: Viewer) -> dict[str, list[tuple[str, str]]]:
    """Return (id, statement) of the needs that each of these verbatims stands for, dismissed ones left out."""
    rows = (
        Evidence.objects.visible_to(viewer)
        .filter(verbatim__in=list(verbatims))
        .exclude(need__state=NeedState.DISMISSED)
    )
    statement = Coalesce("need__merged_into__statement", "need__statement")
    found: dict[str, list[tuple[str, str]]] = {}
    for verbatim, root, stated in rows.order_by("pk").values_list("verbatim_id", _ROOT, statement):
        if (root, stated) not in found.setdefault(verbatim, []):
            found[verbatim].append((root, stated))
    return found


def _listed(viewer: Viewer, account: str, state: str) -> QuerySet[Need]:
    rows = Need.objects.visible_to(viewer).filter(state=state)
    if state == NeedState.OPEN:
        rows = rows.filter(Q(figures__n_sentences__gt=0) | Q(stream_name=""))
    if account:
        voiced = Evidence.objects.visible_to(viewer).filter(account_id=account).values(root=_ROOT)
        rows = rows.filter(pk__in=voiced)
    return rows


def _needs(rows: QuerySet[Need], viewer: Viewer) -> list[NeedRow]:
    needs = list(rows.select_related("figures", "statement_by"))
    lately, before = _heard_accounts(viewer)
    best = [one.figures.best_id for one in needs if one.figures.best_id]
    words = {one.id: one for one in verbatim_queries.list_verbatims(best, viewer=viewer)}
    zone = _zone()
    return [
        NeedRow(
            id=one.pk,
            statement=one.statement,
            subtitle=one.subtitle,
            state=one.state,
            stated_by=one.statement_by.name if one.statement_by else "",
            born_at=one.born_at,
            n_sentences=one.figures.n_sentences,
            n_accounts=one.figures.n_accounts,
            first_said_on=_day(one.figures.first_said_at, zone),
            last_said_on=_day(one.figures.last_said_at, zone),
            trend=judge_trend(one.figures.n_lately, one.figures.n_before, heard_lately=lately, heard_before=before),
            best=words.get(one.figures.best_id or ""),
            settled_on=one.settled_on,
            note=one.note,
        )
        for one in needs
    ]


def _heard_accounts(viewer: Viewer) -> tuple[int, int]:
    """Return how many accounts said anything in the last ten weeks and in the ten before, as it was last counted."""
    counted = StreamState.objects.visible_to(viewer).values_list("heard_lately", "heard_before").first()
    return counted or (0, 0)


def _words(evidence: list[int], viewer: Viewer) -> dict[int, EvidenceRow]:
    found = Evidence.objects.visible_to(viewer).filter(pk__in=evidence).select_related("decided_by", "confirmed_by")
    rows = list(found.defer("account"))
    words = {one.id: one for one in verbatim_queries.list_verbatims([row.verbatim_id for row in rows], viewer=viewer)}
    return {
        row.pk: EvidenceRow(
            id=row.pk,
            words=words[row.verbatim_id],
            stance=row.stance,
            strength=row.strength,
            placed_by=row.decided_by.name if row.decided_by else "",
            confirmed_by=row.confirmed_by.name if row.confirmed_by else "",
        )
        for row in rows
        if row.verbatim_id in words
    }


def _account_words(account: str, evidence: list[int], words: dict[int, EvidenceRow]) -> AccountWords:
    said = tuple(words[pk] for pk in evidence if pk in words)
    first = said[0].words if said else None
    return AccountWords(
        account_id=account,
        account=first.account if first else "",
        n=len(evidence),
        last_said_on=first.said_on if first else date.min,
        words=said,
    )


def _months(said: Iterable[tuple[str | None, datetime]], zone: str, today: date) -> tuple[MonthRow, ...]:
    """Return the months from the first words to today, at most 24, the empty ones too."""
    sentences: Counter[date] = Counter()
    accounts: dict[date, set[str]] = {}
    for account, said_at in said:
        month = clock.local_date(said_at, zone).replace(day=1)
        sentences[month] += 1
        accounts.setdefault(month, set()).add(account or "")
    if not sentences:
        return ()
    months = [today.replace(day=1)]
    while len(months) < 24 and months[-1] > min(sentences):
        months.append((months[-1] - timedelta(days=1)).replace(day=1))
    return tuple(MonthRow(one, len(accounts.get(one, ())), sentences[one]) for one in reversed(months))


def _day(moment: datetime | None, zone: str) -> date | None:
    return clock.local_date(moment, zone) if moment else None


def _zone() -> str:
    house = identity_queries.find_house()
    return house.zone if house else "UTC"
