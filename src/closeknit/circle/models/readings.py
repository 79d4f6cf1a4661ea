"""How it feels to us, and the alarm that the readings of an account raised."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from closeknit.accounts.models import Account
from closeknit.analysis.circle.readings.alarm import AlarmLevel, WorryCode
from closeknit.analysis.circle.readings.reading import Level
from closeknit.identity.models import Member
from closeknit.kit.scoping import Internal, OnErase, OnMerge, Row, Scope

_FELT = [level.value for level in Level if level is not Level.UNKNOWN]


class Sense(Row):
    """What one of us said on a day about how it feels with an account. The newest is how it feels."""

    scope: ClassVar[Scope] = Internal("how it feels to us")
    on_merge: ClassVar = {"account": OnMerge.REPOINT}
    on_erase: ClassVar = {"account": OnErase.DELETE}

    id = models.CharField(primary_key=True, max_length=64)
    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="+", db_index=False)
    level = models.CharField(max_length=8)
    why = models.TextField()
    felt_on = models.DateField()
    member = models.ForeignKey(Member, null=True, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField()

    class Meta:
        db_table = "circle_sense"
        indexes: ClassVar = [models.Index(fields=["account", "-felt_on", "-id"], name="circle_senses")]
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(level__in=_FELT), name="circle_sense_known"),
            models.CheckConstraint(condition=~Q(why=""), name="circle_sense_has_reason"),
        ]


class Alarm(Row):
    """What one worries about first at an account: taken anew through the day, so that Today and the circle need not read all of it."""

    scope: ClassVar[Scope] = Internal("what we worry about")
    on_merge: ClassVar = {"account": OnMerge.KEEP}
    on_erase: ClassVar = {"account": OnErase.DELETE}

    account = models.OneToOneField(Account, primary_key=True, on_delete=models.CASCADE, related_name="+")
    level = models.CharField(max_length=8)
    worry = models.CharField(max_length=24)
    gauges = models.JSONField(db_comment="the codes of the gauges that it rests on")
    says = models.TextField(db_comment="the worry as a sentence, as of when it was taken")
    question = models.TextField(db_comment="what would settle it")
    since_on = models.DateField(db_comment="the first day on which this worry came first")
    taken_at = models.DateTimeField()

    class Meta:
        db_table = "circle_alarm"
        indexes: ClassVar = [models.Index(fields=["level", "since_on"], name="circle_alarms")]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(level__in=[one.value for one in AlarmLevel]), name="circle_alarm_level_known"
            ),
            models.CheckConstraint(
                condition=Q(worry__in=[one.value for one in WorryCode]), name="circle_alarm_worry_known"
            ),
        ]
