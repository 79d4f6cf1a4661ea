"""A need, and its figures."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from closeknit.analysis.kinds import NeedState
from closeknit.identity.models import Member
from closeknit.kit.scoping import Internal, Row, Scope
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
