"""What people think of needs, and the files that it came in."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from closeknit.accounts.models import Account, Contact
from closeknit.identity.models import Member
from closeknit.kit.scoping import Internal, OnErase, OnMerge, Row, Scope
from closeknit.needs.models.need import Need
from closeknit.touchpoints.models import Import


class Rating(Row):
    """One person's importance and satisfaction for a need, on a day. Of several days the newest counts."""

    scope: ClassVar[Scope] = Internal("what single people think of what we made of everybody's words")
    on_merge: ClassVar = {"contact": OnMerge.JOIN, "account": OnMerge.REPOINT}
    on_erase: ClassVar = {"contact": OnErase.DELETE, "account": OnErase.DELETE}

    id = models.BigAutoField(primary_key=True)
    need = models.ForeignKey(Need, on_delete=models.CASCADE, related_name="+", db_index=False)
    contact = models.ForeignKey(Contact, on_delete=models.CASCADE, related_name="+")
    account = models.ForeignKey(
        Account, on_delete=models.CASCADE, related_name="+", db_comment="the contact's when they rated it"
    )
    importance = models.FloatField(db_comment="0-10: how much it matters to them")
    satisfaction = models.FloatField(db_comment="0-10: how well it is met today")
    rated_on = models.DateField()
    scale = models.CharField(
        max_length=8, default="0-10", db_comment="what they were asked on, before it was stretched"
    )
    sheet = models.ForeignKey(
        "RatingSheet",
        null=True,
        on_delete=models.CASCADE,
        related_name="+",
        db_comment="the file that it came in; null: somebody entered it",
    )
    entered_by = models.ForeignKey(Member, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        db_table = "needs_rating"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["need", "contact", "rated_on"], name="needs_rating_once_a_day"),
            models.CheckConstraint(condition=Q(importance__gte=0) & Q(importance__lte=10), name="needs_importance"),
            models.CheckConstraint(
                condition=Q(satisfaction__gte=0) & Q(satisfaction__lte=10), name="needs_satisfaction"
            ),
        ]


class RatingSheet(Row):
    """Columns of a file that rate needs, as a person said, and what came of reading them. Taken back, it goes with its ratings."""

    scope: ClassVar[Scope] = Internal("what single people think of what we made of everybody's words")

    source = models.OneToOneField(Import, primary_key=True, on_delete=models.CASCADE, related_name="+")
    columns = models.JSONField(db_comment="[{need, importance, satisfaction, scale}]: names of columns")
    n_read = models.IntegerField(default=0, db_comment="rows that are read: the checkpoint, in the chunk's transaction")
    n_ratings = models.IntegerField(default=0)
    is_done = models.BooleanField(default=False)
    asked_by = models.ForeignKey(Member, null=True, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()

    class Meta:
        db_table = "needs_rating_sheet"


class RatingProblem(Row):
    """A cell, or a row, of such a file that no rating could be made of."""

    scope: ClassVar[Scope] = Internal("what single people think of what we made of everybody's words")

    id = models.BigAutoField(primary_key=True)
    sheet = models.ForeignKey(RatingSheet, on_delete=models.CASCADE, related_name="+")
    row = models.IntegerField(db_comment="from 1, the header not counted")
    reason = models.CharField(max_length=300)

    class Meta:
        db_table = "needs_rating_problem"
