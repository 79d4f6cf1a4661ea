"""Where the picture of the circle drew whom."""

from typing import ClassVar

from django.db import models

from closeknit.accounts.models import Account
from closeknit.kit.scoping import Internal, OnErase, OnMerge, Row, Scope


class Place(Row):
    """Where the picture drew an account the last time, so that it does not jump overnight."""

    scope: ClassVar[Scope] = Internal("how our picture is drawn")
    on_merge: ClassVar = {"account": OnMerge.KEEP}
    on_erase: ClassVar = {"account": OnErase.DELETE}

    account = models.OneToOneField(Account, primary_key=True, on_delete=models.CASCADE, related_name="+")
    angle = models.FloatField(db_comment="radians, clockwise from twelve o'clock")
    side = models.CharField(max_length=16, db_comment="where its name stood, or hidden")

    class Meta:
        db_table = "circle_place"
