"""Blind checks of where words were laid: sentences drawn at random, each with a few needs, and what people say."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from closeknit.identity.models import Member
from closeknit.kit.scoping import Internal, Row, Scope
from closeknit.verbatims.models import Verbatim


class NeedCheck(Row):
    """Sentences drawn at random for people to say which needs they stand for, without the machine's opinion."""

    scope: ClassVar[Scope] = Internal("what we make of their words")

    id = models.CharField(primary_key=True, max_length=64)
    seed = models.BigIntegerField(db_comment="with the words and needs of that day it draws the same again")
    drawn_by = models.ForeignKey(Member, null=True, on_delete=models.PROTECT, related_name="+")
    drawn_at = models.DateTimeField()

    class Meta:
        db_table = "needs_check"


class NeedDrawn(Row):
    """One sentence of a check with the needs to choose from, and those that it stood beside on the day of drawing."""

    scope: ClassVar[Scope] = Internal("what we make of their words")

    id = models.BigAutoField(primary_key=True)
    of_check = models.ForeignKey(NeedCheck, on_delete=models.CASCADE, related_name="+", db_index=False)
    place = models.SmallIntegerField()
    verbatim = models.ForeignKey(Verbatim, on_delete=models.CASCADE, related_name="+")
    chance = models.FloatField(db_comment="of being drawn in one draw, 0-1: its weight is the inverse")
    choices = models.JSONField(db_comment="ids of the needs to choose from, in the order shown")
    placed = models.JSONField(db_comment="those of them that the machine laid it beside; none: it let it wait")

    class Meta:
        db_table = "needs_drawn"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["of_check", "place"], name="needs_drawn_place"),
            models.CheckConstraint(condition=Q(chance__gt=0) & Q(chance__lte=1), name="needs_drawn_chance"),
        ]


class NeedCheckAnswer(Row):
    """Which needs one member said blind that a drawn sentence stands for."""

    scope: ClassVar[Scope] = Internal("what we make of their words")

    id = models.BigAutoField(primary_key=True)
    drawn = models.ForeignKey(NeedDrawn, on_delete=models.CASCADE, related_name="+", db_index=False)
    member = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="+")
    needs = models.JSONField(db_comment="ids among the choices; none: it stands for none of them")
    is_unclear = models.BooleanField(default=False, db_comment="they could not tell: it counts for nothing")
    answered_at = models.DateTimeField()

    class Meta:
        db_table = "needs_check_answer"
        constraints: ClassVar = [models.UniqueConstraint(fields=["drawn", "member"], name="needs_check_answer_once")]
