"""The two certainties: what is counted of each account, who is told, and what was done about it."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from closeknit.accounts.models import Account
from closeknit.analysis.kinds import Certainty, RadarActKind
from closeknit.identity.models import Member
from closeknit.kit.scoping import Internal, OnErase, OnMerge, Row, Scope
from closeknit.touchpoints.models import Touchpoint
from closeknit.verbatims.models import Verbatim

_CERTAINTIES = [one.value for one in Certainty]


class RadarFigure(Row):
    """What is counted of one account and one certainty, or of one competitor that it names; made again from words and decisions."""

    scope: ClassVar[Scope] = Internal("what we make of their words")
    on_merge: ClassVar = {"account": OnMerge.JOIN}
    on_erase: ClassVar = {"account": OnErase.DELETE}

    id = models.BigAutoField(primary_key=True)
    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="+", db_index=False)
    certainty = models.CharField(max_length=8)
    rival = models.CharField(
        max_length=200, blank=True, db_comment="the competitor's name; empty: all of the certainty"
    )
    rank = models.FloatField(db_comment="orders accounts on whatever day: see analysis.circle.radar.strength_on")
    n_occasions = models.IntegerField()
    n_lately = models.IntegerField(db_comment="in the ten weeks before it was counted")
    n_before = models.IntegerField(db_comment="in the ten weeks before those")
    last_at = models.DateTimeField()
    newest = models.ForeignKey(
        Verbatim, null=True, on_delete=models.SET_NULL, related_name="+", db_comment="null: a sale that was lost"
    )
    counted_at = models.DateTimeField()

    class Meta:
        db_table = "circle_radar_figure"
        indexes: ClassVar = [
            models.Index(fields=["certainty", "rival", "-rank", "account"], name="circle_radar_ranked")
        ]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["account", "certainty", "rival"], name="circle_radar_once"),
            models.CheckConstraint(condition=Q(certainty__in=_CERTAINTIES), name="circle_radar_certainty_known"),
        ]


class RadarAlert(Row):
    """Something new that an account's owner is told by mail, once; what was said in one conversation is one alert."""

    scope: ClassVar[Scope] = Internal("what we make of their words")
    on_merge: ClassVar = {"account": OnMerge.REPOINT}
    on_erase: ClassVar = {"account": OnErase.DELETE}

    id = models.CharField(primary_key=True, max_length=64)
    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="+")
    certainty = models.CharField(max_length=8)
    touchpoint = models.ForeignKey(Touchpoint, on_delete=models.CASCADE, related_name="+", db_index=False)
    verbatim = models.ForeignKey(Verbatim, null=True, on_delete=models.SET_NULL, related_name="+")
    made_at = models.DateTimeField()
    told = models.ForeignKey(Member, null=True, on_delete=models.PROTECT, related_name="+")
    told_at = models.DateTimeField(null=True, db_comment="when the mail was written; null while it waits")

    class Meta:
        db_table = "circle_radar_alert"
        indexes: ClassVar = [
            models.Index(fields=["made_at"], condition=Q(told_at__isnull=True), name="circle_radar_untold")
        ]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["touchpoint", "account", "certainty"], name="circle_radar_alert_once"),
            models.CheckConstraint(condition=Q(certainty__in=_CERTAINTIES), name="circle_radar_alert_known"),
        ]


class RadarAct(Row):
    """What was done about cost pressure or a competitor: it settles what was heard of it up to that day."""

    scope: ClassVar[Scope] = Internal("how we answer them")
    on_merge: ClassVar = {"account": OnMerge.REPOINT}
    on_erase: ClassVar = {"account": OnErase.DELETE}

    id = models.CharField(primary_key=True, max_length=64)
    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="+", db_index=False)
    certainty = models.CharField(max_length=8)
    kind = models.CharField(max_length=16)
    note = models.CharField(max_length=500, blank=True)
    was_unasked = models.BooleanField(default=False, db_comment="a saving that was offered before they asked for one")
    acted_on = models.DateField()
    acted_by = models.ForeignKey(Member, null=True, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField()

    class Meta:
        db_table = "circle_radar_act"
        indexes: ClassVar = [models.Index(fields=["account", "certainty", "-acted_on"], name="circle_radar_acts")]
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(certainty__in=_CERTAINTIES), name="circle_radar_act_certainty_known"),
            models.CheckConstraint(
                condition=Q(kind__in=[one.value for one in RadarActKind]), name="circle_radar_act_kind_known"
            ),
            models.CheckConstraint(
                condition=Q(was_unasked=False) | Q(kind=RadarActKind.SAVING_OFFERED), name="circle_radar_unasked_saving"
            ),
        ]


class RadarMute(Row):
    """A member who wants no mails about the radar; Today shows the same."""

    scope: ClassVar[Scope] = Internal("how our people wish to be told")

    member = models.OneToOneField(Member, primary_key=True, on_delete=models.CASCADE, related_name="+")
    muted_at = models.DateTimeField()

    class Meta:
        db_table = "circle_radar_mute"
