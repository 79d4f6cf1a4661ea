"""Files that hang on comments, and the tickets by which they are fetched without a cookie."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from closeknit.accounts.models import Account, Person
from closeknit.discussions.models.comment import Comment
from closeknit.identity.models import Member
from closeknit.kit.scoping import Internal, OnErase, OnMerge, Row, Scope, Shared

# A small picture has a size, and nothing else has.
HAS_SIZE = (
    Q(width__gt=0, height__gt=0, thumbnail__gt="")
    | Q(width=0, height=0, thumbnail="")
    | Q(width__isnull=True, height__isnull=True, thumbnail="")
)


class KeptFile(Row):
    """A file that somebody handed in; what a picture knew of its camera and its place was taken out before it was kept."""

    file = models.CharField(max_length=64, db_comment="content hash of the kept file")
    name = models.CharField(max_length=200)
    kind = models.CharField(max_length=100, db_comment="its content type, told by its bytes, not by who sent it")
    n_bytes = models.BigIntegerField()
    added_at = models.DateTimeField()
    thumbnail = models.CharField(
        max_length=64, blank=True, db_comment="content hash of the small picture beside the file; empty: none"
    )
    width = models.PositiveSmallIntegerField(null=True, db_comment="of the small picture; NULL: nobody made one yet")
    height = models.PositiveSmallIntegerField(null=True, db_comment="of the small picture, in pixels")

    class Meta:
        abstract = True


class Attachment(KeptFile):
    """A file that hangs on a comment."""

    scope: ClassVar[Scope] = Shared(
        account="comment__thread__account_id", audience="comment__thread__audience", is_wide=True
    )

    id = models.CharField(primary_key=True, max_length=64)
    comment = models.ForeignKey(Comment, on_delete=models.CASCADE, related_name="+")

    class Meta:
        db_table = "discussions_attachment"
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(n_bytes__gte=0), name="discussions_file_size"),
            models.CheckConstraint(condition=HAS_SIZE, name="discussions_thumbnail_size"),
        ]


class Ticket(Row):
    """The right of one person to fetch one file for a few minutes, from an address that takes no cookie; the right is looked at again."""

    scope: ClassVar[Scope] = Internal("who fetches what")
    on_merge: ClassVar = {"person": OnMerge.REPOINT, "account": OnMerge.REPOINT}
    on_erase: ClassVar = {"person": OnErase.DELETE, "account": OnErase.DELETE}

    hash = models.CharField(primary_key=True, max_length=64, db_comment="sha256 of the token in the address")
    attachment = models.ForeignKey(Attachment, null=True, on_delete=models.CASCADE, related_name="+")
    other = models.CharField(
        max_length=64, blank=True, db_comment="id of a file that hangs elsewhere than on a comment"
    )
    member = models.ForeignKey(Member, null=True, on_delete=models.CASCADE, related_name="+")
    person = models.ForeignKey(Person, null=True, on_delete=models.CASCADE, related_name="+")
    account = models.ForeignKey(
        Account, null=True, on_delete=models.CASCADE, related_name="+", db_comment="the space it was asked for in"
    )
    expires_at = models.DateTimeField()

    class Meta:
        db_table = "discussions_ticket"
        indexes: ClassVar = [models.Index(fields=["expires_at"], name="discussions_ticket_expires")]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(attachment__isnull=False, other="") | (Q(attachment__isnull=True) & ~Q(other="")),
                name="discussions_ticket_for_one",
            )
        ]
