from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

import pytest

from closeknit.accounts.models import Account
from closeknit.identity.models import Department, Member
from closeknit.kit import events, ids, operation, undo
from closeknit.kit.capabilities import Capability
from closeknit.kit.models import EventRow, UndoStep
from closeknit.kit.refusals import NotAllowed
from closeknit.kit.scoping import ScopeError
from closeknit.kit.viewer import Viewer
from tests.conftest import Cast


@dataclass(frozen=True, kw_only=True)
class Tried(events.Event):
    kind: ClassVar[str] = "test.tried"


@pytest.fixture
def declared():
    before = dict(operation.DECLARED)
    yield
    operation.DECLARED.clear()
    operation.DECLARED.update(before)


def test_rows_are_refused_to_code_that_does_not_say_who_looks(db):
    with pytest.raises(ScopeError, match="say who looks"):
        Account.objects.filter(name="any")


def test_an_operation_that_records_no_event_is_rolled_back(cast: Cast, now: datetime, declared):
    @operation.operation(Capability.RUN_HOUSE)
    def forget_to_say(*, viewer: Viewer, at: datetime) -> None:
        Department.objects.add(Department(id=ids.new("department"), name="Silent"))

    with pytest.raises(operation.NoEvent):
        forget_to_say(viewer=cast.alice, at=now)
    assert not Department.objects.unscoped(reason="test").filter(name="Silent").exists()


def test_an_operation_beyond_the_viewers_role_is_refused_before_it_starts(cast: Cast, now: datetime, declared):
    @operation.operation(Capability.RUN_HOUSE)
    def never(*, viewer: Viewer, at: datetime) -> None:
        raise AssertionError("it ran")

    with pytest.raises(NotAllowed):
        never(viewer=cast.gita, at=now)


def test_a_step_taken_back_leaves_every_row_as_it_was(cast: Cast, now: datetime, declared):
    kept = Department.objects.add(Department(id=ids.new("department"), name="Service"))

    @operation.operation(Capability.RUN_HOUSE)
    def rename_and_add(*, viewer: Viewer, at: datetime) -> None:
        undo.keep(kept)
        kept.change(name="After-sales")
        undo.keep_new(Department.objects.add(Department(id=ids.new("department"), name="Lab")))
        events.record(Tried(subject=kept.pk), viewer=viewer, at=at)

    rename_and_add(viewer=cast.alice, at=now)
    step = undo.find_latest(viewer=cast.alice, since=now)
    assert step is not None
    undo.take_back(step=step.pk, viewer=cast.alice, at=now)
    assert set(Department.objects.visible_to(cast.alice).values_list("name", flat=True)) == {"Service"}


def test_a_step_is_not_taken_back_over_what_somebody_did_since(cast: Cast, now: datetime, declared):
    kept = Department.objects.add(Department(id=ids.new("department"), name="Service"))

    @operation.operation(Capability.RUN_HOUSE)
    def rename(*, viewer: Viewer, at: datetime) -> None:
        undo.keep(kept)
        kept.change(name="After-sales")
        events.record(Tried(subject=kept.pk), viewer=viewer, at=at)

    rename(viewer=cast.alice, at=now)
    kept.change(name="Somebody's newer name")
    step = undo.find_latest(viewer=cast.alice, since=now)
    assert step is not None
    with pytest.raises(undo.TouchedSince):
        undo.take_back(step=step.pk, viewer=cast.alice, at=now)
    kept.refresh_from_db()
    assert kept.name == "Somebody's newer name"


def test_nobody_takes_back_the_step_of_another(cast: Cast, now: datetime):
    step = UndoStep.objects.visible_to(cast.ben).filter(viewer_id=cast.ben.id)
    assert not step.exists()
    assert undo.find_latest(viewer=cast.gita, since=now) is None


def test_the_log_tells_who_and_when(cast: Cast, now: datetime):
    joined = EventRow.objects.visible_to(cast.alice).filter(kind="member.joined")
    assert joined.count() == 3
    assert {row.at for row in joined} == {now}


def test_a_step_leaves_alone_what_others_wrote_since(cast: Cast, now: datetime, declared):
    member = Member.objects.visible_to(cast.alice).get(pk=cast.ben.id)

    @operation.operation(Capability.RUN_HOUSE)
    def rename(*, viewer: Viewer, at: datetime) -> None:
        undo.keep(member)
        member.change(name="Benjamin")
        events.record(Tried(subject=member.pk), viewer=viewer, at=at)

    rename(viewer=cast.alice, at=now)
    member.change(role="guest")
    step = undo.find_latest(viewer=cast.alice, since=now)
    assert step is not None
    undo.take_back(step=step.pk, viewer=cast.alice, at=now)
    member.refresh_from_db()
    assert (member.name, member.role) == ("Ben", "guest")
