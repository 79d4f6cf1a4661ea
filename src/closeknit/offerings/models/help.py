"""Can we help? Our answer to one need of one account, version by version, and to whom it was told."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from closeknit.accounts.models import Account, Contact
from closeknit.analysis.offerings.kinds import HelpAnswer, HelpState
from closeknit.identity.models import Member
from closeknit.kit.scoping import Internal, OnErase, OnMerge, Row, Scope
from closeknit.needs.models import Need


class Help(Row):
    """Whether we can help one account with one need: who decides and by when, and which version of the answer holds."""

    scope: ClassVar[Scope] = Internal("what we could do for them, and what it would take")
    on_merge: ClassVar = {"account": OnMerge.JOIN}
    on_erase: ClassVar = {"account": OnErase.DELETE}

    id = models.CharField(primary_key=True, max_length=64)
    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="+", db_index=False)
    need = models.ForeignKey(Need, on_delete=models.CASCADE, related_name="+")
    state = models.CharField(max_length=8)
    answer = models.CharField(max_length=8, blank=True, db_comment="of the version that holds; empty: not answered")
    version = models.PositiveIntegerField(db_comment="the number of the version that holds")
    decider = models.ForeignKey(Member, null=True, on_delete=models.PROTECT, related_name="+")
    by_on = models.DateField(null=True, db_comment="the day by which it is decided; through the end of it")

    class Meta:
        db_table = "offerings_help"
        indexes: ClassVar = [
            models.Index(fields=["by_on"], condition=Q(state=HelpState.ASKED), name="offerings_help_to_decide")
        ]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["account", "need"], name="offerings_help_once"),
            models.CheckConstraint(
                condition=Q(state__in=[one.value for one in HelpState]), name="offerings_help_state_known"
            ),
            models.CheckConstraint(
                condition=Q(state=HelpState.ASKED, answer="")
                | (~Q(state=HelpState.ASKED) & Q(answer__in=[one.value for one in HelpAnswer])),
                name="offerings_help_answered_or_asked",
            ),
            models.CheckConstraint(condition=Q(version__gte=1), name="offerings_help_version_counts"),
        ]


class HelpVersion(Row):
    """One version of an answer, never edited."""

    scope: ClassVar[Scope] = Internal("what we could do for them, and what it would take")

    id = models.CharField(primary_key=True, max_length=64)
    help = models.ForeignKey(Help, on_delete=models.CASCADE, related_name="+", db_index=False)
    number = models.PositiveIntegerField()
    answer = models.CharField(max_length=8, blank=True, db_comment="empty: not decided yet")
    why = models.TextField(blank=True)
    takes = models.TextField(blank=True, db_comment="what it would take")
    partner = models.CharField(max_length=200, blank=True, db_comment="with whom, where we cannot alone")
    decider = models.ForeignKey(Member, null=True, on_delete=models.PROTECT, related_name="+")
    by_on = models.DateField(null=True)
    written_by = models.ForeignKey(Member, null=True, on_delete=models.PROTECT, related_name="+")
    written_at = models.DateTimeField()

    class Meta:
        db_table = "offerings_help_version"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["help", "number"], name="offerings_help_version_once"),
            models.CheckConstraint(condition=Q(number__gte=1), name="offerings_help_number_counts"),
            models.CheckConstraint(
                condition=Q(answer__in=["", *[one.value for one in HelpAnswer]]), name="offerings_help_answer_known"
            ),
            models.CheckConstraint(condition=Q(answer="") | ~Q(why=""), name="offerings_help_answered_with_why"),
            models.CheckConstraint(
                condition=~Q(answer=HelpAnswer.PARTNER) | ~Q(partner=""), name="offerings_help_names_the_partner"
            ),
        ]


class HelpTold(Row):
    """That a version of an answer was told to somebody whose words stood behind the need."""

    scope: ClassVar[Scope] = Internal("what we wrote to whom")
    on_merge: ClassVar = {"contact": OnMerge.REPOINT}
    on_erase: ClassVar = {"contact": OnErase.DELETE}

    id = models.CharField(primary_key=True, max_length=64)
    version = models.ForeignKey(HelpVersion, on_delete=models.CASCADE, related_name="+", db_index=False)
    contact = models.ForeignKey(Contact, on_delete=models.CASCADE, related_name="+")
    mail = models.CharField(max_length=64, blank=True, db_comment="id of the mail; empty: told in person")
    told_by = models.ForeignKey(Member, null=True, on_delete=models.PROTECT, related_name="+")
    told_at = models.DateTimeField()

    class Meta:
        db_table = "offerings_help_told"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["version", "contact"], name="offerings_help_told_once")
        ]
