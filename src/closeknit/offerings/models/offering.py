"""What we ship, and the key values that each offering gives."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from closeknit.identity.models import Member
from closeknit.kit.scoping import Internal, Row, Scope


class Offering(Row):
    """Something that we ship or do for others."""

    scope: ClassVar[Scope] = Internal("what we think of what we ship")

    id = models.CharField(primary_key=True, max_length=64)
    name = models.CharField(max_length=120)
    name_key = models.CharField(max_length=240, unique=True, db_comment="the name casefolded: no two share one")
    text = models.TextField(blank=True, db_comment="what it is and whom it is for")
    place = models.IntegerField(default=0, db_comment="its place among the offerings; lower stands first, then by id")
    revision = models.PositiveIntegerField(
        default=1, db_comment="rises with every change of its words: who wrote on an older one is shown both"
    )
    made_by = models.ForeignKey(Member, null=True, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    changed_by = models.ForeignKey(Member, null=True, on_delete=models.PROTECT, related_name="+")
    changed_at = models.DateTimeField()
    archived_at = models.DateTimeField(null=True, db_comment="we do not ship it any more; what it met stays to be read")

    class Meta:
        db_table = "offerings_offering"
        constraints: ClassVar = [models.CheckConstraint(condition=~Q(name=""), name="offerings_named")]


class Value(Row):
    """One key value that an offering gives whoever uses it."""

    scope: ClassVar[Scope] = Internal("what we think of what we ship")

    id = models.CharField(primary_key=True, max_length=64)
    offering = models.ForeignKey(Offering, on_delete=models.CASCADE, related_name="+")
    text = models.CharField(max_length=200)
    place = models.IntegerField(default=0, db_comment="lower stands first, then by id")
    archived_at = models.DateTimeField(null=True, db_comment="it does not give this any more")

    class Meta:
        db_table = "offerings_value"
        constraints: ClassVar = [models.CheckConstraint(condition=~Q(text=""), name="offerings_value_says_something")]
