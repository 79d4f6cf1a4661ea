"""How many marks of an account spoke which way when they were read last: what candidates are found by."""

from typing import ClassVar

from django.db import models

from closeknit.accounts.models import Account
from closeknit.kit.scoping import Internal, OnErase, OnMerge, Row, Scope


class MarkTally(Row):
    """The marks of one account, counted. Derived: what they say and rest on is read anew whenever somebody looks."""

    scope: ClassVar[Scope] = Internal("what we think of them")
    on_merge: ClassVar = {"account": OnMerge.KEEP}
    on_erase: ClassVar = {"account": OnErase.DELETE}

    account = models.OneToOneField(Account, primary_key=True, on_delete=models.CASCADE, related_name="+")
    n_for = models.IntegerField()
    n_against = models.IntegerField()
    n_unknown = models.IntegerField()
    seen_at = models.DateTimeField()

    class Meta:
        db_table = "circle_mark_tally"
        indexes: ClassVar = [
            models.Index(fields=["n_for"], name="circle_marks_for"),
            models.Index(fields=["n_against"], name="circle_marks_against"),
        ]
