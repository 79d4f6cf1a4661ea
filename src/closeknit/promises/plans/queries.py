"""Reads of joint plans, as frozen rows."""

from collections.abc import Sequence
from datetime import date, timedelta

from django.db.models import Count, QuerySet

from closeknit.accounts.queries import AccountIds
from closeknit.analysis.kinds import Audience, Settlement
from closeknit.analysis.plans.actions import Counted, plan_shift
from closeknit.analysis.plans.kinds import GoalState, ReviewState
from closeknit.kit.refusals import NotFound
from closeknit.kit.viewer import Viewer
from closeknit.promises.models import Action, Anchor, Goal, GoalReading, Plan, PlanChange, Review, ReviewDecision
from closeknit.promises.plans import checks
from closeknit.promises.plans.rows import (
    ActionRow,
    AnchorRow,
    ChangeRow,
    DecisionRow,
    GoalRow,
    MovePreview,
    PlanOverview,
    PlanRow,
    ReadingRow,
    ReviewDue,
    ReviewRow,
)

PAGE = 50
# A quarter without a review and none planned: it is time for one.
REVIEW_DAYS = 91


def find_plan(account: str, *, viewer: Viewer) -> PlanRow | None:
    """Return the plan that an account and we work by, else the newest that ended, None where there never was one."""
    plans = list_plans(account, viewer=viewer)
    return next((plan for plan in plans if plan.closed_on is None), plans[0] if plans else None)


def get_plan(plan: str, *, viewer: Viewer) -> PlanRow:
    """Return one plan, or raise NotFound."""
    rows = _plans(Plan.objects.visible_to(viewer).filter(pk=plan))
    if not rows:
        raise NotFound("There is no plan by that name.")
    return rows[0]


def list_plans(account: str, *, viewer: Viewer) -> list[PlanRow]:
    """Return the plans of an account, the newest period first."""
    return _plans(Plan.objects.visible_to(viewer).filter(account_id=account).order_by("-begins_on", "-pk"))


def list_goals(plan: str, *, viewer: Viewer) -> list[GoalRow]:
    """Return the goals of a plan with their readings: open ones first, as they were set."""
    rows = _goals(Goal.objects.visible_to(viewer).filter(plan_id=plan).order_by("pk"), viewer)
    return sorted(rows, key=lambda row: row.state != GoalState.OPEN)


def get_goal(goal: str, *, viewer: Viewer) -> GoalRow:
    """Return one goal with its readings, or raise NotFound."""
    rows = _goals(Goal.objects.visible_to(viewer).filter(pk=goal), viewer)
    if not rows:
        raise NotFound("There is no goal by that name.")
    return rows[0]


def list_anchors(plan: str, *, viewer: Viewer) -> list[AnchorRow]:
    """Return the days of a plan from which others are counted, the first one first."""
    rows = Anchor.objects.visible_to(viewer).filter(plan_id=plan)
    hanging = Action.objects.visible_to(viewer).filter(plan_id=plan, anchor__isnull=False).order_by()
    n_actions = dict(hanging.values_list("anchor_id").annotate(n=Count("pk")))
    return [
        AnchorRow(row.pk, row.plan_id, row.kind, row.name, row.on, n_actions.get(row.pk, 0))
        for row in rows.order_by("on", "pk")
    ]


def list_actions(plan: str, *, viewer: Viewer) -> list[ActionRow]:
    """Return the actions of a plan: what is not done first, the nearest day first; then what is done, the newest first."""
    rows = _actions(Action.objects.visible_to(viewer).filter(plan_id=plan).order_by("pk"))
    undone = sorted((row for row in rows if row.done_on is None), key=lambda row: (row.due_on or date.max, row.id))
    done = sorted((row for row in rows if row.done_on), key=lambda row: (row.done_on or date.max, row.id), reverse=True)
    return [*undone, *done]


def get_action(action: str, *, viewer: Viewer) -> ActionRow:
    """Return one action, or raise NotFound."""
    rows = _actions(Action.objects.visible_to(viewer).filter(pk=action))
    if not rows:
        raise NotFound("There is no action by that name.")
    return rows[0]


def get_anchor(anchor: str, *, viewer: Viewer) -> AnchorRow:
    """Return one day from which others are counted, or raise NotFound."""
    row = Anchor.objects.visible_to(viewer).filter(pk=anchor).first()
    if row is None:
        raise NotFound("There is no such day in this plan.")
    n_actions = Action.objects.visible_to(viewer).filter(anchor=row).count()
    return AnchorRow(row.pk, row.plan_id, row.kind, row.name, row.on, n_actions)


def list_reviews(plan: str, *, viewer: Viewer) -> list[ReviewRow]:
    """Return the reviews of a plan with what was decided, the newest day first."""
    return _reviews(Review.objects.visible_to(viewer).filter(plan_id=plan), viewer)


def list_beside(review: str, *, viewer: Viewer) -> list[ReviewRow]:
    """Return all reviews of the plan that one review is of, itself among them, the newest day first; or raise NotFound."""
    here = Review.objects.visible_to(viewer).filter(pk=review).values("plan_id")
    rows = _reviews(Review.objects.visible_to(viewer).filter(plan_id__in=here), viewer)
    if not rows:
        raise NotFound("There is no review by that name.")
    return rows


def get_review(review: str, *, viewer: Viewer) -> ReviewRow:
    """Return one review with what was decided, or raise NotFound."""
    rows = _reviews(Review.objects.visible_to(viewer).filter(pk=review), viewer)
    if not rows:
        raise NotFound("There is no review by that name.")
    return rows[0]


def list_changes(plan: str, *, viewer: Viewer, page: int = 1) -> list[ChangeRow]:
    """Return what was changed in a plan, newest first, a page of 50."""
    rows = PlanChange.objects.visible_to(viewer).filter(plan_id=plan).select_related("changed_by", "contact__person")
    return [
        ChangeRow(
            row.pk, row.noun, row.about, row.field, row.before, row.after, row.why,
            _changed_by(row), row.changed_at,
        )
        for row in rows.order_by("-changed_at", "-pk")[(page - 1) * PAGE : page * PAGE]
    ]  # fmt: skip


def count_changes(plan: str, *, viewer: Viewer) -> int:
    """Return how many changes of a plan are written down."""
    return PlanChange.objects.visible_to(viewer).filter(plan_id=plan).count()


def preview_move(anchor: str, on: date, *, viewer: Viewer, as_of: date) -> MovePreview:
    """Return what would move if the day `anchor` became `on`; or raise NotFound or BadAction. Nothing is changed."""
    about = get_anchor(anchor, viewer=viewer)
    checks.read_due(on, 0)
    actions = _actions(Action.objects.visible_to(viewer).filter(anchor_id=anchor).order_by("offset_days", "pk"))
    for one in actions:
        checks.read_due(on, one.offset_days)
    counted = [Counted(one.id, one.offset_days, one.done_on is not None) for one in actions]
    by_id = {one.id: one for one in actions}
    shifts = plan_shift(counted, from_on=about.on, to_on=on, as_of=as_of)
    return MovePreview(about, on, tuple((by_id[shift.id], shift) for shift in shifts))


def list_running(*, viewer: Viewer, as_of: date) -> list[PlanOverview]:
    """Return every plan that runs, in few statements whatever their number: those that need somebody first."""
    running = Plan.objects.visible_to(viewer).filter(closed_on__isnull=True)
    plans = _plans(running.order_by("account__name", "pk"))
    inside = running.values("pk")
    goals: dict[str, list[GoalRow]] = {}
    for goal in _goals(
        Goal.objects.visible_to(viewer).filter(plan__in=inside, state=GoalState.OPEN).order_by("pk"), viewer
    ):
        goals.setdefault(goal.plan_id, []).append(goal)
    planned = Review.objects.visible_to(viewer).filter(plan__in=inside, state=ReviewState.PLANNED)
    next_reviews = dict(planned.order_by("-anchor__on").values_list("plan_id", "anchor__on"))
    late = Action.objects.visible_to(viewer).filter(plan__in=inside, due_on__lt=as_of)
    n_late = dict(_undone(late).order_by().values_list("plan_id").annotate(n=Count("pk")))
    due = {one.plan_id: one for one in list_reviews_due(viewer=viewer, today=as_of)}
    found = [
        PlanOverview(
            plan,
            tuple(goals.get(plan.id, ())),
            next_reviews.get(plan.id),
            n_late.get(plan.id, 0),
            due.get(plan.id),
        )
        for plan in plans
    ]

    def need(one: PlanOverview) -> tuple[int, str]:
        off = sum(goal.stand(as_of).is_off for goal in one.goals)
        return -(2 * off + one.n_late + 3 * (one.review_due is not None)), one.plan.account

    return sorted(found, key=need)


def list_reviews_due(*, viewer: Viewer, today: date, accounts: AccountIds | None = None) -> list[ReviewDue]:
    """Return the reviews whose day has come, and the running plans that had none for a quarter and have none planned: oldest first."""
    plans = Plan.objects.visible_to(viewer).filter(closed_on__isnull=True, begins_on__lte=today)
    plans = plans if accounts is None else plans.filter(account__in=accounts)
    reviews = (
        Review.objects.visible_to(viewer).filter(plan__in=plans.values("pk")).exclude(state=ReviewState.CALLED_OFF)
    )
    planned: dict[str, tuple[date, str]] = {}
    held: dict[str, date] = {}
    for pk, plan, state, on in reviews.values_list("pk", "plan_id", "state", "anchor__on"):
        if state == ReviewState.PLANNED:
            planned[plan] = (on, pk)
        else:
            held[plan] = max(on, held.get(plan, on))
    due = []
    for pk, account, begins_on in plans.values_list("pk", "account_id", "begins_on"):
        on, review = planned.get(pk, (held.get(pk, begins_on) + timedelta(REVIEW_DAYS), ""))
        if on <= today:
            due.append(ReviewDue(account, pk, on, review))
    return sorted(due, key=lambda one: (one.on, one.plan_id))


def _changed_by(row: PlanChange) -> str:
    if row.changed_by:
        return row.changed_by.name
    return row.contact.person.name if row.contact else ""


def _undone(actions: QuerySet[Action]) -> QuerySet[Action]:
    over = (Settlement.KEPT, Settlement.WITHDRAWN)
    return actions.filter(done_on__isnull=True).exclude(promise__settlement__in=over)


def _plans(plans: QuerySet[Plan]) -> list[PlanRow]:
    return [
        PlanRow(
            id=row.pk,
            account_id=row.account_id,
            account=row.account.name,
            owner_id=row.account.owner_id or "",
            owner=row.account.owner.name if row.account.owner else "",
            begins_on=row.begins_on,
            ends_on=row.ends_on,
            closed_on=row.closed_on,
            ours=row.ours,
            theirs=row.theirs,
            theirs_by_id=row.theirs_by_id or "",
            theirs_by=row.theirs_by.person.name if row.theirs_by else "",
            theirs_verbatim_id=row.theirs_verbatim_id or "",
            version=row.version,
            is_shared=row.audience != Audience.INTERNAL,
        )
        for row in plans.select_related("account__owner", "theirs_by__person")
    ]


def _goals(goals: QuerySet[Goal], viewer: Viewer) -> list[GoalRow]:
    rows = list(goals.select_related("keeper", "contact__person"))
    readings = _readings([row.pk for row in rows], viewer)
    return [
        GoalRow(
            id=row.pk,
            plan_id=row.plan_id,
            text=row.text,
            measure=row.measure,
            unit=row.unit,
            start_value=row.start_value,
            start_on=row.start_on,
            target_value=row.target_value,
            target_on=row.target_on,
            keeper_id=row.keeper_id or "",
            keeper=row.keeper.name if row.keeper else "",
            contact_id=row.contact_id or "",
            contact=row.contact.person.name if row.contact else "",
            state=row.state,
            ended_on=row.ended_on,
            why_ended=row.why_ended,
            version=row.version,
            readings=tuple(readings.get(row.pk, ())),
        )
        for row in rows
    ]


def _readings(goals: Sequence[str], viewer: Viewer) -> dict[str, list[ReadingRow]]:
    found: dict[str, list[ReadingRow]] = {}
    rows = GoalReading.objects.visible_to(viewer).filter(goal__in=goals)
    for row in rows.select_related("contact__person", "noted_by").order_by("read_on", "pk"):
        found.setdefault(row.goal_id, []).append(
            ReadingRow(
                id=row.pk,
                value=row.value,
                read_on=row.read_on,
                source=row.source,
                contact=row.contact.person.name if row.contact else "",
                verbatim_id=row.verbatim_id or "",
                noted_by=row.noted_by.name if row.noted_by else "",
            )
        )
    return found


def _actions(actions: QuerySet[Action]) -> list[ActionRow]:
    return [
        ActionRow(
            id=row.pk,
            plan_id=row.plan_id,
            text=row.text,
            side=row.side,
            keeper_id=row.keeper_id or "",
            keeper=row.keeper.name if row.keeper else "",
            contact_id=row.contact_id or "",
            contact=row.contact.person.name if row.contact else "",
            goal_id=row.goal_id or "",
            anchor_id=row.anchor_id or "",
            anchor=row.anchor.name if row.anchor else "",
            offset_days=row.offset_days,
            due_on=row.due_on,
            done_on=row.done_on or _kept_on(row),
            promise_id=row.promise_id or "",
            promise_settlement=row.promise.settlement if row.promise else "",
        )
        for row in actions.select_related("keeper", "contact__person", "anchor", "promise")
    ]


def _kept_on(row: Action) -> date | None:
    return row.promise.settled_on if row.promise and row.promise.settlement == Settlement.KEPT else None


def _reviews(reviews: QuerySet[Review], viewer: Viewer) -> list[ReviewRow]:
    rows = list(reviews.select_related("anchor", "appointment").order_by("-anchor__on", "-pk"))
    decisions: dict[str, list[DecisionRow]] = {}
    decided = ReviewDecision.objects.visible_to(viewer).filter(review__in=[row.pk for row in rows])
    for one in decided.select_related("noted_by").order_by("pk"):
        by = one.noted_by.name if one.noted_by else ""
        decisions.setdefault(one.review_id, []).append(
            DecisionRow(one.pk, one.text, one.action_id or "", by, one.noted_at)
        )
    return [
        ReviewRow(
            id=row.pk,
            plan_id=row.plan_id,
            name=row.anchor.name,
            anchor_id=row.anchor_id,
            on=row.anchor.on,
            state=row.state,
            held_on=row.held_on,
            appointment_id=row.appointment_id or "",
            starts_at=row.appointment.starts_at if row.appointment else None,
            present=row.present,
            notes=row.notes,
            version=row.version,
            decisions=tuple(decisions.get(row.pk, ())),
        )
        for row in rows
    ]
