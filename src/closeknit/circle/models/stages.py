"""Decisions of persons about how near an account stands."""

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
