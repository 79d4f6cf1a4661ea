"""Tables of needs: need, its figures, evidence, what people decided, ratings, jobs, the state of the stream."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from closeknit.accounts.models import Account, Contact
from closeknit.analysis.kinds import NeedState, Stance, StepCode
from closeknit.analysis.needs import joining
from closeknit.identity.models import Member
from closeknit.kit.scoping import Internal, OnErase, OnMerge, Row, Scope
from closeknit.touchpoints.models import Import
from closeknit.verbatims.models import Verbatim


class Need(Row):
    """What customers want to be able to do or be rid of, stated by us, standing on evidence. Its identity is for ever."""

    scope: ClassVar[Scope] = Internal("what we make of the words of several accounts")

    id = models.CharField(primary_key=True, max_length=64)
    statement = models.CharField(max_length=200)
    subtitle = models.CharField(
        max_length=300, blank=True, db_comment="the words that said it shortest when it was born"
    )
    born_at = models.DateTimeField()
    state = models.CharField(max_length=16, default=NeedState.OPEN)
    merged_into = models.ForeignKey(
        "self",
        null=True,
        on_delete=models.PROTECT,
        related_name="+",
        db_comment="the need that its words count for now; never itself a merged one",
    )
    statement_by = models.ForeignKey(
        Member, null=True, on_delete=models.PROTECT, related_name="+", db_comment="null: the machine named it"
    )
    opened_at = models.DateTimeField(
        null=True, db_comment="when a person first opened its page: its name stays as they saw it"
    )
    settled_on = models.DateField(null=True, db_comment="the day on which it was answered")
    note = models.TextField(blank=True, db_comment="how it was answered, or why it was dismissed")
    stream_name = models.CharField(
        max_length=64,
        blank=True,
        db_comment="what the stream calls it; empty: stated by hand, and called by its id there",
    )

    class Meta:
        db_table = "needs_need"
        indexes: ClassVar = [models.Index(fields=["state", "settled_on"], name="needs_by_state")]
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(state__in=[one.value for one in NeedState]), name="needs_state_known"),
            models.CheckConstraint(condition=~Q(statement=""), name="needs_stated"),
            models.UniqueConstraint(fields=["stream_name"], condition=~Q(stream_name=""), name="needs_once_in_stream"),
            models.CheckConstraint(
                condition=Q(state=NeedState.MERGED, merged_into__isnull=False)
                | (~Q(state=NeedState.MERGED) & Q(merged_into__isnull=True)),
                name="needs_merged_into_one",
            ),
            models.CheckConstraint(
                condition=~Q(state=NeedState.ANSWERED) | Q(settled_on__isnull=False), name="needs_answered_has_day"
            ),
        ]


class Figures(Row):
    """What is counted of a need, so that a list of needs costs the same in ten years; made again from its evidence."""

    scope: ClassVar[Scope] = Internal("what we make of the words of several accounts")

    need = models.OneToOneField(Need, primary_key=True, on_delete=models.CASCADE, related_name="figures")
    n_sentences = models.IntegerField(default=0, db_comment="that say so; those that say otherwise are counted apart")
    n_accounts = models.IntegerField(default=0)
    n_against = models.IntegerField(default=0, db_comment="sentences that say otherwise")
    n_settling = models.IntegerField(default=0, db_comment="sentences that say it is settled")
    n_lately = models.IntegerField(default=0, db_comment="accounts that said it in the last ten weeks")
    n_before = models.IntegerField(default=0, db_comment="accounts that said it in the ten weeks before")
    first_said_at = models.DateTimeField(null=True)
    last_said_at = models.DateTimeField(null=True)
    best = models.ForeignKey(
        Verbatim, null=True, on_delete=models.SET_NULL, related_name="+", db_comment="the words that lead its page"
    )
    named_from = models.CharField(
        max_length=64, blank=True, db_comment="hash of the sentences that the machine's name was made from"
    )
    is_forming = models.BooleanField(
        default=False, db_comment="only found, and no name carries it yet: it gathers words and is not listed"
    )
    is_stale = models.BooleanField(default=True, db_comment="its evidence changed since it was counted")

    class Meta:
        db_table = "needs_figures"
        indexes: ClassVar = [
            models.Index(fields=["-n_accounts", "-n_sentences", "need"], name="needs_by_weight"),
            models.Index(fields=["need"], condition=Q(is_stale=True), name="needs_stale"),
        ]


# What is still forming is listed nowhere, unless a person has looked at it or named it.
FORMING = Q(figures__is_forming=True, statement_by__isnull=True, opened_at__isnull=True)


class Evidence(Row):
    """The link from a verbatim to a need."""

    scope: ClassVar[Scope] = Internal("what we make of their words")
    on_merge: ClassVar = {"account": OnMerge.REPOINT}
    on_erase: ClassVar = {"account": OnErase.DELETE}

    id = models.BigAutoField(primary_key=True)
    verbatim = models.ForeignKey(Verbatim, on_delete=models.CASCADE, related_name="+", db_index=False)
    # A need is deleted only when its stating is taken back; what the machine laid beside it meanwhile goes with it.
    need = models.ForeignKey(Need, on_delete=models.CASCADE, related_name="+", db_index=False)
    account = models.ForeignKey(
        Account,
        null=True,
        on_delete=models.CASCADE,
        related_name="+",
        db_comment="the verbatim's, kept here to count by",
    )
    said_at = models.DateTimeField(db_comment="the verbatim's, kept here to count by")
    stance = models.CharField(max_length=16, default=Stance.SUPPORTS)
    strength = models.FloatField(db_comment="how near the words stand to the need, 0-1; 1 where a person put them here")
    decided_by = models.ForeignKey(
        Member, null=True, on_delete=models.PROTECT, related_name="+", db_comment="null: the machine"
    )
    confirmed_by = models.ForeignKey(Member, null=True, on_delete=models.PROTECT, related_name="+")
    confirmed_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "needs_evidence"
        indexes: ClassVar = [models.Index(fields=["need", "-said_at", "account"], name="needs_words_of")]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["verbatim", "need"], name="needs_evidence_once"),
            models.CheckConstraint(condition=Q(stance__in=[one.value for one in Stance]), name="needs_stance_known"),
            models.CheckConstraint(condition=Q(strength__gte=0) & Q(strength__lte=1), name="needs_strength"),
            models.CheckConstraint(
                condition=Q(confirmed_by__isnull=True, confirmed_at__isnull=True)
                | Q(confirmed_by__isnull=False, confirmed_at__isnull=False),
                name="needs_confirmed_whole",
            ),
        ]


class Decision(Row):
    """What a person decided about words and a need. The machine never places a verbatim that somebody decided about."""

    scope: ClassVar[Scope] = Internal("what we make of their words")

    id = models.BigAutoField(primary_key=True)
    verbatim = models.ForeignKey(Verbatim, on_delete=models.CASCADE, related_name="+", db_index=False)
    need = models.ForeignKey(Need, on_delete=models.CASCADE, related_name="+")
    belongs = models.BooleanField(db_comment="true: these words stand for the need; false: they do not")
    decided_by = models.ForeignKey(Member, null=True, on_delete=models.PROTECT, related_name="+")
    decided_at = models.DateTimeField()

    class Meta:
        db_table = "needs_decision"
        constraints: ClassVar = [models.UniqueConstraint(fields=["verbatim", "need"], name="needs_decision_once")]


class Rating(Row):
    """One person's importance and satisfaction for a need, on a day. Of several days the newest counts."""

    scope: ClassVar[Scope] = Internal("what single people think of what we made of everybody's words")
    on_merge: ClassVar = {"contact": OnMerge.JOIN, "account": OnMerge.REPOINT}
    on_erase: ClassVar = {"contact": OnErase.DELETE, "account": OnErase.DELETE}

    id = models.BigAutoField(primary_key=True)
    need = models.ForeignKey(Need, on_delete=models.CASCADE, related_name="+", db_index=False)
    contact = models.ForeignKey(Contact, on_delete=models.CASCADE, related_name="+")
    account = models.ForeignKey(
        Account, on_delete=models.CASCADE, related_name="+", db_comment="the contact's when they rated it"
    )
    importance = models.FloatField(db_comment="0-10: how much it matters to them")
    satisfaction = models.FloatField(db_comment="0-10: how well it is met today")
    rated_on = models.DateField()
    scale = models.CharField(
        max_length=8, default="0-10", db_comment="what they were asked on, before it was stretched"
    )
    sheet = models.ForeignKey(
        "RatingSheet",
        null=True,
        on_delete=models.CASCADE,
        related_name="+",
        db_comment="the file that it came in; null: somebody entered it",
    )
    entered_by = models.ForeignKey(Member, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        db_table = "needs_rating"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["need", "contact", "rated_on"], name="needs_rating_once_a_day"),
            models.CheckConstraint(condition=Q(importance__gte=0) & Q(importance__lte=10), name="needs_importance"),
            models.CheckConstraint(
                condition=Q(satisfaction__gte=0) & Q(satisfaction__lte=10), name="needs_satisfaction"
            ),
        ]


class RatingSheet(Row):
    """Columns of a file that rate needs, as a person said, and what came of reading them. Taken back, it goes with its ratings."""

    scope: ClassVar[Scope] = Internal("what single people think of what we made of everybody's words")

    source = models.OneToOneField(Import, primary_key=True, on_delete=models.CASCADE, related_name="+")
    columns = models.JSONField(db_comment="[{need, importance, satisfaction, scale}]: names of columns")
    n_read = models.IntegerField(default=0, db_comment="rows that are read: the checkpoint, in the chunk's transaction")
    n_ratings = models.IntegerField(default=0)
    is_done = models.BooleanField(default=False)
    asked_by = models.ForeignKey(Member, null=True, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()

    class Meta:
        db_table = "needs_rating_sheet"


class RatingProblem(Row):
    """A cell, or a row, of such a file that no rating could be made of."""

    scope: ClassVar[Scope] = Internal("what single people think of what we made of everybody's words")

    id = models.BigAutoField(primary_key=True)
    sheet = models.ForeignKey(RatingSheet, on_delete=models.CASCADE, related_name="+")
    row = models.IntegerField(db_comment="from 1, the header not counted")
    reason = models.CharField(max_length=300)

    class Meta:
        db_table = "needs_rating_problem"


class Job(Row):
    """What somebody is trying to get done; needs hang on it where a person put them."""

    scope: ClassVar[Scope] = Internal("how we see what several accounts are trying to do")

    id = models.CharField(primary_key=True, max_length=64)
    statement = models.CharField(max_length=200)
    place = models.IntegerField(db_comment="its place among the jobs; lower stands first, equal ones by id")
    stated_by = models.ForeignKey(Member, null=True, on_delete=models.PROTECT, related_name="+")
    stated_at = models.DateTimeField()

    class Meta:
        db_table = "needs_job"
        constraints: ClassVar = [models.CheckConstraint(condition=~Q(statement=""), name="needs_job_stated")]


class Step(Row):
    """One of the eight steps of the universal job map, as far as a job has it."""

    scope: ClassVar[Scope] = Internal("how we see what several accounts are trying to do")

    id = models.BigAutoField(primary_key=True)
    job = models.ForeignKey(Job, on_delete=models.CASCADE, related_name="+", db_index=False)
    code = models.CharField(max_length=8)
    statement = models.CharField(max_length=200, blank=True, db_comment="the step in the words of this job")

    class Meta:
        db_table = "needs_step"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["job", "code"], name="needs_step_once"),
            models.CheckConstraint(condition=Q(code__in=[one.value for one in StepCode]), name="needs_step_known"),
        ]


class Hanging(Row):
    """Where a person hung a need: on a job, or on one of its steps."""

    scope: ClassVar[Scope] = Internal("how we see what several accounts are trying to do")

    need = models.OneToOneField(Need, primary_key=True, on_delete=models.CASCADE, related_name="+")
    job = models.ForeignKey(Job, on_delete=models.CASCADE, related_name="+")
    step = models.ForeignKey(
        Step, null=True, on_delete=models.SET_NULL, related_name="+", db_comment="of the same job; null: the whole job"
    )
    hung_by = models.ForeignKey(Member, null=True, on_delete=models.PROTECT, related_name="+")
    hung_at = models.DateTimeField()

    class Meta:
        db_table = "needs_hanging"


class Proposal(Row):
    """What the stream would merge or split if a person had not had a hand in it: theirs to accept or decline."""

    scope: ClassVar[Scope] = Internal("what we make of the words of several accounts")

    id = models.BigAutoField(primary_key=True)
    kind = models.CharField(max_length=8, db_comment="merge: `other` would go into `need`; split: `verbatims` leave it")
    need = models.ForeignKey(Need, on_delete=models.CASCADE, related_name="+")
    other = models.ForeignKey(Need, null=True, on_delete=models.CASCADE, related_name="+", db_index=False)
    verbatims = models.JSONField(default=list, db_comment="ids of the words that would leave, for a split")
    likeness = models.FloatField(db_comment="how alike the two are, 0-1")
    inner = models.FloatField(db_comment="how alike each is within, 0-1")
    proposed_at = models.DateTimeField()
    state = models.CharField(max_length=8, default="open")
    decided_by = models.ForeignKey(Member, null=True, on_delete=models.PROTECT, related_name="+")
    decided_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "needs_proposal"
        indexes: ClassVar = [
            models.Index(fields=["-proposed_at", "id"], condition=Q(state="open"), name="needs_proposals_open")
        ]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(state__in=("open", "accepted", "declined")), name="needs_proposal_state"
            ),
            models.CheckConstraint(
                condition=Q(kind="merge", other__isnull=False) | Q(kind="split", other__isnull=True),
                name="needs_proposal_whole",
            ),
        ]


class StreamState(Row):
    """The one ordered stream in which needs are discovered: how far it came and what it remembers."""

    scope: ClassVar[Scope] = Internal("what we make of the words of several accounts")

    id = models.SmallIntegerField(primary_key=True, default=1)
    position = models.BigIntegerField(
        default=0, db_comment="the last place of the stream that is laid beside the needs"
    )
    last_decision = models.BigIntegerField(
        default=0, db_comment="the last decision of a person that the state knows of"
    )
    heard_lately = models.IntegerField(default=0, db_comment="accounts that said anything in the last ten weeks")
    heard_before = models.IntegerField(default=0, db_comment="accounts that said anything in the ten weeks before")
    data = models.BinaryField(db_comment="the state of the analysis, as it wrote it")
    version = models.CharField(max_length=100, db_comment="the model and kernel whose vectors the state holds")
    granularity = models.FloatField(
        default=joining.GRANULARITY, db_comment="how fine needs are, 0.3-0.9: the higher, the more and the finer"
    )

    class Meta:
        db_table = "needs_stream_state"
        constraints: ClassVar = [models.CheckConstraint(condition=Q(id=1), name="needs_one_stream")]
