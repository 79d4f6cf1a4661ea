"""The bank of standing questions, each with every wording that it ever had."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from closeknit.analysis.kinds import Certainty
from closeknit.identity.models import Member
from closeknit.kit.scoping import Internal, Row, Scope


class Question(Row):
    """A question that is asked again and again. Its words are those of its newest version."""

    scope: ClassVar[Scope] = Internal("what we ask customers, and what we listen for")

    id = models.CharField(primary_key=True, max_length=64)
    place = models.IntegerField(db_comment="its place in the bank, the lowest first")
    certainty = models.CharField(
        max_length=8, blank=True, db_comment="cost, rivals: what its answers mostly speak of; empty: of all and sundry"
    )
    retired_at = models.DateTimeField(null=True, db_comment="no longer asked; its answers stay")
    made_at = models.DateTimeField()

    class Meta:
        db_table = "research_question"
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(certainty__in=["", *[one.value for one in Certainty]]), name="research_certainty_known"
            ),
        ]


class QuestionVersion(Row):
    """One wording of a question. Never edited once it is answered: an answer belongs to the words that were asked."""

    scope: ClassVar[Scope] = Internal("what we ask customers, and what we listen for")

    id = models.CharField(primary_key=True, max_length=64)
    question = models.ForeignKey(Question, on_delete=models.CASCADE, related_name="versions", db_index=False)
    number = models.PositiveIntegerField(db_comment="1 for the first wording")
    text = models.CharField(max_length=300)
    written_by = models.ForeignKey(
        Member, null=True, on_delete=models.PROTECT, related_name="+", db_comment="null: what every house begins with"
    )
    written_at = models.DateTimeField()

    class Meta:
        db_table = "research_question_version"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["question", "number"], name="research_version_once"),
            models.CheckConstraint(condition=~Q(text=""), name="research_question_worded"),
        ]
