"""What stands in a member's digest, from every room, as they may see it: never what an account is worth."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Count

from closeknit.accounts import queries as account_queries
from closeknit.analysis.kinds import PromiseDirection, SignalCode
from closeknit.identity import queries as identity_queries
from closeknit.kit import clock
from closeknit.kit.viewer import Viewer
from closeknit.needs import queries as need_queries
from closeknit.needs.models import Evidence
from closeknit.promises import queries as promise_queries
from closeknit.promises.models import Promise
from closeknit.promises.queries import PromiseRow
from closeknit.today import queries
from closeknit.today.queries import Call
from closeknit.verbatims import queries as verbatim_queries
from closeknit.verbatims.models import Verbatim
from closeknit.verbatims.queries import VerbatimRow

WEEK = timedelta(days=7)
# What was handed in longer ago than this is not followed any more.
FOLLOWED = timedelta(days=180)
MOST_CALLS = 5
MOST_WORDS = 5
MOST_PROMISES = 6
MOST_BECAME = 20
_LOOKED_AT = 60
_TELLING = frozenset(
    (
        SignalCode.LEAVING,
        SignalCode.COST_CUT,
        SignalCode.COMPETITOR,
        SignalCode.NEED,
        SignalCode.PAIN,
        SignalCode.PRAISE,
    )
)


@dataclass(frozen=True)
class GoodNews:
    """A need of one of their accounts that was answered."""

    need_id: str
    statement: str
    account_id: str
    account: str


@dataclass(frozen=True)
class Became:
    """What became of words that a member handed in: a need that they stand for, or a promise that was made on them."""

    kind: str
    id: str
    text: str
    n_words: int


@dataclass(frozen=True)
class DigestPage:
    """A member's week. `n_accounts` are the accounts that they look after, `n_heard` the sentences heard from those this week."""

    since: date
    until: date
    n_accounts: int
    n_calls: int
    calls: tuple[Call, ...]
    promises: tuple[PromiseRow, ...]
    n_heard: int
    words: tuple[VerbatimRow, ...]
    good_news: tuple[GoodNews, ...]
    became: tuple[Became, ...]

    @property
    def is_empty(self) -> bool:
        """Whether nothing waits and nothing happened."""
        return not (self.calls or self.promises or self.words or self.good_news or self.became)


def get_digest(*, viewer: Viewer, at: datetime) -> DigestPage:
    """Return the digest of the member `viewer` as of `at`: what waits now, and what happened in the seven days before."""
    zone = identity_queries.get_house().zone
    today = clock.local_date(at, zone)
    # What can wait until there is time is for Today: the week begins with whom to call.
    found = queries.list_today(viewer=viewer, at=at, member=viewer.id, most=MOST_CALLS, with_quiet=False)
    due = promise_queries.list_open(
        viewer=viewer, keeper=viewer.id, direction=PromiseDirection.OURS, until=today + WEEK
    )
    n_heard, words = _heard(viewer, at)
    return DigestPage(
        since=today - WEEK,
        until=today,
        n_accounts=account_queries.count_matching(owner=viewer.id, viewer=viewer),
        n_calls=len(found.calls) + found.n_waiting,
        calls=found.calls,
        promises=tuple(due[:MOST_PROMISES]),
        n_heard=n_heard,
        words=words,
        good_news=_good_news(viewer, today),
        became=_became(viewer, at, today),
    )


def _heard(viewer: Viewer, at: datetime) -> tuple[int, tuple[VerbatimRow, ...]]:
    """The words of the week that tell most, one an account first: twelve sentences of one account are one account speaking."""
    mine = Verbatim.objects.visible_to(viewer).filter(
        account__owner_id=viewer.id, said_at__gte=at - WEEK, said_at__lte=at
    )
    n_heard = mine.count()
    newest = mine.order_by("-said_at", "-pk")[:_LOOKED_AT]
    rows = verbatim_queries.rows_of(newest, viewer=viewer, with_signals=True)
    telling = sorted(rows, key=lambda row: not _TELLING & set(row.signals))
    first: dict[str, VerbatimRow] = {}
    for row in telling:
        first.setdefault(row.account_id, row)
    others = [row for row in telling if row not in first.values()]
    return n_heard, tuple([*first.values(), *others][:MOST_WORDS])


def _good_news(viewer: Viewer, today: date) -> tuple[GoodNews, ...]:
    settled = need_queries.list_just_settled(viewer=viewer, since=today - WEEK)
    if not settled:
        return ()
    mine = {row.id: row.name for row in account_queries.list_accounts(viewer=viewer, owner=viewer.id)}
    return tuple(
        GoodNews(one.need_id, one.statement, one.account_id, mine[one.account_id])
        for one in settled
        if one.account_id in mine
    )


def _became(viewer: Viewer, at: datetime, today: date) -> tuple[Became, ...]:
    """What of the words that the viewer handed in stands for a need now, or was promised on, where either is of this week."""
    handed_in = {
        "verbatim__touchpoint__member": viewer.id,
        "verbatim__touchpoint__source__isnull": True,
        "verbatim__touchpoint__created_at__gte": at - WEEK,
    }
    links = Evidence.objects.visible_to(viewer).filter(**handed_in).exclude(need__state="dismissed")
    counted = links.values_list("need_id", "need__statement").annotate(n=Count("pk")).order_by("-n", "need_id")
    found = [Became("need", need, statement, n) for need, statement, n in counted[:MOST_BECAME]]
    promised = Promise.objects.visible_to(viewer).filter(
        verbatim__touchpoint__member=viewer.id,
        verbatim__touchpoint__source__isnull=True,
        verbatim__touchpoint__created_at__gte=at - FOLLOWED,
        made_on__gte=today - WEEK,
    )
    found += [Became("promise", pk, text, 1) for pk, text in promised.order_by("pk").values_list("pk", "text")]
    return tuple(found)
