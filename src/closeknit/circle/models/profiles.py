"""What we wrote of where an account is heading, version by version, and when we look at it again."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from closeknit.accounts.models import Account
from closeknit.analysis.kinds import Stage
from closeknit.identity.models import Member
from closeknit.kit.scoping import Internal, OnErase, OnMerge, Row, Scope


class Profile(Row):
    """The written direction of an account: which version holds, and when it is looked at again."""

    scope: ClassVar[Scope] = Internal("what we make of where they are heading")
    on_merge: ClassVar = {"account": OnMerge.KEEP}
    on_erase: ClassVar = {"account": OnErase.DELETE}

    account = models.OneToOneField(Account, primary_key=True, on_delete=models.CASCADE, related_name="+")
    version = models.PositiveIntegerField(db_comment="the number of the version that holds")
    looked_on = models.DateField(db_comment="when somebody last wrote it or said that it still holds")
    revisit_on = models.DateField()

    class Meta:
        db_table = "circle_profile"
        indexes: ClassVar = [models.Index(fields=["revisit_on"], name="circle_profiles_to_revisit")]
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(version__gte=1), name="circle_profile_version_counts"),
        ]


class ProfileVersion(Row):
    """One version of a profile, never edited. `[^12]` in its text cites the verbatim at that place of the house's one stream."""

    scope: ClassVar[Scope] = Internal("what we make of where they are heading")
    on_merge: ClassVar = {"account": OnMerge.KEEP}
    on_erase: ClassVar = {"account": OnErase.DELETE}

    id = models.CharField(primary_key=True, max_length=64)
    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="+", db_index=False)
    number = models.PositiveIntegerField()
    text = models.TextField(db_comment="markdown")
    why = models.CharField(max_length=300, blank=True, db_comment="what changed, in a line")
    written_by = models.ForeignKey(Member, null=True, on_delete=models.PROTECT, related_name="+")
    written_at = models.DateTimeField()

    class Meta:
        db_table = "circle_profile_version"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["account", "number"], name="circle_profile_version_once"),
            models.CheckConstraint(condition=Q(number__gte=1), name="circle_profile_number_counts"),
            models.CheckConstraint(condition=~Q(text=""), name="circle_profile_says_something"),
        ]


class StageRevisit(Row):
    """After how many days what we wrote of an account of one stage is looked at again."""

    scope: ClassVar[Scope] = Internal("how we keep what we know fresh")

    stage = models.CharField(primary_key=True, max_length=16)
    days = models.PositiveIntegerField()

    class Meta:
        db_table = "circle_stage_revisit"
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(stage__in=[stage.value for stage in Stage]), name="circle_revisit_stage_known"
            ),
            models.CheckConstraint(condition=Q(days__gte=1, days__lte=3660), name="circle_revisit_days"),
        ]
