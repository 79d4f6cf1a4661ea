"""What stands for a need: the links from words, and what people decided about them."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from closeknit.accounts.models import Account
from closeknit.analysis.kinds import Stance
from closeknit.identity.models import Member
from closeknit.kit.scoping import Internal, OnErase, OnMerge, Row, Scope
from closeknit.needs.models.need import Need
from closeknit.verbatims.models import Verbatim


class Evidence(Row):
    """The link from a verbatim to a need."""

    scope: ClassVar[Scope] = Internal("what we make of their words")
    on_merge: ClassVar = {"account": OnMerge.REPOINT}
    on_erase: ClassVar = {"account": OnErase.DELETE}

    id = models.BigAutoField(primary_key=True)
    verbatim = models.ForeignKey(Verbatim, on_delete=models.CASCADE, related_name="+", db_index=False)
    # A need is deleted only when its stating is taken back; what the machine laid beside it meanwhile goes with it.
    need = models.ForeignKey(Need, on_delete=models.CASCADE, related_name="+", db_index=False)
    account = models.ForeignKey(
        Account,
        null=True,
        on_delete=models.CASCADE,
        related_name="+",
        db_comment="the verbatim's, kept here to count by",
    )
    said_at = models.DateTimeField(db_comment="the verbatim's, kept here to count by")
    stance = models.CharField(max_length=16, default=Stance.SUPPORTS)
    strength = models.FloatField(db_comment="how near the words stand to the need, 0-1; 1 where a person put them here")
    decided_by = models.ForeignKey(
        Member, null=True, on_delete=models.PROTECT, related_name="+", db_comment="null: the machine"
    )
    confirmed_by = models.ForeignKey(Member, null=True, on_delete=models.PROTECT, related_name="+")
    confirmed_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "needs_evidence"
        indexes: ClassVar = [models.Index(fields=["need", "-said_at", "account"], name="needs_words_of")]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["verbatim", "need"], name="needs_evidence_once"),
            models.CheckConstraint(condition=Q(stance__in=[one.value for one in Stance]), name="needs_stance_known"),
            models.CheckConstraint(condition=Q(strength__gte=0) & Q(strength__lte=1), name="needs_strength"),
            models.CheckConstraint(
                condition=Q(confirmed_by__isnull=True, confirmed_at__isnull=True)
                | Q(confirmed_by__isnull=False, confirmed_at__isnull=False),
                name="needs_confirmed_whole",
            ),
        ]


class Decision(Row):
    """What a person decided about words and a need. The machine never places a verbatim that somebody decided about."""

    scope: ClassVar[Scope] = Internal("what we make of their words")

    id = models.BigAutoField(primary_key=True)
    verbatim = models.ForeignKey(Verbatim, on_delete=models.CASCADE, related_name="+", db_index=False)
    need = models.ForeignKey(Need, on_delete=models.CASCADE, related_name="+")
    belongs = models.BooleanField(db_comment="true: these words stand for the need; false: they do not")
    decided_by = models.ForeignKey(Member, null=True, on_delete=models.PROTECT, related_name="+")
    decided_at = models.DateTimeField()

    class Meta:
        db_table = "needs_decision"
        constraints: ClassVar = [models.UniqueConstraint(fields=["verbatim", "need"], name="needs_decision_once")]
