"""Needs as the page shows them: in words, with the quotation that leads and a small picture of the months."""

from dataclasses import dataclass

from django.urls import reverse

from closeknit.kit.look import rows, saying
from closeknit.needs.queries import AccountWords, EvidenceRow, NeedRow
from closeknit.web import quotes

TRENDS = {"rising": "rising", "falling": "falling", "steady": "", "unsure": ""}


@dataclass(frozen=True)
class NeedLine:
    """One need in the list."""

    id: str
    url: str
    statement: str
    n_accounts: int
    n_sentences: int
    since: object
    last: object
    trend: str
    trend_fact: str
    beside: str
    words: rows.Quote | None


@dataclass(frozen=True)
class Said:
    """One sentence that stands for the need, with its box to choose it."""

    verbatim: str
    quote: rows.Quote
    placed_by: str


@dataclass(frozen=True)
class Group:
    """What one account said."""

    account_id: str
    account: str
    url: str
    n: int
    more_url: str
    said: tuple[Said, ...]


def line_of(row: NeedRow) -> NeedLine:
    """Return a need as a line of the list."""
    trend = row.trend
    fact = f"{trend.n_lately} accounts in ten weeks, {trend.n_before} in the ten before"
    return NeedLine(
        id=row.id,
        url=reverse("need", args=[row.id]),
        statement=row.statement,
        n_accounts=row.n_accounts,
        n_sentences=row.n_sentences,
        since=row.first_said_on,
        last=row.last_said_on,
        trend=TRENDS[trend.way],
        trend_fact=fact if TRENDS[trend.way] else "",
        beside=_beside(row),
        words=quotes.quote_of(row.best) if row.best else None,
    )


def group_of(one: AccountWords, need: str) -> Group:
    """Return what one account said, each sentence with its box."""
    more = f"{reverse('need', args=[need])}?account={one.account_id}" if one.n > len(one.words) else ""
    url = reverse("account", args=[one.account_id]) if one.account_id else ""
    said = tuple(said_of(row, with_account=False) for row in one.words)
    return Group(one.account_id, one.account or "Nobody knows whose", url, one.n, more, said)


def said_of(row: EvidenceRow, *, with_account: bool = True) -> Said:
    """Return one sentence with its box."""
    quote = quotes.quote_of(row.words, confirmed_by=row.confirmed_by, with_account=with_account)
    return Said(verbatim=row.words.id, quote=quote, placed_by=row.placed_by)


def _beside(row: NeedRow) -> str:
    """Return who says otherwise, and who that it is settled, in one line."""
    several = (
        (row.n_against, "says otherwise", "say otherwise"),
        (row.n_settling, "says it is settled", "say it is settled"),
    )
    return " · ".join(f"{saying.say_count(n, one, many)}" for n, one, many in several if n)
