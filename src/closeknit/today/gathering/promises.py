"""Promises of both sides that are open, or ended a short while ago."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any

from django.db.models import Q

from closeknit.analysis.kinds import PromiseDirection, Settlement
from closeknit.analysis.today import facts
from closeknit.promises.models import Promise
from closeknit.today.gathering.asked import Asked

_COLUMNS = ("pk", "text", "direction", "due_on", "settlement", "settled_on", "contact__person__name", "verbatim_id")


def read(asked: Asked) -> Mapping[str, Sequence[facts.PromiseFact]]:
    """Return the promises of each account that has any."""
    found: dict[str, list[facts.PromiseFact]] = defaultdict(list)
    rows = Promise.objects.visible_to(asked.viewer).filter(account__in=asked.accounts)
    weighed = rows.filter(Q(settlement="") | Q(settled_on__gte=asked.since)).order_by("due_on", "pk")
    for account, *values in weighed.values_list("account_id", *_COLUMNS):
        found[account].append(_fact(*values))
    return found


def _fact(
    pk: str,
    text: str,
    direction: str,
    due_on: Any,
    settlement: str,
    settled_on: Any,
    who: str | None,
    words: str | None,
) -> facts.PromiseFact:
    return facts.PromiseFact(
        id=pk,
        text=text,
        direction=PromiseDirection(direction),
        due_on=due_on,
        settlement=Settlement(settlement) if settlement else None,
        settled_on=settled_on,
        who=who,
        verbatim_ids=(words,) if words else (),
    )
