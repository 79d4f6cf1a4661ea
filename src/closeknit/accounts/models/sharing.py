"""What the people of an account say of themselves on the shared site, and how each of them hears of what happens there."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from closeknit.accounts.models.account import Account
from closeknit.accounts.models.person import Contact
from closeknit.accounts.models.space import Access
from closeknit.analysis.spaces.kinds import NoticePace, TidingKind
from closeknit.kit.scoping import OfAccount, OnErase, OnMerge, Row, Scope


class TheirPurpose(Row):
    """One version of what an account is there for, in its people's own words; never edited. The newest holds."""

    scope: ClassVar[Scope] = OfAccount("account_id")
    on_merge: ClassVar = {"account": OnMerge.KEEP, "written_by": OnMerge.REPOINT}
    on_erase: ClassVar = {"account": OnErase.DELETE, "written_by": OnErase.BLANK}

    id = models.CharField(primary_key=True, max_length=64)
    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="+", db_index=False)
    number = models.PositiveIntegerField()
    text = models.TextField(blank=True, db_comment="markdown; empty: they took it back")
    written_by = models.ForeignKey(Contact, null=True, on_delete=models.SET_NULL, related_name="+")
    written_at = models.DateTimeField()

    class Meta:
        db_table = "accounts_their_purpose"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["account", "number"], name="accounts_their_purpose_once"),
            models.CheckConstraint(condition=Q(number__gte=1), name="accounts_their_purpose_counts"),
        ]


class NamedCustomer(Row):
    """A customer of theirs that they named on the shared site. Whom we know them to serve stands elsewhere (`Service`)."""

    scope: ClassVar[Scope] = OfAccount("account_id")
    on_merge: ClassVar = {"account": OnMerge.KEEP, "named_by": OnMerge.REPOINT}
    on_erase: ClassVar = {"account": OnErase.DELETE, "named_by": OnErase.BLANK}

    id = models.CharField(primary_key=True, max_length=64)
    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="+", db_index=False)
    name = models.CharField(max_length=200)
    name_key = models.CharField(max_length=400, db_comment="the name casefolded: said twice it is said once")
    named_by = models.ForeignKey(Contact, null=True, on_delete=models.SET_NULL, related_name="+")
    named_at = models.DateTimeField()

    class Meta:
        db_table = "accounts_named_customer"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["account", "name_key"], name="accounts_named_customer_once"),
            models.CheckConstraint(condition=~Q(name=""), name="accounts_named_customer_named"),
        ]


class NoticeChoice(Row):
    """How a person hears of what happens for them on a shared site. Without a row: at once."""

    scope: ClassVar[Scope] = OfAccount("contact__account_id")
    on_merge: ClassVar = {"contact": OnMerge.JOIN}
    on_erase: ClassVar = {"contact": OnErase.DELETE}

    contact = models.OneToOneField(Contact, primary_key=True, on_delete=models.CASCADE, related_name="+")
    pace = models.CharField(max_length=8, default=NoticePace.AT_ONCE)
    chosen_at = models.DateTimeField()

    class Meta:
        db_table = "accounts_notice_choice"
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(pace__in=[pace.value for pace in NoticePace]), name="accounts_notice_pace_known"
            ),
        ]


class Tiding(Row):
    """That something happened for a person at a shared site: told by mail at once, once a day with others, or never."""

    scope: ClassVar[Scope] = OfAccount("contact__account_id")
    on_merge: ClassVar = {"contact": OnMerge.REPOINT}
    on_erase: ClassVar = {"contact": OnErase.DELETE}

    id = models.CharField(primary_key=True, max_length=64)
    contact = models.ForeignKey(Contact, on_delete=models.CASCADE, related_name="+", db_index=False)
    kind = models.CharField(max_length=16)
    subject = models.CharField(max_length=64, db_comment="id of what it happened to")
    happened_at = models.DateTimeField()
    mail = models.CharField(
        max_length=64, blank=True, db_comment="the mail that tells it; empty: it waits for the digest"
    )

    class Meta:
        db_table = "accounts_tiding"
        indexes: ClassVar = [
            models.Index(fields=["contact", "happened_at"], name="accounts_tiding_contact"),
            models.Index(fields=["mail"], name="accounts_tiding_mail"),
        ]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(kind__in=[kind.value for kind in TidingKind]), name="accounts_tiding_kind_known"
            ),
        ]


class OffSwitch(Row):
    """What ends a person's mails from a shared site with one press, without signing in. It goes with their access."""

    scope: ClassVar[Scope] = OfAccount("access__contact__account_id")

    hash = models.CharField(primary_key=True, max_length=64)
    access = models.ForeignKey(Access, on_delete=models.CASCADE, related_name="+")
    expires_at = models.DateTimeField()

    class Meta:
        db_table = "accounts_off_switch"


class SharedCalendar(Row):
    """A secret address at which a calendar program reads the shared days. Only its hash is kept; it goes with their access."""

    scope: ClassVar[Scope] = OfAccount("access__contact__account_id")

    access = models.OneToOneField(Access, primary_key=True, on_delete=models.CASCADE, related_name="+")
    secret_hash = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField()

    class Meta:
        db_table = "accounts_shared_calendar"
