"""Tables of promises: what was said would be done, each time its day was moved, who fears for it, and how it ended."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from closeknit.accounts.models import Account, Contact
from closeknit.analysis.kinds import Audience, PromiseDirection, Settlement
from closeknit.discussions.models import Thread
from closeknit.ideas.models import Idea
from closeknit.identity.models import Member
from closeknit.kit.scoping import Internal, OnErase, OnMerge, Row, Scope, Shared
from closeknit.needs.models import Need
from closeknit.offerings.models import VerdictVersion
from closeknit.research.models import Answer
from closeknit.verbatims.models import Verbatim


class Promise(Row):
    """What one side said it will do for the other, to whom, by when."""

    scope: ClassVar[Scope] = Shared(account="account_id", audience="audience")
    on_merge: ClassVar = {"account": OnMerge.REPOINT, "contact": OnMerge.REPOINT}
    on_erase: ClassVar = {"account": OnErase.DELETE, "contact": OnErase.BLANK}

    id = models.CharField(primary_key=True, max_length=64)
    direction = models.CharField(max_length=8, db_comment="ours: we to them; theirs: they to us")
    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="+")
    contact = models.ForeignKey(
        Contact, null=True, on_delete=models.SET_NULL, related_name="+", db_comment="to whom, or who gave it"
    )
    keeper = models.ForeignKey(
        Member, null=True, on_delete=models.PROTECT, related_name="+", db_comment="who of ours keeps or follows it"
    )
    text = models.CharField(max_length=500)
    made_on = models.DateField()
    due_on = models.DateField(null=True, db_comment="through the end of that local day")
    first_due_on = models.DateField(null=True, db_comment="the day that was promised first, before any move")
    verbatim = models.ForeignKey(
        Verbatim, null=True, on_delete=models.SET_NULL, related_name="+", db_comment="the words it answers"
    )
    need = models.ForeignKey(
        Need, null=True, on_delete=models.SET_NULL, related_name="+", db_comment="the need it answers"
    )
    idea = models.ForeignKey(
        Idea, null=True, on_delete=models.SET_NULL, related_name="+", db_comment="the idea that it carries out"
    )
    answer = models.ForeignKey(
        Answer,
        null=True,
        on_delete=models.SET_NULL,
        related_name="+",
        db_comment="the answer to a standing question that it came of",
    )
    redesign = models.ForeignKey(
        VerdictVersion,
        null=True,
        on_delete=models.PROTECT,
        related_name="+",
        db_comment="the verdict of a redesign session that it carries out",
    )
    thread = models.ForeignKey(
        Thread, null=True, on_delete=models.PROTECT, related_name="+", db_comment="where it is discussed"
    )
    settlement = models.CharField(max_length=10, blank=True, db_comment="empty while it is open")
    settled_on = models.DateField(null=True)
    settled_by = models.ForeignKey(Member, null=True, on_delete=models.PROTECT, related_name="+")
    proof = models.TextField(blank=True, db_comment="how one can see that it was kept, or why it was not")
    audience = models.CharField(
        max_length=8,
        default=Audience.ACCOUNT,
        db_comment="account: the other side reads it on the shared site; internal: only we do",
    )
    created_at = models.DateTimeField()

    class Meta:
        db_table = "promises_promise"
        indexes: ClassVar = [
            models.Index(fields=["account", "due_on"], name="promises_by_account"),
            models.Index(fields=["due_on", "id"], condition=Q(settlement=""), name="promises_open"),
            models.Index(fields=["-settled_on", "-id"], condition=~Q(settlement=""), name="promises_ended"),
        ]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(direction__in=[one.value for one in PromiseDirection]), name="promises_direction_known"
            ),
            models.CheckConstraint(
                condition=Q(settlement__in=["", *[one.value for one in Settlement]]), name="promises_settlement_known"
            ),
            models.CheckConstraint(
                condition=Q(settlement="", settled_on__isnull=True) | (~Q(settlement="") & Q(settled_on__isnull=False)),
                name="promises_settled_on_a_day",
            ),
            models.CheckConstraint(condition=~Q(text=""), name="promises_said"),
            models.CheckConstraint(
                condition=Q(audience__in=(Audience.INTERNAL, Audience.ACCOUNT)), name="promises_audience_known"
            ),
        ]


class Move(Row):
    """A time that a promise's day was moved, with the reason; they are counted. The reason is ours, `told` is what they read."""

    scope: ClassVar[Scope] = Shared(account="promise__account_id", audience="promise__audience")

    id = models.BigAutoField(primary_key=True)
    promise = models.ForeignKey(Promise, on_delete=models.CASCADE, related_name="+")
    from_on = models.DateField(null=True)
    to_on = models.DateField(null=True)
    reason = models.TextField(db_comment="internal")
    told = models.TextField(blank=True, db_comment="the reason as the other side reads it; empty: they read none")
    moved_by = models.ForeignKey(Member, null=True, on_delete=models.PROTECT, related_name="+")
    moved_at = models.DateTimeField()

    class Meta:
        db_table = "promises_move"
        constraints: ClassVar = [models.CheckConstraint(condition=~Q(reason=""), name="promises_moved_for_a_reason")]


class Risk(Row):
    """Somebody said that a promise may not be kept by its day, and why; until it is said to be over."""

    scope: ClassVar[Scope] = Internal("how we keep our word")

    id = models.CharField(primary_key=True, max_length=64)
    promise = models.ForeignKey(Promise, on_delete=models.CASCADE, related_name="+", db_index=False)
    why = models.CharField(max_length=500)
    said_by = models.ForeignKey(Member, null=True, on_delete=models.PROTECT, related_name="+")
    said_at = models.DateTimeField()
    over_at = models.DateTimeField(null=True, db_comment="when somebody said that it is no more at risk")

    class Meta:
        db_table = "promises_risk"
        constraints: ClassVar = [
            models.CheckConstraint(condition=~Q(why=""), name="promises_at_risk_for_a_reason"),
            models.UniqueConstraint(fields=["promise"], condition=Q(over_at__isnull=True), name="promises_one_risk"),
        ]


class SettlementRow(Row):
    """One time that a promise ended: how, when, by whose word, and how one can see it. The promise carries the one that stands.

    The proof is ours; what the other side reads of it stands in `told`.
    """

    scope: ClassVar[Scope] = Shared(account="promise__account_id", audience="promise__audience")
    on_merge: ClassVar = {"said_by": OnMerge.REPOINT}
    on_erase: ClassVar = {"said_by": OnErase.BLANK}

    id = models.CharField(primary_key=True, max_length=64)
    promise = models.ForeignKey(Promise, on_delete=models.CASCADE, related_name="+")
    settlement = models.CharField(max_length=10)
    settled_on = models.DateField()
    settled_by = models.ForeignKey(Member, null=True, on_delete=models.PROTECT, related_name="+")
    said_by = models.ForeignKey(
        Contact,
        null=True,
        on_delete=models.SET_NULL,
        related_name="+",
        db_comment="who of theirs said on the shared site that it is done",
    )
    proof = models.TextField(blank=True, db_comment="how one can see that it was kept, or why it was not")
    told = models.TextField(
        blank=True, db_comment="how the other side reads that it ended so; empty: they read no more"
    )
    told_at = models.DateTimeField(
        null=True, db_comment="when `told` was written or changed afterwards; null: it came with the end"
    )
    link = models.CharField(max_length=500, blank=True, db_comment="where one can see it: http or https")
    file = models.CharField(max_length=64, blank=True, db_comment="the hash of a file that shows it")
    file_name = models.CharField(max_length=200, blank=True)
    n_bytes = models.BigIntegerField(default=0)
    created_at = models.DateTimeField()
    over_at = models.DateTimeField(null=True, db_comment="when the promise was opened again or mended; null: it stands")

    class Meta:
        db_table = "promises_settlement"
        indexes: ClassVar = [
            models.Index(
                fields=["-settled_on", "-id"], condition=Q(over_at__isnull=True), name="promises_settled_newest"
            )
        ]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(settlement__in=[one.value for one in Settlement]), name="promises_settlement_row_known"
            ),
            models.UniqueConstraint(
                fields=["promise"], condition=Q(over_at__isnull=True), name="promises_one_settlement_stands"
            ),
        ]
