"""Whom to call today and why: the ranked acts, each with its reasons and the words behind them."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from closeknit.accounts import queries as account_queries
from closeknit.accounts.queries import AccountRow, ContactRow
from closeknit.analysis.today import ranking, sentences
from closeknit.analysis.today.ranking import Item
from closeknit.analysis.today.reasons import Reason
from closeknit.identity import queries as identity_queries
from closeknit.kit import clock
from closeknit.kit.viewer import Viewer
from closeknit.today import choosing, gathering
from closeknit.verbatims import queries as verbatim_queries
from closeknit.verbatims import telling
from closeknit.verbatims.queries import VerbatimRow


@dataclass(frozen=True)
class ReasonRow:
    """One reason in words: the claim, the fact that proves it, its code, and what it rests on."""

    code: str
    claim: str
    fact: str
    verbatims: tuple[str, ...]
    promises: tuple[str, ...]
    touchpoints: tuple[str, ...]

    @property
    def sentence(self) -> str:
        """Claim and fact as one sentence."""
        return f"{self.claim}, {self.fact}" if self.fact else self.claim


@dataclass(frozen=True)
class Call:
    """One account that is worth a call today: why, in whose words, and whom one would speak to."""

    account: AccountRow
    person: ContactRow | None
    class_code: str
    reasons: tuple[ReasonRow, ...]
    words: tuple[VerbatimRow, ...]
    why_here: str


@dataclass(frozen=True)
class TodayPage:
    """Today for one member, or for everybody: the calls in order, and how many more can wait."""

    calls: tuple[Call, ...]
    n_waiting: int
    n_accounts: int


def list_today(*, viewer: Viewer, at: datetime, member: str | None = None, most: int | None = None) -> TodayPage:
    """Return whom to call today, most urgent first: `member`'s accounts, or everybody's without one; at most `most` in full."""
    zone = identity_queries.get_house().zone
    as_of = clock.local_date(at, zone)
    gathered = gathering.gather_facts(member or "", viewer=viewer, at=at, zone=zone)
    items = ranking.rank_today(gathered.facts, as_of=as_of)
    shown = items if most is None else items[:most]
    rows = {account.id: account for account in gathered.accounts}
    words = _words(shown, viewer)
    people = _people([item.account_id for item in shown], viewer)
    calls = tuple(
        Call(
            account=rows[item.account_id],
            person=choosing.choose_person(
                people.get(item.account_id, []), [getattr(reason, "who", None) for reason in item.reasons]
            ),
            class_code=item.class_code,
            reasons=_reasons(item, as_of),
            words=words[item.account_id],
            why_here=sentences.explain_place(item, as_of=as_of),
        )
        for item in shown
    )
    n_accounts = account_queries.count_matching(owner=member or "", viewer=viewer)
    return TodayPage(calls, len(items) - len(shown), n_accounts)


def _reasons(item: Item, as_of: date) -> tuple[ReasonRow, ...]:
    """Return the item's reasons in words; what would be said twice in the same words is said once, resting on all of it."""
    said: dict[str, ReasonRow] = {}
    for one in (_reason(reason, as_of) for reason in item.reasons):
        known = said.get(one.sentence)
        said[one.sentence] = one if known is None else replace(known, verbatims=known.verbatims + one.verbatims)
    return tuple(said.values())


def _reason(reason: Reason, as_of: date) -> ReasonRow:
    claim, fact = sentences.halves(reason, as_of=as_of)
    return ReasonRow(reason.code, claim, fact, reason.verbatim_ids, reason.promise_ids, reason.touchpoint_ids)


def _words(items: Sequence[Item], viewer: Viewer) -> dict[str, tuple[VerbatimRow, ...]]:
    """Return the words behind each item's reasons; for an item that rests on none, the newest that tell of a need or a pain."""
    wanted = {item.account_id: sentences.merge_words(item.reasons) for item in items}
    rows = {
        row.id: row
        for row in verbatim_queries.list_verbatims([one for ids in wanted.values() for one in ids], viewer=viewer)
    }
    bare = [account for account, ids in wanted.items() if not any(one in rows for one in ids)]
    fallback = telling.list_most_telling(bare, viewer=viewer)
    return {
        account: tuple(rows[one] for one in ids if one in rows) or ((fallback[account],) if account in fallback else ())
        for account, ids in wanted.items()
    }


def _people(accounts: Sequence[str], viewer: Viewer) -> dict[str, list[ContactRow]]:
    found: dict[str, list[ContactRow]] = {}
    for row in account_queries.list_contacts_of(accounts, viewer=viewer):
        found.setdefault(row.account_id, []).append(row)
    return found
