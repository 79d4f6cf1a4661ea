"""Tables of feedback both ways: what we asked for and what became of the answer; what we give, version by version."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from closeknit.accounts.models import Account, Contact
from closeknit.analysis.feedback.kinds import ActedBy, AskedState, FeedbackChannel, GivenState
from closeknit.ideas.models import Idea
from closeknit.identity.models import Member
from closeknit.kit.scoping import Internal, OnErase, OnMerge, Row, Scope
from closeknit.promises.models.promise import Promise
from closeknit.touchpoints.models import Touchpoint

_CHANNELS = [one.value for one in FeedbackChannel]


class AskedFeedback(Row):
    """Constructive feedback that we asked a contact for, and what we made of their answer."""

    scope: ClassVar[Scope] = Internal("whom we ask for feedback, and what we make of it")
    on_merge: ClassVar = {"account": OnMerge.REPOINT, "contact": OnMerge.REPOINT}
    on_erase: ClassVar = {"account": OnErase.DELETE, "contact": OnErase.BLANK}

    id = models.CharField(primary_key=True, max_length=64)
    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="+", db_index=False)
    contact = models.ForeignKey(Contact, null=True, on_delete=models.SET_NULL, related_name="+")
    asked_by = models.ForeignKey(Member, null=True, on_delete=models.PROTECT, related_name="+")
    about = models.CharField(max_length=200, db_comment="about what of ours")
    why = models.TextField(db_comment="why we ask, as they are told")
    use = models.TextField(db_comment="what we shall do with it, as they are told")
    channel = models.CharField(max_length=8)
    state = models.CharField(max_length=12)
    noted_at = models.DateTimeField(db_comment="when it was written down here")
    asked_at = models.DateTimeField(null=True, db_comment="when they were asked; null: noted for the next talk")
    answer_by = models.DateField(null=True, db_comment="by when we hope for an answer")
    reminded_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True, db_comment="when they declined, or we stopped waiting")
    ended_why = models.CharField(max_length=300, blank=True)
    answered_at = models.DateTimeField(null=True, db_comment="when they said it, never when it was entered")
    letter = models.ForeignKey(
        Touchpoint, null=True, on_delete=models.SET_NULL, related_name="+", db_comment="the mail in which we asked"
    )
    answer = models.ForeignKey(
        Touchpoint, null=True, on_delete=models.SET_NULL, related_name="+", db_comment="where their words stand"
    )
    is_marked = models.BooleanField(default=False, db_comment="its words carry the signal feedback; they are cut later")
    acted_by = models.CharField(max_length=8, blank=True, db_comment="promise, idea, nothing; empty: not said yet")
    acted_text = models.TextField(blank=True, db_comment="what we do about it, or why nothing")
    acted_at = models.DateTimeField(null=True)
    promise = models.ForeignKey(Promise, null=True, on_delete=models.SET_NULL, related_name="+")
    idea = models.ForeignKey(Idea, null=True, on_delete=models.SET_NULL, related_name="+")
    told_at = models.DateTimeField(null=True)
    told_by = models.ForeignKey(Member, null=True, on_delete=models.PROTECT, related_name="+")
    telling = models.ForeignKey(
        Touchpoint, null=True, on_delete=models.SET_NULL, related_name="+", db_comment="the message that told them"
    )

    class Meta:
        db_table = "promises_asked_feedback"
        indexes: ClassVar = [
            models.Index(fields=["account", "-noted_at"], name="promises_asked_of_account"),
            models.Index(fields=["state", "-noted_at"], name="promises_asked_by_state"),
            models.Index(
                fields=["answer"], condition=Q(is_marked=False, answer__isnull=False), name="promises_asked_unmarked"
            ),
        ]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(state__in=[one.value for one in AskedState]), name="promises_asked_state_known"
            ),
            models.CheckConstraint(condition=Q(channel__in=_CHANNELS), name="promises_asked_channel"),
            models.CheckConstraint(condition=~Q(about="") & ~Q(why="") & ~Q(use=""), name="promises_asked_with_a_why"),
            models.CheckConstraint(
                condition=Q(acted_by__in=["", *[one.value for one in ActedBy]]), name="promises_asked_acted"
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["answered", "acted_on", "told"]) | Q(answered_at__isnull=False),
                name="promises_asked_answered_once",
            ),
        ]


class GivenFeedback(Row):
    """Constructive feedback from us to somebody at an account: its text stands in its newest draft version."""

    scope: ClassVar[Scope] = Internal("what we think of them, until it is given")
    on_merge: ClassVar = {"account": OnMerge.REPOINT, "contact": OnMerge.REPOINT}
    on_erase: ClassVar = {"account": OnErase.DELETE, "contact": OnErase.BLANK}

    id = models.CharField(primary_key=True, max_length=64)
    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="+", db_index=False)
    contact = models.ForeignKey(Contact, null=True, on_delete=models.SET_NULL, related_name="+")
    author = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="+", db_comment="who keeps the pen")
    about = models.CharField(max_length=200)
    channel = models.CharField(max_length=8)
    state = models.CharField(max_length=12)
    version = models.PositiveIntegerField(default=1, db_comment="the number of the newest version of its text")
    made_at = models.DateTimeField()
    reader = models.ForeignKey(Member, null=True, on_delete=models.PROTECT, related_name="+")
    reader_asked_at = models.DateTimeField(null=True)
    read_at = models.DateTimeField(null=True, db_comment="when the second reader approved, or suggested other words")
    read_version = models.PositiveIntegerField(null=True, db_comment="the version that the reader read")
    has_approved = models.BooleanField(default=False)
    suggestion = models.TextField(blank=True, db_comment="the words that the reader would use")
    reader_note = models.TextField(blank=True)
    despite = models.CharField(max_length=300, blank=True, db_comment="why it is given although a check is not content")
    ready_at = models.DateTimeField(null=True)
    given_at = models.DateTimeField(null=True)
    giving = models.ForeignKey(
        Touchpoint, null=True, on_delete=models.SET_NULL, related_name="+", db_comment="the mail or talk that gave it"
    )
    answered_at = models.DateTimeField(null=True)
    answer = models.ForeignKey(Touchpoint, null=True, on_delete=models.SET_NULL, related_name="+")
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_why = models.CharField(max_length=300, blank=True)

    class Meta:
        db_table = "promises_given_feedback"
        indexes: ClassVar = [
            models.Index(fields=["account", "-made_at"], name="promises_given_of_account"),
            models.Index(fields=["state", "-made_at"], name="promises_given_by_state"),
        ]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(state__in=[one.value for one in GivenState]), name="promises_given_state_known"
            ),
            models.CheckConstraint(condition=Q(channel__in=_CHANNELS), name="promises_given_channel"),
            models.CheckConstraint(condition=~Q(about=""), name="promises_given_about"),
            models.CheckConstraint(condition=Q(version__gte=1), name="promises_given_version_counts"),
            models.CheckConstraint(
                condition=~Q(state__in=["given", "answered"]) | Q(given_at__isnull=False), name="promises_given_once"
            ),
            models.CheckConstraint(
                condition=~Q(state="with_reader") | Q(reader__isnull=False), name="promises_given_has_reader"
            ),
        ]


class FeedbackVersion(Row):
    """One version of the text of feedback that we give, never edited."""

    scope: ClassVar[Scope] = Internal("what we think of them, until it is given")

    id = models.BigAutoField(primary_key=True)
    feedback = models.ForeignKey(GivenFeedback, on_delete=models.CASCADE, related_name="+", db_index=False)
    number = models.PositiveIntegerField()
    text = models.TextField()
    written_by = models.ForeignKey(Member, null=True, on_delete=models.PROTECT, related_name="+")
    written_at = models.DateTimeField()

    class Meta:
        db_table = "promises_feedback_version"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["feedback", "number"], name="promises_feedback_version_once"),
            models.CheckConstraint(condition=Q(number__gte=1), name="promises_feedback_number_counts"),
            models.CheckConstraint(condition=~Q(text=""), name="promises_feedback_says_something"),
        ]
