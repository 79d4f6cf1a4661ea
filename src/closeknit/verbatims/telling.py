"""Which words speak for an account or a conversation, where one page needs those of many."""

from collections.abc import Sequence

from django.db.models import Max

from closeknit.analysis.kinds import SignalCode
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
)


def list_ids_of_touchpoints(touchpoints: Sequence[str], *, viewer: Viewer) -> dict[str, list[str]]:
    """Return the ids of what was said at each touchpoint, what asks or complains first, then in the order it was said."""
    rows = Verbatim.objects.visible_to(viewer).filter(touchpoint__in=touchpoints).order_by("turn__position", "start")
    found = list(rows.values_list("touchpoint_id", "pk"))
    telling = set(
        Signal.objects.visible_to(viewer)
        .filter(verbatim__in=[one for _, one in found], code__in=_TELLING, is_on=True)
        .values_list("verbatim_id", flat=True)
    )
    grouped: dict[str, list[str]] = {}
    for touchpoint, one in sorted(found, key=lambda pair: pair[1] not in telling):
        grouped.setdefault(touchpoint, []).append(one)
    return grouped


def list_most_telling(accounts: Sequence[str], *, viewer: Viewer) -> dict[str, VerbatimRow]:
    """Return for each account the newest words in which a need, a pain, a plan or a question was heard."""
    if not accounts:
        return {}
    rows = Verbatim.objects.visible_to(viewer).filter(
        account__in=accounts,
        pk__in=Signal.objects.visible_to(viewer).filter(code__in=_TELLING, is_on=True).values("verbatim"),
    )
    newest = rows.values("account").annotate(newest=Max("pk")).values_list("newest", flat=True)
    return {row.account_id: row for row in queries.list_verbatims(list(newest), viewer=viewer)}


def has_any(*, viewer: Viewer) -> bool:
    """Return whether anything was ever handed in."""
    return Verbatim.objects.visible_to(viewer).exists()
