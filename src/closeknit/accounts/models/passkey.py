"""What a device of somebody outside signs in with."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from closeknit.identity.models import Login
from closeknit.kit.scoping import OfPerson, Row, Scope


class Passkey(Row):
    """The public half of a key that somebody's device keeps. The other half never leaves the device: nothing here opens a door."""

    scope: ClassVar[Scope] = OfPerson("login__person__id")

    id = models.CharField(primary_key=True, max_length=64)
    login = models.ForeignKey(Login, on_delete=models.CASCADE, related_name="+")
    name = models.CharField(max_length=60)
    handle = models.BinaryField(
        max_length=64, db_comment="what devices call the login: random, and the same for all passkeys of one"
    )
    credential = models.BinaryField(max_length=1023, unique=True, db_comment="what the device calls the passkey")
    key_data = models.BinaryField(db_comment="the public key with its name, as the standard writes it")
    n_signed = models.BigIntegerField(db_comment="the device's own count of what it signed; many say 0 for ever")
    last_challenge = models.CharField(
        max_length=64,
        blank=True,
        db_comment="hash of the challenge it answered last: of two answers at once one counts",
    )
    made_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "accounts_passkey"
        constraints: ClassVar = [
            models.CheckConstraint(condition=~Q(name=""), name="accounts_passkey_named"),
            models.CheckConstraint(condition=Q(n_signed__gte=0), name="accounts_passkey_counts"),
        ]
