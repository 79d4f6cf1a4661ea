"""Reviews of a plan: planned as appointments, held, noted there and then, with what was decided."""

from datetime import date, datetime, timedelta

from closeknit.analysis.kinds import Medium
from closeknit.analysis.plans.kinds import AnchorKind, PlanNoun, ReviewState
from closeknit.identity import queries as identity_queries
from closeknit.kit import clock, ids, typed, undo
from closeknit.kit.capabilities import Capability
from closeknit.kit.events import record
from closeknit.kit.operation import operation
from closeknit.kit.viewer import Viewer
from closeknit.promises.models import Anchor, Plan, Review, ReviewDecision
from closeknit.promises.plans import checks, events, history
from closeknit.promises.plans.operations import actions as action_operations
from closeknit.promises.plans.operations import days
from closeknit.touchpoints import operations as touchpoint_operations


@operation(Capability.MAKE_PROMISES)
def plan_review(
    *,
    plan: str,
    starts_at: datetime,
    viewer: Viewer,
    at: datetime,
    contact: str | None = None,
    member: str | None = None,
) -> str:
    """Plan a review as an appointment and return its id; actions can be counted from it. `member` is who of ours goes, else the viewer.

    Raises NotFound, PlanClosed, NotTheirs, or BadReview for a moment that has gone or while another review is planned.
    """
    row = checks.get_open_plan(plan, viewer=viewer)
    checks.check_people(row.account_id, keeper=member, contact=contact, viewer=viewer)
    _check_ahead(starts_at, at)
    if Review.objects.visible_to(viewer).filter(plan=row, state=ReviewState.PLANNED).exists():
        raise checks.BadReview("A review is planned already. Move that one, or hold it first.")
    number = Review.objects.visible_to(viewer).filter(plan=row).count() + 1
    on = _day_of(starts_at)
    anchor = Anchor(
        id=ids.new("anchor", row.account_id), plan=row, kind=AnchorKind.REVIEW, name=f"review {number}", on=on
    )
    undo.keep_new(Anchor.objects.add(anchor), subject=row.pk)
    review = Review(
        id=ids.new("review", row.account_id),
        plan=row,
        anchor=anchor,
        appointment_id=_appoint(row, starts_at, contact, member, viewer, at),
        created_at=at,
    )
    undo.keep_new(Review.objects.add(review), subject=row.pk)
    after = history.say_day(on)
    history.note(row, PlanNoun.REVIEW, anchor.name, history.MADE, after=after, viewer=viewer, at=at)
    record(events.ReviewPlanned(subject=review.pk, account=row.account_id, plan=row.pk, on=on), viewer=viewer, at=at)
    return review.pk


@operation(Capability.MAKE_PROMISES)
def move_review(*, review: str, starts_at: datetime, why: str, viewer: Viewer, at: datetime) -> int:
    """Move a planned review with its appointment and all that is counted from it; return how many actions moved.

    Raises NotFound, PlanClosed, NothingSaid, BadReview, BadAction, and what moving a promise raises.
    """
    row = checks.get_review(review, viewer=viewer)
    if row.state != ReviewState.PLANNED:
        raise checks.BadReview(f"This review is {row.state.replace('_', ' ')} already; nothing was changed.")
    _check_ahead(starts_at, at)
    before, on = row.appointment, _day_of(starts_at)
    if before is not None and before.starts_at == starts_at:
        raise checks.BadReview("That is when it is planned now. Choose another time.")
    typed.check_line(why, "Say why it moves. Everybody whose work moves with it will ask.")
    undo.keep(row, subject=row.plan_id)
    contact, member = (before.contact_id, before.member_id) if before else (None, None)
    if before is not None and before.state == "planned":
        touchpoint_operations.call_off_appointment(appointment=before.pk, viewer=viewer, at=at)
    row.change(appointment_id=_appoint(row.plan, starts_at, contact, member, viewer, at))
    record(
        events.ReviewPlanned(subject=row.pk, account=row.plan.account_id, plan=row.plan_id, on=on), viewer=viewer, at=at
    )
    return len(days.shift_day(row.anchor, on, why, viewer, at)) if on != row.anchor.on else 0


@operation(Capability.MAKE_PROMISES)
def call_off_review(*, review: str, viewer: Viewer, at: datetime, why: str = "") -> None:
    """Call a planned review off with its appointment, or raise NotFound, PlanClosed or BadReview. What is counted from it keeps its day."""
    row = checks.get_review(review, viewer=viewer)
    target = checks.check_review_move(row, ReviewState.CALLED_OFF)
    undo.keep(row, subject=row.plan_id)
    if row.appointment is not None and row.appointment.state == "planned":
        touchpoint_operations.call_off_appointment(appointment=row.appointment.pk, viewer=viewer, at=at)
    history.note(row.plan, PlanNoun.REVIEW, row.anchor.name, "state", row.state, target, viewer=viewer, at=at, why=why)
    row.change(state=target)
    record(events.ReviewCalledOff(subject=row.pk, account=row.plan.account_id, plan=row.plan_id), viewer=viewer, at=at)


@operation(Capability.MAKE_PROMISES)
def hold_review(*, review: str, held_on: date, viewer: Viewer, at: datetime, present: str = "") -> None:
    """Say that a review took place on a day and who was there: its appointment is a talk now, and what is counted from it follows that day.

    Raises NotFound, PlanClosed, BadReview, NothingSaid, and what moving a promise raises.
    """
    row = checks.get_review(review, viewer=viewer)
    target = checks.check_review_move(row, ReviewState.HELD)
    if held_on > identity_queries.today_at(at):
        raise checks.BadReview("It cannot have taken place on a day that is still to come.")
    undo.keep(row, subject=row.plan_id)
    history.note(row.plan, PlanNoun.REVIEW, row.anchor.name, "state", row.state, target, viewer=viewer, at=at)
    row.change(state=target, held_on=held_on, present=typed.check_note(present))
    if held_on != row.anchor.on:
        days.shift_day(row.anchor, held_on, "The review took place on that day", viewer, at)
    _log(row, held_on, viewer, at)
    held = events.ReviewHeld(subject=row.pk, account=row.plan.account_id, plan=row.plan_id, held_on=held_on)
    record(held, viewer=viewer, at=at)


@operation(Capability.MAKE_PROMISES)
def write_notes(*, review: str, notes: str, base: int, viewer: Viewer, at: datetime) -> int:
    """Write the notes of a review on their version `base`, there and then; return the new version's number.

    Raises NotFound, PlanClosed, NothingSaid where there are too many, or ChangedMeanwhile where somebody wrote after `base`.
    """
    row = checks.get_review(review, viewer=viewer)
    checks.check_base(base, row.version, "the notes")
    said = notes.replace("\r\n", "\n").strip()
    if len(said) > 20_000:
        raise typed.NothingSaid(f"This is {len(said):,} letters long; there is room for 20,000. Nothing was kept.")
    undo.keep(row, subject=row.plan_id)
    history.note(row.plan, PlanNoun.REVIEW, row.anchor.name, "notes", row.notes, said, viewer=viewer, at=at)
    row.change(notes=said, version=row.version + 1)
    noted = events.ReviewNoted(subject=row.pk, account=row.plan.account_id, plan=row.plan_id, version=row.version)
    record(noted, viewer=viewer, at=at)
    return row.version


@operation(Capability.MAKE_PROMISES)
def note_decision(
    *,
    review: str,
    text: str,
    viewer: Viewer,
    at: datetime,
    side: str = "",
    keeper: str | None = None,
    contact: str | None = None,
    due_on: date | None = None,
    as_promise: bool = False,
) -> str:
    """Write down what was decided in a review and return its id; with a `side` that does it, it is an action too, or a promise.

    Raises NotFound, PlanClosed, NothingSaid, and what adding an action raises.
    """
    row = checks.get_review(review, viewer=viewer)
    said = typed.check_line(text, "Say in a line what was decided.", most=300)
    action = ""
    if side:
        action = action_operations.add_action(
            plan=row.plan_id, text=said, side=side, keeper=keeper, contact=contact, due_on=due_on,
            as_promise=as_promise, viewer=viewer, at=at,
        )  # fmt: skip
    decision = ReviewDecision(
        id=ids.new("decision", row.plan.account_id),
        review=row,
        text=said,
        action_id=action or None,
        noted_by_id=history.member_of(viewer),
        noted_at=at,
    )
    undo.keep_new(ReviewDecision.objects.add(decision), subject=row.plan_id)
    history.note(row.plan, PlanNoun.REVIEW, row.anchor.name, "decision", after=said, viewer=viewer, at=at)
    decided = events.DecisionNoted(subject=decision.pk, account=row.plan.account_id, plan=row.plan_id, action=action)
    record(decided, viewer=viewer, at=at)
    return decision.pk


def _appoint(
    plan: Plan, starts_at: datetime, contact: str | None, member: str | None, viewer: Viewer, at: datetime
) -> str:
    return touchpoint_operations.plan_appointment(
        account=plan.account_id, starts_at=starts_at, contact=contact or None, member=member or None,
        medium=Medium.MEETING, why="Review of the joint plan", is_agreed=True, viewer=viewer, at=at,
    )  # fmt: skip


def _log(review: Review, held_on: date, viewer: Viewer, at: datetime) -> None:
    """Write the planned appointment of a review down as a talk that took place; one that somebody logged already stays as it is."""
    planned = review.appointment
    if planned is None or planned.state != "planned":
        return
    noon = clock.start_of_day(held_on, identity_queries.get_house().zone) + timedelta(hours=12)
    started_at = planned.starts_at if _day_of(planned.starts_at) == held_on else noon
    touchpoint_operations.log_appointment(
        appointment=planned.pk, lines=[], started_at=min(started_at, at), viewer=viewer, at=at
    )


def _check_ahead(starts_at: datetime, at: datetime) -> None:
    if starts_at <= at:
        raise checks.BadReview("That moment has gone. Plan the review for a time to come.")


def _day_of(starts_at: datetime) -> date:
    return clock.local_date(starts_at, identity_queries.get_house().zone)
