"""Adjacent needs: what no offering of ours meets, in groups; what accounts spend on it elsewhere; the case for a new offering."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from closeknit.accounts.models import Account
from closeknit.analysis.offerings.adjacent import Confidence
from closeknit.identity.models import Member
from closeknit.kit.scoping import Internal, OnErase, OnMerge, Row, Scope
from closeknit.needs.models import Need
from closeknit.offerings.models.offering import Offering


class AdjacentGroup(Row):
    """Needs that no offering meets and that one offering might. What a person has had a hand in, grouping leaves as it is."""

    scope: ClassVar[Scope] = Internal("what we may ship one day")

    id = models.CharField(primary_key=True, max_length=64)
    name = models.CharField(max_length=120)
    held_by = models.ForeignKey(
        Member,
        null=True,
        on_delete=models.PROTECT,
        related_name="+",
        db_comment="who named it, changed it or wrote its case first; null: grouping found it and may change it",
    )
    found_at = models.DateTimeField()

    class Meta:
        db_table = "offerings_adjacent_group"
        constraints: ClassVar = [models.CheckConstraint(condition=~Q(name=""), name="offerings_adjacent_named")]


class AdjacentNeed(Row):
    """That a need stands in a group, and why."""

    scope: ClassVar[Scope] = Internal("what we may ship one day")

    need = models.OneToOneField(Need, primary_key=True, on_delete=models.CASCADE, related_name="+")
    group = models.ForeignKey(AdjacentGroup, on_delete=models.CASCADE, related_name="+")
    likeness = models.FloatField(
        null=True, db_comment="to its nearest in the group, 0-1; null: alone, or a person's act"
    )
    shares_job = models.BooleanField(default=False, db_comment="with that nearest one")
    put_by = models.ForeignKey(Member, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        db_table = "offerings_adjacent_need"


class Spend(Row):
    """What an account spends elsewhere, a year, on a need or on a whole group: somebody's estimate, with where it comes from."""

    scope: ClassVar[Scope] = Internal("what they pay others")
    on_merge: ClassVar = {"account": OnMerge.JOIN}
    on_erase: ClassVar = {"account": OnErase.DELETE}

    id = models.CharField(primary_key=True, max_length=64)
    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="+")
    group = models.ForeignKey(AdjacentGroup, null=True, on_delete=models.CASCADE, related_name="+")
    need = models.ForeignKey(Need, null=True, on_delete=models.CASCADE, related_name="+")
    yearly_minor = models.BigIntegerField(db_comment="a year, in minor units of the house's currency")
    confidence = models.CharField(max_length=8)
    source = models.CharField(max_length=300, db_comment="where the figure comes from")
    spent_with = models.CharField(max_length=200, blank=True, db_comment="whom they pay")
    said_on = models.DateField(db_comment="the day for which it was true")
    entered_by = models.ForeignKey(Member, null=True, on_delete=models.PROTECT, related_name="+")
    entered_at = models.DateTimeField()

    class Meta:
        db_table = "offerings_spend"
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["account", "group"], condition=Q(group__isnull=False), name="offerings_spend_once_a_group"
            ),
            models.UniqueConstraint(
                fields=["account", "need"], condition=Q(need__isnull=False), name="offerings_spend_once_a_need"
            ),
            models.CheckConstraint(
                condition=Q(group__isnull=False, need__isnull=True) | Q(group__isnull=True, need__isnull=False),
                name="offerings_spend_on_one_thing",
            ),
            models.CheckConstraint(condition=Q(yearly_minor__gt=0), name="offerings_spend_something"),
            models.CheckConstraint(
                condition=Q(confidence__in=[one.value for one in Confidence]), name="offerings_spend_confidence"
            ),
            models.CheckConstraint(condition=~Q(source=""), name="offerings_spend_has_a_source"),
        ]


class Case(Row):
    """The case for a new offering that would meet a group of needs: which version holds, and what came of it."""

    scope: ClassVar[Scope] = Internal("what we may ship one day")

    id = models.CharField(primary_key=True, max_length=64)
    group = models.OneToOneField(AdjacentGroup, on_delete=models.CASCADE, related_name="+")
    version = models.PositiveIntegerField(db_comment="the number of the version that holds")
    offering = models.ForeignKey(
        Offering, null=True, on_delete=models.SET_NULL, related_name="+", db_comment="the offering that was made of it"
    )

    class Meta:
        db_table = "offerings_case"
        constraints: ClassVar = [models.CheckConstraint(condition=Q(version__gte=1), name="offerings_case_counts")]


class CaseVersion(Row):
    """One version of a case, never edited."""

    scope: ClassVar[Scope] = Internal("what we may ship one day")

    id = models.CharField(primary_key=True, max_length=64)
    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="+", db_index=False)
    number = models.PositiveIntegerField()
    title = models.CharField(max_length=200)
    why = models.TextField(blank=True, db_comment="markdown, as all its parts")
    who = models.TextField(blank=True, db_comment="for whom it would be")
    size = models.TextField(blank=True, db_comment="what we make of the figures")
    questions = models.TextField(blank=True, db_comment="what we do not know yet")
    conditions = models.TextField(blank=True, db_comment="what would have to be true")
    next_step = models.TextField(blank=True)
    words = models.JSONField(default=list, db_comment="ids of the verbatims that speak for it")
    figures = models.JSONField(default=dict, db_comment="what was counted when it was written: numbers only")
    written_by = models.ForeignKey(Member, null=True, on_delete=models.PROTECT, related_name="+")
    written_at = models.DateTimeField()

    class Meta:
        db_table = "offerings_case_version"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["case", "number"], name="offerings_case_version_once"),
            models.CheckConstraint(condition=Q(number__gte=1), name="offerings_case_number_counts"),
            models.CheckConstraint(condition=~Q(title=""), name="offerings_case_titled"),
        ]
