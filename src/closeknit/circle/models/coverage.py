"""How much of the circle was within its limit, week by week, as it was last worked out."""

from typing import ClassVar

from django.db import models

from closeknit.identity.models import Member
from closeknit.kit.scoping import Internal, Row, Scope


class CoverageWeek(Row):
    """One day of the past for one owner (null: accounts that nobody looks after), counted from the contacts' own dates."""

    scope: ClassVar[Scope] = Internal("how well we keep in touch")

    id = models.BigAutoField(primary_key=True)
    on = models.DateField(db_comment="the day that is looked at, at its end")
    owner = models.ForeignKey(Member, null=True, on_delete=models.CASCADE, related_name="+")
    n_watched = models.IntegerField(db_comment="accounts inside the circle that had limits and no pause")
    n_within = models.IntegerField(db_comment="of these, those in two-way contact within their latest limit")
    n_never = models.IntegerField(db_comment="of these, those with whom no two-way contact was on record yet")
    n_paused = models.IntegerField()
    seen_at = models.DateTimeField(db_comment="when this was worked out")

    class Meta:
        db_table = "circle_coverage_week"
        constraints: ClassVar = [models.UniqueConstraint(fields=["on", "owner"], name="circle_coverage_once")]
