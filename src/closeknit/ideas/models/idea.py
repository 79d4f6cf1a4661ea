"""An idea, whose it is, which needs it answers; how it is numbered, found and counted."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from closeknit.accounts.models import Account, Contact, Person
from closeknit.analysis.ideas.kinds import GiverKind, IdeaState
from closeknit.analysis.kinds import Audience
from closeknit.discussions.models import Thread
from closeknit.ideas.models.scopes import OfIdea
from closeknit.identity.models import Member
from closeknit.kit.scoping import Internal, OnErase, OnMerge, Row, Scope
from closeknit.needs.models import Need
from closeknit.offerings.models import Offering, VerdictVersion
from closeknit.verbatims.models import Verbatim


class Idea(Row):
    """A proposal, from anyone. Who said it keeps the credit, whoever wrote it down."""

    scope: ClassVar[Scope] = OfIdea(audience="audience", account="account_id", speaker="person_id", is_wide=True)
    on_merge: ClassVar = {"account": OnMerge.REPOINT, "contact": OnMerge.REPOINT, "person": OnMerge.REPOINT}
    on_erase: ClassVar = {"account": OnErase.BLANK, "contact": OnErase.BLANK, "person": OnErase.BLANK}

    id = models.CharField(primary_key=True, max_length=64)
    number = models.PositiveIntegerField(
        unique=True, db_comment="how people speak of it: idea 42; drawn from the house's own count, never given twice"
    )
    title = models.CharField(max_length=140)
    text = models.TextField(blank=True, db_comment="what it is and what it would be good for; markdown")
    state = models.CharField(max_length=16, default=IdeaState.OPEN)
    audience = models.CharField(
        max_length=8, default=Audience.INTERNAL, db_comment="whom it reaches; outside it is read as its posting says it"
    )
    giver_kind = models.CharField(max_length=16)
    member = models.ForeignKey(Member, null=True, on_delete=models.PROTECT, related_name="+", db_comment="who gave it")
    person = models.ForeignKey(
        Person, null=True, on_delete=models.SET_NULL, related_name="+", db_comment="who gave it; null once erased"
    )
    contact = models.ForeignKey(
        Contact,
        null=True,
        on_delete=models.SET_NULL,
        related_name="+",
        db_comment="the giver's place when they gave it",
    )
    account = models.ForeignKey(
        Account, null=True, on_delete=models.SET_NULL, related_name="+", db_comment="the giver's when they gave it"
    )
    outsider_name = models.CharField(max_length=200, blank=True)
    outsider_email = models.EmailField(blank=True)
    verbatim = models.ForeignKey(
        Verbatim, null=True, on_delete=models.SET_NULL, related_name="+", db_comment="the words that it came from"
    )
    redesign = models.ForeignKey(
        VerdictVersion,
        null=True,
        on_delete=models.PROTECT,
        related_name="+",
        db_comment="the verdict of a redesign session that it carries out",
    )
    noted_by = models.ForeignKey(
        Member, null=True, on_delete=models.PROTECT, related_name="+", db_comment="who of ours wrote it down"
    )
    thread = models.ForeignKey(
        Thread, null=True, on_delete=models.PROTECT, related_name="+", db_comment="where it is discussed"
    )
    given_at = models.DateTimeField()
    reader = models.ForeignKey(
        Member, null=True, on_delete=models.PROTECT, related_name="+", db_comment="who of ours answers it"
    )
    answer_by = models.DateField(db_comment="through the end of that local day; nobody can put it off")
    answered_at = models.DateTimeField(null=True, db_comment="its own first verdict")
    revisit_on = models.DateField(null=True, db_comment="when a not-now is looked at again")
    merged_into = models.ForeignKey(
        "self",
        null=True,
        on_delete=models.PROTECT,
        related_name="+",
        db_comment="the idea that somebody merged it into",
    )
    counts_in = models.ForeignKey(
        "self",
        null=True,
        on_delete=models.PROTECT,
        related_name="+",
        db_comment="the idea that its votes count for now, at the end of that way; never itself a merged one",
    )
    merged_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "ideas_idea"
        indexes: ClassVar = [
            models.Index(fields=["-number"], condition=~Q(state=IdeaState.MERGED), name="ideas_newest"),
            models.Index(fields=["answer_by", "number"], condition=Q(state=IdeaState.OPEN), name="ideas_to_answer"),
            models.Index(fields=["revisit_on"], condition=Q(state=IdeaState.NOT_NOW), name="ideas_to_revisit"),
            models.Index(fields=["given_at"], name="ideas_by_day"),
        ]
        constraints: ClassVar = [
            models.CheckConstraint(condition=~Q(title=""), name="ideas_said"),
            models.CheckConstraint(
                condition=Q(audience__in=[one.value for one in Audience]), name="ideas_audience_known"
            ),
            models.CheckConstraint(condition=Q(state__in=[one.value for one in IdeaState]), name="ideas_state_known"),
            models.CheckConstraint(
                condition=Q(giver_kind=GiverKind.MEMBER, member__isnull=False, person__isnull=True, outsider_name="")
                | Q(giver_kind=GiverKind.CONTACT, member__isnull=True, outsider_name="")
                | Q(giver_kind=GiverKind.OUTSIDER, member__isnull=True, person__isnull=True),
                name="ideas_one_giver",
            ),
            models.CheckConstraint(
                condition=Q(
                    state=IdeaState.MERGED, merged_into__isnull=False, counts_in__isnull=False, merged_at__isnull=False
                )
                | (
                    ~Q(state=IdeaState.MERGED)
                    & Q(merged_into__isnull=True, counts_in__isnull=True, merged_at__isnull=True)
                ),
                name="ideas_merged_into_one",
            ),
            models.CheckConstraint(
                condition=~Q(merged_into=F("id")) & ~Q(counts_in=F("id")), name="ideas_not_into_itself"
            ),
            models.CheckConstraint(
                condition=Q(state=IdeaState.NOT_NOW, revisit_on__isnull=False)
                | (~Q(state=IdeaState.NOT_NOW) & Q(revisit_on__isnull=True)),
                name="ideas_not_now_has_a_day",
            ),
            models.CheckConstraint(
                condition=Q(state__in=(IdeaState.OPEN, IdeaState.MERGED, IdeaState.WITHDRAWN))
                | Q(answered_at__isnull=False),
                name="ideas_answered_at_a_moment",
            ),
        ]


class IdeaFigures(Row):
    """How many want an idea, with what is merged into it, so that a list of ideas costs the same in ten years."""

    scope: ClassVar[Scope] = Internal("who wants what")

    idea = models.OneToOneField(Idea, primary_key=True, on_delete=models.CASCADE, related_name="figures")
    n_people = models.IntegerField(default=0, db_comment="people outside, each once")
    n_accounts = models.IntegerField(default=0, db_comment="the accounts that they are at, each once")
    n_ours = models.IntegerField(default=0, db_comment="members; they are not demand, and counted apart")
    accounts = models.JSONField(default=list, db_comment="their ids: what they are worth is looked up when asked")

    class Meta:
        db_table = "ideas_figures"


class IdeaNeed(Row):
    """That an idea answers a need."""

    scope: ClassVar[Scope] = Internal("what we make of the words of several accounts")

    id = models.BigAutoField(primary_key=True)
    idea = models.ForeignKey(Idea, on_delete=models.CASCADE, related_name="+", db_index=False)
    need = models.ForeignKey(Need, on_delete=models.CASCADE, related_name="+")
    linked_by = models.ForeignKey(Member, null=True, on_delete=models.PROTECT, related_name="+")
    linked_at = models.DateTimeField()

    class Meta:
        db_table = "ideas_need"
        constraints: ClassVar = [models.UniqueConstraint(fields=["idea", "need"], name="ideas_need_once")]


class IdeaOffering(Row):
    """That an offering carries an idea: whoever gave it is named there."""

    scope: ClassVar[Scope] = Internal("what we ship, and whose idea it was")

    id = models.BigAutoField(primary_key=True)
    idea = models.ForeignKey(Idea, on_delete=models.CASCADE, related_name="+", db_index=False)
    offering = models.ForeignKey(Offering, on_delete=models.CASCADE, related_name="+")
    since_on = models.DateField()
    linked_by = models.ForeignKey(Member, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        db_table = "ideas_offering"
        constraints: ClassVar = [models.UniqueConstraint(fields=["idea", "offering"], name="ideas_offering_once")]


class IdeaVector(Row):
    """The embedding of an idea, tagged with the model and kernel that made it: how similar ones are found."""

    scope: ClassVar[Scope] = Internal("what we make of ideas")

    idea = models.OneToOneField(Idea, primary_key=True, on_delete=models.CASCADE, related_name="+")
    tag = models.CharField(max_length=64)
    text_hash = models.CharField(max_length=64, db_comment="of the text that it was made from")
    data = models.BinaryField(db_comment="float16, little endian, 384 of them")

    class Meta:
        db_table = "ideas_vector"


class Numbering(Row):
    """The last short number that was given, for each audience that has a count of its own; today the house."""

    scope: ClassVar[Scope] = Internal("how many ideas there are")

    audience = models.CharField(primary_key=True, max_length=64)
    last = models.PositiveIntegerField(default=0)

    class Meta:
        db_table = "ideas_numbering"


class AnswerRule(Row):
    """Within how many days the house answers an idea, and who reads those that nobody else does; at most one row."""

    scope: ClassVar[Scope] = Internal("how the house is set up")

    id = models.SmallIntegerField(primary_key=True, default=1)
    days = models.PositiveSmallIntegerField()
    reader = models.ForeignKey(Member, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        db_table = "ideas_answer_rule"
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(id=1), name="ideas_one_answer_rule"),
            models.CheckConstraint(condition=Q(days__gte=1, days__lte=180), name="ideas_answer_days_sane"),
        ]
