"""Today's order: one item an account, in the classes of the design, stable from call to call."""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass

from closeknit.analysis.kinds import TodayClass
from closeknit.analysis.today import finding
from closeknit.analysis.today.facts import AccountFacts, PutOff
from closeknit.analysis.today.reasons import Reason


@dataclass(frozen=True, slots=True)
class Item:
    """One account on Today with all its reasons, most urgent first; the first one gives the class.

    `since` is the oldest day of that class, None when it has none.
    """

    account_id: str
    name: str
    worth: float | None
    class_code: TodayClass
    since: datetime.date | None
    reasons: tuple[Reason, ...]


def rank_today(facts: Iterable[AccountFacts], *, as_of: datetime.date, owner_id: str | None = None) -> tuple[Item, ...]:
    """Return whom to call today, each account once: by class, then worth (unknown last), then oldest, then name.

    Classes: owed to them, alarm, due or near, late for contact, good news, what was never asked. What a member put off
    stays away until the day that was chosen, except for what came up after the decision. With `owner_id` only that
    member's accounts. The same facts in any order give the same list.
    """
    items = []
    for account in facts:
        if owner_id is None or account.owner_id == owner_id:
            found = finding.find_reasons(account, as_of=as_of)
            left = tuple(reason for reason in found if not _is_silenced(reason, account.put_off, as_of))
            if left:
                items.append(_item(account, left))
    return tuple(sorted(items, key=_place))


def _item(account: AccountFacts, reasons: tuple[Reason, ...]) -> Item:
    class_code = reasons[0].class_code
    days = [reason.since for reason in reasons if reason.class_code is class_code and reason.since]
    return Item(account.id, account.name, account.worth, class_code, min(days, default=None), reasons)


def _place(item: Item) -> tuple[int, bool, float, datetime.date, str, str]:
    return (
        item.class_code.place,
        item.worth is None,
        -(item.worth or 0.0),
        item.since or datetime.date.max,
        item.name.casefold(),
        item.account_id,
    )


def _is_silenced(reason: Reason, put_off: PutOff | None, as_of: datetime.date) -> bool:
    """Whoever put an account off knew what stood there that day: newer reasons, and on that day graver ones, return."""
    if put_off is None or as_of >= put_off.until:
        return False
    if reason.since is None or reason.since < put_off.decided_on:
        return True
    graver = reason.class_code.place < put_off.class_code.place
    return reason.since == put_off.decided_on and not graver
