"""Tables of telling: who was told how a promise ended, and what they said when they were asked whether that settles it."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from closeknit.accounts.models import Account, Ask, Contact
from closeknit.analysis.promises.kinds import TellingWay, Word, WordSource
from closeknit.identity.models import Member
from closeknit.kit.scoping import Internal, OfAccount, OnErase, OnMerge, Row, Scope
from closeknit.promises.models.promise import Promise, SettlementRow
from closeknit.touchpoints.models import Touchpoint, Turn


class Told(Row):
    """One of them was told how a promise ended: by mail, or in a talk."""

    scope: ClassVar[Scope] = OfAccount("account_id")
    on_merge: ClassVar = {"account": OnMerge.REPOINT, "contact": OnMerge.REPOINT}
    on_erase: ClassVar = {"account": OnErase.DELETE, "contact": OnErase.DELETE}

    id = models.CharField(primary_key=True, max_length=64)
    promise = models.ForeignKey(Promise, on_delete=models.CASCADE, related_name="+")
    settlement = models.ForeignKey(SettlementRow, on_delete=models.CASCADE, related_name="+", db_index=False)
    account = models.ForeignKey(
        Account, on_delete=models.CASCADE, related_name="+", db_comment="where the person is; not always the promise's"
    )
    contact = models.ForeignKey(Contact, on_delete=models.CASCADE, related_name="+")
    way = models.CharField(max_length=8)
    subject = models.CharField(max_length=200, blank=True)
    text = models.TextField(blank=True, db_comment="what was written to them, without the question")
    told_on = models.DateField()
    told_by = models.ForeignKey(Member, null=True, on_delete=models.PROTECT, related_name="+")
    touchpoint = models.ForeignKey(
        Touchpoint,
        null=True,
        on_delete=models.SET_NULL,
        related_name="+",
        db_comment="the talk in which they were told",
    )
    ask = models.ForeignKey(
        Ask,
        null=True,
        on_delete=models.SET_NULL,
        related_name="+",
        db_comment="that they were asked whether it settles it; null: only told",
    )
    mail = models.CharField(max_length=64, blank=True, db_comment="the mail in the outbox")
    message = models.CharField(max_length=200, blank=True, db_comment="its Message-ID: secret to whoever got it")
    created_at = models.DateTimeField()

    class Meta:
        db_table = "promises_told"
        indexes: ClassVar = [
            models.Index(fields=["message"], condition=~Q(message=""), name="promises_told_by_message"),
            models.Index(fields=["-told_on", "-id"], name="promises_told_newest"),
        ]
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(way__in=[one.value for one in TellingWay]), name="promises_told_way"),
            models.UniqueConstraint(fields=["settlement", "contact"], name="promises_told_once"),
            models.CheckConstraint(
                condition=~Q(way=TellingWay.MAIL) | (~Q(text="") & ~Q(mail="")), name="promises_told_by_a_mail"
            ),
        ]


class Confirmation(Row):
    """What one of them said when asked whether it settles it; until a member has read it, `answer` is empty."""

    scope: ClassVar[Scope] = OfAccount("account_id")
    on_merge: ClassVar = {"account": OnMerge.REPOINT, "contact": OnMerge.REPOINT}
    on_erase: ClassVar = {"account": OnErase.DELETE, "contact": OnErase.DELETE}

    id = models.CharField(primary_key=True, max_length=64)
    told = models.ForeignKey(Told, on_delete=models.CASCADE, related_name="+")
    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="+")
    contact = models.ForeignKey(Contact, on_delete=models.CASCADE, related_name="+")
    answer = models.CharField(max_length=4, blank=True, db_comment="yes or no; empty: nobody of ours has read it yet")
    guess = models.CharField(max_length=4, blank=True, db_comment="what their first word says; empty: nothing")
    source = models.CharField(max_length=8)
    turn = models.ForeignKey(
        Turn,
        null=True,
        on_delete=models.SET_NULL,
        related_name="+",
        db_comment="their words; their sentences are verbatims",
    )
    said_at = models.DateTimeField()
    recorded_by = models.ForeignKey(Member, null=True, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(null=True, db_comment="when a member said what the answer is")

    class Meta:
        db_table = "promises_confirmation"
        indexes: ClassVar = [
            models.Index(fields=["-said_at"], condition=Q(answer=""), name="promises_words_unread"),
        ]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(answer__in=["", *[one.value for one in Word]])
                & Q(guess__in=["", *[one.value for one in Word]]),
                name="promises_word_known",
            ),
            models.CheckConstraint(
                condition=Q(answer="", recorded_at__isnull=True) | (~Q(answer="") & Q(recorded_at__isnull=False)),
                name="promises_word_recorded",
            ),
            models.CheckConstraint(
                condition=Q(source__in=[one.value for one in WordSource]), name="promises_word_source"
            ),
        ]


class Unlaid(Row):
    """A confirmation whose words are not cut yet: they become evidence of the need as soon as they are."""

    scope: ClassVar[Scope] = Internal("what they said of our word")

    confirmation = models.OneToOneField(Confirmation, primary_key=True, on_delete=models.CASCADE, related_name="+")

    class Meta:
        db_table = "promises_unlaid"
