"""What somebody says in a discussion: each version of it, and who is named in it."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from closeknit.accounts.models import Account, Person
from closeknit.analysis.discussions.kinds import WrittenBy
from closeknit.discussions.models.thread import Thread
from closeknit.identity.models import Member
from closeknit.kit.scoping import OnErase, OnMerge, Row, Scope, Shared

_BY_ONE = Q(member__isnull=False, person__isnull=True) | Q(member__isnull=True, person__isnull=False)


class Comment(Row):
    """What a member or a person outside says in a discussion, in markdown. Whoever sees the discussion sees it."""

    scope: ClassVar[Scope] = Shared(account="thread__account_id", audience="thread__audience", is_wide=True)
    on_merge: ClassVar = {"person": OnMerge.REPOINT, "account": OnMerge.REPOINT}
    on_erase: ClassVar = {"person": OnErase.DELETE, "account": OnErase.DELETE}

    id = models.CharField(primary_key=True, max_length=64)
    thread = models.ForeignKey(Thread, on_delete=models.CASCADE, related_name="+", db_index=False)
    member = models.ForeignKey(Member, null=True, on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, null=True, on_delete=models.CASCADE, related_name="+")
    account = models.ForeignKey(
        Account,
        null=True,
        on_delete=models.CASCADE,
        related_name="+",
        db_comment="where the person was when they wrote it; null: one of ours, or at no account",
    )
    text = models.TextField(db_comment="markdown; as it is now, also where it was taken back")
    way = models.CharField(max_length=8, default=WrittenBy.PAGE)
    written_at = models.DateTimeField()
    edited_at = models.DateTimeField(null=True, db_comment="when it became as it is now; null: never edited")
    taken_back_at = models.DateTimeField(null=True, db_comment="from then on nobody reads it")

    class Meta:
        db_table = "discussions_comment"
        indexes: ClassVar = [
            models.Index(fields=["thread", "written_at", "id"], name="discussions_in_order"),
            models.Index(fields=["person", "-written_at"], name="discussions_by_person"),
            models.Index(fields=["member", "-written_at"], name="discussions_by_member"),
        ]
        constraints: ClassVar = [
            models.CheckConstraint(condition=_BY_ONE, name="discussions_written_by_one"),
            models.CheckConstraint(condition=Q(way__in=[one.value for one in WrittenBy]), name="discussions_way_known"),
            models.CheckConstraint(condition=~Q(text=""), name="discussions_said"),
        ]


class CommentVersion(Row):
    """A comment as it was before it was edited."""

    scope: ClassVar[Scope] = Shared(
        account="comment__thread__account_id", audience="comment__thread__audience", is_wide=True
    )

    id = models.BigAutoField(primary_key=True)
    comment = models.ForeignKey(Comment, on_delete=models.CASCADE, related_name="+", db_index=False)
    number = models.PositiveIntegerField(db_comment="from 1, the first wording")
    text = models.TextField()
    written_at = models.DateTimeField()

    class Meta:
        db_table = "discussions_version"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["comment", "number"], name="discussions_version_once"),
        ]


class Mention(Row):
    """That a comment names somebody who sees the discussion: the house wrote to them once."""

    scope: ClassVar[Scope] = Shared(
        account="comment__thread__account_id", audience="comment__thread__audience", is_wide=True
    )
    on_merge: ClassVar = {"person": OnMerge.REPOINT}
    on_erase: ClassVar = {"person": OnErase.DELETE}

    id = models.BigAutoField(primary_key=True)
    comment = models.ForeignKey(Comment, on_delete=models.CASCADE, related_name="+")
    member = models.ForeignKey(Member, null=True, on_delete=models.CASCADE, related_name="+")
    person = models.ForeignKey(Person, null=True, on_delete=models.CASCADE, related_name="+")

    class Meta:
        db_table = "discussions_mention"
        constraints: ClassVar = [
            models.CheckConstraint(condition=_BY_ONE, name="discussions_mentions_one"),
            models.UniqueConstraint(
                fields=["comment", "member"], condition=Q(member__isnull=False), name="discussions_member_once"
            ),
            models.UniqueConstraint(
                fields=["comment", "person"], condition=Q(person__isnull=False), name="discussions_person_once"
            ),
        ]
