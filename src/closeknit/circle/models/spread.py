"""Who was told what, and the accounts that hang by one thread."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from closeknit.accounts.models import Account, Contact
from closeknit.identity.models import Member
from closeknit.kit.scoping import Internal, OnErase, OnMerge, Row, Scope
from closeknit.needs.models import Need
from closeknit.promises.models import Promise
from closeknit.touchpoints.models import Touchpoint


class Telling(Row):
    """One of us told one of them what became of a promise, or that a need of theirs is answered."""

    scope: ClassVar[Scope] = Internal("who told whom what")
    on_merge: ClassVar = {"account": OnMerge.REPOINT, "contact": OnMerge.REPOINT}
    on_erase: ClassVar = {"account": OnErase.DELETE, "contact": OnErase.DELETE}

    id = models.CharField(primary_key=True, max_length=64)
    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="+", db_index=False)
    contact = models.ForeignKey(Contact, on_delete=models.CASCADE, related_name="+")
    promise = models.ForeignKey(Promise, null=True, on_delete=models.CASCADE, related_name="+")
    need = models.ForeignKey(Need, null=True, on_delete=models.CASCADE, related_name="+")
    told_by = models.ForeignKey(Member, null=True, on_delete=models.PROTECT, related_name="+")
    told_on = models.DateField()
    touchpoint = models.ForeignKey(
        Touchpoint, null=True, on_delete=models.SET_NULL, related_name="+", db_comment="the talk in which it was told"
    )
    created_at = models.DateTimeField()

    class Meta:
        db_table = "circle_telling"
        indexes: ClassVar = [models.Index(fields=["account", "-told_on"], name="circle_tellings")]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(promise__isnull=True, need__isnull=False) | Q(promise__isnull=False, need__isnull=True),
                name="circle_telling_of_one_thing",
            ),
            models.UniqueConstraint(
                fields=["contact", "promise", "told_on"],
                condition=Q(promise__isnull=False),
                name="circle_told_of_promise_once",
            ),
            models.UniqueConstraint(
                fields=["contact", "need", "told_on"], condition=Q(need__isnull=False), name="circle_told_of_need_once"
            ),
        ]


class SingleThread(Row):
    """An account with which only one of theirs, or only one of ours, is in touch; counted anew through the day."""

    scope: ClassVar[Scope] = Internal("where we hang by one thread")
    on_merge: ClassVar = {"account": OnMerge.KEEP, "theirs": OnMerge.REPOINT}
    on_erase: ClassVar = {"account": OnErase.DELETE, "theirs": OnErase.BLANK}

    account = models.OneToOneField(Account, primary_key=True, on_delete=models.CASCADE, related_name="+")
    theirs = models.ForeignKey(
        Contact, null=True, on_delete=models.SET_NULL, related_name="+", db_comment="the one of theirs; null: several"
    )
    ours = models.ForeignKey(
        Member, null=True, on_delete=models.SET_NULL, related_name="+", db_comment="the one of ours; null: several"
    )
    n_known = models.PositiveIntegerField(db_comment="people whom we know there")
    counted_at = models.DateTimeField()

    class Meta:
        db_table = "circle_single_thread"
