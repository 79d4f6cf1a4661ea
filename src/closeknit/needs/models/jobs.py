"""Jobs, their steps, and where needs hang on them."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from closeknit.analysis.kinds import StepCode
from closeknit.identity.models import Member
from closeknit.kit.scoping import Internal, Row, Scope
from closeknit.needs.models.need import Need


class Job(Row):
    """What somebody is trying to get done; needs hang on it where a person put them."""

    scope: ClassVar[Scope] = Internal("how we see what several accounts are trying to do")

    id = models.CharField(primary_key=True, max_length=64)
    statement = models.CharField(max_length=200)
    place = models.IntegerField(db_comment="its place among the jobs; lower stands first, equal ones by id")
    stated_by = models.ForeignKey(Member, null=True, on_delete=models.PROTECT, related_name="+")
    stated_at = models.DateTimeField()

    class Meta:
        db_table = "needs_job"
        constraints: ClassVar = [models.CheckConstraint(condition=~Q(statement=""), name="needs_job_stated")]


class Step(Row):
    """One of the eight steps of the universal job map, as far as a job has it."""

    scope: ClassVar[Scope] = Internal("how we see what several accounts are trying to do")

    id = models.BigAutoField(primary_key=True)
    job = models.ForeignKey(Job, on_delete=models.CASCADE, related_name="+", db_index=False)
    code = models.CharField(max_length=8)
    statement = models.CharField(max_length=200, blank=True, db_comment="the step in the words of this job")

    class Meta:
        db_table = "needs_step"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["job", "code"], name="needs_step_once"),
            models.CheckConstraint(condition=Q(code__in=[one.value for one in StepCode]), name="needs_step_known"),
        ]


class Hanging(Row):
    """Where a person hung a need: on a job, or on one of its steps."""

    scope: ClassVar[Scope] = Internal("how we see what several accounts are trying to do")

    need = models.OneToOneField(Need, primary_key=True, on_delete=models.CASCADE, related_name="+")
    job = models.ForeignKey(Job, on_delete=models.CASCADE, related_name="+")
    step = models.ForeignKey(
        Step, null=True, on_delete=models.SET_NULL, related_name="+", db_comment="of the same job; null: the whole job"
    )
    hung_by = models.ForeignKey(Member, null=True, on_delete=models.PROTECT, related_name="+")
    hung_at = models.DateTimeField()

    class Meta:
        db_table = "needs_hanging"
