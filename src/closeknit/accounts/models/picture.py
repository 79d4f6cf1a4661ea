"""Pictures of the whole house that are kept."""

from typing import ClassVar

from django.db import models

from closeknit.kit.scoping import Internal, Row, Scope


class KeptPicture(Row):
    """A picture of the whole house that costs too much to work out on each look: its numbers, and when they were true."""

    scope: ClassVar[Scope] = Internal("numbers over all accounts")

    name = models.CharField(primary_key=True, max_length=64)
    made_at = models.DateTimeField()
    data = models.JSONField(db_comment="numbers and codes, never names or words")

    class Meta:
        db_table = "accounts_kept_picture"
