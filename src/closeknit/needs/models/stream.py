"""The state of the stream of discovery, and what it proposes."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from closeknit.analysis.needs import joining
from closeknit.identity.models import Member
from closeknit.kit.scoping import Internal, Row, Scope
from closeknit.needs.models.need import Need


class Proposal(Row):
    """What the stream would merge or split if a person had not had a hand in it: theirs to accept or decline."""

    scope: ClassVar[Scope] = Internal("what we make of the words of several accounts")

    id = models.BigAutoField(primary_key=True)
    kind = models.CharField(max_length=8, db_comment="merge: `other` would go into `need`; split: `verbatims` leave it")
    need = models.ForeignKey(Need, on_delete=models.CASCADE, related_name="+")
    other = models.ForeignKey(Need, null=True, on_delete=models.CASCADE, related_name="+", db_index=False)
    verbatims = models.JSONField(default=list, db_comment="ids of the words that would leave, for a split")
    likeness = models.FloatField(db_comment="how alike the two are, 0-1")
    inner = models.FloatField(db_comment="how alike each is within, 0-1")
    proposed_at = models.DateTimeField()
    state = models.CharField(max_length=8, default="open")
    decided_by = models.ForeignKey(Member, null=True, on_delete=models.PROTECT, related_name="+")
    decided_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "needs_proposal"
        indexes: ClassVar = [
            models.Index(fields=["-proposed_at", "id"], condition=Q(state="open"), name="needs_proposals_open")
        ]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(state__in=("open", "accepted", "declined")), name="needs_proposal_state"
            ),
            models.CheckConstraint(
                condition=Q(kind="merge", other__isnull=False) | Q(kind="split", other__isnull=True),
                name="needs_proposal_whole",
            ),
        ]


class StreamState(Row):
    """The one ordered stream in which needs are discovered: how far it came and what it remembers."""

    scope: ClassVar[Scope] = Internal("what we make of the words of several accounts")

    id = models.SmallIntegerField(primary_key=True, default=1)
    position = models.BigIntegerField(
        default=0, db_comment="the last place of the stream that is laid beside the needs"
    )
    last_decision = models.BigIntegerField(
        default=0, db_comment="the last decision of a person that the state knows of"
    )
    heard_lately = models.IntegerField(default=0, db_comment="accounts that said anything in the last ten weeks")
    heard_before = models.IntegerField(default=0, db_comment="accounts that said anything in the ten weeks before")
    data = models.BinaryField(db_comment="the state of the analysis, as it wrote it")
    version = models.CharField(max_length=100, db_comment="the model and kernel whose vectors the state holds")
    granularity = models.FloatField(
        default=joining.GRANULARITY, db_comment="how fine needs are, 0.3-0.9: the higher, the more and the finer"
    )

    class Meta:
        db_table = "needs_stream_state"
        constraints: ClassVar = [models.CheckConstraint(condition=Q(id=1), name="needs_one_stream")]
