"""One need with all that is known of it: its words by account and by stance, its months, what became of it."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from closeknit.analysis.kinds import Stance
from closeknit.kit import clock
from closeknit.kit.refusals import NotFound
from closeknit.kit.viewer import Viewer
from closeknit.needs import figures
from closeknit.needs.models import Evidence, Need
from closeknit.needs.queries.listing import NeedRow, house_zone, rows_of
from closeknit.verbatims import queries as verbatim_queries
from closeknit.verbatims.queries import VerbatimRow

WORDS_OF_AN_ACCOUNT = 5
BESIDE = 12
MOST_WORDS = 3000
MOST_MONTHS = 24


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
    """What one account said in favour of a need: the newest sentences, of `n`."""

    account_id: str
    account: str
    n: int
    last_said_on: date
    words: tuple[EvidenceRow, ...]


@dataclass(frozen=True)
class MonthRow:
    """One month of a need: how many accounts spoke of it, and how many sentences of each stance."""

    month: date
    n_accounts: int
    n_sentences: int
    n_against: int
    n_settling: int


@dataclass(frozen=True)
class NeedPage:
    """A need with its words by account, newest account first; the newest that say otherwise or that it is settled; its months."""

    need: NeedRow
    accounts: tuple[AccountWords, ...]
    n_more_accounts: int
    against: tuple[EvidenceRow, ...]
    settling: tuple[EvidenceRow, ...]
    months: tuple[MonthRow, ...]
    merged: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class _Link:
    id: int
    account: str
    said_at: datetime
    stance: str


def get_need(need: str, *, viewer: Viewer, at: datetime, account: str = "", n_accounts: int = 12) -> NeedPage:
    """Return one need with its words by account (or all those of one account), or raise NotFound."""
    found = rows_of(Need.objects.visible_to(viewer).filter(pk=need), viewer)
    if not found:
        raise NotFound("There is no need by that name.")
    links = _links(need, viewer)
    here = [one for one in links if not account or one.account == account]
    by_account: dict[str, list[int]] = {}
    for one in here:
        if one.stance == Stance.SUPPORTS:
            by_account.setdefault(one.account, []).append(one.id)
    shown = list(by_account)[:n_accounts]
    most = MOST_WORDS if account else WORDS_OF_AN_ACCOUNT
    beside = {stance: [one.id for one in here if one.stance == stance][:BESIDE] for stance in Stance}
    chosen = [pk for one in shown for pk in by_account[one][:most]]
    words = _words([*chosen, *beside[Stance.CONTRADICTS], *beside[Stance.SETTLES]], viewer)
    accounts = [_account_words(one, by_account[one], words) for one in shown]
    zone = house_zone()
    return NeedPage(
        need=found[0],
        accounts=tuple(one for one in accounts if one.words),
        n_more_accounts=max(0, len(by_account) - n_accounts),
        against=tuple(words[pk] for pk in beside[Stance.CONTRADICTS] if pk in words),
        settling=tuple(words[pk] for pk in beside[Stance.SETTLES] if pk in words),
        months=_months(links, zone, clock.local_date(at, zone)),
        merged=_merged(need, viewer),
    )


def _links(need: str, viewer: Viewer) -> list[_Link]:
    newest = figures.words_of(need, viewer).order_by("-said_at", "-pk")
    rows = newest.values_list("pk", "account_id", "said_at", "stance")[:MOST_WORDS]
    return [_Link(pk, account or "", said_at, stance) for pk, account, said_at, stance in rows]


def _words(evidence: Sequence[int], viewer: Viewer) -> dict[int, EvidenceRow]:
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


def _months(links: Iterable[_Link], zone: str, today: date) -> tuple[MonthRow, ...]:
    """Return the months from the first words to today, at most 24, the empty ones too."""
    sentences: Counter[tuple[date, str]] = Counter()
    accounts: dict[date, set[str]] = {}
    for one in links:
        month = clock.local_date(one.said_at, zone).replace(day=1)
        sentences[month, one.stance] += 1
        if one.stance == Stance.SUPPORTS:
            accounts.setdefault(month, set()).add(one.account)
    if not sentences:
        return ()
    months = [today.replace(day=1)]
    first = min(month for month, _ in sentences)
    while len(months) < MOST_MONTHS and months[-1] > first:
        months.append((months[-1] - timedelta(days=1)).replace(day=1))
    return tuple(
        MonthRow(
            month=one,
            n_accounts=len(accounts.get(one, ())),
            n_sentences=sentences[one, Stance.SUPPORTS],
            n_against=sentences[one, Stance.CONTRADICTS],
            n_settling=sentences[one, Stance.SETTLES],
        )
        for one in reversed(months)
    )


def _merged(need: str, viewer: Viewer) -> tuple[tuple[str, str], ...]:
    merged = Need.objects.visible_to(viewer).filter(merged_into_id=need).order_by("pk")
    return tuple(merged.values_list("pk", "statement"))
