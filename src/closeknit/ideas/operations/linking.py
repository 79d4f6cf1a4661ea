"""What an idea hangs together with: the needs that it answers, the offerings that carry it."""

from datetime import datetime

from closeknit.ideas import checks, events
from closeknit.ideas.models import Idea, IdeaNeed, IdeaOffering
from closeknit.identity import queries as identity_queries
from closeknit.kit import undo
from closeknit.kit.capabilities import Capability
from closeknit.kit.events import record
from closeknit.kit.operation import operation
from closeknit.kit.refusals import NotFound
from closeknit.kit.viewer import Viewer


@operation(Capability.ANSWER_IDEAS)
def link_need(*, idea: str, need: str, viewer: Viewer, at: datetime) -> None:
    """Say that an idea answers a need, or raise NotFound. Said twice it is said once."""
    row = checks.get_idea(idea, viewer=viewer)
    checks.check_needs([need], viewer=viewer)
    if not IdeaNeed.objects.visible_to(viewer).filter(idea=row, need_id=need).exists():
        link = IdeaNeed(idea=row, need_id=need, linked_by_id=viewer.member, linked_at=at)
        undo.keep_new(IdeaNeed.objects.add(link), subject=row.pk)
    record(events.IdeaLinked(subject=row.pk, account=row.account_id or "", need=need), viewer=viewer, at=at)


@operation(Capability.ANSWER_IDEAS)
def unlink_need(*, idea: str, need: str, viewer: Viewer, at: datetime) -> None:
    """Say that an idea does not answer a need after all, or raise NotFound."""
    row = checks.get_idea(idea, viewer=viewer)
    link = IdeaNeed.objects.visible_to(viewer).filter(idea=row, need_id=need).first()
    if link is None:
        raise NotFound("It was not said to answer that need.")
    undo.keep(link, subject=row.pk)
    link.delete()
    record(events.IdeaUnlinked(subject=row.pk, account=row.account_id or "", need=need), viewer=viewer, at=at)


@operation(Capability.ANSWER_IDEAS)
def link_offering(*, idea: str, offering: str, viewer: Viewer, at: datetime) -> None:
    """Say that an offering carries an idea, so that its giver is named there; or raise NotFound. Said twice it is said once."""
    row = checks.get_idea(idea, viewer=viewer)
    carry(row, offering, viewer=viewer, at=at)


@operation(Capability.ANSWER_IDEAS)
def unlink_offering(*, idea: str, offering: str, viewer: Viewer, at: datetime) -> None:
    """Say that an offering does not carry an idea after all, or raise NotFound."""
    row = checks.get_idea(idea, viewer=viewer)
    link = IdeaOffering.objects.visible_to(viewer).filter(idea=row, offering_id=offering).first()
    if link is None:
        raise NotFound("That offering was not said to carry it.")
    undo.keep(link, subject=row.pk)
    link.delete()
    record(events.IdeaDropped(subject=row.pk, account=row.account_id or "", offering=offering), viewer=viewer, at=at)


def carry(row: Idea, offering: str, *, viewer: Viewer, at: datetime) -> None:
    """Keep that an offering carries an idea, within an operation; or raise NotFound."""
    checks.check_offering(offering, viewer=viewer)
    if not IdeaOffering.objects.visible_to(viewer).filter(idea=row, offering_id=offering).exists():
        since_on = identity_queries.today_at(at)
        link = IdeaOffering(idea=row, offering_id=offering, since_on=since_on, linked_by_id=viewer.member)
        undo.keep_new(IdeaOffering.objects.add(link), subject=row.pk)
    record(events.IdeaCarried(subject=row.pk, account=row.account_id or "", offering=offering), viewer=viewer, at=at)
