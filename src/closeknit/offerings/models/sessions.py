"""Redesign sessions: who takes part, what changed, what was wished, how it was judged, what is decided and what allies answer."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from closeknit.accounts.models import Account, Contact
from closeknit.analysis.lifecycles.session import SessionState
from closeknit.analysis.offerings.sessions import AllyAnswer, Criterion, RequirementSource, SessionVerdict
from closeknit.identity.models import Member
from closeknit.kit.scoping import Internal, OnErase, OnMerge, Row, Scope
from closeknit.needs.models import Need
from closeknit.offerings.models.offering import Offering
from closeknit.offerings.models.purpose import PurposeLine
from closeknit.touchpoints.models import Appointment, Touchpoint
from closeknit.verbatims.models import Verbatim

_WHY = "how we think aloud about what we ship, and about whom for"


class RedesignSession(Row):
    """One offering laid against the changing requirements of a group of accounts, by several people."""

    scope: ClassVar[Scope] = Internal(_WHY)

    id = models.CharField(primary_key=True, max_length=64)
    offering = models.ForeignKey(Offering, on_delete=models.PROTECT, related_name="+")
    title = models.CharField(max_length=120)
    why = models.TextField(blank=True, db_comment="what the session is to answer")
    owner = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="+", db_comment="who moves it on or back")
    state = models.CharField(max_length=16, default=SessionState.DRAFT)
    purpose_weight = models.PositiveSmallIntegerField(default=40)
    strengths_weight = models.PositiveSmallIntegerField(default=30)
    cost_weight = models.PositiveSmallIntegerField(default=15)
    time_weight = models.PositiveSmallIntegerField(default=15)
    stamp = models.PositiveIntegerField(
        default=0, db_comment="rises with every change that others see, so that looking for news costs one row"
    )
    made_at = models.DateTimeField()
    decided_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "offerings_session"
        indexes: ClassVar = [models.Index(fields=["-made_at", "-id"], name="offerings_sessions_newest")]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(state__in=[one.value for one in SessionState]), name="offerings_session_state_known"
            ),
            models.CheckConstraint(condition=~Q(title=""), name="offerings_session_named"),
            models.CheckConstraint(
                condition=Q(state=SessionState.DECIDED, decided_at__isnull=False)
                | (~Q(state=SessionState.DECIDED) & Q(decided_at__isnull=True)),
                name="offerings_session_decided_once",
            ),
            models.CheckConstraint(
                condition=Q(
                    purpose_weight__lte=100, strengths_weight__lte=100, cost_weight__lte=100, time_weight__lte=100
                ),
                name="offerings_session_weights",
            ),
        ]


class SessionAccount(Row):
    """An account whose changing requirements the session is about."""

    scope: ClassVar[Scope] = Internal(_WHY)
    on_merge: ClassVar = {"account": OnMerge.JOIN}
    on_erase: ClassVar = {"account": OnErase.DELETE}

    id = models.BigAutoField(primary_key=True)
    session = models.ForeignKey(RedesignSession, on_delete=models.CASCADE, related_name="+", db_index=False)
    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="+")

    class Meta:
        db_table = "offerings_session_account"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["session", "account"], name="offerings_session_account_once")
        ]


class SessionMember(Row):
    """A member who takes part, and when they were last at the table."""

    scope: ClassVar[Scope] = Internal(_WHY)

    id = models.BigAutoField(primary_key=True)
    session = models.ForeignKey(RedesignSession, on_delete=models.CASCADE, related_name="+", db_index=False)
    member = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="+")
    invited_at = models.DateTimeField()
    seen_at = models.DateTimeField(null=True, db_comment="null: invited, not yet there")

    class Meta:
        db_table = "offerings_session_member"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["session", "member"], name="offerings_session_member_once")
        ]


class SessionRequirement(Row):
    """Something that changes at these accounts: since when, and where we know it from."""

    scope: ClassVar[Scope] = Internal(_WHY)
    on_merge: ClassVar = {"account": OnMerge.REPOINT}
    on_erase: ClassVar = {"account": OnErase.DELETE}

    id = models.CharField(primary_key=True, max_length=64)
    session = models.ForeignKey(RedesignSession, on_delete=models.PROTECT, related_name="+")
    text = models.CharField(max_length=500)
    on = models.DateField(db_comment="since when, or by when: said on, decided on, seen on")
    source = models.CharField(max_length=8)
    note = models.CharField(max_length=300, blank=True, db_comment="where a typed line is known from")
    account = models.ForeignKey(Account, null=True, on_delete=models.CASCADE, related_name="+")
    need = models.ForeignKey(Need, null=True, on_delete=models.SET_NULL, related_name="+")
    verbatim = models.ForeignKey(Verbatim, null=True, on_delete=models.SET_NULL, related_name="+")
    added_by = models.ForeignKey(Member, null=True, on_delete=models.PROTECT, related_name="+")
    added_at = models.DateTimeField()

    class Meta:
        db_table = "offerings_session_requirement"
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(source__in=[one.value for one in RequirementSource]),
                name="offerings_requirement_source_known",
            ),
            models.CheckConstraint(condition=~Q(text=""), name="offerings_requirement_says_something"),
            models.UniqueConstraint(
                fields=["session", "need"], condition=Q(need__isnull=False), name="offerings_requirement_need_once"
            ),
        ]


class SkyEntry(Row):
    """A wish or possibility of the blue-sky list. One that was set aside is kept with the reason, and not judged.

    What others judged or decided rests on it, and it is not taken from under them: not even by undo.
    """

    scope: ClassVar[Scope] = Internal(_WHY)

    id = models.CharField(primary_key=True, max_length=64)
    session = models.ForeignKey(RedesignSession, on_delete=models.PROTECT, related_name="+")
    text = models.CharField(max_length=300)
    author = models.ForeignKey(Member, null=True, on_delete=models.PROTECT, related_name="+")
    added_at = models.DateTimeField()
    aside = models.CharField(max_length=300, blank=True, db_comment="why it was set aside; empty: it is kept")
    aside_by = models.ForeignKey(Member, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        db_table = "offerings_sky_entry"
        constraints: ClassVar = [models.CheckConstraint(condition=~Q(text=""), name="offerings_sky_says_something")]


class PairAnswer(Row):
    """One person's answer to "which of these two?"."""

    scope: ClassVar[Scope] = Internal(_WHY)

    id = models.BigAutoField(primary_key=True)
    low = models.ForeignKey(
        SkyEntry, on_delete=models.PROTECT, related_name="+", db_comment="the one with the lower id"
    )
    high = models.ForeignKey(SkyEntry, on_delete=models.PROTECT, related_name="+")
    member = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="+", db_index=False)
    better = models.ForeignKey(
        SkyEntry, null=True, on_delete=models.PROTECT, related_name="+", db_comment="null: neither"
    )
    answered_at = models.DateTimeField()

    class Meta:
        db_table = "offerings_pair_answer"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["member", "low", "high"], name="offerings_pair_answered_once"),
            models.CheckConstraint(condition=Q(low__lt=F("high")), name="offerings_pair_in_order"),
            models.CheckConstraint(
                condition=Q(better__isnull=True) | Q(better=F("low")) | Q(better=F("high")),
                name="offerings_pair_better_is_one",
            ),
        ]


class EntryScore(Row):
    """The points that one person gives one entry on one criterion."""

    scope: ClassVar[Scope] = Internal(_WHY)

    id = models.BigAutoField(primary_key=True)
    entry = models.ForeignKey(SkyEntry, on_delete=models.PROTECT, related_name="+", db_index=False)
    member = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="+")
    criterion = models.CharField(max_length=12)
    points = models.PositiveSmallIntegerField()

    class Meta:
        db_table = "offerings_entry_score"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["entry", "member", "criterion"], name="offerings_scored_once"),
            models.CheckConstraint(
                condition=Q(criterion__in=[one.value for one in Criterion]), name="offerings_score_criterion_known"
            ),
            models.CheckConstraint(condition=Q(points__gte=1, points__lte=5), name="offerings_score_one_to_five"),
        ]


class VerdictVersion(Row):
    """What becomes of an entry, or (without one) of the offering as a whole: the newest version holds, none is ever edited."""

    scope: ClassVar[Scope] = Internal("what we will say to them, before we say it")

    id = models.CharField(primary_key=True, max_length=64)
    session = models.ForeignKey(RedesignSession, on_delete=models.PROTECT, related_name="+")
    entry = models.ForeignKey(
        SkyEntry, null=True, on_delete=models.PROTECT, related_name="+", db_comment="null: the whole"
    )
    number = models.PositiveIntegerField()
    is_newest = models.BooleanField(default=True)
    kind = models.CharField(max_length=12)
    reason = models.TextField()
    line = models.ForeignKey(
        PurposeLine,
        null=True,
        on_delete=models.PROTECT,
        related_name="+",
        db_comment="null: no purpose was written yet",
    )
    say = models.TextField(blank=True, db_comment="for renegotiate: what we will say to them")
    revisit_on = models.DateField(null=True)
    decided_by = models.ForeignKey(Member, null=True, on_delete=models.PROTECT, related_name="+")
    decided_at = models.DateTimeField()

    class Meta:
        db_table = "offerings_verdict_version"
        indexes: ClassVar = [
            models.Index(fields=["revisit_on"], condition=Q(is_newest=True), name="offerings_verdicts_revisit")
        ]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["entry", "number"], name="offerings_verdict_version_once"),
            models.UniqueConstraint(
                fields=["session", "number"], condition=Q(entry__isnull=True), name="offerings_whole_version_once"
            ),
            models.CheckConstraint(
                condition=Q(kind__in=[one.value for one in SessionVerdict]), name="offerings_verdict_kind_known"
            ),
            models.CheckConstraint(condition=~Q(reason=""), name="offerings_verdict_has_reason"),
            models.CheckConstraint(
                condition=~Q(kind=SessionVerdict.NOT_YET) | Q(revisit_on__isnull=False),
                name="offerings_not_yet_comes_back",
            ),
            models.CheckConstraint(
                condition=~Q(kind=SessionVerdict.RENEGOTIATE) | ~Q(say=""), name="offerings_renegotiate_says_something"
            ),
        ]


class SessionTalk(Row):
    """The talk with one account about a change between us, and what they answered."""

    scope: ClassVar[Scope] = Internal("what we will say to them, before we say it")
    on_merge: ClassVar = {"account": OnMerge.REPOINT, "contact": OnMerge.REPOINT}
    on_erase: ClassVar = {"account": OnErase.DELETE, "contact": OnErase.BLANK}

    id = models.CharField(primary_key=True, max_length=64)
    session = models.ForeignKey(RedesignSession, on_delete=models.PROTECT, related_name="+")
    entry = models.ForeignKey(
        SkyEntry, null=True, on_delete=models.PROTECT, related_name="+", db_comment="null: the whole"
    )
    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="+")
    contact = models.ForeignKey(Contact, null=True, on_delete=models.SET_NULL, related_name="+")
    appointment = models.ForeignKey(Appointment, null=True, on_delete=models.SET_NULL, related_name="+")
    answer = models.CharField(max_length=16, blank=True, db_comment="empty: not answered yet")
    answered_on = models.DateField(null=True)
    touchpoint = models.ForeignKey(
        Touchpoint, null=True, on_delete=models.SET_NULL, related_name="+", db_comment="where their words stand"
    )
    answered_by = models.ForeignKey(
        Member, null=True, on_delete=models.PROTECT, related_name="+", db_comment="who of ours wrote it down"
    )
    made_at = models.DateTimeField()

    class Meta:
        db_table = "offerings_session_talk"
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(answer="", answered_on__isnull=True)
                | (Q(answer__in=[one.value for one in AllyAnswer]) & Q(answered_on__isnull=False)),
                name="offerings_talk_answer_known",
            ),
        ]
