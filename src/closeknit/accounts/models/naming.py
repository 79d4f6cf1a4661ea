"""How rivals, our own things and people are written."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from closeknit.accounts.models.account import Account
from closeknit.accounts.models.person import Contact
from closeknit.identity.models import Member
from closeknit.kit.scoping import Internal, OnErase, OnMerge, Row, Scope


class Competitor(Row):
    """A rival organisation with the spellings it is named by."""

    scope: ClassVar[Scope] = Internal("whom we watch")

    id = models.CharField(primary_key=True, max_length=64)
    name = models.CharField(max_length=200, unique=True)
    spellings = models.JSONField(default=list)

    class Meta:
        db_table = "accounts_competitor"


class ProductName(Row):
    """A name of something we ship, with its spellings, so that hearing knows it from a rival's."""

    scope: ClassVar[Scope] = Internal("what our things are called among us")

    id = models.CharField(primary_key=True, max_length=64)
    name = models.CharField(max_length=200, unique=True)
    spellings = models.JSONField(default=list)

    class Meta:
        db_table = "accounts_product_name"


class Spelling(Row):
    """A decision that somebody made once: whoever is written like this in what we read is this contact, or nobody we keep."""

    scope: ClassVar[Scope] = Internal("how people are called in what we read")
    on_merge: ClassVar = {"contact": OnMerge.REPOINT, "account": OnMerge.REPOINT}
    on_erase: ClassVar = {"contact": OnErase.DELETE, "account": OnErase.DELETE}

    id = models.CharField(primary_key=True, max_length=64)
    written = models.CharField(max_length=254, db_comment="name or address as written, casefolded")
    account = models.ForeignKey(
        Account, null=True, on_delete=models.CASCADE, related_name="+", db_comment="where it holds; null: everywhere"
    )
    contact = models.ForeignKey(
        Contact, null=True, on_delete=models.CASCADE, related_name="+", db_comment="null: one of ours, or nobody"
    )
    member = models.ForeignKey(Member, null=True, on_delete=models.PROTECT, related_name="+")
    decided_by = models.ForeignKey(Member, null=True, on_delete=models.PROTECT, related_name="+")
    decided_at = models.DateTimeField()

    class Meta:
        db_table = "accounts_spelling"
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["written", "account"], condition=Q(account__isnull=False), name="accounts_spelling_once_here"
            ),
            models.UniqueConstraint(
                fields=["written"], condition=Q(account__isnull=True), name="accounts_spelling_once"
            ),
        ]
