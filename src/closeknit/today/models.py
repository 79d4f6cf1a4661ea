"""Tables of Today: what a member put off; when a member gets their digest, and each that was made."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from closeknit.accounts.models import Account, Contact
from closeknit.analysis.kinds import TodayClass
from closeknit.identity.models import Member
from closeknit.kit.scoping import Internal, OnErase, OnMerge, Row, Scope
from closeknit.touchpoints.models import Touchpoint


class Referral(Row):
    """A call that one member asked another to make. It is made with the touchpoint that it points to: gone, and it is open again."""

    scope: ClassVar[Scope] = Internal("who works on what")
    on_merge: ClassVar = {"account": OnMerge.REPOINT}
    on_erase: ClassVar = {"account": OnErase.DELETE}

    id = models.CharField(primary_key=True, max_length=64)
    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="+")
    from_member = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="+")
    to_member = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="+")
    why = models.CharField(max_length=300)
    by_on = models.DateField(db_comment="through the end of that local day")
    class_code = models.CharField(max_length=16, db_comment="the class that it stood in on Today when it was handed on")
    referred_on = models.DateField()
    created_at = models.DateTimeField()
    touchpoint = models.ForeignKey(
        Touchpoint, null=True, on_delete=models.SET_NULL, related_name="+", db_comment="the talk that closed it"
    )
    ended = models.CharField(max_length=12, blank=True, db_comment="declined or taken_back; empty otherwise")
    ended_on = models.DateField(null=True)
    sentence = models.CharField(max_length=300, blank=True, db_comment="why it was declined")

    class Meta:
        db_table = "today_referral"
        indexes: ClassVar = [
            models.Index(
                fields=["account"], condition=Q(ended="", touchpoint__isnull=True), name="today_referrals_open"
            ),
            models.Index(fields=["touchpoint"], name="today_referrals_made"),
        ]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(class_code__in=[one.value for one in TodayClass]), name="today_referral_class_known"
            ),
            models.CheckConstraint(condition=~Q(why=""), name="today_referred_for_a_reason"),
            models.CheckConstraint(condition=~Q(from_member=F("to_member")), name="today_referred_to_another"),
            models.CheckConstraint(
                condition=Q(ended="", ended_on__isnull=True)
                | Q(ended__in=("declined", "taken_back"), ended_on__isnull=False),
                name="today_referral_ended",
            ),
        ]


class DatedEvent(Row):
    """A day that matters to an account, such as its board meeting; where it is yearly it comes round."""

    scope: ClassVar[Scope] = Internal("what we know of their year")
    on_merge: ClassVar = {"account": OnMerge.REPOINT}
    on_erase: ClassVar = {"account": OnErase.DELETE}

    id = models.CharField(primary_key=True, max_length=64)
    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="+")
    what = models.CharField(max_length=100, db_comment="in words that follow 'their': board meeting")
    on = models.DateField(db_comment="a local date of the account's zone; of a yearly one the first")
    is_yearly = models.BooleanField(default=False)
    created_at = models.DateTimeField()

    class Meta:
        db_table = "today_dated_event"
        indexes: ClassVar = [models.Index(fields=["account", "on"], name="today_dated_events")]
        constraints: ClassVar = [models.CheckConstraint(condition=~Q(what=""), name="today_event_said")]


class PartChange(Row):
    """Somebody does something else at their account since a day."""

    scope: ClassVar[Scope] = Internal("what we know of their people")
    on_merge: ClassVar = {"contact": OnMerge.REPOINT}
    on_erase: ClassVar = {"contact": OnErase.DELETE}

    id = models.CharField(primary_key=True, max_length=64)
    contact = models.ForeignKey(Contact, on_delete=models.CASCADE, related_name="+")
    on = models.DateField()
    before = models.CharField(max_length=200, blank=True, db_comment="what they were there before")
    created_at = models.DateTimeField()

    class Meta:
        db_table = "today_part_change"
        indexes: ClassVar = [models.Index(fields=["contact", "-on"], name="today_part_changes")]


class SeenTo(Row):
    """Somebody of ours saw to it that a person left, came, or does something else; `on` is the day of what happened."""

    scope: ClassVar[Scope] = Internal("who works on what")
    on_merge: ClassVar = {"contact": OnMerge.REPOINT}
    on_erase: ClassVar = {"contact": OnErase.DELETE}

    id = models.CharField(primary_key=True, max_length=64)
    contact = models.ForeignKey(Contact, on_delete=models.CASCADE, related_name="+")
    what = models.CharField(max_length=8, db_comment="left, arrived or part")
    on = models.DateField(db_comment="the day that it is about, not the day on which it was seen to")
    note = models.CharField(max_length=300, blank=True)
    seen_by = models.ForeignKey(Member, null=True, on_delete=models.PROTECT, related_name="+")
    seen_at = models.DateTimeField()

    class Meta:
        db_table = "today_seen_to"
        indexes: ClassVar = [models.Index(fields=["contact", "what", "on"], name="today_seen")]
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(what__in=("left", "arrived", "part")), name="today_seen_what_known"),
        ]


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


class DigestWish(Row):
    """When a member gets their digest, or that they want none. Who has said nothing gets it when it is usual."""

    scope: ClassVar[Scope] = Internal("who works for us")

    member = models.OneToOneField(Member, primary_key=True, on_delete=models.CASCADE, related_name="+")
    is_on = models.BooleanField(default=True)
    weekday = models.SmallIntegerField(default=0, db_comment="0 is Monday")
    hour = models.SmallIntegerField(default=8)
    zone = models.CharField(max_length=64, blank=True, db_comment="where the hour is meant; empty: the house's")

    class Meta:
        db_table = "today_digest_wish"
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(weekday__gte=0, weekday__lte=6, hour__gte=0, hour__lte=23), name="today_digest_hour"
            ),
        ]


class Digest(Row):
    """One member's digest of one week, made once whatever happens. Only hashes of its secrets are kept."""

    scope: ClassVar[Scope] = Internal("who works on what")

    id = models.CharField(primary_key=True, max_length=64)
    member = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="+")
    week_on = models.DateField(db_comment="the Monday of its week, where its reader is")
    made_at = models.DateTimeField()
    mail = models.CharField(
        max_length=64, blank=True, db_comment="id of the mail; empty where there was nothing to say"
    )
    answer_hash = models.CharField(
        max_length=64, unique=True, db_comment="of the secret in its Message-ID: who answers it has it"
    )
    stop_hash = models.CharField(max_length=64, unique=True, db_comment="of the secret in its address for stopping")

    class Meta:
        db_table = "today_digest"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["member", "week_on"], name="today_one_digest_a_week"),
        ]
