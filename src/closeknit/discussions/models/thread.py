"""A discussion: what it is about, whose it is and whom it reaches."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from closeknit.accounts.models import Account
from closeknit.analysis.kinds import Audience
from closeknit.identity.models import Member
from closeknit.kit.scoping import OnErase, OnMerge, Row, Scope, Shared


class Thread(Row):
    """The discussion of one thing: a promise, a plan, an idea, a challenge. Whoever is discussed points to it."""

    scope: ClassVar[Scope] = Shared(account="account_id", audience="audience", is_wide=True)
    on_merge: ClassVar = {"account": OnMerge.REPOINT}
    on_erase: ClassVar = {"account": OnErase.DELETE}

    id = models.CharField(primary_key=True, max_length=64)
    subject = models.CharField(max_length=64, unique=True, db_comment="id of what is discussed")
    account = models.ForeignKey(
        Account,
        null=True,
        on_delete=models.CASCADE,
        related_name="+",
        db_comment="with whom; null: nobody's in particular, on the open portal",
    )
    audience = models.CharField(
        max_length=8,
        default=Audience.INTERNAL,
        db_comment="whom it reaches; with internal nobody comments: there are notes for that",
    )
    opened_by = models.ForeignKey(
        Member, null=True, on_delete=models.PROTECT, related_name="+", db_comment="null: somebody outside"
    )
    created_at = models.DateTimeField()

    class Meta:
        db_table = "discussions_thread"
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(audience__in=[one.value for one in Audience]), name="discussions_audience_known"
            ),
            models.CheckConstraint(
                condition=Q(account__isnull=False) | ~Q(audience__in=[Audience.ACCOUNT, Audience.CHOSEN]),
                name="discussions_of_an_account",
            ),
            models.CheckConstraint(condition=~Q(subject=""), name="discussions_about_something"),
        ]
