"""Words in which leaving, a competitor or cutting cost was heard."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import timedelta

from closeknit.analysis.kinds import SignalCode
from closeknit.analysis.today import facts, finding
from closeknit.kit import clock
from closeknit.today.gathering.asked import Asked
from closeknit.verbatims import telling

ALARMS = (SignalCode.LEAVING, SignalCode.COMPETITOR, SignalCode.COST_CUT)


def read(asked: Asked) -> Mapping[str, Sequence[facts.HeardAlarm]]:
    """Return what was heard at each account as long as it can alarm."""
    found: dict[str, list[facts.HeardAlarm]] = defaultdict(list)
    since = asked.at - timedelta(finding.ALARM_FOR_DAYS + 1)
    for row in telling.list_heard_as(ALARMS, asked.accounts, since=since, viewer=asked.viewer):
        on = clock.local_date(row.said_at, asked.zone)
        found[row.account_id].append(facts.HeardAlarm(row.id, on, SignalCode(row.code), row.speaker or None))
    return found
