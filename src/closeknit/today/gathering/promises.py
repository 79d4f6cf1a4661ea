"""Promises of both sides that are open, ended a short while ago, were missed and not talked about, or are not settled as they say."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from django.db.models import DateField, F, Q, QuerySet
from django.db.models.functions import TruncDate

from closeknit.analysis.kinds import PromiseDirection, Settlement
from closeknit.analysis.today import facts
from closeknit.kit import clock
from closeknit.kit.fixed import Fixed, Given, GivenRows
from closeknit.kit.viewer import Viewer
from closeknit.promises.models import Promise
from closeknit.today.gathering import raised
from closeknit.today.gathering.asked import Asked

_COLUMNS = ("pk", "text", "direction", "due_on", "settlement", "settled_on", "contact__person__name", "verbatim_id")


def read(asked: Asked) -> Mapping[str, Sequence[facts.PromiseFact]]:
    """Return the promises of each account that has any."""
    found: dict[str, list[facts.PromiseFact]] = defaultdict(list)
    said_no = {row.id: row.at for row in asked.raised if row.kind == raised.NO}
    rows = _PROMISES.ask(viewer=asked.viewer, accounts=asked.accounts, since=asked.since, said_no=said_no)
    for account, *values in rows:
        fact, no_at = _fact(*values), said_no.get(values[0])
        found[account].append(replace(fact, no_on=clock.local_date(no_at, asked.zone)) if no_at else fact)
    return found


def _select_promises(ours: Viewer) -> QuerySet[Any, Any]:
    rows = Promise.objects.visible_to(ours).filter(account__in=GivenRows("accounts"))
    rows = rows.annotate(spoke_on=TruncDate("account__standing__two_way_at"))
    # However long ago it was missed: until somebody has spoken with them since, they have not heard it.
    unspoken = Q(settlement=Settlement.MISSED) & (Q(spoke_on__isnull=True) | Q(spoke_on__lte=F("settled_on")))
    near = Q(settlement="") | Q(settled_on__gte=Given("since", DateField())) | unspoken | Q(pk__in=GivenRows("said_no"))
    return rows.filter(near).order_by("due_on", "pk").values_list("account_id", *_COLUMNS)


_PROMISES = Fixed(_select_promises)


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
