"""What a person of ours decided about keeping in touch with one account or one contact: limits of its own, and pauses."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from closeknit.accounts.models import Account, Contact
from closeknit.identity.models import Member
from closeknit.kit.scoping import Internal, OnErase, OnMerge, Row, Scope


class OwnCadence(Row):
    """The limits of one account, or of one contact there; a contact's row also says by hand whether it matters."""

    scope: ClassVar[Scope] = Internal("how we keep in touch, and who matters to us")
    on_merge: ClassVar = {"account": OnMerge.JOIN, "contact": OnMerge.JOIN}
    on_erase: ClassVar = {"account": OnErase.DELETE, "contact": OnErase.DELETE}

    id = models.CharField(primary_key=True, max_length=64)
    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="+")
    contact = models.ForeignKey(
        Contact, null=True, on_delete=models.CASCADE, related_name="+", db_comment="null: the account as a whole"
    )
    ideal_days = models.PositiveIntegerField(null=True, db_comment="null: those of the account, else of its stage")
    latest_days = models.PositiveIntegerField(null=True)
    matters = models.BooleanField(null=True, db_comment="of a contact; null: as its role says")

    class Meta:
        db_table = "circle_own_cadence"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["account"], condition=Q(contact__isnull=True), name="circle_own_account"),
            models.UniqueConstraint(fields=["contact"], condition=Q(contact__isnull=False), name="circle_own_contact"),
            models.CheckConstraint(
                condition=Q(ideal_days__isnull=True, latest_days__isnull=True)
                | Q(ideal_days__gte=1, latest_days__gte=F("ideal_days")),
                name="circle_own_order",
            ),
            models.CheckConstraint(
                condition=Q(ideal_days__isnull=False) | Q(contact__isnull=False, matters__isnull=False),
                name="circle_own_says_something",
            ),
        ]


class Pause(Row):
    """A time in which nobody asks for a call with an account, or with one contact there: from `since_on` through `until_on`."""

    scope: ClassVar[Scope] = Internal("how we keep in touch, and why not")
    on_merge: ClassVar = {"account": OnMerge.REPOINT, "contact": OnMerge.REPOINT}
    on_erase: ClassVar = {"account": OnErase.DELETE, "contact": OnErase.DELETE}

    id = models.CharField(primary_key=True, max_length=64)
    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="+", db_index=False)
    contact = models.ForeignKey(
        Contact, null=True, on_delete=models.CASCADE, related_name="+", db_comment="null: the account as a whole"
    )
    since_on = models.DateField()
    until_on = models.DateField(db_comment="its last day")
    reason = models.TextField()
    taken_up_on = models.DateField(null=True, db_comment="the day on which somebody ended it before its last day")
    paused_by = models.ForeignKey(Member, null=True, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField()

    class Meta:
        db_table = "circle_pause"
        indexes: ClassVar = [models.Index(fields=["account", "until_on"], name="circle_pauses")]
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(until_on__gte=F("since_on")), name="circle_pause_order"),
            models.CheckConstraint(
                condition=Q(taken_up_on__isnull=True) | Q(taken_up_on__gte=F("since_on")), name="circle_pause_taken_up"
            ),
            models.CheckConstraint(condition=~Q(reason=""), name="circle_pause_has_reason"),
        ]
