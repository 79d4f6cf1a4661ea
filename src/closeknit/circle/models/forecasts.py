"""What we expect of an account, and whether it came true."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from closeknit.accounts.models import Account
from closeknit.analysis.kinds import ForecastOutcome
from closeknit.identity.models import Member
from closeknit.kit.scoping import Internal, OnErase, OnMerge, Row, Scope
from closeknit.verbatims.models import Verbatim

_OUTCOMES = [outcome.value for outcome in ForecastOutcome]


class Forecast(Row):
    """Something that we expect by a day, with how likely we take it to be; never changed once made, only resolved."""

    scope: ClassVar[Scope] = Internal("what we expect of them")
    on_merge: ClassVar = {"account": OnMerge.REPOINT}
    on_erase: ClassVar = {"account": OnErase.DELETE}

    id = models.CharField(primary_key=True, max_length=64)
    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="+", db_index=False)
    text = models.CharField(max_length=300)
    percent = models.PositiveSmallIntegerField(db_comment="how likely, 0–100")
    made_on = models.DateField()
    due_on = models.DateField(db_comment="the day that decides it")
    made_by = models.ForeignKey(Member, null=True, on_delete=models.PROTECT, related_name="+")
    outcome = models.CharField(max_length=16, blank=True, db_comment="empty while nobody has said how it ended")
    resolved_on = models.DateField(null=True)
    resolved_by = models.ForeignKey(Member, null=True, on_delete=models.PROTECT, related_name="+")
    proof = models.TextField(blank=True, db_comment="how one can see it, or why it cannot be told")
    verbatim = models.ForeignKey(
        Verbatim, null=True, on_delete=models.SET_NULL, related_name="+", db_comment="the words that show it"
    )
    created_at = models.DateTimeField()

    class Meta:
        db_table = "circle_forecast"
        indexes: ClassVar = [
            models.Index(fields=["account", "due_on", "id"], name="circle_forecasts"),
            models.Index(fields=["due_on", "id"], condition=Q(outcome=""), name="circle_forecasts_open"),
        ]
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(percent__lte=100), name="circle_forecast_percent"),
            models.CheckConstraint(condition=Q(due_on__gt=F("made_on")), name="circle_forecast_ahead"),
            models.CheckConstraint(condition=~Q(text=""), name="circle_forecast_said"),
            models.CheckConstraint(condition=Q(outcome__in=["", *_OUTCOMES]), name="circle_forecast_outcome_known"),
            models.CheckConstraint(
                condition=Q(outcome="", resolved_on__isnull=True)
                | (~Q(outcome="") & Q(resolved_on__isnull=False) & ~Q(proof="")),
                name="circle_forecast_resolved_with_proof",
            ),
        ]
