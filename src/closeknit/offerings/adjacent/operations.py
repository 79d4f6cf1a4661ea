"""Writes of adjacent needs: laid together, named, moved; what is spent elsewhere; the case for a new offering."""

from datetime import date, datetime
from typing import Any

from closeknit.accounts import checks as account_checks
from closeknit.analysis.offerings import adjacent as analysis
from closeknit.identity import queries as identity_queries
from closeknit.kit import ids, typed, undo
from closeknit.kit.capabilities import Capability
from closeknit.kit.events import record
from closeknit.kit.operation import operation
from closeknit.kit.refusals import NotFound
from closeknit.kit.viewer import Viewer
from closeknit.needs import checks as need_checks
from closeknit.offerings.adjacent import checks, events, finding
from closeknit.offerings.models import AdjacentGroup, AdjacentNeed, Spend


@operation(Capability.SHAPE_OFFERINGS)
def group_needs(*, viewer: Viewer, at: datetime) -> int:
    """Lay the needs that nothing meets together anew and return how many groups there are.

    Groups that a person has had a hand in stay as they are; of the others, one keeps its id where it keeps its first need.
    """
    rows = AdjacentGroup.objects.visible_to(viewer)
    held = set(rows.filter(held_by__isnull=False).values_list("pk", flat=True))
    placed = list(AdjacentNeed.objects.visible_to(viewer).order_by("need_id"))
    kept = {one.need_id for one in placed if one.group_id in held}
    loose = [one for one in placed if one.group_id not in held]
    found = analysis.group_needs(finding.gather_points(viewer, but=kept))
    known = {one.need_id: one.group_id for one in loose}
    before = {group.pk: group for group in rows.filter(held_by__isnull=True)}
    undo.keep(*before.values(), *loose, subject="adjacent")
    AdjacentNeed.objects.visible_to(viewer).filter(pk__in=[one.pk for one in loose]).delete()
    for one in found:
        _keep_group(one, before.pop(known.get(one.members[0].need, ""), None), at)
    AdjacentGroup.objects.visible_to(viewer).filter(pk__in=list(before)).delete()
    n_needs = sum(len(one.members) for one in found) + len(kept)
    grouped = events.NeedsGrouped(subject="adjacent", n_groups=len(found) + len(held), n_needs=n_needs)
    record(grouped, viewer=viewer, at=at)
    return grouped.n_groups


@operation(Capability.SHAPE_OFFERINGS)
def name_group(*, group: str, name: str, viewer: Viewer, at: datetime) -> None:
    """Call a group by what its needs have in common; from then on grouping leaves it as it is. Raises NotFound or BadGroup."""
    row = checks.get_group(group, viewer=viewer)
    said = checks.check_name(name)
    undo.keep(row)
    row.change(name=said, held_by_id=row.held_by_id or viewer.member)
    record(events.GroupNamed(subject=row.pk), viewer=viewer, at=at)


@operation(Capability.SHAPE_OFFERINGS)
def put_need(*, need: str, group: str, viewer: Viewer, at: datetime) -> str:
    """Put a need that nothing meets into a group, or ("") into one of its own, and return the group's id; or raise NotFound or BadGroup."""
    row = need_checks.get_target(need, viewer=viewer)
    checks.check_unmet(row.pk, viewer=viewer)
    placed = AdjacentNeed.objects.visible_to(viewer).filter(pk=row.pk).first()
    if group:
        target = checks.get_group(group, viewer=viewer)
        undo.keep(target)
        target.change(held_by_id=target.held_by_id or viewer.member)
    else:
        target = _make_group(row.statement, at, held_by=viewer.member)
    if placed is not None:
        undo.keep(placed, subject=target.pk)
        placed.change(group_id=target.pk, likeness=None, shares_job=False, put_by_id=viewer.member)
    else:
        made = AdjacentNeed(need=row, group=target, put_by_id=viewer.member)
        undo.keep_new(AdjacentNeed.objects.add(made), subject=target.pk)
    record(events.NeedPut(subject=target.pk, need=row.pk, group=target.pk), viewer=viewer, at=at)
    return target.pk


@operation(Capability.SHAPE_OFFERINGS)
def say_spend(
    *,
    group: str,
    account: str,
    yearly_minor: int,
    confidence: str,
    source: str,
    said_on: date,
    viewer: Viewer,
    at: datetime,
    need: str = "",
    spent_with: str = "",
) -> str:
    """Estimate what an account spends elsewhere a year, on a group or one need of it, and return its id; it replaces the one before.

    Raises NotFound, NotAllowed (who may not see money says none), BadGroup or BadSpend.
    """
    checks.check_can_see_worth(viewer)
    row, who = checks.get_group(group, viewer=viewer), account_checks.get_account(account, viewer=viewer)
    if need and not AdjacentNeed.objects.visible_to(viewer).filter(pk=need, group=row).exists():
        raise checks.BadGroup("That need is not in this group. Nothing was kept.")
    today = identity_queries.today_at(at)
    said: dict[str, Any] = {
        "yearly_minor": yearly_minor,
        "confidence": checks.read_confidence(confidence),
        "source": checks.check_spend(who, yearly_minor, source, said_on, today=today),
        "spent_with": typed.check_note(spent_with, most=200),
        "said_on": said_on,
        "entered_by_id": viewer.member,
        "entered_at": at,
    }
    where = {"need_id": need} if need else {"group_id": row.pk}
    known = Spend.objects.visible_to(viewer).filter(account=who, **where).first()
    if known is None:
        known = Spend.objects.add(Spend(id=ids.new("spend", who.pk), account=who, **where, **said))
        undo.keep_new(known, subject=row.pk)
    else:
        undo.keep(known, subject=row.pk)
        known.change(**said)
    _hold(row, viewer)
    record(events.SpendSaid(subject=known.pk, account=who.pk, confidence=known.confidence), viewer=viewer, at=at)
    return known.pk


@operation(Capability.SHAPE_OFFERINGS)
def withdraw_spend(*, spend: str, viewer: Viewer, at: datetime) -> None:
    """Take an estimate of what is spent elsewhere away, or raise NotFound or NotAllowed."""
    checks.check_can_see_worth(viewer)
    row = Spend.objects.visible_to(viewer).filter(pk=spend).first()
    if row is None:
        raise NotFound("There is no such figure.")
    undo.keep(row)
    withdrawn = events.SpendWithdrawn(subject=row.pk, account=row.account_id)
    row.delete()
    record(withdrawn, viewer=viewer, at=at)


def _keep_group(found: analysis.Found, known: AdjacentGroup | None, at: datetime) -> None:
    if known is None:
        known = _make_group(found.name, at, held_by=None)
    else:
        known.change(name=found.name[:120])
    for one in found.members:
        row = AdjacentNeed(need_id=one.need, group=known, likeness=one.likeness, shares_job=one.shares_job)
        undo.keep_new(AdjacentNeed.objects.add(row), subject="adjacent")


def _make_group(name: str, at: datetime, *, held_by: str | None) -> AdjacentGroup:
    row = AdjacentGroup(id=ids.new("adjacent"), name=name[:120], held_by_id=held_by, found_at=at)
    undo.keep_new(AdjacentGroup.objects.add(row))
    return row


def _hold(group: AdjacentGroup, viewer: Viewer) -> None:
    """A group that somebody put work into is not taken apart by the next grouping."""
    if group.held_by_id is None and viewer.member:
        undo.keep(group)
        group.change(held_by_id=viewer.member)
