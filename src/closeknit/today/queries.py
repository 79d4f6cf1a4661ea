"""Whom to call today and why: the ranked acts, each with its reasons and the words behind them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from closeknit.accounts import queries as account_queries
from closeknit.accounts.queries import AccountRow, ContactRow
from closeknit.analysis.today import ranking, sentences, touches
from closeknit.analysis.today.ranking import Item
from closeknit.analysis.today.reasons import CallReferred, PartChanged, PersonArrived, PersonLeft, Reason
from closeknit.analysis.today.touches import Touch
from closeknit.identity import queries as identity_queries
from closeknit.kit import clock
from closeknit.kit.viewer import Viewer
from closeknit.today import choosing, gathering
from closeknit.today.referring import ReferralRow
from closeknit.verbatims import queries as verbatim_queries
from closeknit.verbatims import telling
from closeknit.verbatims.queries import VerbatimRow

# Of the words behind the reasons so many are read; the first leads.
SHOWN_WORDS = 3
HEARD = 6


@dataclass(frozen=True)
class Seeing:
    """What happened to a person, such that somebody can say that it is seen to: whom, what (left, arrived, part) and when."""

    contact_id: str
    who: str
    what: str
    on: date


@dataclass(frozen=True)
class ReasonRow:
    """One reason in words: the claim, the fact that proves it, its code, and what it rests on."""

    code: str
    claim: str
    fact: str
    verbatims: tuple[str, ...]
    promises: tuple[str, ...]
    touchpoints: tuple[str, ...]
    seeing: Seeing | None = None

    @property
    def sentence(self) -> str:
        """Claim and fact as one sentence."""
        return f"{self.claim}, {self.fact}" if self.fact else self.claim


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
    heard: tuple[VerbatimRow, ...] = ()


def list_today(
    *,
    viewer: Viewer,
    at: datetime,
    member: str | None = None,
    most: int | None = None,
    heard_since: datetime | None = None,
) -> TodayPage:
    """Return whom to call today, most urgent first: `member`'s accounts, or everybody's without one; at most `most` in full.

    With `heard_since` also what was heard since then, at most six sentences.
    """
    zone = identity_queries.get_house().zone
    as_of = clock.local_date(at, zone)
    gathered = gathering.gather_facts(member or "", viewer=viewer, at=at, zone=zone)
    items = ranking.rank_today(gathered.facts, as_of=as_of)
    shown = items if most is None else items[:most]
    rows = {account.id: account for account in gathered.accounts}
    lately = telling.find_lately(viewer=viewer, since=heard_since, limit=HEARD) if heard_since else []
    words, heard = _words(shown, lately, viewer)
    people = _people([item.account_id for item in shown], viewer)
    calls = tuple(_call(item, rows[item.account_id], people, words, as_of) for item in shown)
    # Only an empty page asks whether there is anything to look after at all.
    has_accounts = bool(items) or account_queries.count_matching(owner=member or "", viewer=viewer) > 0
    return TodayPage(calls, len(items) - len(shown), has_accounts, gathered.referrals, heard)


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
        reasons=_reasons(item, as_of),
        words=words[account.id],
        why_here=sentences.explain_place(item, as_of=as_of),
        touch=touches.choose_touch(item, who=person.name if person else None),
        referral=next(filter(None, map(_referral_asked_of_me, item.reasons)), ""),
    )


def _referral_asked_of_me(reason: Reason) -> str:
    return reason.referral_id if isinstance(reason, CallReferred) and not reason.to_who else ""


def _reasons(item: Item, as_of: date) -> tuple[ReasonRow, ...]:
    """Return the item's reasons in words; what would be said twice in the same words is said once, resting on all of it."""
    said: dict[str, ReasonRow] = {}
    for one in (_reason(reason, as_of) for reason in item.reasons):
        known = said.get(one.sentence)
        said[one.sentence] = one if known is None else replace(known, verbatims=known.verbatims + one.verbatims)
    return tuple(said.values())


def _reason(reason: Reason, as_of: date) -> ReasonRow:
    claim, fact = sentences.halves(reason, as_of=as_of)
    return ReasonRow(
        reason.code,
        claim,
        fact,
        reason.verbatim_ids,
        reason.promise_ids,
        reason.touchpoint_ids,
        _seeing(reason),
    )


def _seeing(reason: Reason) -> Seeing | None:
    if isinstance(reason, PersonLeft):
        return Seeing(reason.contact_id, reason.who, "left", reason.on)
    if isinstance(reason, PersonArrived):
        return Seeing(reason.contact_id, reason.who, "arrived", reason.on)
    if isinstance(reason, PartChanged):
        return Seeing(reason.contact_id, reason.who, "part", reason.on)
    return None


def _words(
    items: Sequence[Item], heard: Sequence[str], viewer: Viewer
) -> tuple[dict[str, tuple[VerbatimRow, ...]], tuple[VerbatimRow, ...]]:
    """Return the words behind each item's reasons, and those with the ids `heard`; all of the page's words are read at once.

    For an item that rests on no words, the newest that tell of a need or a pain.
    """
    wanted = {item.account_id: sentences.merge_words(item.reasons)[:SHOWN_WORDS] for item in items}
    fallback = telling.find_most_telling([account for account, ids in wanted.items() if not ids], viewer=viewer)
    wanted |= {account: (one,) for account, one in fallback.items()}
    ids = dict.fromkeys([*(one for several in wanted.values() for one in several), *heard])
    rows = {row.id: row for row in verbatim_queries.list_verbatims(list(ids), viewer=viewer)}
    behind = {account: tuple(rows[one] for one in several if one in rows) for account, several in wanted.items()}
    return behind, tuple(rows[one] for one in heard if one in rows)


def _people(accounts: Sequence[str], viewer: Viewer) -> dict[str, list[ContactRow]]:
    found: dict[str, list[ContactRow]] = {}
    for row in account_queries.list_contacts_of(accounts, viewer=viewer):
        found.setdefault(row.account_id, []).append(row)
    return found
