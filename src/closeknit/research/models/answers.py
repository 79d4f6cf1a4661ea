"""What people answered to standing questions."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from closeknit.accounts.models import Account, Contact
from closeknit.analysis.kinds import AnswerOutcome, SignalCode
from closeknit.identity.models import Member
from closeknit.kit.scoping import Internal, OnErase, OnMerge, Row, Scope
from closeknit.research.models.questions import Question, QuestionVersion
from closeknit.touchpoints.models import Touchpoint, Turn


class Answer(Row):
    """One question put to somebody in one conversation. Its words stand in the turn; without one it was asked and not answered."""

    scope: ClassVar[Scope] = Internal("what we asked whom, and what we made of it")
    on_merge: ClassVar = {"account": OnMerge.REPOINT, "contact": OnMerge.REPOINT}
    on_erase: ClassVar = {"account": OnErase.DELETE, "contact": OnErase.BLANK}

    id = models.CharField(primary_key=True, max_length=64)
    question = models.ForeignKey(Question, on_delete=models.PROTECT, related_name="+", db_index=False)
    version = models.ForeignKey(
        QuestionVersion, on_delete=models.PROTECT, related_name="+", db_comment="the words that were asked"
    )
    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="+", db_index=False)
    contact = models.ForeignKey(Contact, null=True, on_delete=models.SET_NULL, related_name="+")
    touchpoint = models.ForeignKey(Touchpoint, on_delete=models.CASCADE, related_name="+")
    turn = models.ForeignKey(Turn, null=True, on_delete=models.CASCADE, related_name="+")
    asked_at = models.DateTimeField(db_comment="when the conversation took place, kept here to list by")
    asked_by = models.ForeignKey(Member, null=True, on_delete=models.PROTECT, related_name="+")
    is_linked = models.BooleanField(
        default=False, db_comment="found afterwards in words that were there: not written down with the conversation"
    )
    linked_by = models.ForeignKey(Member, null=True, on_delete=models.PROTECT, related_name="+")
    outcome = models.CharField(max_length=8, blank=True, db_comment="what it led to; empty: nobody has said yet")
    outcome_text = models.CharField(
        max_length=500, blank=True, db_comment="the hassle, the idea or the promise, in a line"
    )
    signal = models.CharField(
        max_length=16, blank=True, db_comment="what the answer is a sign of, where outcome is signal"
    )
    is_marked = models.BooleanField(default=False, db_comment="its words carry the signal; they are cut later")
    outcome_by = models.ForeignKey(Member, null=True, on_delete=models.PROTECT, related_name="+")
    outcome_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "research_answer"
        indexes: ClassVar = [
            models.Index(fields=["account", "question", "-asked_at"], name="research_of_account"),
            models.Index(fields=["question", "-asked_at", "account"], name="research_of_question"),
            models.Index(
                fields=["touchpoint"], condition=Q(outcome="signal", is_marked=False), name="research_to_be_marked"
            ),
            models.Index(fields=["outcome", "-asked_at"], condition=~Q(outcome=""), name="research_by_outcome"),
        ]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["question", "turn"], condition=Q(turn__isnull=False), name="research_words_answer_once"
            ),
            models.CheckConstraint(
                condition=Q(outcome__in=["", *[one.value for one in AnswerOutcome]]), name="research_outcome_known"
            ),
            models.CheckConstraint(
                condition=Q(outcome="signal", signal__in=[one.value for one in SignalCode])
                | (~Q(outcome="signal") & Q(signal="")),
                name="research_signal_said",
            ),
        ]
