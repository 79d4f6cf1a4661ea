"""Requests for a person's time, and how many may be made."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from closeknit.accounts.models.person import Contact
from closeknit.analysis.kinds import AskKind
from closeknit.identity.models import Member
from closeknit.kit.scoping import Internal, OnErase, OnMerge, Row, Scope


class Ask(Row):
    """One request for a person's time. Appointments and talks count by themselves; a row is for what has no other trace."""

    scope: ClassVar[Scope] = Internal("who asks whom for what")
    on_merge: ClassVar = {"contact": OnMerge.REPOINT}
    on_erase: ClassVar = {"contact": OnErase.DELETE}

    id = models.CharField(primary_key=True, max_length=64)
    contact = models.ForeignKey(Contact, on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(max_length=16)
    on = models.DateField(db_comment="the local day that it is for")
    about = models.CharField(
        max_length=64, blank=True, db_comment="id of the row that asks: two records of it are one ask"
    )
    asked_by = models.ForeignKey(Member, null=True, on_delete=models.PROTECT, related_name="+")
    despite = models.TextField(blank=True, db_comment="why somebody asked above the limit")
    created_at = models.DateTimeField()

    class Meta:
        db_table = "accounts_ask"
        indexes: ClassVar = [models.Index(fields=["contact", "on"], name="accounts_ask_contact")]
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(kind__in=[kind.value for kind in AskKind]), name="accounts_ask_kind"),
            models.UniqueConstraint(fields=["contact", "about"], condition=~Q(about=""), name="accounts_ask_once"),
        ]


class AskLimitRow(Row):
    """How often one person may be asked, where the house has said so; at most one row."""

    scope: ClassVar[Scope] = Internal("how the house is set up")

    id = models.SmallIntegerField(primary_key=True, default=1)
    most = models.PositiveSmallIntegerField()
    days = models.PositiveSmallIntegerField()

    class Meta:
        db_table = "accounts_ask_limit"
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(id=1), name="accounts_one_ask_limit"),
            models.CheckConstraint(
                condition=Q(most__gte=1, most__lte=100, days__gte=1, days__lte=366), name="accounts_ask_limit_sane"
            ),
        ]
