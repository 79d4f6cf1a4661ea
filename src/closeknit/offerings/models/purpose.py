"""What we are here for: the version that holds, every version there was, and its lines, the same while their words stand."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from closeknit.analysis.kinds import Audience
from closeknit.analysis.offerings.kinds import Ideal
from closeknit.identity.models import Member
from closeknit.kit.scoping import Internal, Row, Scope, Shared


class Purpose(Row):
    """Which version of the purpose holds; at most one row."""

    scope: ClassVar[Scope] = Internal("partners see the version that was shown to them, which may be another")

    id = models.SmallIntegerField(primary_key=True, default=1)
    version = models.PositiveIntegerField(db_comment="the number of the version that holds")

    class Meta:
        db_table = "offerings_purpose"
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(id=1), name="offerings_one_purpose"),
            models.CheckConstraint(condition=Q(version__gte=1), name="offerings_purpose_counts"),
        ]


class PurposeVersion(Row):
    """One version of the purpose, never edited: one of the five ideals, and our own lines (`PurposePlace`)."""

    # Internal until somebody shows it: then partners read it on their shared sites.
    scope: ClassVar[Scope] = Shared("audience", is_wide=True)

    id = models.CharField(primary_key=True, max_length=64)
    number = models.PositiveIntegerField(unique=True)
    ideal = models.CharField(max_length=16)
    why = models.CharField(max_length=300, db_comment="why it was written, or what changed, in a line")
    written_by = models.ForeignKey(Member, null=True, on_delete=models.PROTECT, related_name="+")
    written_at = models.DateTimeField()
    audience = models.CharField(max_length=8, default=Audience.INTERNAL, db_comment="portal: it was shown to partners")

    class Meta:
        db_table = "offerings_purpose_version"
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(audience__in=[Audience.INTERNAL.value, Audience.PORTAL.value]),
                name="offerings_purpose_audience",
            ),
            models.CheckConstraint(
                condition=Q(ideal__in=[one.value for one in Ideal]), name="offerings_purpose_ideal_known"
            ),
            models.CheckConstraint(condition=Q(number__gte=1), name="offerings_purpose_number_counts"),
            models.CheckConstraint(condition=~Q(why=""), name="offerings_purpose_has_why"),
        ]


class PurposeLine(Row):
    """One line of the purpose. The same words are the same line in every version, so what cites it keeps its meaning."""

    scope: ClassVar[Scope] = Internal("a line is read within a version")

    id = models.CharField(primary_key=True, max_length=64)
    text = models.CharField(max_length=300, unique=True)

    class Meta:
        db_table = "offerings_purpose_line"
        constraints: ClassVar = [models.CheckConstraint(condition=~Q(text=""), name="offerings_line_says_something")]


class PurposePlace(Row):
    """That a line stands in a version, and where."""

    scope: ClassVar[Scope] = Shared("version__audience", is_wide=True)

    id = models.BigAutoField(primary_key=True)
    version = models.ForeignKey(PurposeVersion, on_delete=models.CASCADE, related_name="+", db_index=False)
    # A line that something cites outlives the version that brought it: taking that version back is refused.
    line = models.ForeignKey(PurposeLine, on_delete=models.PROTECT, related_name="+")
    place = models.PositiveSmallIntegerField(db_comment="from 0, in the order of reading")

    class Meta:
        db_table = "offerings_purpose_place"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["version", "line"], name="offerings_line_once_a_version"),
            models.UniqueConstraint(fields=["version", "place"], name="offerings_place_once_a_version"),
        ]
