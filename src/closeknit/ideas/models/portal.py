"""The open portal: how it is set, what was handed in there, and what of an idea is shown outside."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from closeknit.accounts.models import Person
from closeknit.analysis.ideas.portal import DeclineReason, Origin, SubmissionState
from closeknit.ideas.models.idea import Idea
from closeknit.ideas.models.scopes import OfIdea
from closeknit.identity.models import Member
from closeknit.kit.scoping import Internal, OfPerson, OnErase, OnMerge, Row, Scope

# The count of the open portal.
PORTAL = "portal"


class PortalRules(Row):
    """How the open portal is set; at most one row, and without it the portal is closed."""

    scope: ClassVar[Scope] = Internal("how the house is set up")

    id = models.SmallIntegerField(primary_key=True, default=1)
    is_open = models.BooleanField(default=False)
    is_moderated = models.BooleanField(default=True)
    is_public = models.BooleanField(default=True, db_comment="what is shown can be read without signing in")
    welcome = models.TextField(blank=True, db_comment="markdown")
    a_week = models.PositiveSmallIntegerField(null=True, db_comment="how many ideas our readers answer; null: no limit")
    embed_key = models.CharField(max_length=64, blank=True, db_comment="in the address of the form for web pages")
    embed_pages = models.TextField(blank=True, db_comment="origins that may frame the form, one a line")

    class Meta:
        db_table = "ideas_portal_rules"
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(id=1), name="ideas_one_portal"),
            models.CheckConstraint(condition=Q(a_week__isnull=True) | Q(a_week__gte=1), name="ideas_portal_reads"),
        ]


class Submission(Row):
    """What somebody handed in outside. It is nowhere else until it is accepted; then it is an idea like any other."""

    scope: ClassVar[Scope] = OfPerson("person_id")
    on_merge: ClassVar = {"person": OnMerge.REPOINT}
    on_erase: ClassVar = {"person": OnErase.DELETE, "email": OnErase.DELETE}

    id = models.CharField(primary_key=True, max_length=64)
    state = models.CharField(max_length=10)
    origin = models.CharField(max_length=8, default=Origin.PORTAL)
    title = models.CharField(max_length=140)
    text = models.TextField(blank=True)
    person = models.ForeignKey(Person, null=True, on_delete=models.CASCADE, related_name="+")
    name = models.CharField(max_length=200, blank=True, db_comment="as typed into an embedded form: nobody checked it")
    email = models.EmailField(blank=True, db_comment="likewise")
    is_named = models.BooleanField(default=False, db_comment="whether the giver wants to be named")
    given_at = models.DateTimeField()
    moved_at = models.DateTimeField(null=True, db_comment="when its turn came on the waiting list")
    decided_at = models.DateTimeField(null=True)
    decided_by = models.ForeignKey(Member, null=True, on_delete=models.PROTECT, related_name="+")
    reason = models.CharField(max_length=10, blank=True, db_comment="why it was turned down: a code of the short list")
    sentence = models.TextField(blank=True, db_comment="why, in words that the giver was told")
    idea = models.OneToOneField(
        Idea, null=True, on_delete=models.SET_NULL, related_name="+", db_comment="what it became"
    )

    class Meta:
        db_table = "ideas_submission"
        indexes: ClassVar = [
            models.Index(fields=["state", "given_at"], name="ideas_submissions_waiting"),
            models.Index(fields=["person", "-given_at"], name="ideas_submissions_of"),
        ]
        constraints: ClassVar = [
            models.CheckConstraint(condition=~Q(title=""), name="ideas_submission_said"),
            models.CheckConstraint(
                condition=Q(state__in=[one.value for one in SubmissionState])
                & Q(origin__in=[one.value for one in Origin]),
                name="ideas_submission_known",
            ),
            models.CheckConstraint(
                condition=Q(state=SubmissionState.DECLINED, reason__in=[one.value for one in DeclineReason])
                | (~Q(state=SubmissionState.DECLINED) & Q(reason="")),
                name="ideas_submission_declined_why",
            ),
        ]


class Posting(Row):
    """What of an idea is shown outside: its words there, its number in the count of where that is, how many there want it.

    That is the open portal, or the shared site of the account whose idea it is; never both: what is said between two stays there.
    """

    scope: ClassVar[Scope] = OfIdea(
        audience="idea__audience", account="idea__account_id", speaker="idea__person_id", is_wide=True
    )

    id = models.CharField(primary_key=True, max_length=64)
    idea = models.OneToOneField(Idea, on_delete=models.CASCADE, related_name="posting")
    stream = models.CharField(
        max_length=64,
        default=PORTAL,
        db_comment="whose count the number is of: portal, or the id that its account had when it was given",
    )
    number = models.PositiveIntegerField()
    title = models.CharField(max_length=140)
    text = models.TextField(blank=True)
    is_named = models.BooleanField(default=False, db_comment="whether the giver is named outside")
    n_votes = models.PositiveIntegerField(default=0, db_comment="people who voted here themselves")
    shown_at = models.DateTimeField()

    class Meta:
        db_table = "ideas_posting"
        indexes: ClassVar = [models.Index(fields=["-n_votes", "-number"], name="ideas_postings_wanted")]
        constraints: ClassVar = [
            models.CheckConstraint(condition=~Q(title=""), name="ideas_posting_said"),
            models.UniqueConstraint(fields=["stream", "number"], name="ideas_posting_number_once"),
        ]

    @property
    def is_between(self) -> bool:
        """Return whether it is shown in a shared site, and not on the open portal."""
        return self.stream != PORTAL
