"""What we answer to an idea, version by version, and what we wrote to those who gave it or voted for it."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from closeknit.accounts.models import Contact, Person
from closeknit.analysis.ideas.kinds import NoReason, ReplyKind, VerdictAnswer
from closeknit.ideas.models.idea import Idea
from closeknit.ideas.models.scopes import OfIdea
from closeknit.identity.models import Member
from closeknit.kit.scoping import Internal, OnErase, OnMerge, Row, Scope
from closeknit.offerings.models import PurposeLine


class Verdict(Row):
    """One answer to an idea, never edited: another one comes after it, and the newest holds."""

    scope: ClassVar[Scope] = OfIdea(
        audience="idea__audience", account="idea__account_id", speaker="idea__person_id", is_wide=True
    )

    id = models.CharField(primary_key=True, max_length=64)
    idea = models.ForeignKey(Idea, on_delete=models.CASCADE, related_name="+", db_index=False)
    number = models.PositiveIntegerField()
    answer = models.CharField(max_length=16)
    reason = models.CharField(max_length=16, blank=True, db_comment="of a no: a code of the short list")
    sentence = models.TextField(db_comment="why, in words that the giver may read")
    revisit_on = models.DateField(null=True, db_comment="of a not-now: when it is looked at again")
    line = models.ForeignKey(
        PurposeLine, null=True, on_delete=models.PROTECT, related_name="+", db_comment="what of our purpose it serves"
    )
    written_by = models.ForeignKey(Member, null=True, on_delete=models.PROTECT, related_name="+")
    written_at = models.DateTimeField()

    class Meta:
        db_table = "ideas_verdict"
        indexes: ClassVar = [models.Index(fields=["written_at"], name="ideas_verdicts_by_day")]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["idea", "number"], name="ideas_verdict_once"),
            models.CheckConstraint(condition=Q(number__gte=1), name="ideas_verdict_counts"),
            models.CheckConstraint(
                condition=Q(answer__in=[one.value for one in VerdictAnswer]), name="ideas_verdict_known"
            ),
            models.CheckConstraint(condition=~Q(sentence=""), name="ideas_verdict_says_why"),
            models.CheckConstraint(
                condition=Q(answer=VerdictAnswer.NO, reason__in=[one.value for one in NoReason])
                | (~Q(answer=VerdictAnswer.NO) & Q(reason="")),
                name="ideas_no_has_a_reason",
            ),
            models.CheckConstraint(
                condition=Q(answer=VerdictAnswer.NOT_NOW, revisit_on__isnull=False)
                | (~Q(answer=VerdictAnswer.NOT_NOW) & Q(revisit_on__isnull=True)),
                name="ideas_verdict_not_now_has_a_day",
            ),
        ]


class Reply(Row):
    """What we wrote to one person about an idea: the receipt, a verdict, that it was merged."""

    scope: ClassVar[Scope] = Internal("what we write to whom")
    on_merge: ClassVar = {"person": OnMerge.REPOINT, "contact": OnMerge.REPOINT}
    on_erase: ClassVar = {"person": OnErase.DELETE, "contact": OnErase.BLANK}

    id = models.CharField(primary_key=True, max_length=64)
    idea = models.ForeignKey(Idea, on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(max_length=16)
    verdict = models.ForeignKey(Verdict, null=True, on_delete=models.CASCADE, related_name="+")
    member = models.ForeignKey(Member, null=True, on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, null=True, on_delete=models.CASCADE, related_name="+")
    contact = models.ForeignKey(Contact, null=True, on_delete=models.SET_NULL, related_name="+")
    address = models.EmailField(blank=True, db_comment="where it went; empty: told by word of mouth")
    text = models.TextField(blank=True)
    mail = models.CharField(max_length=64, blank=True, db_comment="id of the mail in the outbox")
    told_by = models.ForeignKey(Member, null=True, on_delete=models.PROTECT, related_name="+")
    told_at = models.DateTimeField()

    class Meta:
        db_table = "ideas_reply"
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(kind__in=[one.value for one in ReplyKind]), name="ideas_reply_known"),
            models.CheckConstraint(
                condition=Q(kind=ReplyKind.VERDICT, verdict__isnull=False)
                | (~Q(kind=ReplyKind.VERDICT) & Q(verdict__isnull=True)),
                name="ideas_reply_about_a_verdict",
            ),
        ]
