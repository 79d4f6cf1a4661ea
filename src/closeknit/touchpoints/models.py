"""Tables of conversations: touchpoint, participation, turn, appointment; imports and what they rejected."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from closeknit.accounts.models import Account, Contact
from closeknit.analysis.kinds import Audience, Direction, Medium, Wording
from closeknit.identity.models import Member
from closeknit.kit.scoping import Internal, OnErase, OnMerge, Row, Scope

IMPORT_STATES = ("preview", "waiting", "reading", "done", "cancelled", "failed", "undoing", "undone")


class Import(Row):
    """One file that somebody brought in: how it was read, how far, and what came of it."""

    scope: ClassVar[Scope] = Internal("what we read")
    on_merge: ClassVar = {"account": OnMerge.REPOINT}
    on_erase: ClassVar = {"account": OnErase.BLANK}

    id = models.CharField(primary_key=True, max_length=64)
    file_name = models.CharField(max_length=300)
    file = models.CharField(max_length=64, db_comment="content hash of the kept file")
    format = models.CharField(max_length=16)
    mapping = models.JSONField(null=True, db_comment="for tables: which column is what")
    settings = models.JSONField(
        default=dict, db_comment="what was said for the whole file: medium, wording, direction, date"
    )
    account = models.ForeignKey(
        Account,
        null=True,
        on_delete=models.SET_NULL,
        related_name="+",
        db_comment="whose words these are, where one account's",
    )
    state = models.CharField(
        max_length=16, db_comment="preview, waiting, reading, done, cancelled, failed, undoing, undone"
    )
    checkpoint = models.BigIntegerField(
        default=0, db_comment="conversations of the file that are stored; in the chunk's transaction"
    )
    n_new = models.BigIntegerField(default=0)
    n_changed = models.BigIntegerField(
        default=0, db_comment="of the new ones: rows that were edited since they were read"
    )
    n_same = models.BigIntegerField(default=0)
    n_rejected = models.BigIntegerField(default=0)
    problem = models.TextField(blank=True)
    brought_by = models.ForeignKey(Member, null=True, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "touchpoints_import"
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(state__in=IMPORT_STATES),
                name="touchpoints_import_state_known",
            ),
        ]


class RejectedRow(Row):
    """A row of a file that could not be read, and why."""

    scope: ClassVar[Scope] = Internal("what we read")

    id = models.BigAutoField(primary_key=True)
    source = models.ForeignKey(Import, on_delete=models.CASCADE, related_name="+")
    row = models.BigIntegerField()
    reason = models.TextField()

    class Meta:
        db_table = "touchpoints_rejected_row"
        indexes: ClassVar = [models.Index(fields=["source", "row"], name="touchpoints_rejected")]


class RememberedMapping(Row):
    """How the columns of a kind of file were read the last time, so that nobody says it twice."""

    scope: ClassVar[Scope] = Internal("what we read")

    fingerprint = models.CharField(primary_key=True, max_length=64, db_comment="of the column names")
    mapping = models.JSONField()
    changed_at = models.DateTimeField()

    class Meta:
        db_table = "touchpoints_remembered_mapping"


class Touchpoint(Row):
    """One contact between us and an account; several accounts where people of several took part."""

    scope: ClassVar[Scope] = Internal(
        "what was said about whom; what a contact may see is released sentence by sentence"
    )
    on_merge: ClassVar = {"account": OnMerge.REPOINT}
    on_erase: ClassVar = {"account": OnErase.DELETE}

    id = models.CharField(primary_key=True, max_length=64)
    key = models.CharField(
        max_length=64,
        unique=True,
        db_comment="hash of source and external id: reading the same thing twice adds nothing",
    )
    account = models.ForeignKey(
        Account, null=True, on_delete=models.CASCADE, related_name="+", db_comment="null while nobody knows whose"
    )
    medium = models.CharField(max_length=16)
    direction = models.CharField(max_length=8)
    subject = models.CharField(max_length=300, blank=True)
    started_at = models.DateTimeField(db_comment="when it took place, never when it was entered")
    conversation = models.CharField(max_length=64, db_comment="the same for a message and its answers")
    wording = models.CharField(max_length=8, default=Wording.EXACT)
    audience = models.CharField(
        max_length=8,
        default=Audience.INTERNAL,
        db_comment="whom the words cut from it reach: more than us only where they were written for others to read",
    )
    member = models.ForeignKey(
        Member,
        null=True,
        on_delete=models.PROTECT,
        related_name="+",
        db_comment="who of ours took part or wrote it down",
    )
    summary = models.TextField(blank=True)
    origin = models.CharField(
        max_length=64,
        blank=True,
        db_comment="hash of a row's id, day and columns: the same when its words were edited where it comes from",
    )
    earlier = models.ForeignKey(
        "self", null=True, on_delete=models.SET_NULL, related_name="+", db_comment="the same row as it was read before"
    )
    source = models.ForeignKey(Import, null=True, on_delete=models.PROTECT, related_name="+")
    place = models.CharField(max_length=100, blank=True, db_comment="where in its source: row 7, message 3")
    created_at = models.DateTimeField()

    class Meta:
        db_table = "touchpoints_touchpoint"
        indexes: ClassVar = [
            models.Index(fields=["account", "-started_at"], name="touchpoints_by_account"),
            models.Index(fields=["-started_at", "-id"], name="touchpoints_newest"),
            models.Index(fields=["conversation", "started_at"], name="touchpoints_conversation"),
            models.Index(fields=["source"], name="touchpoints_by_source"),
            models.Index(fields=["origin"], condition=~Q(origin=""), name="touchpoints_origin"),
            models.Index(fields=["earlier"], condition=Q(earlier__isnull=False), name="touchpoints_earlier"),
        ]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(medium__in=[medium.value for medium in Medium]), name="touchpoints_medium_known"
            ),
            models.CheckConstraint(
                condition=Q(direction__in=[one.value for one in Direction]), name="touchpoints_direction_known"
            ),
            models.CheckConstraint(
                condition=Q(wording__in=[one.value for one in Wording]), name="touchpoints_wording_known"
            ),
            models.CheckConstraint(
                condition=Q(audience__in=[one.value for one in Audience]), name="touchpoints_audience_known"
            ),
        ]


class Owed(Row):
    """A conversation with an account that waits for our answer: the newest message of theirs in it, kept beside `Standing.owed_since`."""

    scope: ClassVar[Scope] = Internal("whom we owe an answer")
    on_merge: ClassVar = {"account": OnMerge.JOIN}
    on_erase: ClassVar = {"account": OnErase.DELETE}

    id = models.BigAutoField(primary_key=True)
    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="+", db_index=False)
    touchpoint = models.ForeignKey(Touchpoint, on_delete=models.CASCADE, related_name="+")

    class Meta:
        db_table = "touchpoints_owed"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["account", "touchpoint"], name="touchpoints_owed_once"),
        ]


class Entry(Row):
    """That somebody wrote a conversation down by hand: taking the entry back takes the conversation out, with all that hangs on it."""

    scope: ClassVar[Scope] = Internal("who hands in what")

    id = models.CharField(primary_key=True, max_length=64)
    touchpoint = models.OneToOneField(Touchpoint, on_delete=models.CASCADE, related_name="+")

    class Meta:
        db_table = "touchpoints_entry"


class Placing(Row):
    """That somebody said who a speaker is: taking it back lets them wait again, in however many conversations it was."""

    scope: ClassVar[Scope] = Internal("how people are called in what we read")

    id = models.CharField(primary_key=True, max_length=64)
    mark = models.CharField(
        max_length=64, db_comment="the same id once more: it can still be read when the row is gone"
    )
    was_nowhere = models.BooleanField(db_comment="nobody knew whose conversations these are")

    class Meta:
        db_table = "touchpoints_placing"


class Participation(Row):
    """Somebody who took part: a contact, a member, or a name that nobody has placed yet."""

    scope: ClassVar[Scope] = Internal("who spoke with whom")
    on_merge: ClassVar = {"contact": OnMerge.REPOINT}
    on_erase: ClassVar = {"contact": OnErase.BLANK}

    id = models.BigAutoField(primary_key=True)
    touchpoint = models.ForeignKey(Touchpoint, on_delete=models.CASCADE, related_name="+")
    contact = models.ForeignKey(Contact, null=True, on_delete=models.SET_NULL, related_name="+")
    member = models.ForeignKey(Member, null=True, on_delete=models.PROTECT, related_name="+")
    written = models.CharField(max_length=254, blank=True, db_comment="the name as written")
    address = models.CharField(max_length=254, blank=True)
    written_account = models.CharField(
        max_length=200, blank=True, db_comment="the account as written, where we know none so called"
    )
    is_unsure = models.BooleanField(default=False, db_comment="waits for a person to say who this is")
    placing = models.CharField(max_length=64, blank=True, db_comment="by which placing they got their person")
    is_speaker = models.BooleanField(default=True, db_comment="false: was there, or was written to, and said nothing")

    class Meta:
        db_table = "touchpoints_participation"
        indexes: ClassVar = [
            models.Index(fields=["touchpoint"], name="touchpoints_took_part"),
            models.Index(fields=["contact"], name="touchpoints_part_contact"),
            models.Index(fields=["written"], condition=Q(is_unsure=True), name="touchpoints_unsure"),
            models.Index(fields=["placing"], condition=~Q(placing=""), name="touchpoints_placed"),
        ]


class MailReference(Row):
    """A mail that we have, or that one of ours names: whichever of question and answer comes first, both find their conversation."""

    scope: ClassVar[Scope] = Internal("who wrote to whom")

    message = models.CharField(primary_key=True, max_length=64, db_comment="hash of the Message-ID")
    conversation = models.CharField(max_length=64)

    class Meta:
        db_table = "touchpoints_mail_reference"
        indexes: ClassVar = [models.Index(fields=["conversation"], name="touchpoints_mail_thread")]


class Turn(Row):
    """What one participant said or wrote in one go, whole and never edited."""

    scope: ClassVar[Scope] = Internal("what was said about whom")

    id = models.BigAutoField(primary_key=True)
    touchpoint = models.ForeignKey(Touchpoint, on_delete=models.CASCADE, related_name="+")
    position = models.IntegerField()
    speaker = models.ForeignKey(Participation, null=True, on_delete=models.SET_NULL, related_name="+")
    is_ours = models.BooleanField(db_comment="said by one of us for ourselves: never a verbatim")
    text = models.TextField()
    offset_seconds = models.FloatField(null=True)
    prompt = models.CharField(
        max_length=500, blank=True, db_comment="what was asked, where the source says so: a survey's question"
    )
    wording = models.CharField(
        max_length=8, blank=True, db_comment="where it differs from the touchpoint's: their very words within a report"
    )

    class Meta:
        db_table = "touchpoints_turn"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["touchpoint", "position"], name="touchpoints_turn_place"),
            models.CheckConstraint(
                condition=Q(wording__in=["", *[one.value for one in Wording]]), name="touchpoints_turn_wording_known"
            ),
        ]


class Letter(Row):
    """A mail that came to the house's own address: whole in a kept file, and what became of it.

    A person is in it by their address alone, and their words are in the kept file: both go with the person, and with the conversation.
    """

    scope: ClassVar[Scope] = Internal("who writes to us")
    on_erase: ClassVar = {"sender": OnErase.DELETE, "touchpoint": OnErase.DELETE}

    id = models.CharField(primary_key=True, max_length=64)
    key = models.CharField(
        max_length=64,
        unique=True,
        db_comment="hash of Message-ID and body: the same mail twice is one, another body is not",
    )
    file = models.CharField(
        max_length=64, blank=True, db_comment="content hash of the kept mail; empty: too large to read"
    )
    n_bytes = models.BigIntegerField()
    sender_name = models.CharField(max_length=254, blank=True)
    sender = models.CharField(max_length=254, blank=True, db_comment="the address as written, proven or not")
    subject = models.CharField(max_length=300, blank=True)
    got_at = models.DateTimeField()
    state = models.CharField(
        max_length=16, db_comment="taken, waiting (nothing proves that it is from one of us), left_out"
    )
    reason = models.CharField(max_length=16, blank=True, db_comment="code: why it was left out, or how it was taken")
    proof = models.CharField(
        max_length=8, blank=True, db_comment="dmarc, dkim, spf, token, person; empty: nothing proves the sender"
    )
    member = models.ForeignKey(Member, null=True, on_delete=models.PROTECT, related_name="+")
    touchpoint = models.ForeignKey(Touchpoint, null=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        db_table = "touchpoints_letter"
        indexes: ClassVar = [
            models.Index(fields=["-got_at", "-id"], name="touchpoints_letters"),
            models.Index(fields=["touchpoint"], condition=Q(proof=""), name="touchpoints_unproven"),
        ]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(state__in=("taken", "waiting", "left_out")), name="touchpoints_letter_state"
            ),
        ]


class Appointment(Row):
    """A touchpoint that is planned; it becomes one when it is logged, or is called off."""

    scope: ClassVar[Scope] = Internal("what we plan with whom, and why")
    on_merge: ClassVar = {"account": OnMerge.REPOINT, "contact": OnMerge.REPOINT}
    on_erase: ClassVar = {"account": OnErase.DELETE, "contact": OnErase.BLANK}

    id = models.CharField(primary_key=True, max_length=64)
    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="+")
    contact = models.ForeignKey(Contact, null=True, on_delete=models.SET_NULL, related_name="+")
    member = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="+")
    starts_at = models.DateTimeField()
    medium = models.CharField(max_length=16, default=Medium.CALL)
    why = models.TextField(blank=True)
    state = models.CharField(max_length=16, default="planned", db_comment="planned, logged, called_off")
    touchpoint = models.ForeignKey(Touchpoint, null=True, on_delete=models.SET_NULL, related_name="+")
    created_at = models.DateTimeField()

    class Meta:
        db_table = "touchpoints_appointment"
        indexes: ClassVar = [models.Index(fields=["account", "starts_at"], name="touchpoints_appointments")]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(state__in=("planned", "logged", "called_off")), name="touchpoints_appointment_state"
            ),
        ]
