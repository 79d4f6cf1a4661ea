"""How large groups of unmet needs are: who says them, what those pay us, what they spend elsewhere; one group or many cost the same."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.db.models import Count, Exists, OuterRef

from closeknit.accounts.models import Account, Standing
from closeknit.analysis.kinds import AccountKind
from closeknit.analysis.offerings import adjacent as analysis
from closeknit.analysis.offerings.adjacent import Confidence, Figure, Size
from closeknit.kit.capabilities import Capability
from closeknit.kit.viewer import Viewer
from closeknit.offerings.adjacent import finding
from closeknit.offerings.models import Spend
from closeknit.verbatims.models import Verbatim

# Who buys, might, or did. What suppliers and our own departments say is heard, but it is no market.
BUYERS = (AccountKind.CUSTOMER, AccountKind.PROSPECT, AccountKind.FORMER)


@dataclass(frozen=True)
class GroupSize:
    """The size of a group, how many accounts beside the market say it too, and how many say each of its needs."""

    size: Size
    n_others: int
    n_by_need: Mapping[str, int]


def size_groups(
    groups: Mapping[str, Sequence[str]], *, viewer: Viewer, figures: Mapping[str, Sequence[Figure]] | None = None
) -> dict[str, GroupSize]:
    """Return the size of each group, given the needs in it; money is left out for who may not see it.

    `figures` are what is spent elsewhere by group, where somebody has read them already.
    """
    group_of = {need: group for group, needs in groups.items() for need in needs}
    said: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    links = finding.select_words(list(group_of), viewer).filter(account__isnull=False).order_by()
    for need, account in links.values_list(finding.ROOT, "account_id").distinct():
        said[group_of[need]][need].add(account)
    accounts = {one for needs in said.values() for several in needs.values() for one in several}
    known = Standing.objects.visible_to(viewer).filter(pk__in=accounts, account__kind__in=BUYERS)
    worth = dict(known.values_list("pk", "worth_minor"))
    figures = _figures(group_of, list(groups), viewer) if figures is None else figures
    n_heard, n_all = _count_market(viewer)
    return {group: _size(said[group], worth, figures.get(group, []), n_heard, n_all, viewer) for group in groups}


def _size(
    said: Mapping[str, set[str]],
    worth: Mapping[str, int | None],
    figures: Sequence[Figure],
    n_heard: int,
    n_all: int,
    viewer: Viewer,
) -> GroupSize:
    voices = {one for several in said.values() for one in several}
    market = sorted(voices & set(worth))
    sees_worth = viewer.can(Capability.SEE_WORTH)
    size = analysis.size_group(
        worth={one: worth[one] if sees_worth else None for one in market},
        n_heard=n_heard,
        n_all=n_all,
        figures=figures,
    )
    return GroupSize(size, len(voices) - len(market), {need: len(several) for need, several in said.items()})


def _figures(group_of: Mapping[str, str], groups: Sequence[str], viewer: Viewer) -> dict[str, list[Figure]]:
    if not viewer.can(Capability.SEE_WORTH):
        return {}
    found: dict[str, list[Figure]] = defaultdict(list)
    rows = Spend.objects.visible_to(viewer)
    for spend in (rows.filter(group__in=groups) | rows.filter(need__in=list(group_of))).order_by("pk"):
        group = spend.group_id or group_of[spend.need_id or ""]
        found[group].append(Figure(spend.account_id, spend.yearly_minor, Confidence(spend.confidence)))
    return found


def _count_market(viewer: Viewer) -> tuple[int, int]:
    market = Account.objects.visible_to(viewer).filter(kind__in=BUYERS)
    said = Exists(Verbatim.objects.visible_to(viewer).filter(account=OuterRef("pk")))
    counted = dict(market.annotate(is_heard=said).values_list("is_heard").annotate(n=Count("pk")).order_by())
    return counted.get(True, 0), sum(counted.values())
