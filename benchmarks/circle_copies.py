"""The accounts of a made house copied by the store itself: seven million rows made one by one in Python took an hour.

Every id in such a house ends in eight figures that say which account it belongs to, so a copy is the same row with other figures. The
copies have owners, people, talks and words of their own; the needs that the words stand for are the same ones.
"""

import sys
from typing import Any


def copy_accounts(block: int, n_accounts: int, accounts_a_member: int) -> None:
    """Copy the first `block` accounts with all that hangs on them until there are `n_accounts`, a multiple of it."""
    from django.core.management.color import no_style
    from django.db import connection, transaction

    copier = _Copier(block, accounts_a_member)
    for number in range(1, n_accounts // block):
        with transaction.atomic(), connection.cursor() as cursor:
            for model in copier.models:
                cursor.execute(copier.write(model, number))
        print(f"  {block * (number + 1):,} accounts", file=sys.stderr, flush=True)
    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), copier.models):
            cursor.execute(statement)


class _Copier:
    """Writes the statements; knows how many rows of each numbered table the first block has."""

    def __init__(self, block: int, accounts_a_member: int) -> None:
        from django.db import connection
        from django.db.models import AutoField, BigAutoField, Max

        from closeknit.accounts.models import Account, Contact, Person, Standing
        from closeknit.needs.models import Evidence
        from closeknit.promises.models import Promise
        from closeknit.touchpoints.models import Owed, Participation, Touchpoint, Turn
        from closeknit.verbatims.models import Signal, Verbatim

        # What others hang on comes first.
        self.models: list[Any] = [
            *(Account, Standing, Person, Contact, Promise, Touchpoint, Owed),
            *(Participation, Turn, Verbatim, Signal, Evidence),
        ]
        self.block, self.members = block, block // accounts_a_member
        self.is_sqlite = connection.vendor == "sqlite"
        self.numbered = {
            model: model.objects.unscoped(reason="benchmark").aggregate(most=Max("pk"))["most"] or 0
            for model in self.models
            if isinstance(model._meta.pk, AutoField | BigAutoField)
        }
        self.positions = Verbatim.objects.unscoped(reason="benchmark").aggregate(most=Max("position"))["most"]

    def write(self, model: Any, number: int) -> str:
        """Return the statement that makes this copy of the first block's rows."""
        columns = [field for field in model._meta.concrete_fields if not getattr(field, "generated", False)]
        names = ", ".join(f'"{field.column}"' for field in columns)
        values = ", ".join(self._change(model, field, number) for field in columns)
        table, key = model._meta.db_table, model._meta.pk.column
        if model in self.numbered:
            first = f'"{key}" <= {self.numbered[model]}'
        else:
            target = model._meta.pk.remote_field.model if model._meta.pk.is_relation else model
            first = f"\"{key}\" < '{target.__name__.lower()}_b{self.block:08}'"
        return f'INSERT INTO "{table}" ({names}) SELECT {values} FROM "{table}" WHERE {first}'

    def _change(self, model: Any, field: Any, number: int) -> str:
        target = field.remote_field.model if field.is_relation else model if field.primary_key else None
        column = f'"{field.column}"'
        if target in self.numbered:
            return f"{column} + {number * self.numbered[target]}"
        if target in self.models or field.column == "conversation":
            return self._shift(column, number)
        if target is not None and target.__name__ == "Member" and field.column in ("owner_id", "keeper_id"):
            return self._hand_on(column, number)
        if (table := model._meta.db_table) == "verbatims_verbatim" and field.column == "position":
            return f"{column} + {number * self.positions}"
        if table == "touchpoints_touchpoint" and field.column == "key":
            shifted = self._shift(f"('_b' || {column})", number)
            return f"substr({shifted}, 3)"
        if table == "accounts_account" and field.column in ("name", "name_key"):
            return f"{column} || ' {number}'"
        return column

    def _shift(self, column: str, number: int) -> str:
        """Return the id with the figures of this copy: those after its "_b"."""
        at = f"instr({column}, '_b')" if self.is_sqlite else f"strpos({column}, '_b')"
        figures = f"'00000000' || (CAST(substr({column}, {at} + 2, 8) AS integer) + {number * self.block})"
        figures = f"substr({figures}, -8)" if self.is_sqlite else f"right({figures}, 8)"
        return f"substr({column}, 1, {at} + 1) || {figures} || substr({column}, {at} + 10)"

    def _hand_on(self, column: str, number: int) -> str:
        """Return the member who looks after it: as many further on; the very first has an id of another kind."""
        place = f"CASE WHEN {column} LIKE 'member!_b%' ESCAPE '!' THEN CAST(substr({column}, 9) AS integer) ELSE 0 END"
        figures = f"'000000' || ({place} + {number * self.members})"
        return "'member_b' || " + (f"substr({figures}, -6)" if self.is_sqlite else f"right({figures}, 6)")
