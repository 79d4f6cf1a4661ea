"""Words in which leaving, a competitor or cutting cost was heard."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date, timedelta

from closeknit.analysis.kinds import Certainty, SignalCode
from closeknit.analysis.today import facts, finding
from closeknit.kit import clock
from closeknit.today.gathering.asked import Asked
from closeknit.verbatims import telling

# Each with the certainties that what was done about settles it: whoever speaks of leaving may mean either.
_SETTLES = {
    SignalCode.LEAVING: tuple(Certainty),
    SignalCode.COMPETITOR: (Certainty.RIVALS,),
    SignalCode.COST_CUT: (Certainty.COST,),
}
ALARMS = tuple(_SETTLES)


def read(asked: Asked) -> Mapping[str, Sequence[facts.HeardAlarm]]:
    """Return what was heard at each account as long as it can alarm; what somebody has seen to since says when."""
    found: dict[str, list[facts.HeardAlarm]] = defaultdict(list)
    since = asked.at - timedelta(finding.ALARM_FOR_DAYS + 1)
    heard = telling.list_heard_as(ALARMS, asked.accounts, since=since, viewer=asked.viewer)
    for row in heard:
        on, code = clock.local_date(row.said_at, asked.zone), SignalCode(row.code)
        days = [asked.done.get((row.account_id, certainty), date.min) for certainty in _SETTLES[code]]
        handled_on = max(days) if max(days) >= on else None
        found[row.account_id].append(facts.HeardAlarm(row.id, on, code, row.speaker or None, handled_on))
    return found
