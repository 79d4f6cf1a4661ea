"""Needs as the page shows them: in words, with the quotation that leads and a small picture of the months."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.urls import reverse

from closeknit.kit.look import rows
from closeknit.needs.queries import AccountWords, MonthRow, NeedRow
from closeknit.web import quotes

TRENDS = {"rising": "rising", "falling": "falling", "steady": "", "unsure": ""}
BAR_WIDTH, BAR_GAP, BAR_HEIGHT = 14, 4, 40


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
    words: rows.Quote | None


@dataclass(frozen=True)
class Said:
    """One sentence that stands for the need, with its box to choose it."""

    verbatim: str
    quote: rows.Quote
    stance: str
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


@dataclass(frozen=True)
class Bar:
    """One month of the picture, in the units of its view box."""

    x: int
    y: float
    height: float
    words: str
    label: str


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
        words=quotes.quote_of(row.best) if row.best else None,
    )


def group_of(one: AccountWords, need: str) -> Group:
    """Return what one account said, each sentence with its box."""
    said = tuple(
        Said(
            verbatim=row.words.id,
            quote=quotes.quote_of(row.words, confirmed_by=row.confirmed_by, with_account=False),
            stance="" if row.stance == "supports" else row.stance,
            placed_by=row.placed_by,
        )
        for row in one.words
    )
    more = f"{reverse('need', args=[need])}?account={one.account_id}" if one.n > len(one.words) else ""
    url = reverse("account", args=[one.account_id]) if one.account_id else ""
    return Group(one.account_id, one.account or "Nobody knows whose", url, one.n, more, said)


def bars_of(months: Sequence[MonthRow]) -> tuple[Bar, ...]:
    """Return the last eighteen months as bars: accounts that said it, a month each."""
    shown = list(months)[-18:]
    most = max((one.n_accounts for one in shown), default=0) or 1
    return tuple(
        Bar(
            x=place * (BAR_WIDTH + BAR_GAP),
            y=round(BAR_HEIGHT * (1 - one.n_accounts / most), 1),
            height=round(BAR_HEIGHT * one.n_accounts / most, 1),
            words=f"{one.month:%B %Y}: {one.n_accounts} accounts, {one.n_sentences} sentences",
            label=f"{one.month:%b}" if place in (0, len(shown) - 1) else "",
        )
        for place, one in enumerate(shown)
    )
