"""Tables of what the other side writes about promises on the shared site: promises that they propose, and objections to what stands."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from closeknit.accounts.models import Account, Contact
from closeknit.analysis.kinds import PromiseDirection
from closeknit.analysis.promises.kinds import ObjectionKind, ObjectionState, ProposalState
from closeknit.identity.models import Member
from closeknit.kit.scoping import OfAccount, OnErase, OnMerge, Row, Scope
from closeknit.promises.models.promise import Promise


class ProposedPromise(Row):
    """A promise that one of them proposes: their own to us, or one that they ask of us. It binds nobody until one of ours accepts it."""

    scope: ClassVar[Scope] = OfAccount("account_id")
    on_merge: ClassVar = {"account": OnMerge.REPOINT, "contact": OnMerge.REPOINT}
    on_erase: ClassVar = {"account": OnErase.DELETE, "contact": OnErase.BLANK}

    id = models.CharField(primary_key=True, max_length=64)
    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="+", db_index=False)
    contact = models.ForeignKey(Contact, null=True, on_delete=models.SET_NULL, related_name="+")
    direction = models.CharField(max_length=8, db_comment="theirs: they offer it; ours: they ask it of us")
    text = models.CharField(max_length=500)
    due_on = models.DateField(null=True)
    proposed_at = models.DateTimeField()
    state = models.CharField(max_length=10, default=ProposalState.PROPOSED)
    answer = models.TextField(blank=True, db_comment="what we said to it; they read it")
    answered_by = models.ForeignKey(Member, null=True, on_delete=models.PROTECT, related_name="+")
    answered_at = models.DateTimeField(null=True)
    promise = models.ForeignKey(
        Promise, null=True, on_delete=models.SET_NULL, related_name="+", db_comment="what it became"
    )

    class Meta:
        db_table = "promises_proposed"
        indexes: ClassVar = [
            models.Index(fields=["account", "-proposed_at", "-id"], name="promises_proposed_at_one"),
            models.Index(fields=["proposed_at"], condition=Q(state=ProposalState.PROPOSED), name="promises_to_answer"),
        ]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(state__in=[one.value for one in ProposalState]), name="promises_proposed_state_known"
            ),
            models.CheckConstraint(
                condition=Q(direction__in=[one.value for one in PromiseDirection]),
                name="promises_proposed_direction_known",
            ),
            models.CheckConstraint(condition=~Q(text=""), name="promises_proposed_said"),
            models.CheckConstraint(
                condition=~Q(state__in=(ProposalState.ACCEPTED, ProposalState.DECLINED)) | Q(answered_at__isnull=False),
                name="promises_proposed_answered",
            ),
            models.CheckConstraint(
                condition=~Q(state=ProposalState.DECLINED) | ~Q(answer=""), name="promises_declined_for_a_reason"
            ),
        ]


class Objection(Row):
    """One of them says that a promise should read otherwise, or that it is not so; until one of ours answers."""

    scope: ClassVar[Scope] = OfAccount("account_id")
    on_merge: ClassVar = {"account": OnMerge.REPOINT, "contact": OnMerge.REPOINT}
    on_erase: ClassVar = {"account": OnErase.DELETE, "contact": OnErase.DELETE}

    id = models.CharField(primary_key=True, max_length=64)
    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="+")
    promise = models.ForeignKey(Promise, on_delete=models.CASCADE, related_name="+")
    contact = models.ForeignKey(Contact, on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(max_length=10)
    text = models.TextField()
    said_at = models.DateTimeField()
    state = models.CharField(max_length=10, default=ObjectionState.OPEN)
    answer = models.TextField(blank=True, db_comment="what we said to it; they read it")
    answered_by = models.ForeignKey(Member, null=True, on_delete=models.PROTECT, related_name="+")
    answered_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "promises_objection"
        indexes: ClassVar = [
            models.Index(fields=["said_at"], condition=Q(state=ObjectionState.OPEN), name="promises_objected"),
        ]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(kind__in=[one.value for one in ObjectionKind]), name="promises_objection_kind_known"
            ),
            models.CheckConstraint(
                condition=Q(state__in=[one.value for one in ObjectionState]), name="promises_objection_state_known"
            ),
            models.CheckConstraint(condition=~Q(text=""), name="promises_objected_to_something"),
            models.CheckConstraint(
                condition=Q(state__in=(ObjectionState.OPEN, ObjectionState.TAKEN_BACK))
                | (~Q(answer="") & Q(answered_at__isnull=False)),
                name="promises_objection_answered",
            ),
        ]
