"""What research asks and hears on the shared site of an account: questions that wait there, and what its people observed."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from closeknit.accounts.models import Account, Contact
from closeknit.analysis.kinds import StepCode
from closeknit.discussions.models import HAS_SIZE, KeptFile
from closeknit.identity.models import Member
from closeknit.kit.scoping import OfAccount, OnErase, OnMerge, Row, Scope
from closeknit.research.models.answers import Answer
from closeknit.research.models.questions import Question, QuestionVersion
from closeknit.touchpoints.models import Touchpoint


class SentQuestion(Row):
    """A standing question that waits for one person on the shared site, in the words in which it was sent, and their answer."""

    scope: ClassVar[Scope] = OfAccount("contact__account_id")
    on_merge: ClassVar = {"contact": OnMerge.REPOINT}
    on_erase: ClassVar = {"contact": OnErase.DELETE}

    id = models.CharField(primary_key=True, max_length=64)
    contact = models.ForeignKey(Contact, on_delete=models.CASCADE, related_name="+", db_index=False)
    question = models.ForeignKey(Question, on_delete=models.PROTECT, related_name="+")
    version = models.ForeignKey(QuestionVersion, on_delete=models.PROTECT, related_name="+")
    text = models.CharField(max_length=300, db_comment="the words that they read")
    sent_by = models.ForeignKey(Member, null=True, on_delete=models.PROTECT, related_name="+")
    sent_at = models.DateTimeField()
    words = models.TextField(blank=True, db_comment="their answer, exact; read by them and by us")
    answered_at = models.DateTimeField(null=True)
    answer = models.ForeignKey(Answer, null=True, on_delete=models.SET_NULL, related_name="+")
    closed_at = models.DateTimeField(null=True, db_comment="taken back by us, or put away by them")

    class Meta:
        db_table = "research_sent_question"
        indexes: ClassVar = [models.Index(fields=["contact", "-sent_at"], name="research_sent_contact")]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["contact", "question"],
                condition=Q(answered_at__isnull=True, closed_at__isnull=True),
                name="research_waits_once",
            ),
            models.CheckConstraint(
                condition=(Q(answered_at__isnull=True) & Q(words="")) | (Q(answered_at__isnull=False) & ~Q(words="")),
                name="research_answered_with_words",
            ),
        ]


class Observation(Row):
    """What somebody there saw at work and wrote on the shared site; their colleagues and we read it. It is a touchpoint of theirs too."""

    scope: ClassVar[Scope] = OfAccount("account_id")
    on_merge: ClassVar = {"account": OnMerge.REPOINT, "contact": OnMerge.REPOINT}
    on_erase: ClassVar = {"account": OnErase.DELETE, "contact": OnErase.DELETE}

    id = models.CharField(primary_key=True, max_length=64)
    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="+", db_index=False)
    contact = models.ForeignKey(Contact, on_delete=models.CASCADE, related_name="+")
    text = models.TextField(db_comment="what they saw, in their words")
    job = models.CharField(max_length=200, blank=True, db_comment="what was to be done, in their words")
    step = models.CharField(max_length=16, blank=True, db_comment="step of the job map; empty: not said")
    written_at = models.DateTimeField()
    taken_back_at = models.DateTimeField(null=True)
    touchpoint = models.ForeignKey(Touchpoint, null=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        db_table = "research_observation"
        indexes: ClassVar = [models.Index(fields=["account", "-written_at"], name="research_seen_account")]
        constraints: ClassVar = [
            models.CheckConstraint(condition=~Q(text=""), name="research_observation_says"),
            models.CheckConstraint(
                condition=Q(step__in=["", *[one.value for one in StepCode]]), name="research_observation_step"
            ),
        ]


class Photo(KeptFile):
    """A picture of what somebody saw."""

    scope: ClassVar[Scope] = OfAccount("observation__account_id")

    id = models.CharField(primary_key=True, max_length=64)
    observation = models.ForeignKey(Observation, on_delete=models.CASCADE, related_name="+")

    class Meta:
        db_table = "research_photo"
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(n_bytes__gte=0), name="research_photo_size"),
            models.CheckConstraint(condition=HAS_SIZE, name="research_thumbnail_size"),
        ]
