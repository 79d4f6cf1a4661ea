"""Tables of the mirror report: what is being put together, and the versions that were released."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from closeknit.accounts.models import Account, Contact
from closeknit.analysis.feedback.kinds import MirrorPart
from closeknit.analysis.kinds import Audience
from closeknit.identity.models import Member
from closeknit.kit.scoping import Internal, OfAccount, OnErase, OnMerge, Row, Scope
from closeknit.verbatims.models import Verbatim


class Mirror(Row):
    """The next mirror report of an account, while members put it together: our own words, and what is left out."""

    scope: ClassVar[Scope] = Internal("what has not been released yet")
    on_merge: ClassVar = {"account": OnMerge.KEEP}
    on_erase: ClassVar = {"account": OnErase.DELETE}

    account = models.OneToOneField(Account, primary_key=True, on_delete=models.CASCADE, related_name="+")
    number = models.PositiveIntegerField(db_comment="rises with each change: whoever writes names what they wrote on")
    intro = models.TextField(blank=True)
    questions = models.TextField(blank=True, db_comment="what we should like to ask, a line each")
    texts = models.JSONField(default=dict, db_comment="key of a line → our own words for it, approved for this report")
    left_out = models.JSONField(default=list, db_comment="keys of lines that are left out")
    changed_by = models.ForeignKey(Member, null=True, on_delete=models.PROTECT, related_name="+")
    changed_at = models.DateTimeField()

    class Meta:
        db_table = "promises_mirror"


class MirrorVersion(Row):
    """A mirror report as it was released: frozen, with who released it, when and to whom."""

    scope: ClassVar[Scope] = OfAccount("account_id", "audience")
    on_merge: ClassVar = {"account": OnMerge.KEEP}
    on_erase: ClassVar = {"account": OnErase.DELETE}

    id = models.CharField(primary_key=True, max_length=64)
    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="+", db_index=False)
    number = models.PositiveIntegerField()
    audience = models.CharField(max_length=8, default=Audience.ACCOUNT)
    intro = models.TextField(blank=True)
    since_on = models.DateField(null=True, db_comment="the day of the report before; null: the first")
    released_on = models.DateField()
    released_at = models.DateTimeField()
    released_by = models.ForeignKey(Member, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        db_table = "promises_mirror_version"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["account", "number"], name="promises_mirror_version_once"),
            models.CheckConstraint(condition=Q(number__gte=1), name="promises_mirror_number_counts"),
            models.CheckConstraint(
                condition=Q(audience__in=[Audience.INTERNAL.value, Audience.ACCOUNT.value]),
                name="promises_mirror_audience",
            ),
        ]


class MirrorLine(Row):
    """One line of a released report. What a person is quoted with goes when the person is erased."""

    scope: ClassVar[Scope] = OfAccount("version__account_id", "version__audience")
    on_merge: ClassVar = {"contact": OnMerge.REPOINT}
    on_erase: ClassVar = {"contact": OnErase.DELETE}

    id = models.BigAutoField(primary_key=True)
    version = models.ForeignKey(MirrorVersion, on_delete=models.CASCADE, related_name="+", db_index=False)
    part = models.CharField(max_length=12)
    place = models.PositiveIntegerField()
    text = models.TextField()
    fact = models.CharField(max_length=300, blank=True, db_comment="the count or the day beside it")
    is_quote = models.BooleanField(default=False)
    speaker = models.CharField(
        max_length=300, blank=True, db_comment="as named under the quotation; empty: they wished no name"
    )
    said_on = models.DateField(null=True)
    contact = models.ForeignKey(Contact, null=True, on_delete=models.CASCADE, related_name="+")
    verbatim = models.ForeignKey(
        Verbatim, null=True, on_delete=models.SET_NULL, related_name="+", db_comment="the words it stands on; internal"
    )

    class Meta:
        db_table = "promises_mirror_line"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["version", "place"], name="promises_mirror_line_place"),
            models.CheckConstraint(
                condition=Q(part__in=[one.value for one in MirrorPart]), name="promises_mirror_part_known"
            ),
            models.CheckConstraint(condition=~Q(text=""), name="promises_mirror_line_says_something"),
            models.CheckConstraint(
                condition=Q(is_quote=False) | Q(contact__isnull=False),
                name="promises_mirror_quotes_somebody",
            ),
        ]
