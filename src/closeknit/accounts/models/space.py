"""The shared site of one account: whether it is open, who there may do what, and how they get in."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from closeknit.accounts.models.account import Account
from closeknit.accounts.models.person import Contact
from closeknit.analysis.kinds import SpaceRight
from closeknit.identity.models import Member
from closeknit.kit.scoping import Internal, OfAccount, OnErase, OnMerge, Row, Scope


class Space(Row):
    """The shared site of an account and us. There is one once a member has opened it; closed, nobody outside gets in."""

    scope: ClassVar[Scope] = OfAccount("account_id")
    on_merge: ClassVar = {"account": OnMerge.JOIN}
    on_erase: ClassVar = {"account": OnErase.DELETE}

    account = models.OneToOneField(Account, primary_key=True, on_delete=models.CASCADE, related_name="space")
    welcome = models.TextField(
        blank=True, db_comment="what we say to them first; markdown, shown to every contact there"
    )
    opened_by = models.ForeignKey(Member, null=True, on_delete=models.PROTECT, related_name="+")
    opened_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "accounts_space"


class Access(Row):
    """What a contact may do on the shared site of their account. Without a row they may not come in."""

    scope: ClassVar[Scope] = OfAccount("contact__account_id")
    on_merge: ClassVar = {"contact": OnMerge.JOIN, "given_by_contact": OnMerge.REPOINT}
    on_erase: ClassVar = {"contact": OnErase.DELETE, "given_by_contact": OnErase.BLANK}

    contact = models.OneToOneField(Contact, primary_key=True, on_delete=models.CASCADE, related_name="access")
    right = models.CharField(max_length=16, default=SpaceRight.TAKE_PART)
    given_by = models.ForeignKey(Member, null=True, on_delete=models.PROTECT, related_name="+")
    given_by_contact = models.ForeignKey(
        Contact, null=True, on_delete=models.SET_NULL, related_name="+", db_comment="a colleague there who invited them"
    )
    given_at = models.DateTimeField()

    class Meta:
        db_table = "accounts_access"
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(right__in=[right.value for right in SpaceRight]), name="accounts_space_right_known"
            ),
        ]


class SpaceInvitation(Row):
    """A link by which somebody comes in for the first time. Only the hash of its secret is kept.

    Whom the address belongs to is looked up when they accept, not before: until then a colleague who invites learns nothing of ours.
    """

    scope: ClassVar[Scope] = OfAccount("account_id")
    on_merge: ClassVar = {"account": OnMerge.REPOINT, "contact": OnMerge.REPOINT, "invited_by_contact": OnMerge.REPOINT}
    on_erase: ClassVar = {
        "account": OnErase.DELETE,
        "contact": OnErase.DELETE,
        "invited_by_contact": OnErase.BLANK,
        "email": OnErase.DELETE,
    }

    id = models.CharField(primary_key=True, max_length=64)
    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="+")
    contact = models.ForeignKey(
        Contact,
        null=True,
        on_delete=models.CASCADE,
        related_name="+",
        db_comment="whom a member of ours means; internal",
    )
    name = models.CharField(max_length=200)
    email = models.EmailField(db_comment="where it was sent: who follows it has shown that they read there")
    right = models.CharField(max_length=16, default=SpaceRight.TAKE_PART)
    secret_hash = models.CharField(max_length=64, unique=True)
    invited_by = models.ForeignKey(Member, null=True, on_delete=models.PROTECT, related_name="+")
    invited_by_contact = models.ForeignKey(Contact, null=True, on_delete=models.SET_NULL, related_name="+")
    invited_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    accepted_at = models.DateTimeField(null=True)
    withdrawn_at = models.DateTimeField(null=True)
    mail = models.CharField(max_length=64, blank=True, db_comment="the mail that carries it")

    class Meta:
        db_table = "accounts_space_invitation"
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["account", "email"],
                condition=Q(accepted_at__isnull=True, withdrawn_at__isnull=True),
                name="accounts_one_open_space_invitation",
            ),
            models.CheckConstraint(
                condition=Q(right__in=[right.value for right in SpaceRight]), name="accounts_invited_right_known"
            ),
        ]


class Look(Row):
    """That a member looked at the shared site as a contact sees it. The secret starts it, once, within a minute."""

    scope: ClassVar[Scope] = Internal("who of ours looked")
    on_merge: ClassVar = {"contact": OnMerge.REPOINT}
    on_erase: ClassVar = {"contact": OnErase.DELETE}

    id = models.CharField(primary_key=True, max_length=64)
    contact = models.ForeignKey(Contact, on_delete=models.CASCADE, related_name="+")
    member = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="+")
    secret_hash = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField()
    begun_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "accounts_look"
