"""The one table of Today: what a member put off, and until when."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from closeknit.accounts.models import Account
from closeknit.analysis.kinds import TodayClass
from closeknit.identity.models import Member
from closeknit.kit.scoping import Internal, OnErase, OnMerge, Row, Scope


class PutOff(Row):
    """A member's decision to leave an account until a day; what comes up after it shows the account again."""

    scope: ClassVar[Scope] = Internal("who works on what")
    on_merge: ClassVar = {"account": OnMerge.REPOINT}
    on_erase: ClassVar = {"account": OnErase.DELETE}

    id = models.CharField(primary_key=True, max_length=64)
    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="+")
    member = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="+")
    until_on = models.DateField()
    decided_on = models.DateField()
    class_code = models.CharField(max_length=16, db_comment="the class that it stood in on Today when it was put off")
    created_at = models.DateTimeField()

    class Meta:
        db_table = "today_put_off"
        indexes: ClassVar = [models.Index(fields=["account", "-created_at"], name="today_put_offs")]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(class_code__in=[one.value for one in TodayClass]), name="today_class_known"
            ),
        ]
