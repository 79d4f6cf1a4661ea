"""An organisation, where it stands, and who of ours looks after it."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from closeknit.analysis.kinds import AccountKind, Stage
from closeknit.identity.models import Member
from closeknit.kit.scoping import Internal, OfAccount, OnErase, OnMerge, Row, Scope


class Account(Row):
    """An organisation that we stand in a relationship with."""

    scope: ClassVar[Scope] = OfAccount("pk")

    id = models.CharField(primary_key=True, max_length=64)
    name = models.CharField(max_length=200)
    name_key = models.CharField(
        max_length=400, blank=True, db_comment="the name casefolded (`checks.name_key`): no two accounts share one"
    )
    external_id = models.CharField(max_length=100, blank=True, db_comment="what another system calls it, for imports")
    kind = models.CharField(max_length=16, default=AccountKind.CUSTOMER)
    sector = models.CharField(max_length=100, blank=True)
    zone = models.CharField(max_length=64, blank=True, db_comment="its own time zone; empty for the house's")
    owner = models.ForeignKey(Member, null=True, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField()
    import_id = models.CharField(max_length=64, blank=True, db_comment="the import that made it, for its undo")

    class Meta:
        db_table = "accounts_account"
        indexes: ClassVar = [
            models.Index(fields=["name"], name="accounts_by_name"),
            models.Index(fields=["import_id"], name="accounts_by_import"),
        ]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(kind__in=[kind.value for kind in AccountKind]), name="accounts_kind_known"
            ),
            models.CheckConstraint(condition=~Q(name=""), name="accounts_named"),
            models.UniqueConstraint(fields=["name_key"], condition=~Q(name_key=""), name="accounts_one_of_a_name"),
            models.UniqueConstraint(
                fields=["external_id"], condition=~Q(external_id=""), name="accounts_one_an_external_id"
            ),
        ]


class AccountDomain(Row):
    """A mail domain by which people of an account are recognised."""

    scope: ClassVar[Scope] = Internal("how we recognise their people")
    on_merge: ClassVar = {"account": OnMerge.REPOINT}
    on_erase: ClassVar = {"account": OnErase.DELETE}

    domain = models.CharField(primary_key=True, max_length=253)
    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="+")

    class Meta:
        db_table = "accounts_domain"


class Service(Row):
    """An account that serves another: how a customer's customer is known."""

    scope: ClassVar[Scope] = Internal("who their customers are")
    on_merge: ClassVar = {"account": OnMerge.JOIN, "served": OnMerge.JOIN}
    on_erase: ClassVar = {"account": OnErase.DELETE, "served": OnErase.DELETE}

    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="+")
    served = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="+")

    class Meta:
        db_table = "accounts_service"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["account", "served"], name="accounts_service_once"),
            models.CheckConstraint(condition=~Q(account=F("served")), name="accounts_serves_another"),
        ]


class Standing(Row):
    """Where an account stands with us now. Internal, one row an account; the histories are kept by the rooms above."""

    scope: ClassVar[Scope] = Internal("what we think of them and what they are worth")
    on_merge: ClassVar = {"account": OnMerge.KEEP}
    on_erase: ClassVar = {"account": OnErase.DELETE}

    account = models.OneToOneField(Account, primary_key=True, on_delete=models.CASCADE, related_name="standing")
    stage = models.CharField(max_length=16, default=Stage.OUTSIDE)
    stage_since = models.DateField(null=True)
    aim = models.CharField(max_length=16, blank=True)
    review_on = models.DateField(null=True)
    worth_minor = models.BigIntegerField(null=True, db_comment="yearly revenue in minor units of the house's currency")
    renewal_on = models.DateField(null=True)
    two_way_at = models.DateTimeField(
        null=True, db_comment="newest two-way contact; kept by the transaction that records touchpoints"
    )
    tried_at = models.DateTimeField(null=True, db_comment="newest message of ours that has no answer")
    owed_since = models.DateTimeField(null=True, db_comment="oldest message of theirs that we have not answered")

    class Meta:
        db_table = "accounts_standing"
        indexes: ClassVar = [models.Index(fields=["two_way_at"], name="accounts_standing_two_way")]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(stage__in=[stage.value for stage in Stage]), name="accounts_stage_known"
            ),
            models.CheckConstraint(
                condition=Q(aim__in=["", *[stage.value for stage in Stage]]), name="accounts_aim_known"
            ),
            models.CheckConstraint(
                condition=Q(worth_minor__isnull=True) | Q(worth_minor__gte=0), name="accounts_worth_positive"
            ),
        ]


class CoreTeam(Row):
    """A member of ours who looks after an account beside its owner."""

    scope: ClassVar[Scope] = OfAccount("account_id")
    on_merge: ClassVar = {"account": OnMerge.JOIN}
    on_erase: ClassVar = {"account": OnErase.DELETE}

    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="+")
    member = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="+")

    class Meta:
        db_table = "accounts_core_team"
        constraints: ClassVar = [models.UniqueConstraint(fields=["account", "member"], name="accounts_core_team_once")]
