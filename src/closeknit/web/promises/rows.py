"""Promises as lines of the look."""

from collections.abc import Sequence
from typing import Literal

from closeknit.kit.look import rows
from closeknit.promises.queries import PromiseRow
from closeknit.web.ways import find_way

_ENDS: dict[str, Literal["", "kept", "missed", "withdrawn"]] = {
    "kept": "kept",
    "missed": "missed",
    "withdrawn": "withdrawn",
}


def lines_of(
    promises: Sequence[PromiseRow], *, with_account: bool = True, with_way: bool = False
) -> list[rows.PromiseRow]:
    """Return promises as lines, each the way to its page; `with_way` puts an arrow in front where both ways share a list."""
    return [
        rows.PromiseRow(
            what=row.text,
            who=" · ".join(part for part in (row.account if with_account else "", row.contact, row.keeper) if part),
            way=("ours" if row.direction == "ours" else "theirs") if with_way else "",
            due_on=row.due_on if not row.settlement else row.settled_on,
            settled=_ENDS.get(row.settlement, ""),
            url=find_way("promise", row.id),
        )
        for row in promises
    ]
