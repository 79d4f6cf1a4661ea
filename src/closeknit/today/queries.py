"""Whom to call today and why: the ranked acts, each with its reasons and the words behind them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from closeknit.accounts import queries as account_queries
from closeknit.accounts.queries import AccountRow, ContactRow
from closeknit.analysis.today import ranking, sentences, touches
from closeknit.analysis.today.ranking import Item
from closeknit.analysis.today.reasons import CallReferred, PersonLeft, Reason
from closeknit.analysis.today.touches import Touch
from closeknit.identity import queries as identity_queries
from closeknit.kit import clock
from closeknit.kit.viewer import Viewer
from closeknit.today import choosing, gathering, why
from closeknit.today.referring import ReferralRow
from closeknit.today.why import ReasonRow
from closeknit.verbatims import telling
from closeknit.verbatims.queries import VerbatimRow

# Of the words behind the reasons so many are read; the first leads.
SHOWN_WORDS = 3


@dataclass(frozen=True)
class Call:
    """One account that is worth a call today: why, in whose words, whom one would speak to, and the one next touch.

    `referral` is the id of the call that a colleague asked for, where whoever looks is the one who was asked.
    """

    account: AccountRow
    person: ContactRow | None
    class_code: str
    reasons: tuple[ReasonRow, ...]
    words: tuple[VerbatimRow, ...]
    why_here: str
    touch: Touch
    referral: str = ""


@dataclass(frozen=True)
class TodayPage:
    """Today for one member, or for everybody: the calls in order, how many more can wait, and what was handed from one to another."""

    calls: tuple[Call, ...]
    n_waiting: int
    has_accounts: bool
    referrals: tuple[ReferralRow, ...] = ()


def list_today(
    *,
    viewer: Viewer,
    at: datetime,
    member: str | None = None,
    most: int | None = None,
    with_quiet: bool = True,
) -> TodayPage:
    """Return whom to call today, most urgent first: `member`'s accounts, or everybody's without one; at most `most` in full.

    Without what can wait until there is time, where a page shows that by itself (`quiet.list_quiet`).
    """
    zone = identity_queries.get_house().zone
    as_of = clock.local_date(at, zone)
    gathered = gathering.gather_facts(member or "", viewer=viewer, at=at, zone=zone, with_quiet=with_quiet)
    items = ranking.rank_today(gathered.facts, as_of=as_of)
    shown = items if most is None else items[:most]
    rows = {account.id: account for account in gathered.accounts}
    words = _words(shown, viewer)
    people = _people([item.account_id for item in shown], viewer)
    calls = tuple(_call(item, rows[item.account_id], people, words, as_of) for item in shown)
    # Only an empty page asks whether there is anything to look after at all.
    has_accounts = bool(items) or account_queries.count_matching(owner=member or "", viewer=viewer) > 0
    return TodayPage(calls, len(items) - len(shown), has_accounts, gathered.referrals)


def _call(
    item: Item,
    account: AccountRow,
    people: Mapping[str, Sequence[ContactRow]],
    words: Mapping[str, tuple[VerbatimRow, ...]],
    as_of: date,
) -> Call:
    named = [getattr(reason, "who", None) for reason in item.reasons if not isinstance(reason, PersonLeft)]
    person = choosing.choose_person(people.get(account.id, []), named)
    return Call(
        account=account,
        person=person,
        class_code=item.class_code,
        reasons=why.reasons_of(item, as_of),
        words=words[account.id],
        why_here=sentences.explain_place(item, as_of=as_of),
        touch=touches.choose_touch(item, who=person.name if person else None),
        referral=next(filter(None, map(_referral_asked_of_me, item.reasons)), ""),
    )


def _referral_asked_of_me(reason: Reason) -> str:
    return reason.referral_id if isinstance(reason, CallReferred) and not reason.to_who else ""


def _words(items: Sequence[Item], viewer: Viewer) -> dict[str, tuple[VerbatimRow, ...]]:
    """Return the words behind each item's reasons; for an item that rests on none, the newest that tell of a need or a pain."""
    wanted = {item.account_id: sentences.merge_words(item.reasons)[:SHOWN_WORDS] for item in items}
    silent = [account for account, ids in wanted.items() if not ids]
    ids = dict.fromkeys(one for several in wanted.values() for one in several)
    rows, newest = telling.list_with_most_telling(list(ids), silent, viewer=viewer)
    behind = {account: tuple(rows[one] for one in several if one in rows) for account, several in wanted.items()}
    return behind | {account: (newest[account],) for account in silent if account in newest}


def _people(accounts: Sequence[str], viewer: Viewer) -> dict[str, list[ContactRow]]:
    found: dict[str, list[ContactRow]] = {}
    for row in account_queries.list_contacts_of(accounts, viewer=viewer):
        found.setdefault(row.account_id, []).append(row)
    return found
