"""The kept alarms: what the readings of each account raised when they were taken last."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from closeknit.accounts.queries import AccountIds
from closeknit.analysis.circle.readings.alarm import AlarmLevel, WorryCode
from closeknit.analysis.circle.readings.reading import Gauge
from closeknit.circle.models import Alarm
from closeknit.kit.capabilities import Capability
from closeknit.kit.fixed import Fixed, GivenRows
from closeknit.kit.viewer import Viewer

_COLUMNS = ("pk", "level", "worry", "gauges", "says", "question", "since_on")
_MONEY_SAYS = "Something about the money there: whoever may see what accounts are worth knows more"
_MONEY_ASKS = "Who looks after them, and what do they make of it?"


@dataclass(frozen=True, slots=True)
class RaisedRow:
    """The kept alarm of one account: since which day this worry came first there.

    What an account is worth does not show through a worry about money: who may not see worth reads that there is one.
    """

    account_id: str
    level: AlarmLevel
    worry: WorryCode
    gauges: tuple[str, ...]
    says: str
    question: str
    since_on: date


_RAISED = Fixed(
    lambda ours: (
        Alarm.objects.visible_to(ours)
        .filter(account__in=GivenRows("accounts"), level__in=GivenRows("levels"))
        .order_by("since_on", "pk")
        .values_list(*_COLUMNS)
    )
)


def list_raised(
    accounts: AccountIds, *, viewer: Viewer, levels: Sequence[AlarmLevel] = (AlarmLevel.ALARM, AlarmLevel.DISAGREE)
) -> list[RaisedRow]:
    """Return the kept alarms of these accounts at these levels, the oldest first."""
    return [_raised(values, viewer) for values in _RAISED.ask(viewer=viewer, accounts=accounts, levels=levels)]


def find_alarm(account: str, *, viewer: Viewer) -> RaisedRow | None:
    """Return the alarm that is kept of one account, or None where its readings were not taken yet."""
    values = Alarm.objects.visible_to(viewer).filter(pk=account).values_list(*_COLUMNS).first()
    return _raised(values, viewer) if values else None


def list_alarms(accounts: Sequence[str] | None, *, viewer: Viewer) -> dict[str, RaisedRow]:
    """Return by id the kept alarm of each of these accounts (None: of all), however loud; whose readings were not taken has none."""
    rows = Alarm.objects.visible_to(viewer)
    rows = rows if accounts is None else rows.filter(pk__in=accounts)
    return {values[0]: _raised(values, viewer) for values in rows.values_list(*_COLUMNS)}


def _raised(values: tuple[Any, ...], viewer: Viewer) -> RaisedRow:
    account, level, worry, gauges, says, question, since_on = values
    if Gauge.MONEY in gauges and not viewer.can(Capability.SEE_WORTH):
        says, question = _MONEY_SAYS, _MONEY_ASKS
    return RaisedRow(account, AlarmLevel(level), WorryCode(worry), tuple(gauges), says, question, since_on)
