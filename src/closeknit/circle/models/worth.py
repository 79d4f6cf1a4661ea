"""What an account was worth, day by day, as far as it was known."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from closeknit.accounts.models import Account
from closeknit.kit.scoping import Internal, OnErase, OnMerge, Row, Scope


class WorthDay(Row):
    """From this day on an account was worth so much, until the next one says otherwise; written by what moves its standing."""

    scope: ClassVar[Scope] = Internal("what they are worth to us")
    on_merge: ClassVar = {"account": OnMerge.KEEP}
    on_erase: ClassVar = {"account": OnErase.DELETE}

    id = models.BigAutoField(primary_key=True)
    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="+", db_index=False)
    on = models.DateField(db_comment="the house's local day on which it was said; the last word of a day counts")
    worth_minor = models.BigIntegerField(
        null=True, db_comment="yearly revenue in minor units; null: not known any more"
    )

    class Meta:
        db_table = "circle_worth_day"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["account", "on"], name="circle_worth_once_a_day"),
            models.CheckConstraint(
                condition=Q(worth_minor__isnull=True) | Q(worth_minor__gte=0), name="circle_worth_positive"
            ),
        ]
