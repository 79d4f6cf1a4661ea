"""How often we want to be in touch."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from closeknit.analysis.kinds import Stage
from closeknit.kit.scoping import Internal, Row, Scope

_STAGES = [stage.value for stage in Stage]


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
