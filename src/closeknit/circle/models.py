"""Tables of the circle: decisions about stages, the cadence of each stage, and where the picture drew whom."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from closeknit.accounts.models import Account
from closeknit.analysis.kinds import Stage
from closeknit.identity.models import Member
from closeknit.kit.scoping import Internal, OnErase, OnMerge, Row, Scope

_STAGES = [stage.value for stage in Stage]


class StageDecision(Row):
    """A person moved an account inward or outward: when, from where to where, and why. The newest is where it stands."""

    scope: ClassVar[Scope] = Internal("what we think of them")
    on_merge: ClassVar = {"account": OnMerge.REPOINT}
    on_erase: ClassVar = {"account": OnErase.DELETE}

    id = models.CharField(primary_key=True, max_length=64)
    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="+", db_index=False)
    decided_on = models.DateField(db_comment="may lie in the past: histories are brought in")
    from_stage = models.CharField(max_length=16)
    to_stage = models.CharField(max_length=16)
    aim = models.CharField(max_length=16, blank=True, db_comment="the stage that we wanted then; empty: not said")
    reason = models.TextField()
    review_on = models.DateField(null=True)
    decided_by = models.ForeignKey(Member, null=True, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField()

    class Meta:
        db_table = "circle_stage_decision"
        indexes: ClassVar = [models.Index(fields=["account", "-decided_on", "-id"], name="circle_decisions")]
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(from_stage__in=_STAGES), name="circle_from_stage_known"),
            models.CheckConstraint(condition=Q(to_stage__in=_STAGES), name="circle_to_stage_known"),
            models.CheckConstraint(condition=~Q(from_stage=F("to_stage")), name="circle_decision_moves"),
            models.CheckConstraint(condition=Q(aim__in=["", *_STAGES]), name="circle_decided_aim_known"),
            models.CheckConstraint(condition=~Q(reason=""), name="circle_decision_has_reason"),
        ]


class StageCadence(Row):
    """How many days between two-way contacts are ideal, and how many are the latest, at one stage."""

    scope: ClassVar[Scope] = Internal("how we keep in touch")

    stage = models.CharField(primary_key=True, max_length=16)
    ideal_days = models.PositiveIntegerField(null=True, db_comment="null: nobody at this stage is watched")
    latest_days = models.PositiveIntegerField(null=True)

    class Meta:
        db_table = "circle_stage_cadence"
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(stage__in=_STAGES), name="circle_cadence_stage_known"),
            models.CheckConstraint(
                condition=Q(ideal_days__isnull=True, latest_days__isnull=True)
                | Q(ideal_days__gte=1, latest_days__gte=F("ideal_days")),
                name="circle_cadence_order",
            ),
        ]


class Place(Row):
    """Where the picture drew an account the last time, so that it does not jump overnight."""

    scope: ClassVar[Scope] = Internal("how our picture is drawn")
    on_merge: ClassVar = {"account": OnMerge.KEEP}
    on_erase: ClassVar = {"account": OnErase.DELETE}

    account = models.OneToOneField(Account, primary_key=True, on_delete=models.CASCADE, related_name="+")
    angle = models.FloatField(db_comment="radians, clockwise from twelve o'clock")
    side = models.CharField(max_length=16, db_comment="where its name stood, or hidden")

    class Meta:
        db_table = "circle_place"
