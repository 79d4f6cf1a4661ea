"""Notes of ours about what is discussed. A table of its own, which nothing that faces outside may import (`.importlinter`)."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from closeknit.accounts.models import Account
from closeknit.identity.models import Member
from closeknit.kit.scoping import Internal, OnErase, OnMerge, Row, Scope


class Note(Row):
    """What one of us says to the others about a promise, a plan, an idea or a challenge. It never leaves the house."""

    scope: ClassVar[Scope] = Internal("what we say among ourselves")
    on_merge: ClassVar = {"account": OnMerge.REPOINT}
    on_erase: ClassVar = {"account": OnErase.DELETE}

    id = models.CharField(primary_key=True, max_length=64)
    subject = models.CharField(max_length=64, db_comment="id of what it is about")
    account = models.ForeignKey(
        Account, null=True, on_delete=models.CASCADE, related_name="+", db_comment="whose the subject is, if anybody's"
    )
    member = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="+")
    text = models.TextField(db_comment="markdown")
    written_at = models.DateTimeField()
    edited_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "discussions_note"
        indexes: ClassVar = [models.Index(fields=["subject", "written_at", "id"], name="discussions_notes_about")]
        constraints: ClassVar = [models.CheckConstraint(condition=~Q(text=""), name="discussions_noted")]


class NoteVersion(Row):
    """A note as it was before it was edited."""

    scope: ClassVar[Scope] = Internal("what we say among ourselves")

    id = models.BigAutoField(primary_key=True)
    note = models.ForeignKey(Note, on_delete=models.CASCADE, related_name="+", db_index=False)
    number = models.PositiveIntegerField()
    text = models.TextField()
    written_at = models.DateTimeField()

    class Meta:
        db_table = "discussions_note_version"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["note", "number"], name="discussions_note_version_once"),
        ]
