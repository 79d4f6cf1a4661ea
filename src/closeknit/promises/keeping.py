"""How well both sides keep their word: over time, by account and by who of ours keeps it, each with its n and its interval."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Q

from closeknit.analysis.kinds import PromiseDirection, Settlement
from closeknit.analysis.promises.series import Quarter, score_quarters
from closeknit.analysis.promises.state import KeptShare, PromiseDates, score_kept
from closeknit.kit.viewer import Viewer
from closeknit.promises.models import Promise

_QUARTERS = 5
_A_YEAR = timedelta(days=365)
_MOST = 40


@dataclass(frozen=True)
class KeptOf:
    """The word kept by one side: to or by an account, or by one of ours."""

    id: str
    name: str
    share: KeptShare


@dataclass(frozen=True)
class KeptPicture:
    """The word kept by direction: in all of the last twelve months, by quarter; by account both ways; and ours by who keeps it.

    Accounts and keepers come with the most promises that have come due first.
    """

    whole: dict[str, KeptShare]
    quarters: dict[str, tuple[Quarter, ...]]
    accounts: dict[str, tuple[KeptOf, ...]]
    keepers: tuple[KeptOf, ...]


def get_kept_picture(*, viewer: Viewer, as_of: date) -> KeptPicture:
    """Return how well both sides kept their word, in one statement."""
    whole: dict[str, list[PromiseDates]] = {one.value: [] for one in PromiseDirection}
    accounts: dict[tuple[str, str, str], list[PromiseDates]] = defaultdict(list)
    keepers: dict[tuple[str, str], list[PromiseDates]] = defaultdict(list)
    quarters: dict[str, list[PromiseDates]] = {one.value: [] for one in PromiseDirection}
    for row in _read(viewer, as_of):
        direction, account, name, keeper, keeper_name, dates = row
        quarters[direction].append(dates)
        if (dates.settled_on or dates.due_on or as_of) < as_of - _A_YEAR:
            continue
        whole[direction].append(dates)
        accounts[direction, account, name].append(dates)
        if direction == PromiseDirection.OURS and keeper:
            keepers[keeper, keeper_name or ""].append(dates)
    return KeptPicture(
        whole={side: score_kept(several, as_of=as_of) for side, several in whole.items()},
        quarters={side: score_quarters(several, as_of=as_of, count=_QUARTERS) for side, several in quarters.items()},
        accounts={
            side.value: _ordered(
                [
                    KeptOf(pk, name, score_kept(some, as_of=as_of))
                    for (way, pk, name), some in accounts.items()
                    if way == side
                ]
            )
            for side in PromiseDirection
        },
        keepers=_ordered([KeptOf(pk, name, score_kept(some, as_of=as_of)) for (pk, name), some in keepers.items()]),
    )


_Row = tuple[str, str, str, str | None, str | None, PromiseDates]


def _read(viewer: Viewer, as_of: date) -> list[_Row]:
    since = as_of - timedelta(days=92 * _QUARTERS)
    rows = Promise.objects.visible_to(viewer).filter(Q(settled_on__gte=since) | Q(settlement="", due_on__lt=as_of))
    columns = ("direction", "account_id", "account__name", "keeper_id", "keeper__name")
    days = ("due_on", "first_due_on", "settlement", "settled_on")
    return [
        (
            direction,
            account,
            name,
            keeper,
            keeper_name,
            PromiseDates(due, first, Settlement(ended) if ended else None, on),
        )
        for direction, account, name, keeper, keeper_name, due, first, ended, on in rows.values_list(*columns, *days)
    ]


def _ordered(several: list[KeptOf]) -> tuple[KeptOf, ...]:
    weighed = sorted((one for one in several if one.share.n), key=lambda one: (-one.share.n, one.name, one.id))
    return tuple(weighed[:_MOST])
