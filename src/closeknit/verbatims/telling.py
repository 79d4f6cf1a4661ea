"""Which words speak for an account or a conversation, where one page needs those of many."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import DateTimeField, Exists, Max, OuterRef, Q, QuerySet

from closeknit.accounts.queries import AccountIds
from closeknit.analysis.circle import radar
from closeknit.analysis.kinds import SignalCode
from closeknit.kit.fixed import Fixed, Given, GivenRows
from closeknit.kit.viewer import Viewer
from closeknit.verbatims import queries
from closeknit.verbatims.models import Signal, Verbatim
from closeknit.verbatims.queries import VerbatimRow

_TELLING = (
    SignalCode.NEED,
    SignalCode.PAIN,
    SignalCode.LEAVING,
    SignalCode.PLAN,
    SignalCode.SUGGESTION,
    SignalCode.QUESTION,
    SignalCode.COMPETITOR,
    SignalCode.COST_CUT,
)
# A greeting or a yes is shorter than this: it says nothing without its neighbours.
_SHORT = 25


@dataclass(frozen=True)
class HeardAs:
    """A sentence as one signal that was heard in it; `speaker` is empty where nobody knows who said it."""

    id: str
    account_id: str
    code: str
    said_at: datetime
    speaker: str


_HEARD = Fixed(
    lambda ours: (
        Signal.objects.visible_to(ours)
        .filter(code__in=GivenRows("codes"), is_on=True, said_at__gte=Given("since", DateTimeField()))
        # A competitor's name is heard for sure; else the same holds here as on the radar, or two pages would say two things.
        .filter(~Q(code__in=radar.UNSURE) | Q(probability__gte=radar.SURE) | Q(decided_by__isnull=False))
        .filter(verbatim__account__in=GivenRows("accounts"))
        .order_by("-said_at", "-verbatim", "code")
        .values_list(
            *("verbatim_id", "verbatim__account_id", "code", "said_at"),
            *("verbatim__contact__person__name", "verbatim__turn__speaker__written"),
        )
    )
)


def list_heard_as(
    codes: Sequence[SignalCode], accounts: AccountIds, *, since: datetime, viewer: Viewer
) -> list[HeardAs]:
    """Return what was heard as any of `codes` at these accounts since then, newest first; leaving and competitors where that is sure."""
    found = _HEARD.ask(viewer=viewer, codes=codes, accounts=accounts, since=since)
    return [HeardAs(pk, account, code, at, name or written or "") for pk, account, code, at, name, written in found]


def list_ids_of_touchpoints(touchpoints: Sequence[str], *, viewer: Viewer) -> dict[str, list[str]]:
    """Return the ids of what was said at each touchpoint, what asks or complains first, then in the order it was said."""
    if not touchpoints:
        return {}
    found = _SAID_THERE.ask(viewer=viewer, touchpoints=touchpoints)
    grouped: dict[str, list[str]] = {}
    for touchpoint, one, _, _, _ in sorted(found, key=lambda row: (row[3] - row[2] < _SHORT, not row[4])):
        grouped.setdefault(touchpoint, []).append(one)
    return grouped


def list_with_most_telling(
    ids: Sequence[str], accounts: Sequence[str], *, viewer: Viewer
) -> tuple[dict[str, VerbatimRow], dict[str, VerbatimRow]]:
    """Return the words with these ids, by id; and by account the newest that tell most of accounts that have none among them.

    In one statement, for a page that shows both.
    """
    if not ids and not accounts:
        return {}, {}
    found = {row.id: row for row in queries.read_rows(_BEHIND.ask(viewer=viewer, ids=ids, accounts=accounts))}
    of_accounts = set(accounts)
    newest = {row.account_id: row for _, row in sorted(found.items()) if row.account_id in of_accounts}
    return found, newest


def list_lately(*, viewer: Viewer, since: datetime, limit: int) -> list[VerbatimRow]:
    """Return the newest words since then in which something was heard, at most two of one conversation."""
    return queries.list_verbatims(find_lately(viewer=viewer, since=since, limit=limit), viewer=viewer)


def find_lately(*, viewer: Viewer, since: datetime, limit: int) -> list[str]:
    """Return the ids of `list_lately`, for a page that reads all of its words at once."""
    rows = Verbatim.objects.visible_to(viewer).filter(_tells(viewer), said_at__gte=since)
    newest = rows.order_by("-said_at", "-pk").values_list("touchpoint_id", "pk")[: limit * 8]
    kept: dict[str, list[str]] = {}
    for touchpoint, one in newest:
        if len(kept.setdefault(touchpoint, [])) < 2:
            kept[touchpoint].append(one)
    return [one for several in kept.values() for one in several][:limit]


def has_any(*, viewer: Viewer) -> bool:
    """Return whether anything was ever handed in."""
    return Verbatim.objects.visible_to(viewer).exists()


def _tells(viewer: Viewer) -> Exists:
    """That something was heard in a sentence. Asked of each sentence that is looked at, so that a list of six need not know all of them."""
    signals = Signal.objects.visible_to(viewer).filter(code__in=_TELLING, is_on=True)
    return Exists(signals.filter(verbatim=OuterRef("pk")))


def _select_said_there(ours: Viewer) -> QuerySet[Verbatim, Any]:
    rows = Verbatim.objects.visible_to(ours).filter(touchpoint__in=GivenRows("touchpoints"))
    rows = rows.annotate(tells=_tells(ours)).order_by("turn__position", "start")
    return rows.values_list("touchpoint_id", "pk", "start", "end", "tells")


def _select_behind(ours: Viewer) -> QuerySet[Verbatim, Any]:
    rows = Verbatim.objects.visible_to(ours)
    telling = rows.filter(_tells(ours), account__in=GivenRows("accounts")).order_by().values("account")
    newest = telling.annotate(newest=Max("pk")).values("newest")
    # As one list of ids: for "one of these or one of those" PostgreSQL looks at every sentence there is.
    given = rows.filter(pk__in=GivenRows("ids")).order_by().values("pk")
    return queries.select_rows(rows.filter(pk__in=given.union(newest)))


_SAID_THERE = Fixed(_select_said_there)
_BEHIND = Fixed(_select_behind)
