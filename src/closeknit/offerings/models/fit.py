"""How well offerings meet needs: overall or for one account, with the words that say so, and every change there was."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from closeknit.accounts.models import Account
from closeknit.analysis.offerings.kinds import FitLevel
from closeknit.identity.models import Member
from closeknit.kit.scoping import Internal, OnErase, OnMerge, Row, Scope
from closeknit.needs.models import Need
from closeknit.offerings.models.offering import Offering
from closeknit.verbatims.models import Verbatim


class Fit(Row):
    """How well an offering meets a need: for one account, or (without an account) overall. No row: nobody has said."""

    scope: ClassVar[Scope] = Internal("how well we think we serve them")
    on_merge: ClassVar = {"account": OnMerge.JOIN}
    on_erase: ClassVar = {"account": OnErase.DELETE}

    id = models.CharField(primary_key=True, max_length=64)
    offering = models.ForeignKey(Offering, on_delete=models.CASCADE, related_name="+", db_index=False)
    need = models.ForeignKey(Need, on_delete=models.CASCADE, related_name="+")
    account = models.ForeignKey(
        Account, null=True, on_delete=models.CASCADE, related_name="+", db_comment="null: overall"
    )
    level = models.CharField(max_length=8)
    why = models.CharField(max_length=300, blank=True)
    revision = models.PositiveIntegerField(
        default=1, db_comment="rises with every change: who judged an older one is shown both"
    )
    judged_by = models.ForeignKey(Member, null=True, on_delete=models.PROTECT, related_name="+")
    judged_at = models.DateTimeField()

    class Meta:
        db_table = "offerings_fit"
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["offering", "need", "account"],
                condition=Q(account__isnull=False),
                name="offerings_fit_once_an_account",
            ),
            models.UniqueConstraint(
                fields=["offering", "need"], condition=Q(account__isnull=True), name="offerings_fit_once_overall"
            ),
            models.CheckConstraint(
                condition=Q(level__in=[one.value for one in FitLevel]), name="offerings_fit_level_known"
            ),
        ]


class FitWords(Row):
    """Words that say how well an offering meets a need."""

    scope: ClassVar[Scope] = Internal("how well we think we serve them")

    id = models.BigAutoField(primary_key=True)
    fit = models.ForeignKey(Fit, on_delete=models.CASCADE, related_name="+", db_index=False)
    verbatim = models.ForeignKey(Verbatim, on_delete=models.CASCADE, related_name="+")

    class Meta:
        db_table = "offerings_fit_words"
        constraints: ClassVar = [models.UniqueConstraint(fields=["fit", "verbatim"], name="offerings_fit_words_once")]


class FitChange(Row):
    """One change of how well an offering meets a need, never edited: the map of any day of the past is made of them."""

    scope: ClassVar[Scope] = Internal("how well we think we serve them")
    on_merge: ClassVar = {"account": OnMerge.REPOINT}
    on_erase: ClassVar = {"account": OnErase.DELETE}

    id = models.BigAutoField(primary_key=True)
    offering = models.ForeignKey(Offering, on_delete=models.CASCADE, related_name="+")
    need = models.ForeignKey(Need, on_delete=models.CASCADE, related_name="+", db_index=False)
    account = models.ForeignKey(
        Account, null=True, on_delete=models.CASCADE, related_name="+", db_comment="null: overall"
    )
    before = models.CharField(max_length=8, blank=True, db_comment="empty: nobody had said")
    after = models.CharField(max_length=8, blank=True, db_comment="empty: what was said was taken away")
    revision = models.PositiveIntegerField(
        default=0,
        db_comment="of the fit when it changed: what is said anew after it was taken away counts on from there",
    )
    changed_by = models.ForeignKey(Member, null=True, on_delete=models.PROTECT, related_name="+")
    changed_at = models.DateTimeField()

    class Meta:
        db_table = "offerings_fit_change"
        indexes: ClassVar = [models.Index(fields=["need", "offering", "-changed_at"], name="offerings_fit_history")]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(before__in=["", *[one.value for one in FitLevel]])
                & Q(after__in=["", *[one.value for one in FitLevel]]),
                name="offerings_change_levels_known",
            ),
        ]
