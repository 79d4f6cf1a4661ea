"""Who hears of a discussion by mail, and each mail that told somebody of a comment."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from closeknit.accounts.models import Account, Person
from closeknit.discussions.models.comment import Comment
from closeknit.discussions.models.thread import Thread
from closeknit.identity.models import Member
from closeknit.kit.scoping import Internal, OnErase, OnMerge, Row, Scope

_ONE = Q(member__isnull=False, person__isnull=True) | Q(member__isnull=True, person__isnull=False)


class Following(Row):
    """Whether somebody hears of new comments by mail: whoever wrote or was named does, until they switch it off."""

    scope: ClassVar[Scope] = Internal("who listens where")
    on_merge: ClassVar = {"person": OnMerge.JOIN, "account": OnMerge.REPOINT}
    on_erase: ClassVar = {"person": OnErase.DELETE, "account": OnErase.DELETE}

    id = models.BigAutoField(primary_key=True)
    thread = models.ForeignKey(Thread, on_delete=models.CASCADE, related_name="+", db_index=False)
    member = models.ForeignKey(Member, null=True, on_delete=models.CASCADE, related_name="+")
    person = models.ForeignKey(Person, null=True, on_delete=models.CASCADE, related_name="+")
    account = models.ForeignKey(
        Account, null=True, on_delete=models.CASCADE, related_name="+", db_comment="the space they read it in"
    )
    is_on = models.BooleanField(default=True)

    class Meta:
        db_table = "discussions_following"
        constraints: ClassVar = [
            models.CheckConstraint(condition=_ONE, name="discussions_followed_by_one"),
            models.UniqueConstraint(
                fields=["thread", "member"], condition=Q(member__isnull=False), name="discussions_follow_member"
            ),
            models.UniqueConstraint(
                fields=["thread", "person"], condition=Q(person__isnull=False), name="discussions_follow_person"
            ),
        ]


class Notice(Row):
    """A mail that told somebody of a comment. Its Message-ID is bound to them: what they answer to it becomes a comment of theirs."""

    scope: ClassVar[Scope] = Internal("whom we wrote of what")
    on_merge: ClassVar = {"person": OnMerge.REPOINT, "account": OnMerge.REPOINT}
    on_erase: ClassVar = {"person": OnErase.DELETE, "account": OnErase.DELETE}

    id = models.CharField(primary_key=True, max_length=64)
    comment = models.ForeignKey(Comment, on_delete=models.CASCADE, related_name="+")
    member = models.ForeignKey(Member, null=True, on_delete=models.CASCADE, related_name="+")
    person = models.ForeignKey(Person, null=True, on_delete=models.CASCADE, related_name="+")
    account = models.ForeignKey(
        Account, null=True, on_delete=models.CASCADE, related_name="+", db_comment="the space they read it in"
    )
    address = models.CharField(max_length=254, db_comment="to which it went")
    message = models.CharField(max_length=200, unique=True, db_comment="its Message-ID: secret to whoever got it")
    is_mention = models.BooleanField(default=False)
    mail = models.CharField(max_length=64, blank=True, db_comment="the mail in the outbox")
    created_at = models.DateTimeField()

    class Meta:
        db_table = "discussions_notice"
        constraints: ClassVar = [models.CheckConstraint(condition=_ONE, name="discussions_notice_to_one")]
