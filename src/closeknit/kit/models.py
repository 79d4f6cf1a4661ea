"""Tables of the kit. They name people and rows by kind and id, without foreign keys: the kit knows no room."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from closeknit.kit.scoping import Internal, Row, Scope


class EventRow(Row):
    """One thing that happened: the audit trail, the feed and the webhook outbox. Ids, codes, numbers and dates; never words or names."""

    scope: ClassVar[Scope] = Internal("which accounts there are, and who works on what")

    id = models.CharField(primary_key=True, max_length=64)
    kind = models.CharField(max_length=64, db_comment="dotted, past tense: promise.settled")
    at = models.DateTimeField()
    viewer_kind = models.CharField(max_length=16)
    viewer_id = models.CharField(max_length=64)
    subject = models.CharField(max_length=64, db_comment="id of the row it is about")
    account = models.CharField(max_length=64, blank=True, db_comment="id of the account concerned, empty for the house")
    data = models.JSONField()

    class Meta:
        db_table = "kit_event"
        indexes: ClassVar = [
            models.Index(fields=["subject", "at"], name="kit_event_subject"),
            models.Index(fields=["account", "at"], name="kit_event_account"),
            models.Index(fields=["kind", "at"], name="kit_event_kind"),
        ]


class UndoStep(Row):
    """What one operation changed, as rows before and after, kept until it expires so that it can be taken back."""

    scope: ClassVar[Scope] = Internal("rows as they were")

    id = models.CharField(primary_key=True, max_length=64)
    operation = models.CharField(max_length=100)
    subject = models.CharField(max_length=64)
    viewer_id = models.CharField(max_length=64)
    at = models.DateTimeField()
    expires_at = models.DateTimeField()
    before = models.JSONField(db_comment="rows as they were, serialised; a made row has fields null")
    after = models.JSONField(
        db_comment="the same rows as the operation left them: undo refuses where they changed since"
    )
    taken_back_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "kit_undo"
        indexes: ClassVar = [
            models.Index(fields=["viewer_id", "-at"], name="kit_undo_viewer"),
            models.Index(fields=["subject"], name="kit_undo_subject"),
            models.Index(fields=["expires_at"], name="kit_undo_expires"),
        ]


class TaskRun(Row):
    """What the task store lacks: the lease, the attempts, the progress a person sees, cancelling, and the reason when it ended badly."""

    scope: ClassVar[Scope] = Internal("what the house is working on")

    id = models.UUIDField(primary_key=True, db_comment="id of the row in the task store")
    key = models.CharField(max_length=200, blank=True, db_comment="of waiting tasks with one key there is one")
    subject = models.CharField(max_length=64, blank=True, db_comment="id of the row whose page shows the progress")
    viewer_kind = models.CharField(max_length=16)
    viewer_id = models.CharField(max_length=64)
    state = models.CharField(max_length=16, db_comment="waiting, running, done, dead, cancelled")
    attempts = models.IntegerField(default=0)
    leased_by = models.CharField(max_length=120, blank=True)
    leased_until = models.DateTimeField(null=True)
    n_done = models.BigIntegerField(default=0)
    n_total = models.BigIntegerField(null=True)
    note = models.CharField(max_length=200, blank=True, db_comment="what it is doing: a code, worded by the template")
    cancel_asked_at = models.DateTimeField(null=True)
    reason = models.TextField(blank=True, db_comment="why it was given up")
    created_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "kit_task_run"
        indexes: ClassVar = [
            models.Index(fields=["subject"], name="kit_task_run_subject"),
            models.Index(fields=["state", "leased_until"], name="kit_task_run_state"),
        ]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["key"], condition=Q(state="waiting") & ~Q(key=""), name="kit_one_waiting_task_a_key"
            ),
            models.CheckConstraint(
                condition=Q(state__in=("waiting", "running", "done", "dead", "cancelled")),
                name="kit_task_run_state_known",
            ),
        ]


class TimetableEntry(Row):
    """When a recurring task is next due. Any number of machines may look; a conditional update lets one of them win."""

    scope: ClassVar[Scope] = Internal("what the house is working on")

    name = models.CharField(primary_key=True, max_length=100)
    next_at = models.DateTimeField()

    class Meta:
        db_table = "kit_timetable"


class SearchEntry(Row):
    """The text by which a row is found. Written with the row, erased with it; a full-text index hangs on this table."""

    scope: ClassVar[Scope] = Internal("the text of every row")

    id = models.BigAutoField(primary_key=True)
    row_id = models.CharField(max_length=64, unique=True)
    kind = models.CharField(max_length=32)
    account = models.CharField(max_length=64, blank=True)
    text = models.TextField()

    class Meta:
        db_table = "kit_search"
        indexes: ClassVar = [models.Index(fields=["account", "kind"], name="kit_search_account")]


class Mail(Row):
    """A mail that is to go out. Without a server it waits here and is shown."""

    scope: ClassVar[Scope] = Internal("what we write to whom")

    id = models.CharField(primary_key=True, max_length=64)
    to = models.JSONField()
    subject = models.CharField(max_length=300)
    body = models.TextField()
    about = models.CharField(max_length=64, blank=True, db_comment="id of the row that it is about")
    created_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True)
    failed_reason = models.TextField(blank=True)
    html = models.TextField(blank=True, db_comment="the same for programs that show pages; empty: text alone")
    headers = models.JSONField(default=dict, db_comment="further headers by their names")
    message = models.CharField(
        max_length=200, blank=True, db_comment="Message-ID: a second copy is known as the same mail"
    )
    is_secret = models.BooleanField(
        default=False, db_comment="opens something: its text is shown to nobody and not kept"
    )
    is_once = models.BooleanField(default=False, db_comment="rather lost than sent twice when a worker is killed")
    begun_at = models.DateTimeField(null=True, db_comment="is_once: from when on the server may have it")
    useful_until = models.DateTimeField(null=True, db_comment="later than this it is not sent any more")

    class Meta:
        db_table = "kit_mail"
        indexes: ClassVar = [models.Index(F("created_at"), name="kit_mail_waiting", condition=Q(sent_at__isnull=True))]


class MailServer(Row):
    """The house's outgoing mail server; at most one row. The password stands in the house folder's secrets, not here."""

    scope: ClassVar[Scope] = Internal("how the house sends mail")

    id = models.SmallIntegerField(primary_key=True, default=1)
    host = models.CharField(max_length=255)
    port = models.PositiveIntegerField(default=587)
    security = models.CharField(max_length=8, default="starttls", db_comment="starttls, tls or none")
    login = models.CharField(max_length=255, blank=True)
    sender = models.EmailField()
    origin = models.URLField(blank=True, db_comment="where links in mails lead: the house's own address")

    class Meta:
        db_table = "kit_mail_server"
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(id=1), name="kit_one_mail_server"),
            models.CheckConstraint(
                condition=Q(security__in=("starttls", "tls", "none")), name="kit_mail_security_known"
            ),
        ]


class Mailbox(Row):
    """The mailbox at which the house gets mail; at most one row. The password stands in the house folder's secrets, not here."""

    scope: ClassVar[Scope] = Internal("how the house gets mail")

    id = models.SmallIntegerField(primary_key=True, default=1)
    address = models.EmailField(db_comment="the address that people write to")
    host = models.CharField(max_length=255)
    port = models.PositiveIntegerField(default=993)
    security = models.CharField(max_length=8, default="tls", db_comment="tls, starttls or none")
    login = models.CharField(max_length=255)
    folder = models.CharField(max_length=200, default="INBOX")
    receiver = models.CharField(
        max_length=255, blank=True, db_comment="authserv-id of our own receiving server (RFC 8601)"
    )
    proof = models.CharField(
        max_length=8, default="any", db_comment="what proves a sender: any of the three, or dmarc alone"
    )
    since_on = models.DateField(db_comment="what came before this day is left alone")
    uid_validity = models.BigIntegerField(null=True, db_comment="the server's numbering that last_uid belongs to")
    last_uid = models.BigIntegerField(default=0, db_comment="read as far as here; moves in the mail's transaction")
    looked_at = models.DateTimeField(null=True)
    problem = models.TextField(blank=True, db_comment="why the last look failed; empty where it did not")

    class Meta:
        db_table = "kit_mailbox"
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(id=1), name="kit_one_mailbox"),
            models.CheckConstraint(
                condition=Q(security__in=("starttls", "tls", "none")), name="kit_mailbox_security_known"
            ),
            models.CheckConstraint(condition=Q(proof__in=("any", "dmarc")), name="kit_mailbox_proof_known"),
        ]


class WallCheck(Row):
    """One look through what people outside are shown: how far it came. A night looks at some of them; the next goes on behind."""

    scope: ClassVar[Scope] = Internal("how the house looks after itself")

    id = models.CharField(primary_key=True, max_length=64)
    begun_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    n_contacts = models.BigIntegerField(default=0)
    n_pages = models.BigIntegerField(default=0)
    n_left = models.BigIntegerField(default=0, db_comment="whom the next night looks at; 0: all were looked at")
    after_at = models.DateTimeField(null=True, db_comment="when the last one that was looked at was given access")
    after = models.CharField(
        max_length=64, blank=True, db_comment="id of that contact; moves in the chunk's transaction"
    )

    class Meta:
        db_table = "kit_wall_check"
        indexes: ClassVar = [models.Index(fields=["-begun_at"], name="kit_wall_check_newest")]


class WallFinding(Row):
    """Something on a page outside that should not stand there: whose page, which route, what kind of thing. Never the words."""

    scope: ClassVar[Scope] = Internal("how the house looks after itself")

    id = models.CharField(primary_key=True, max_length=64)
    contact = models.CharField(max_length=64, db_comment="id of the contact whose page it is")
    account = models.CharField(max_length=64, db_comment="id of the account whose site it is")
    route = models.CharField(max_length=100)
    code = models.CharField(max_length=16)
    found_at = models.DateTimeField()
    cleared_at = models.DateTimeField(null=True, db_comment="when it was looked for again and did not stand there")

    class Meta:
        db_table = "kit_wall_finding"
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["contact", "account", "route", "code"],
                condition=Q(cleared_at__isnull=True),
                name="kit_wall_finding_once",
            ),
        ]


class Remembered(Row):
    """What all processes of the house remember together for a while, such as how often somebody asked for a code."""

    scope: ClassVar[Scope] = Internal("how often somebody asked for something")

    key = models.CharField(
        primary_key=True, max_length=64, db_comment="what it is about and whom, hashed with the house's own key"
    )
    value = models.TextField(db_comment="JSON: a count, or moments")
    until = models.FloatField(db_comment="seconds since 1970; from then on it is forgotten")

    class Meta:
        db_table = "kit_remembered"
        indexes: ClassVar = [models.Index(fields=["until"], name="kit_remembered_until")]
