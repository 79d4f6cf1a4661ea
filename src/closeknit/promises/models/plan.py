"""Tables of joint plans: purpose, goals and their readings, days to count from, actions, reviews, and everything that was changed."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from closeknit.accounts.models import Account, Contact
from closeknit.analysis.kinds import Audience
from closeknit.analysis.plans.kinds import AnchorKind, GoalState, PlanNoun, ReviewState
from closeknit.discussions.models import Thread
from closeknit.identity.models import Member
from closeknit.kit.scoping import Internal, OnErase, OnMerge, Row, Scope, Shared
from closeknit.promises.models.promise import Promise
from closeknit.touchpoints.models import Appointment
from closeknit.verbatims.models import Verbatim

_OURS = "how we prepare and look back"
_SHARED = Shared(account="plan__account_id", audience="plan__audience")


class Plan(Row):
    """What an account and we want to reach together in a period. When two accounts are merged both plans stay."""

    scope: ClassVar[Scope] = Shared(account="account_id", audience="audience")
    on_merge: ClassVar = {"account": OnMerge.REPOINT, "theirs_by": OnMerge.REPOINT}
    on_erase: ClassVar = {"account": OnErase.DELETE, "theirs_by": OnErase.BLANK}

    id = models.CharField(primary_key=True, max_length=64)
    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="+", db_index=False)
    begins_on = models.DateField()
    ends_on = models.DateField(db_comment="the last day of its period")
    closed_on = models.DateField(null=True, db_comment="empty while it is the one that both work by")
    ours = models.TextField(db_comment="what the partnership is for, in our words")
    theirs = models.TextField(blank=True, db_comment="what it is for, in their words")
    theirs_by = models.ForeignKey(
        Contact, null=True, on_delete=models.SET_NULL, related_name="+", db_comment="whose words those are"
    )
    theirs_verbatim = models.ForeignKey(Verbatim, null=True, on_delete=models.SET_NULL, related_name="+")
    version = models.PositiveIntegerField(default=1, db_comment="counts changes of what it is for")
    thread = models.ForeignKey(
        Thread, null=True, on_delete=models.PROTECT, related_name="+", db_comment="where it is discussed"
    )
    audience = models.CharField(
        max_length=8,
        default=Audience.INTERNAL,
        db_comment="account: the other side works by it on the shared site; internal: we prepare it",
    )
    made_by = models.ForeignKey(Member, null=True, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField()

    class Meta:
        db_table = "promises_plan"
        indexes: ClassVar = [
            models.Index(fields=["account", "-begins_on"], name="promises_plans"),
            models.Index(fields=["id"], condition=Q(closed_on__isnull=True), name="promises_plans_open"),
        ]
        constraints: ClassVar = [
            models.CheckConstraint(condition=~Q(ours=""), name="promises_plan_for_something"),
            models.CheckConstraint(condition=Q(ends_on__gt=F("begins_on")), name="promises_plan_lasts"),
            models.CheckConstraint(condition=Q(version__gte=1), name="promises_plan_version_counts"),
            models.CheckConstraint(
                condition=Q(audience__in=(Audience.INTERNAL, Audience.ACCOUNT)), name="promises_plan_audience_known"
            ),
        ]


class Goal(Row):
    """Something that both want to reach: a measure with its start, its target and a day."""

    scope: ClassVar[Scope] = _SHARED
    on_merge: ClassVar = {"contact": OnMerge.REPOINT}
    on_erase: ClassVar = {"contact": OnErase.BLANK}

    id = models.CharField(primary_key=True, max_length=64)
    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="+")
    text = models.CharField(max_length=300)
    measure = models.CharField(max_length=200, blank=True, db_comment="how it is measured, in a line")
    unit = models.CharField(max_length=40, blank=True)
    start_value = models.DecimalField(max_digits=18, decimal_places=4)
    start_on = models.DateField()
    target_value = models.DecimalField(max_digits=18, decimal_places=4)
    target_on = models.DateField()
    keeper = models.ForeignKey(Member, null=True, on_delete=models.PROTECT, related_name="+")
    contact = models.ForeignKey(Contact, null=True, on_delete=models.SET_NULL, related_name="+")
    state = models.CharField(max_length=10, default=GoalState.OPEN)
    ended_on = models.DateField(null=True)
    why_ended = models.TextField(blank=True, db_comment="how one can see it, or why not")
    version = models.PositiveIntegerField(default=1)
    created_at = models.DateTimeField()

    class Meta:
        db_table = "promises_goal"
        constraints: ClassVar = [
            models.CheckConstraint(condition=~Q(text=""), name="promises_goal_said"),
            models.CheckConstraint(condition=~Q(start_value=F("target_value")), name="promises_goal_leads_somewhere"),
            models.CheckConstraint(condition=Q(target_on__gt=F("start_on")), name="promises_goal_takes_time"),
            models.CheckConstraint(
                condition=Q(state__in=[one.value for one in GoalState]), name="promises_goal_state_known"
            ),
            models.CheckConstraint(
                condition=Q(state=GoalState.OPEN, ended_on__isnull=True)
                | (~Q(state=GoalState.OPEN) & Q(ended_on__isnull=False)),
                name="promises_goal_ended_on_a_day",
            ),
        ]


class GoalReading(Row):
    """Where a goal stood on a day, and who or what says so."""

    scope: ClassVar[Scope] = Shared(account="goal__plan__account_id", audience="goal__plan__audience")
    on_merge: ClassVar = {"contact": OnMerge.REPOINT}
    on_erase: ClassVar = {"contact": OnErase.BLANK}

    id = models.CharField(primary_key=True, max_length=64)
    goal = models.ForeignKey(Goal, on_delete=models.CASCADE, related_name="+", db_index=False)
    value = models.DecimalField(max_digits=18, decimal_places=4)
    read_on = models.DateField()
    source = models.CharField(max_length=300, db_comment="where the figure comes from")
    contact = models.ForeignKey(Contact, null=True, on_delete=models.SET_NULL, related_name="+")
    verbatim = models.ForeignKey(Verbatim, null=True, on_delete=models.SET_NULL, related_name="+")
    noted_by = models.ForeignKey(Member, null=True, on_delete=models.PROTECT, related_name="+")
    noted_at = models.DateTimeField()

    class Meta:
        db_table = "promises_goal_reading"
        indexes: ClassVar = [models.Index(fields=["goal", "read_on", "id"], name="promises_goal_readings")]
        constraints: ClassVar = [models.CheckConstraint(condition=~Q(source=""), name="promises_reading_has_source")]


class Anchor(Row):
    """A day from which others are counted: the kick-off, a review, or one of their own. When it moves, so do they."""

    scope: ClassVar[Scope] = Internal(_OURS)

    id = models.CharField(primary_key=True, max_length=64)
    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(max_length=10)
    name = models.CharField(max_length=100)
    on = models.DateField()

    class Meta:
        db_table = "promises_anchor"
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(kind__in=[one.value for one in AnchorKind]), name="promises_anchor_kind_known"
            ),
            models.CheckConstraint(condition=~Q(name=""), name="promises_anchor_named"),
        ]


class Action(Row):
    """Something that one of either side does for the plan; it may be a promise, which then says how it ended."""

    scope: ClassVar[Scope] = _SHARED
    on_merge: ClassVar = {"contact": OnMerge.REPOINT}
    on_erase: ClassVar = {"contact": OnErase.BLANK}

    id = models.CharField(primary_key=True, max_length=64)
    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="+")
    goal = models.ForeignKey(Goal, null=True, on_delete=models.SET_NULL, related_name="+")
    text = models.CharField(max_length=300)
    side = models.CharField(max_length=8, db_comment="ours or theirs: who does it")
    keeper = models.ForeignKey(Member, null=True, on_delete=models.PROTECT, related_name="+")
    contact = models.ForeignKey(Contact, null=True, on_delete=models.SET_NULL, related_name="+")
    anchor = models.ForeignKey(
        Anchor, null=True, on_delete=models.PROTECT, related_name="+", db_comment="the day it is counted from"
    )
    offset_days = models.IntegerField(default=0, db_comment="days after that day; negative: before it")
    due_on = models.DateField(null=True, db_comment="as counted from its anchor, or a day of its own")
    done_on = models.DateField(null=True)
    promise = models.ForeignKey(Promise, null=True, on_delete=models.SET_NULL, related_name="+")
    created_at = models.DateTimeField()

    class Meta:
        db_table = "promises_action"
        indexes: ClassVar = [
            models.Index(fields=["due_on"], condition=Q(done_on__isnull=True), name="promises_actions_open"),
        ]
        constraints: ClassVar = [
            models.CheckConstraint(condition=~Q(text=""), name="promises_action_said"),
            models.CheckConstraint(condition=Q(side__in=("ours", "theirs")), name="promises_action_side_known"),
            models.CheckConstraint(
                condition=Q(anchor__isnull=True) | Q(due_on__isnull=False), name="promises_action_counted"
            ),
        ]


class Review(Row):
    """A meeting in which both look at the plan; its anchor holds its day."""

    scope: ClassVar[Scope] = Internal(_OURS)

    id = models.CharField(primary_key=True, max_length=64)
    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="+")
    anchor = models.OneToOneField(Anchor, on_delete=models.CASCADE, related_name="+")
    state = models.CharField(max_length=12, default=ReviewState.PLANNED)
    held_on = models.DateField(null=True)
    appointment = models.ForeignKey(Appointment, null=True, on_delete=models.SET_NULL, related_name="+")
    present = models.CharField(max_length=300, blank=True, db_comment="who was there")
    notes = models.TextField(blank=True, db_comment="markdown")
    version = models.PositiveIntegerField(default=1, db_comment="counts changes of the notes")
    created_at = models.DateTimeField()

    class Meta:
        db_table = "promises_review"
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(state__in=[one.value for one in ReviewState]), name="promises_review_state_known"
            ),
            models.CheckConstraint(
                condition=Q(state=ReviewState.HELD, held_on__isnull=False)
                | (~Q(state=ReviewState.HELD) & Q(held_on__isnull=True)),
                name="promises_review_held_on_a_day",
            ),
        ]


class ReviewDecision(Row):
    """What was decided in a review, there and then; where somebody is to do it, an action."""

    scope: ClassVar[Scope] = Internal(_OURS)

    id = models.CharField(primary_key=True, max_length=64)
    review = models.ForeignKey(Review, on_delete=models.CASCADE, related_name="+")
    text = models.CharField(max_length=500)
    action = models.ForeignKey(Action, null=True, on_delete=models.SET_NULL, related_name="+")
    noted_by = models.ForeignKey(Member, null=True, on_delete=models.PROTECT, related_name="+")
    noted_at = models.DateTimeField()

    class Meta:
        db_table = "promises_review_decision"
        constraints: ClassVar = [models.CheckConstraint(condition=~Q(text=""), name="promises_decision_said")]


class PlanChange(Row):
    """One field of a plan, a goal, an action, a day or a review as it was and as it became."""

    scope: ClassVar[Scope] = Internal("who of ours changed what")
    on_merge: ClassVar = {"contact": OnMerge.REPOINT}
    on_erase: ClassVar = {"contact": OnErase.BLANK}

    id = models.CharField(primary_key=True, max_length=64)
    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="+", db_index=False)
    noun = models.CharField(max_length=10)
    about = models.CharField(max_length=300, db_comment="what was changed, as it was called then")
    field = models.CharField(max_length=20, db_comment="a code; made: it came into being")
    before = models.TextField(blank=True)
    after = models.TextField(blank=True)
    why = models.CharField(max_length=300, blank=True)
    changed_by = models.ForeignKey(Member, null=True, on_delete=models.PROTECT, related_name="+")
    contact = models.ForeignKey(
        Contact, null=True, on_delete=models.SET_NULL, related_name="+", db_comment="who of theirs changed it"
    )
    changed_at = models.DateTimeField()

    class Meta:
        db_table = "promises_plan_change"
        indexes: ClassVar = [models.Index(fields=["plan", "-changed_at", "-id"], name="promises_plan_changes")]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(noun__in=[one.value for one in PlanNoun]), name="promises_change_noun_known"
            ),
        ]
