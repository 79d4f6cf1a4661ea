"""Reads of adjacent needs: the groups with their sizes; one group with its needs, its words, who would talk about it, what is spent."""

from collections import defaultdict
from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from closeknit.accounts.models import Account
from closeknit.analysis.offerings.adjacent import Confidence, Figure, Size
from closeknit.kit.capabilities import Capability
from closeknit.kit.refusals import NotFound
from closeknit.kit.viewer import Viewer
from closeknit.needs.models import Need
from closeknit.offerings.adjacent import finding, people, sizes
from closeknit.offerings.adjacent.people import Talker
from closeknit.offerings.models import AdjacentGroup, AdjacentNeed, Case, Offering, Spend
from closeknit.verbatims import queries as verbatim_queries
from closeknit.verbatims.queries import VerbatimRow

PAGE = 20
MOST_CHOICES = 100


@dataclass(frozen=True)
class NeedInGroup:
    """A need in a group. `likeness` to its nearest there, None where it stands alone or a person put it; `is_met` by now."""

    id: str
    statement: str
    n_accounts: int
    n_sentences: int
    likeness: float | None
    shares_job: bool
    put_by: str
    is_met: bool
    best_id: str


@dataclass(frozen=True)
class GroupRow:
    """A group of needs that nothing meets, the most voiced need first. `case_id` is "" where nobody has written a case."""

    id: str
    name: str
    held_by: str
    found_at: datetime
    needs: tuple[NeedInGroup, ...]
    size: Size
    n_others: int
    case_id: str
    case_version: int
    offering_id: str
    words: VerbatimRow | None


@dataclass(frozen=True)
class AdjacentPage:
    """The groups, most accounts first, and what is not in any: unmet needs that came since they were last laid together."""

    groups: tuple[GroupRow, ...]
    n_groups: int
    n_new: int
    n_offerings: int


@dataclass(frozen=True)
class SpendRow:
    """What an account spends elsewhere, as somebody says."""

    id: str
    account_id: str
    account: str
    need_id: str
    need: str
    yearly_minor: int
    confidence: str
    source: str
    spent_with: str
    said_on: date
    entered_by: str


@dataclass(frozen=True)
class GroupPage:
    """One group with its strongest words, an account's once, and who would talk about it."""

    group: GroupRow
    words: tuple[VerbatimRow, ...]
    talkers: tuple[Talker, ...]
    spends: tuple[SpendRow, ...]


def list_groups(*, viewer: Viewer, page: int = 1) -> AdjacentPage:
    """Return the groups that still hold an unmet need, a page of twenty, most accounts first."""
    unmet = dict(finding.select_unmet(viewer).values_list("pk", "figures__n_accounts"))
    placed = dict(AdjacentNeed.objects.visible_to(viewer).values_list("need_id", "group_id"))
    weight: dict[str, int] = defaultdict(int)
    for need, group in placed.items():
        if need in unmet:
            weight[group] += unmet[need] or 0
    order = sorted(weight, key=lambda one: (-weight[one], one))
    shown = order[(page - 1) * PAGE : page * PAGE]
    rows = {row.id: row for row in _groups(shown, _placed(shown, viewer), unmet, viewer)}
    return AdjacentPage(
        groups=tuple(rows[one] for one in shown if one in rows),
        n_groups=len(order),
        n_new=sum(1 for need in unmet if need not in placed),
        n_offerings=Offering.objects.visible_to(viewer).filter(archived_at__isnull=True).count(),
    )


def get_group(group: str, *, viewer: Viewer, with_words: bool = True) -> GroupPage:
    """Return one group, or raise NotFound; `with_words` leaves the strongest words out for whoever shows others."""
    placed = _placed([group], viewer)
    needs = [one.need_id for one in placed]
    unmet = set(finding.select_unmet(viewer).filter(pk__in=needs).values_list("pk", flat=True))
    spends = list_spends(group, needs, viewer=viewer)
    figures = {group: [Figure(one.account_id, one.yearly_minor, Confidence(one.confidence)) for one in spends]}
    found = _groups([group], placed, unmet, viewer, figures=figures, with_words=False)
    if not found:
        raise NotFound("There is no such group of needs. It may have been laid together anew.")
    talkers, words = people.list_people_and_words(needs, viewer=viewer, with_words=with_words)
    return GroupPage(group=found[0], words=tuple(words), talkers=tuple(talkers), spends=tuple(spends))


def list_choices(*, viewer: Viewer) -> list[tuple[str, str]]:
    """Return (id, name) of every group, by name: where a need can be put."""
    rows = AdjacentGroup.objects.visible_to(viewer).order_by("name", "pk")
    return list(rows.values_list("pk", "name")[:MOST_CHOICES])


def list_market(*, viewer: Viewer) -> list[tuple[str, str]]:
    """Return (id, name) of 300 accounts that buy, might, or did, by name: of whom one can say what they spend."""
    rows = Account.objects.visible_to(viewer).filter(kind__in=sizes.BUYERS).order_by("name_key", "pk")
    return list(rows.values_list("pk", "name")[: 3 * MOST_CHOICES])


def list_ungrouped(*, viewer: Viewer, most: int = 50) -> list[tuple[str, str]]:
    """Return (id, statement) of the unmet needs that stand in no group, the most voiced first."""
    placed = AdjacentNeed.objects.visible_to(viewer).values("need_id")
    rows = finding.select_unmet(viewer).exclude(pk__in=placed).order_by("-figures__n_accounts", "pk")
    return list(rows.values_list("pk", "statement")[:most])


def list_spends(group: str, needs: Sequence[str], *, viewer: Viewer) -> list[SpendRow]:
    """Return what accounts spend elsewhere on a group and its needs, the largest first; none for who may not see money."""
    if not viewer.can(Capability.SEE_WORTH):
        return []
    rows = Spend.objects.visible_to(viewer)
    rows = rows.filter(group=group) | rows.filter(need__in=list(needs))
    return [
        SpendRow(
            id=row.pk,
            account_id=row.account_id,
            account=row.account.name,
            need_id=row.need_id or "",
            need=row.need.statement if row.need else "",
            yearly_minor=row.yearly_minor,
            confidence=row.confidence,
            source=row.source,
            spent_with=row.spent_with,
            said_on=row.said_on,
            entered_by=row.entered_by.name if row.entered_by else "",
        )
        for row in rows.select_related("account", "need", "entered_by").order_by("-yearly_minor", "pk")
    ]


def _placed(groups: Sequence[str], viewer: Viewer) -> list[AdjacentNeed]:
    rows = AdjacentNeed.objects.visible_to(viewer).filter(group__in=list(groups))
    return list(rows.select_related("put_by", "need__figures").order_by("need_id"))


def _groups(
    ids: Sequence[str],
    placed: Sequence[AdjacentNeed],
    unmet: Container[str],
    viewer: Viewer,
    *,
    figures: Mapping[str, Sequence[Figure]] | None = None,
    with_words: bool = True,
) -> list[GroupRow]:
    groups = AdjacentGroup.objects.visible_to(viewer).filter(pk__in=list(ids)).select_related("held_by")
    members: dict[str, list[NeedInGroup]] = defaultdict(list)
    for one in sorted(placed, key=lambda one: (-one.need.figures.n_accounts, one.need_id)):
        members[one.group_id].append(_need(one.need, one, is_met=one.need_id not in unmet))
    sized = sizes.size_groups({one: [need.id for need in members[one]] for one in ids}, viewer=viewer, figures=figures)
    cases = {case.group_id: case for case in Case.objects.visible_to(viewer).filter(group__in=list(ids))}
    best = (
        []
        if not with_words
        else [needs_of[0].best_id for needs_of in members.values() if needs_of and needs_of[0].best_id]
    )
    words = {one.id: one for one in verbatim_queries.list_verbatims(best, viewer=viewer)}
    return [
        GroupRow(
            id=group.pk,
            name=group.name,
            held_by=group.held_by.name if group.held_by else "",
            found_at=group.found_at,
            needs=tuple(members[group.pk]),
            size=sized[group.pk].size,
            n_others=sized[group.pk].n_others,
            case_id=cases[group.pk].pk if group.pk in cases else "",
            case_version=cases[group.pk].version if group.pk in cases else 0,
            offering_id=(cases[group.pk].offering_id or "") if group.pk in cases else "",
            words=words.get(members[group.pk][0].best_id) if members[group.pk] else None,
        )
        for group in groups.order_by("pk")
    ]


def _need(need: Need, placed: AdjacentNeed, *, is_met: bool) -> NeedInGroup:
    return NeedInGroup(
        id=need.pk,
        statement=need.statement,
        n_accounts=need.figures.n_accounts,
        n_sentences=need.figures.n_sentences,
        likeness=placed.likeness,
        shares_job=placed.shares_job,
        put_by=placed.put_by.name if placed.put_by else "",
        is_met=is_met,
        best_id=need.figures.best_id or "",
    )
