"""What customers say of us beside a competitor, and what we say of ourselves."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from closeknit.accounts.models import Competitor
from closeknit.analysis.offerings.kinds import Comparing
from closeknit.identity.models import Member
from closeknit.kit.scoping import Internal, Row, Scope
from closeknit.needs.models import Need
from closeknit.offerings.models.offering import Value
from closeknit.verbatims.models import Verbatim


class Comparison(Row):
    """What a person read in a sentence that names a competitor: are we better, worse or even, and in what. No row: a guess stands."""

    scope: ClassVar[Scope] = Internal("what we make of their words")

    id = models.CharField(primary_key=True, max_length=64)
    verbatim = models.ForeignKey(Verbatim, on_delete=models.CASCADE, related_name="+", db_index=False)
    competitor = models.ForeignKey(Competitor, on_delete=models.CASCADE, related_name="+")
    reads = models.CharField(max_length=8, blank=True, db_comment="better, worse, even; empty: it compares nothing")
    value = models.ForeignKey(Value, null=True, on_delete=models.SET_NULL, related_name="+")
    need = models.ForeignKey(Need, null=True, on_delete=models.SET_NULL, related_name="+")
    read_by = models.ForeignKey(Member, null=True, on_delete=models.PROTECT, related_name="+")
    read_at = models.DateTimeField()

    class Meta:
        db_table = "offerings_comparison"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["verbatim", "competitor"], name="offerings_comparison_once"),
            models.CheckConstraint(
                condition=Q(reads__in=["", *[one.value for one in Comparing]]), name="offerings_comparison_known"
            ),
        ]


class Advantage(Row):
    """What we say of ourselves: in this value we are better than that competitor. A hope until customers say so in their words."""

    scope: ClassVar[Scope] = Internal("what we think of ourselves and of others")

    id = models.CharField(primary_key=True, max_length=64)
    value = models.ForeignKey(Value, on_delete=models.CASCADE, related_name="+")
    competitor = models.ForeignKey(Competitor, on_delete=models.CASCADE, related_name="+")
    text = models.CharField(max_length=300, db_comment="what we say, as we would say it to them")
    said_by = models.ForeignKey(Member, null=True, on_delete=models.PROTECT, related_name="+")
    said_at = models.DateTimeField()

    class Meta:
        db_table = "offerings_advantage"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["value", "competitor"], name="offerings_advantage_once"),
            models.CheckConstraint(condition=~Q(text=""), name="offerings_advantage_says_something"),
        ]
