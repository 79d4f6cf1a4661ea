"""Challenges: an open question, what decides, the words it is built from, whom it is put to, the answers and what was decided."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from closeknit.accounts.models import Account, Contact, Person
from closeknit.analysis.ideas.challenges import AnsweredBy, GuestState
from closeknit.analysis.kinds import Audience
from closeknit.analysis.lifecycles.challenge import ChallengeState
from closeknit.discussions.models import Thread
from closeknit.ideas.models.idea import Idea
from closeknit.identity.models import Member
from closeknit.kit.scoping import Internal, OfPerson, OnErase, OnMerge, Row, Scope, Shared
from closeknit.needs.models import Need
from closeknit.offerings.models import Case, PurposeLine
from closeknit.verbatims.models import Verbatim

_CLOSED = "what a challenge is weighed and decided by is ours"


class Challenge(Row):
    """An open question put to customers, suppliers, innovators or members, with a closing date."""

    scope: ClassVar[Scope] = Shared(audience="audience", chosen="openings__account_id", is_wide=True)

    id = models.CharField(primary_key=True, max_length=64)
    title = models.CharField(max_length=140)
    wish = models.CharField(max_length=300, blank=True, db_comment="the first question: what would you really want?")
    way = models.CharField(max_length=300, blank=True, db_comment="the second: is there a different way?")
    background = models.TextField(blank=True, db_comment="in our words, as it goes out; markdown")
    reward = models.CharField(max_length=300, blank=True, db_comment="what whoever answers best has of it")
    closes_on = models.DateField(null=True, db_comment="answers come in through the end of that day")
    state = models.CharField(max_length=8, default=ChallengeState.DRAFT)
    audience = models.CharField(
        max_length=8,
        default=Audience.INTERNAL,
        db_comment="whom it is open to outside, beside those it is put to by mail",
    )
    is_for_members = models.BooleanField(default=True, db_comment="every one of us may answer too")
    case = models.ForeignKey(
        Case, null=True, on_delete=models.SET_NULL, related_name="+", db_comment="the case that it came from"
    )
    owner = models.ForeignKey(Member, null=True, on_delete=models.PROTECT, related_name="+")
    thread = models.ForeignKey(
        Thread, null=True, on_delete=models.PROTECT, related_name="+", db_comment="where it is discussed"
    )
    revision = models.PositiveIntegerField(
        default=1, db_comment="rises with every change of its text: who wrote on an older one is shown both"
    )
    decision = models.PositiveIntegerField(default=0, db_comment="the number of the decision that holds; 0: none")
    made_at = models.DateTimeField()
    opened_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "ideas_challenge"
        indexes: ClassVar = [
            models.Index(fields=["closes_on"], condition=Q(state=ChallengeState.OPEN), name="ideas_challenges_open")
        ]
        constraints: ClassVar = [
            models.CheckConstraint(condition=~Q(title=""), name="ideas_challenge_titled"),
            models.CheckConstraint(
                condition=Q(state__in=[one.value for one in ChallengeState]), name="ideas_challenge_state"
            ),
            models.CheckConstraint(
                condition=Q(audience__in=[one.value for one in Audience]), name="ideas_challenge_audience"
            ),
            models.CheckConstraint(
                condition=Q(state=ChallengeState.DRAFT)
                | (Q(closes_on__isnull=False, opened_at__isnull=False) & (~Q(wish="") | ~Q(way=""))),
                name="ideas_challenge_asks_by_a_day",
            ),
            models.CheckConstraint(
                condition=Q(state__in=(ChallengeState.DRAFT, ChallengeState.OPEN, ChallengeState.CLOSED))
                | Q(decision__gte=1),
                name="ideas_challenge_decided",
            ),
        ]


class Opening(Row):
    """That a challenge is open to the people of an account, in its shared site; it counts where the audience is *chosen*."""

    scope: ClassVar[Scope] = Internal("who else is asked")
    on_merge: ClassVar = {"account": OnMerge.JOIN}
    on_erase: ClassVar = {"account": OnErase.DELETE}

    id = models.BigAutoField(primary_key=True)
    challenge = models.ForeignKey(Challenge, on_delete=models.CASCADE, related_name="openings", db_index=False)
    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="+")

    class Meta:
        db_table = "ideas_opening"
        constraints: ClassVar = [models.UniqueConstraint(fields=["challenge", "account"], name="ideas_opening_once")]


class ChallengeNeed(Row):
    """That a challenge asks for ways to meet a need."""

    scope: ClassVar[Scope] = Internal("what we make of the words of several accounts")

    id = models.BigAutoField(primary_key=True)
    challenge = models.ForeignKey(Challenge, on_delete=models.CASCADE, related_name="+", db_index=False)
    need = models.ForeignKey(Need, on_delete=models.CASCADE, related_name="+")

    class Meta:
        db_table = "ideas_challenge_need"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["challenge", "need"], name="ideas_challenge_need_once")
        ]


class Criterion(Row):
    """What an answer is weighed by: named by a customer, taken from a need, or typed."""

    scope: ClassVar[Scope] = Internal(_CLOSED)
    on_merge: ClassVar = {"named_by": OnMerge.REPOINT}
    on_erase: ClassVar = {"named_by": OnErase.BLANK}

    id = models.CharField(primary_key=True, max_length=64)
    challenge = models.ForeignKey(Challenge, on_delete=models.CASCADE, related_name="+")
    text = models.CharField(max_length=200)
    weight = models.PositiveSmallIntegerField(db_comment="1 to 10")
    named_by = models.ForeignKey(
        Contact, null=True, on_delete=models.SET_NULL, related_name="+", db_comment="the customer who named it"
    )
    need = models.ForeignKey(Need, null=True, on_delete=models.SET_NULL, related_name="+")
    put_by = models.ForeignKey(Member, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        db_table = "ideas_criterion"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["challenge", "text"], name="ideas_criterion_once"),
            models.CheckConstraint(condition=~Q(text=""), name="ideas_criterion_says_something"),
            models.CheckConstraint(condition=Q(weight__gte=1, weight__lte=10), name="ideas_criterion_weighs"),
        ]


class BriefLine(Row):
    """One line of what goes out: a customer's words as far as they allow it, else what they meant in a sentence of ours."""

    scope: ClassVar[Scope] = Internal("whose words we build on")

    id = models.CharField(primary_key=True, max_length=64)
    challenge = models.ForeignKey(Challenge, on_delete=models.CASCADE, related_name="+", db_index=False)
    verbatim = models.ForeignKey(Verbatim, on_delete=models.CASCADE, related_name="+")
    paraphrase = models.CharField(
        max_length=300, blank=True, db_comment="what goes out where the words may not; without both nothing does"
    )
    put_by = models.ForeignKey(Member, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        db_table = "ideas_brief_line"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["challenge", "verbatim"], name="ideas_brief_line_once")
        ]


class Guest(Row):
    """Somebody at an account whom a challenge is put to."""

    scope: ClassVar[Scope] = Internal("whom we ask")
    on_merge: ClassVar = {"contact": OnMerge.JOIN}
    on_erase: ClassVar = {"contact": OnErase.DELETE}

    id = models.CharField(primary_key=True, max_length=64)
    challenge = models.ForeignKey(Challenge, on_delete=models.CASCADE, related_name="+", db_index=False)
    contact = models.ForeignKey(Contact, on_delete=models.CASCADE, related_name="+")
    state = models.CharField(max_length=10, default=GuestState.CHOSEN)
    why_not = models.TextField(blank=True, db_comment="the sentence with which asking them was refused")
    mail = models.CharField(max_length=64, blank=True, db_comment="id of the mail in the outbox")
    asked_at = models.DateTimeField(null=True)
    reminded_at = models.DateTimeField(
        null=True, db_comment="when the one reminder before it closes was written, or was not to be"
    )

    class Meta:
        db_table = "ideas_guest"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["challenge", "contact"], name="ideas_guest_once"),
            models.CheckConstraint(condition=Q(state__in=[one.value for one in GuestState]), name="ideas_guest_state"),
            models.CheckConstraint(
                condition=~Q(state=GuestState.ASKED) | Q(asked_at__isnull=False), name="ideas_guest_asked_at"
            ),
        ]


class ChallengeAnswer(Row):
    """What somebody answers. Whoever said it keeps the credit, whoever wrote it down; their words are kept as they came."""

    scope: ClassVar[Scope] = OfPerson("person_id", account="account_id")
    on_merge: ClassVar = {"account": OnMerge.REPOINT, "contact": OnMerge.REPOINT, "person": OnMerge.REPOINT}
    on_erase: ClassVar = {"account": OnErase.BLANK, "contact": OnErase.BLANK, "person": OnErase.BLANK}

    id = models.CharField(primary_key=True, max_length=64)
    challenge = models.ForeignKey(Challenge, on_delete=models.CASCADE, related_name="+")
    title = models.CharField(max_length=140)
    text = models.TextField(db_comment="as they wrote it, or as one of us wrote down what they said (how: talk)")
    how = models.CharField(max_length=8)
    member = models.ForeignKey(
        Member, null=True, on_delete=models.PROTECT, related_name="+", db_comment="who of ours answers for themselves"
    )
    person = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")
    contact = models.ForeignKey(
        Contact, null=True, on_delete=models.SET_NULL, related_name="+", db_comment="their place when they answered"
    )
    account = models.ForeignKey(Account, null=True, on_delete=models.SET_NULL, related_name="+")
    noted_by = models.ForeignKey(Member, null=True, on_delete=models.PROTECT, related_name="+")
    idea = models.ForeignKey(
        Idea, null=True, on_delete=models.SET_NULL, related_name="+", db_comment="the idea that it became"
    )
    revision = models.PositiveIntegerField(default=1)
    given_at = models.DateTimeField()

    class Meta:
        db_table = "ideas_challenge_answer"
        constraints: ClassVar = [
            models.CheckConstraint(condition=~Q(title="") & ~Q(text=""), name="ideas_answer_says_something"),
            models.CheckConstraint(condition=Q(how__in=[one.value for one in AnsweredBy]), name="ideas_answer_how"),
            models.CheckConstraint(
                condition=Q(how=AnsweredBy.SELF, member__isnull=False, person__isnull=True)
                | (~Q(how=AnsweredBy.SELF) & Q(member__isnull=True)),
                name="ideas_answer_of_one",
            ),
        ]


class AnswerScore(Row):
    """What one of us gives one answer on one criterion: 0–10 points."""

    scope: ClassVar[Scope] = Internal("what single people think of what others proposed")

    id = models.BigAutoField(primary_key=True)
    # Taking back an answer or a criterion that somebody has scored since would lose their work: it is refused.
    answer = models.ForeignKey(ChallengeAnswer, on_delete=models.PROTECT, related_name="+", db_index=False)
    criterion = models.ForeignKey(Criterion, on_delete=models.PROTECT, related_name="+")
    member = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="+")
    points = models.PositiveSmallIntegerField()
    scored_at = models.DateTimeField()

    class Meta:
        db_table = "ideas_answer_score"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["answer", "criterion", "member"], name="ideas_answer_score_once"),
            models.CheckConstraint(condition=Q(points__gte=0, points__lte=10), name="ideas_answer_points"),
        ]


class ChallengeDecision(Row):
    """What was decided of a challenge, never edited: another one comes after it, and the newest holds."""

    scope: ClassVar[Scope] = Internal(_CLOSED)

    id = models.CharField(primary_key=True, max_length=64)
    challenge = models.ForeignKey(Challenge, on_delete=models.CASCADE, related_name="+", db_index=False)
    number = models.PositiveIntegerField()
    reason = models.TextField()
    result = models.TextField(blank=True, db_comment="what came of it so far")
    line = models.ForeignKey(
        PurposeLine, null=True, on_delete=models.PROTECT, related_name="+", db_comment="what of our purpose it serves"
    )
    decided_by = models.ForeignKey(Member, null=True, on_delete=models.PROTECT, related_name="+")
    decided_at = models.DateTimeField()

    class Meta:
        db_table = "ideas_challenge_decision"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["challenge", "number"], name="ideas_challenge_decision_once"),
            models.CheckConstraint(condition=~Q(reason=""), name="ideas_challenge_decision_says_why"),
            models.CheckConstraint(condition=Q(number__gte=1), name="ideas_challenge_decision_counts"),
        ]


class ChosenAnswer(Row):
    """That a decision goes for an answer."""

    scope: ClassVar[Scope] = Internal(_CLOSED)

    id = models.BigAutoField(primary_key=True)
    decision = models.ForeignKey(ChallengeDecision, on_delete=models.CASCADE, related_name="+", db_index=False)
    answer = models.ForeignKey(ChallengeAnswer, on_delete=models.PROTECT, related_name="+")

    class Meta:
        db_table = "ideas_chosen_answer"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["decision", "answer"], name="ideas_answer_chosen_once")
        ]


class ChallengeTold(Row):
    """That somebody who took part was told a decision."""

    scope: ClassVar[Scope] = OfPerson("contact__person_id")
    on_merge: ClassVar = {"contact": OnMerge.JOIN}
    on_erase: ClassVar = {"contact": OnErase.DELETE}

    id = models.CharField(primary_key=True, max_length=64)
    decision = models.ForeignKey(ChallengeDecision, on_delete=models.CASCADE, related_name="+", db_index=False)
    contact = models.ForeignKey(Contact, null=True, on_delete=models.CASCADE, related_name="+")
    member = models.ForeignKey(Member, null=True, on_delete=models.CASCADE, related_name="+")
    text = models.TextField(blank=True, db_comment="what was written; empty: told by word of mouth")
    mail = models.CharField(max_length=64, blank=True, db_comment="id of the mail in the outbox")
    told_by = models.ForeignKey(Member, null=True, on_delete=models.PROTECT, related_name="+")
    told_at = models.DateTimeField()

    class Meta:
        db_table = "ideas_challenge_told"
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["decision", "contact"], condition=Q(contact__isnull=False), name="ideas_contact_told_once"
            ),
            models.UniqueConstraint(
                fields=["decision", "member"], condition=Q(member__isnull=False), name="ideas_member_told_once"
            ),
            models.CheckConstraint(
                condition=Q(contact__isnull=False, member__isnull=True) | Q(contact__isnull=True, member__isnull=False),
                name="ideas_told_to_one",
            ),
        ]
