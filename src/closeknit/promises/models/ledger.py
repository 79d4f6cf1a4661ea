"""Tables of the ledger: baselines that were agreed, lines that one side proposed, and what the other answered."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from closeknit.accounts.models import Account, Contact
from closeknit.analysis.kinds import Audience
from closeknit.analysis.ledger.kinds import LedgerKind, LedgerSide, LedgerState
from closeknit.identity.models import Member
from closeknit.kit.scoping import OfAccount, OnErase, OnMerge, Row, Scope, Shared
from closeknit.touchpoints.models import Touchpoint
from closeknit.verbatims.models import Verbatim

_SIDES = [side.value for side in LedgerSide]


class Baseline(Row):
    """Where both agreed that a measure stood before the work."""

    scope: ClassVar[Scope] = OfAccount("account_id")
    on_merge: ClassVar = {"account": OnMerge.REPOINT, "contact": OnMerge.REPOINT}
    on_erase: ClassVar = {"account": OnErase.DELETE, "contact": OnErase.BLANK}

    id = models.CharField(primary_key=True, max_length=64)
    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="+")
    text = models.CharField(max_length=300, db_comment="what is measured, where and how")
    value = models.DecimalField(max_digits=18, decimal_places=4)
    unit = models.CharField(max_length=40)
    agreed_on = models.DateField()
    contact = models.ForeignKey(
        Contact, null=True, on_delete=models.SET_NULL, related_name="+", db_comment="who of theirs agreed"
    )
    how = models.CharField(max_length=300, blank=True, db_comment="how they said so")
    noted_by = models.ForeignKey(Member, null=True, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField()

    class Meta:
        db_table = "promises_baseline"
        constraints: ClassVar = [
            models.CheckConstraint(condition=~Q(text=""), name="promises_baseline_said"),
            models.CheckConstraint(condition=Q(value__gte=0), name="promises_baseline_not_negative"),
        ]


class LedgerEntry(Row):
    """One benefit, profit or loss of one side in a period: in money, or in a measure. Amounts are above nought; the kind says which way."""

    scope: ClassVar[Scope] = Shared(account="account_id", audience="audience")
    on_merge: ClassVar = {"account": OnMerge.REPOINT, "contact": OnMerge.REPOINT}
    on_erase: ClassVar = {"account": OnErase.DELETE, "contact": OnErase.BLANK}

    id = models.CharField(primary_key=True, max_length=64)
    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="+", db_index=False)
    kind = models.CharField(max_length=8)
    side = models.CharField(max_length=8, db_comment="who has it: theirs or ours")
    text = models.CharField(max_length=300)
    currency = models.CharField(max_length=3, blank=True, db_comment="ISO 4217; empty where it is a measure")
    amount_minor = models.BigIntegerField(null=True, db_comment="money as it was proposed")
    unit = models.CharField(max_length=40, blank=True, db_comment="empty where it is money")
    amount = models.DecimalField(max_digits=18, decimal_places=4, null=True, db_comment="a measure as it was proposed")
    corrected_minor = models.BigIntegerField(null=True, db_comment="money as it was corrected; the old stays beside it")
    corrected_amount = models.DecimalField(max_digits=18, decimal_places=4, null=True)
    amount_by = models.CharField(max_length=8, db_comment="the side whose amount stands: only the other can confirm it")
    period_from = models.DateField()
    period_until = models.DateField()
    baseline = models.ForeignKey(Baseline, null=True, on_delete=models.SET_NULL, related_name="+")
    proposed_by = models.CharField(max_length=8, db_comment="the side that proposed it")
    contact = models.ForeignKey(
        Contact, null=True, on_delete=models.SET_NULL, related_name="+", db_comment="who of theirs proposed it"
    )
    proposed_on = models.DateField()
    how = models.CharField(
        max_length=300, blank=True, db_comment="how we know: where they proposed it, or how we counted"
    )
    state = models.CharField(max_length=10, default=LedgerState.PROPOSED)
    audience = models.CharField(
        max_length=8,
        default=Audience.INTERNAL,
        db_comment="account: it lies before the other side on the shared site; internal: only we see it",
    )
    noted_by = models.ForeignKey(Member, null=True, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField()

    class Meta:
        db_table = "promises_ledger_entry"
        indexes: ClassVar = [models.Index(fields=["account", "-period_until", "-id"], name="promises_ledger")]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(kind__in=[one.value for one in LedgerKind]), name="promises_ledger_kind_known"
            ),
            models.CheckConstraint(
                condition=Q(state__in=[one.value for one in LedgerState]), name="promises_ledger_state_known"
            ),
            models.CheckConstraint(
                condition=Q(side__in=_SIDES, proposed_by__in=_SIDES, amount_by__in=_SIDES),
                name="promises_ledger_sides_known",
            ),
            models.CheckConstraint(condition=~Q(text=""), name="promises_ledger_said"),
            models.CheckConstraint(
                condition=Q(audience__in=(Audience.INTERNAL, Audience.ACCOUNT)), name="promises_ledger_audience_known"
            ),
            models.CheckConstraint(
                condition=(~Q(currency="") & Q(unit="", amount__isnull=True, amount_minor__gt=0))
                | (Q(currency="", amount_minor__isnull=True, amount__gt=0) & ~Q(unit="")),
                name="promises_ledger_money_or_measure",
            ),
            models.CheckConstraint(
                condition=Q(period_until__gte=F("period_from")), name="promises_ledger_period_runs_on"
            ),
        ]


class LedgerAnswer(Row):
    """What a side answered to a line: who, when, how one knows, and why where it is not agreed."""

    scope: ClassVar[Scope] = Shared(account="entry__account_id", audience="entry__audience")
    on_merge: ClassVar = {"contact": OnMerge.REPOINT}
    on_erase: ClassVar = {"contact": OnErase.BLANK}

    id = models.CharField(primary_key=True, max_length=64)
    entry = models.ForeignKey(LedgerEntry, on_delete=models.CASCADE, related_name="+")
    state = models.CharField(max_length=10, db_comment="what the line became by it")
    side = models.CharField(max_length=8, db_comment="who answered")
    contact = models.ForeignKey(
        Contact, null=True, on_delete=models.SET_NULL, related_name="+", db_comment="who of theirs answered"
    )
    member = models.ForeignKey(
        Member,
        null=True,
        on_delete=models.PROTECT,
        related_name="+",
        db_comment="who of ours answered, or wrote it down",
    )
    answered_on = models.DateField()
    how = models.CharField(max_length=300, blank=True, db_comment="how they said so")
    touchpoint = models.ForeignKey(Touchpoint, null=True, on_delete=models.SET_NULL, related_name="+")
    verbatim = models.ForeignKey(Verbatim, null=True, on_delete=models.SET_NULL, related_name="+")
    reason = models.TextField(blank=True)
    is_told = models.BooleanField(
        default=False, db_comment="both sides read the reason: it was written on the shared site, or for it"
    )
    amount_minor = models.BigIntegerField(null=True)
    amount = models.DecimalField(max_digits=18, decimal_places=4, null=True)
    noted_at = models.DateTimeField()

    class Meta:
        db_table = "promises_ledger_answer"
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(state__in=[one.value for one in LedgerState]), name="promises_ledger_answer_known"
            ),
            models.CheckConstraint(condition=Q(side__in=_SIDES), name="promises_ledger_answer_side"),
            models.CheckConstraint(
                condition=~Q(state=LedgerState.DISPUTED) | ~Q(reason=""), name="promises_ledger_disputed_for_a_reason"
            ),
        ]
