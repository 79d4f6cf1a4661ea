"""Tables of accounts and people that somebody brought in."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from closeknit.analysis.kinds import ImportState
from closeknit.identity.models import Member
from closeknit.kit.scoping import Internal, Row, Scope


class AccountImport(Row):
    """One table of accounts and people that somebody brought in: how it is read, how far, and what came of it."""

    scope: ClassVar[Scope] = Internal("what we read")

    id = models.CharField(primary_key=True, max_length=64)
    file_name = models.CharField(max_length=300)
    file = models.CharField(max_length=64, db_comment="content hash of the kept file")
    columns = models.JSONField(db_comment="the columns' names, in the file's order")
    mapping = models.JSONField(db_comment="column → what it says; a column that is left out is not here")
    state = models.CharField(max_length=16, default=ImportState.PREVIEWED)
    checkpoint = models.BigIntegerField(default=0, db_comment="rows dealt with; moves in the chunk's transaction")
    n_rows = models.BigIntegerField(default=0)
    n_new = models.BigIntegerField(default=0)
    n_same = models.BigIntegerField(default=0)
    n_rejected = models.BigIntegerField(default=0)
    notes = models.JSONField(default=list, db_comment="sentences about how the file was opened")
    unknown_owners = models.JSONField(default=dict, db_comment="owners who are no members → accounts without an owner")
    kept = models.JSONField(default=list, db_comment="what taking it back left in place, as ids and codes")
    problem = models.TextField(blank=True)
    brought_by = models.ForeignKey(Member, null=True, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "accounts_import"
        indexes: ClassVar = [models.Index(fields=["-created_at"], name="accounts_imports_newest")]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(state__in=[state.value for state in ImportState]), name="accounts_import_state_known"
            ),
        ]


class RejectedRow(Row):
    """A row of such a table that could not be taken, and why."""

    scope: ClassVar[Scope] = Internal("what we read")

    id = models.BigAutoField(primary_key=True)
    source = models.ForeignKey(AccountImport, on_delete=models.CASCADE, related_name="+")
    row = models.BigIntegerField()
    reason = models.TextField()
    text = models.CharField(max_length=200, blank=True, db_comment="the beginning of what stands there")

    class Meta:
        db_table = "accounts_rejected_row"
        constraints: ClassVar = [models.UniqueConstraint(fields=["source", "row"], name="accounts_rejected_once")]


class ImportTrace(Row):
    """What an import wrote: a row that it made, or fields that it filled. Its undo goes by these."""

    scope: ClassVar[Scope] = Internal("what we read")

    id = models.BigAutoField(primary_key=True)
    source = models.ForeignKey(AccountImport, on_delete=models.CASCADE, related_name="+")
    model = models.CharField(max_length=32)
    row_id = models.CharField(max_length=253)
    filled = models.JSONField(null=True, db_comment="field → value, where the row stood there before; null: made")
    at = models.DateTimeField()

    class Meta:
        db_table = "accounts_import_trace"
        indexes: ClassVar = [
            models.Index(fields=["source", "model"], name="accounts_trace_source"),
            models.Index(fields=["row_id"], name="accounts_trace_row"),
        ]
