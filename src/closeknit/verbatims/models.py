"""Tables of words: verbatim, signal, vector."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from closeknit.accounts.models import Account, Contact
from closeknit.analysis.kinds import Audience, SignalCode, Wording
from closeknit.identity.models import Member
from closeknit.kit.scoping import Internal, OfAccount, OnErase, OnMerge, Row, Scope
from closeknit.touchpoints.models import Touchpoint, Turn


class Verbatim(Row):
    """A customer's words, one sentence, with speaker, date and place in its source. Never edited."""

    scope: ClassVar[Scope] = OfAccount("account_id", audience="audience", speaker="contact__person_id")
    on_merge: ClassVar = {"account": OnMerge.REPOINT, "contact": OnMerge.REPOINT}
    on_erase: ClassVar = {"account": OnErase.DELETE, "contact": OnErase.BLANK}

    id = models.CharField(primary_key=True, max_length=64)
    touchpoint = models.ForeignKey(Touchpoint, on_delete=models.CASCADE, related_name="+")
    turn = models.ForeignKey(Turn, on_delete=models.CASCADE, related_name="+")
    start = models.IntegerField(db_comment="where in the turn's text it begins, in code points")
    end = models.IntegerField()
    text = models.TextField(db_comment="exactly turn.text[start:end]")
    account = models.ForeignKey(Account, null=True, on_delete=models.CASCADE, related_name="+", db_comment="the speaker's account when it was said")
    contact = models.ForeignKey(Contact, null=True, on_delete=models.SET_NULL, related_name="+")
    said_at = models.DateTimeField()
    wording = models.CharField(max_length=8)
    audience = models.CharField(max_length=8, default=Audience.INTERNAL)
    language = models.CharField(max_length=16, blank=True)
    state = models.CharField(max_length=16, default="waiting", db_comment="waiting, heard, not_understood (its language is not known to the model)")
    heard_with = models.CharField(max_length=64, blank=True, db_comment="model and kernel that heard it")

    class Meta:
        db_table = "verbatims_verbatim"
        indexes: ClassVar = [
            models.Index(fields=["-said_at", "-id"], name="verbatims_newest"),
            models.Index(fields=["account", "-said_at"], name="verbatims_by_account"),
            models.Index(fields=["touchpoint"], name="verbatims_by_touchpoint"),
            models.Index(fields=["id"], condition=Q(state="waiting"), name="verbatims_waiting"),
        ]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["turn", "start"], name="verbatims_place"),
            models.CheckConstraint(condition=Q(start__gte=0) & Q(end__gt=F("start")), name="verbatims_span"),
            models.CheckConstraint(condition=Q(wording__in=[one.value for one in Wording]), name="verbatims_wording_known"),
            models.CheckConstraint(condition=Q(audience__in=[one.value for one in Audience]), name="verbatims_audience_known"),
            models.CheckConstraint(condition=Q(state__in=("waiting", "heard", "not_understood")), name="verbatims_state_known"),
        ]


class Signal(Row):
    """What a verbatim is heard as: one row a code that the machine takes for likely, or that a person decided."""

    scope: ClassVar[Scope] = Internal("what we make of their words")

    id = models.BigAutoField(primary_key=True)
    verbatim = models.ForeignKey(Verbatim, on_delete=models.CASCADE, related_name="+")
    code = models.CharField(max_length=16)
    probability = models.FloatField()
    is_on = models.BooleanField(default=True, db_comment="false: a person said that it is not this")
    decided_by = models.ForeignKey(Member, null=True, on_delete=models.PROTECT, related_name="+", db_comment="null: the machine")

    class Meta:
        db_table = "verbatims_signal"
        indexes: ClassVar = [models.Index(fields=["code", "verbatim"], condition=Q(is_on=True), name="verbatims_signal_code")]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["verbatim", "code"], name="verbatims_signal_once"),
            models.CheckConstraint(condition=Q(code__in=[code.value for code in SignalCode]), name="verbatims_signal_known"),
            models.CheckConstraint(condition=Q(probability__gte=0) & Q(probability__lte=1), name="verbatims_probability"),
        ]


class Vector(Row):
    """The embedding of a verbatim: 384 numbers of two bytes, tagged with the model and kernel that made it."""

    scope: ClassVar[Scope] = Internal("what we make of their words")

    verbatim = models.OneToOneField(Verbatim, primary_key=True, on_delete=models.CASCADE, related_name="+")
    tag = models.CharField(max_length=64)
    data = models.BinaryField(db_comment="float16, little endian, 384 of them")

    class Meta:
        db_table = "verbatims_vector"
