"""Tables of words: verbatim, signal, vector; what people teach hearing; checks of it; names that may be rivals'."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from closeknit.accounts.models import Account, Contact
from closeknit.analysis.kinds import Audience, Medium, SignalCode, Wording
from closeknit.identity.models import Member
from closeknit.kit.scoping import Internal, OfAccount, OnErase, OnMerge, Row, Scope
from closeknit.touchpoints.models import Import, Touchpoint, Turn


class Verbatim(Row):
    """A customer's words, one sentence, with speaker, date and place in its source. Never edited."""

    scope: ClassVar[Scope] = OfAccount("account_id", audience="audience", speaker="contact__person_id")
    on_merge: ClassVar = {"account": OnMerge.REPOINT, "contact": OnMerge.REPOINT}
    on_erase: ClassVar = {"account": OnErase.DELETE, "contact": OnErase.BLANK}

    id = models.CharField(primary_key=True, max_length=64)
    touchpoint = models.ForeignKey(Touchpoint, on_delete=models.CASCADE, related_name="+", db_index=False)
    turn = models.ForeignKey(Turn, on_delete=models.CASCADE, related_name="+", db_index=False)
    start = models.IntegerField(db_comment="where in the turn's text it begins, in code points")
    end = models.IntegerField()
    text = models.TextField(db_comment="exactly turn.text[start:end]")
    account = models.ForeignKey(
        Account,
        null=True,
        on_delete=models.CASCADE,
        related_name="+",
        db_index=False,
        db_comment="the speaker's account when it was said",
    )
    contact = models.ForeignKey(Contact, null=True, on_delete=models.SET_NULL, related_name="+")
    position = models.BigIntegerField(
        unique=True, db_comment="place in the house's one stream, in the order of cutting; internal, never given twice"
    )
    said_at = models.DateTimeField()
    medium = models.CharField(max_length=16, default=Medium.NOTE, db_comment="its touchpoint's, kept here to list by")
    wording = models.CharField(max_length=8)
    audience = models.CharField(max_length=8, default=Audience.INTERNAL)
    language = models.CharField(max_length=16, blank=True)
    state = models.CharField(
        max_length=16,
        default="waiting",
        db_comment="waiting, heard, not_understood (its language is not known to the model)",
    )
    heard_with = models.CharField(max_length=64, blank=True, db_comment="model and kernel that heard it")

    class Meta:
        db_table = "verbatims_verbatim"
        indexes: ClassVar = [
            models.Index(fields=["-said_at", "-id"], name="verbatims_newest"),
            models.Index(fields=["account", "-said_at", "-id"], name="verbatims_by_account"),
            models.Index(fields=["touchpoint"], name="verbatims_by_touchpoint"),
            models.Index(fields=["medium", "-said_at", "-id"], name="verbatims_by_medium"),
            models.Index(fields=["wording", "-said_at", "-id"], name="verbatims_by_wording"),
            models.Index(fields=["language", "-said_at", "-id"], name="verbatims_by_language"),
            models.Index(
                fields=["-said_at", "-id"], condition=Q(state="not_understood"), name="verbatims_not_understood"
            ),
            models.Index(fields=["position"], condition=Q(state="waiting"), name="verbatims_waiting"),
        ]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["turn", "start"], name="verbatims_place"),
            models.CheckConstraint(condition=Q(start__gte=0) & Q(end__gt=F("start")), name="verbatims_span"),
            models.CheckConstraint(
                condition=Q(wording__in=[one.value for one in Wording]), name="verbatims_wording_known"
            ),
            models.CheckConstraint(
                condition=Q(audience__in=[one.value for one in Audience]), name="verbatims_audience_known"
            ),
            models.CheckConstraint(
                condition=Q(state__in=("waiting", "heard", "not_understood")), name="verbatims_state_known"
            ),
        ]


class Consent(Row):
    """That a speaker allowed us to show these words of theirs: to whom, how they said so, and whether with their name.

    How far the words may go stands on the verbatim itself (`audience`), which the wall reads; here is what that rests on.
    """

    scope: ClassVar[Scope] = Internal("what people allowed us, and who asked them")

    verbatim = models.OneToOneField(Verbatim, primary_key=True, on_delete=models.CASCADE, related_name="+")
    audience = models.CharField(max_length=8)
    is_named = models.BooleanField(default=False, db_comment="with their name and company; else without")
    medium = models.CharField(max_length=16, db_comment="how they said so: in a call, by mail, …")
    said_on = models.DateField()
    recorded_by = models.ForeignKey(Member, null=True, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()

    class Meta:
        db_table = "verbatims_consent"
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(audience__in=[Audience.ACCOUNT, Audience.PORTAL, Audience.PUBLIC]),
                name="verbatims_consent_reaches",
            ),
            models.CheckConstraint(
                condition=Q(medium__in=[one.value for one in Medium]), name="verbatims_consent_medium"
            ),
        ]


class Signal(Row):
    """What a verbatim is heard as: one row a code that the machine takes for likely, or that a person decided."""

    scope: ClassVar[Scope] = Internal("what we make of their words")

    id = models.BigAutoField(primary_key=True)
    verbatim = models.ForeignKey(Verbatim, on_delete=models.CASCADE, related_name="+", db_index=False)
    code = models.CharField(max_length=16)
    probability = models.FloatField()
    is_on = models.BooleanField(default=True, db_comment="false: a person said that it is not this")
    said_at = models.DateTimeField(db_comment="its verbatim's, kept here to list by")
    decided_by = models.ForeignKey(
        Member, null=True, on_delete=models.PROTECT, related_name="+", db_comment="null: the machine"
    )

    class Meta:
        db_table = "verbatims_signal"
        indexes: ClassVar = [
            models.Index(
                fields=["code", "-said_at", "-verbatim"], condition=Q(is_on=True), name="verbatims_signal_newest"
            )
        ]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["verbatim", "code"], name="verbatims_signal_once"),
            models.CheckConstraint(
                condition=Q(code__in=[code.value for code in SignalCode]), name="verbatims_signal_known"
            ),
            models.CheckConstraint(
                condition=Q(probability__gte=0) & Q(probability__lte=1), name="verbatims_probability"
            ),
        ]


class Vector(Row):
    """The embedding of a verbatim: 384 numbers of two bytes, tagged with the model and kernel that made it."""

    scope: ClassVar[Scope] = Internal("what we make of their words")

    verbatim = models.OneToOneField(Verbatim, primary_key=True, on_delete=models.CASCADE, related_name="+")
    number = models.BigIntegerField(
        unique=True,
        db_comment="in the order of writing, rising; given anew when the vector is made anew: who keeps some of it in memory"
        " reads on from the last one it knows",
    )
    tag = models.CharField(max_length=64)
    data = models.BinaryField(db_comment="float16, little endian, 384 of them")

    class Meta:
        db_table = "verbatims_vector"


class SavedSearch(Row):
    """What a member looks for again and again, by a name of their own."""

    scope: ClassVar[Scope] = Internal("what our people look for")

    id = models.CharField(primary_key=True, max_length=64)
    member = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="+", db_index=False)
    name = models.CharField(max_length=60)
    answers = models.JSONField(db_comment="what is asked, as it stands in the address of the list")
    seen_position = models.BigIntegerField(db_comment="the house's last verbatim when it was last looked at")
    looked_at = models.DateTimeField()
    is_followed = models.BooleanField(default=False, db_comment="its new hits are shown on Today")

    class Meta:
        db_table = "verbatims_saved_search"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["member", "name"], name="verbatims_search_name_once"),
            models.CheckConstraint(condition=~Q(name=""), name="verbatims_search_named"),
        ]


class Uncut(Row):
    """Conversations whose words are still to be cut: one touchpoint, or those of an import from one id to another."""

    scope: ClassVar[Scope] = Internal("what the house is working on")

    id = models.BigAutoField(primary_key=True)
    source = models.ForeignKey(Import, null=True, on_delete=models.CASCADE, related_name="+")
    first = models.CharField(max_length=64)
    last = models.CharField(max_length=64)
    after_turn = models.BigIntegerField(default=0, db_comment="the last turn that is cut; in the chunk's transaction")

    class Meta:
        db_table = "verbatims_uncut"


class Stream(Row):
    """How many verbatims were ever cut: the last place given in the house's one stream, and the lock of whoever cuts."""

    scope: ClassVar[Scope] = Internal("what the house is working on")

    id = models.SmallIntegerField(primary_key=True, default=1)
    last_position = models.BigIntegerField(default=0)
    last_number = models.BigIntegerField(default=0, db_comment="the last number given to a vector")

    class Meta:
        db_table = "verbatims_stream"
        constraints: ClassVar = [models.CheckConstraint(condition=Q(id=1), name="verbatims_one_stream")]


class Learning(Row):
    """Whether hearing learns from people's corrections in this house, and how far what they teach was applied."""

    scope: ClassVar[Scope] = Internal("what we make of their words")

    id = models.SmallIntegerField(primary_key=True, default=1)
    is_on = models.BooleanField(default=True)
    generation = models.IntegerField(default=0, db_comment="rises whenever the adjustments change")
    applied = models.IntegerField(default=0, db_comment="the generation by which all stored words are heard")
    n_corrections = models.IntegerField(default=0, db_comment="signals that people put right, when it last learned")
    n_checked = models.IntegerField(default=0, db_comment="sentences that people checked blind, when it last learned")
    learned_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "verbatims_learning"
        constraints: ClassVar = [models.CheckConstraint(condition=Q(id=1), name="verbatims_one_learning")]


class Adjustment(Row):
    """What people taught about one signal: made anew from their corrections, which are all there is to remember."""

    scope: ClassVar[Scope] = Internal("what we make of their words")

    code = models.CharField(primary_key=True, max_length=16)
    weights = models.BinaryField(db_comment="float32, little endian, 384 of them")
    bias = models.FloatField()
    n_labels = models.IntegerField()
    n_against = models.IntegerField(db_comment="of them, those that the machine alone would have heard otherwise")

    class Meta:
        db_table = "verbatims_adjustment"


class Relearned(Row):
    """A signal that is heard otherwise since people taught it; goes when what they taught no longer says so."""

    scope: ClassVar[Scope] = Internal("what we make of their words")

    id = models.BigAutoField(primary_key=True)
    verbatim = models.ForeignKey(Verbatim, on_delete=models.CASCADE, related_name="+", db_index=False)
    code = models.CharField(max_length=16)
    machine = models.FloatField(db_comment="what the machine alone makes of it: to be put back exactly")

    class Meta:
        db_table = "verbatims_relearned"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["verbatim", "code"], name="verbatims_relearned_once"),
            models.CheckConstraint(condition=Q(machine__gte=0) & Q(machine__lte=1), name="verbatims_relearned_chance"),
        ]


class Check(Row):
    """Sentences drawn at random for people to say what they are, without the machine's opinion."""

    scope: ClassVar[Scope] = Internal("what we make of their words")

    id = models.CharField(primary_key=True, max_length=64)
    seed = models.BigIntegerField(db_comment="with the words of that day it draws the same sentences again")
    drawn_by = models.ForeignKey(Member, null=True, on_delete=models.PROTECT, related_name="+")
    drawn_at = models.DateTimeField()

    class Meta:
        db_table = "verbatims_check"


class Drawn(Row):
    """One sentence of a check, with what the machine heard in it on the day of drawing."""

    scope: ClassVar[Scope] = Internal("what we make of their words")

    id = models.BigAutoField(primary_key=True)
    of_check = models.ForeignKey(Check, on_delete=models.CASCADE, related_name="+", db_index=False)
    place = models.SmallIntegerField()
    verbatim = models.ForeignKey(Verbatim, on_delete=models.CASCADE, related_name="+")
    chance = models.FloatField(db_comment="of being drawn in one draw, 0-1: its weight is the inverse")
    heard = models.JSONField(db_comment="codes that the machine heard, whatever people had said of it")

    class Meta:
        db_table = "verbatims_drawn"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["of_check", "place"], name="verbatims_drawn_place"),
            models.CheckConstraint(condition=Q(chance__gt=0) & Q(chance__lte=1), name="verbatims_drawn_chance"),
        ]


class CheckAnswer(Row):
    """What one member said blind that a drawn sentence is."""

    scope: ClassVar[Scope] = Internal("what we make of their words")

    id = models.BigAutoField(primary_key=True)
    drawn = models.ForeignKey(Drawn, on_delete=models.CASCADE, related_name="+", db_index=False)
    member = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="+")
    codes = models.JSONField(db_comment="what it is; none: nothing in particular")
    is_unclear = models.BooleanField(default=False, db_comment="they could not tell: it counts for nothing")
    answered_at = models.DateTimeField()

    class Meta:
        db_table = "verbatims_answer"
        constraints: ClassVar = [models.UniqueConstraint(fields=["drawn", "member"], name="verbatims_answer_once")]


class Rival(Row):
    """A name that customers compare us with, by which nobody knows yet who is meant; a person says, once and for all."""

    scope: ClassVar[Scope] = Internal("what we make of their words")

    id = models.CharField(primary_key=True, max_length=64)
    key = models.CharField(max_length=200, unique=True, db_comment="the name in lower case")
    name = models.CharField(max_length=200, db_comment="as it was spelt first")
    state = models.CharField(max_length=16, default="open", db_comment="open, competitor, spelling, product, dismissed")
    n_sentences = models.IntegerField(default=0)
    n_accounts = models.IntegerField(default=0)
    found_at = models.DateTimeField()
    decided_by = models.ForeignKey(Member, null=True, on_delete=models.PROTECT, related_name="+")
    decided_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "verbatims_rival"
        indexes: ClassVar = [
            models.Index(
                fields=["-n_accounts", "-n_sentences", "id"], condition=Q(state="open"), name="verbatims_rivals"
            )
        ]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(state__in=("open", "competitor", "spelling", "product", "dismissed")),
                name="verbatims_rival_state",
            ),
        ]


class RivalWord(Row):
    """A sentence that compares us with such a name."""

    scope: ClassVar[Scope] = Internal("what we make of their words")

    id = models.BigAutoField(primary_key=True)
    rival = models.ForeignKey(Rival, on_delete=models.CASCADE, related_name="+", db_index=False)
    verbatim = models.ForeignKey(Verbatim, on_delete=models.CASCADE, related_name="+")

    class Meta:
        db_table = "verbatims_rival_word"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["rival", "verbatim"], name="verbatims_rival_word_once")
        ]


class RivalSearch(Row):
    """How far the house's stream was read for such names."""

    scope: ClassVar[Scope] = Internal("what the house is working on")

    id = models.SmallIntegerField(primary_key=True, default=1)
    position = models.BigIntegerField(default=0)

    class Meta:
        db_table = "verbatims_rival_search"
        constraints: ClassVar = [models.CheckConstraint(condition=Q(id=1), name="verbatims_one_rival_search")]
