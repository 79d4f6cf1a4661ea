"""What the readings raised that no other reason on Today says: how it feels, what they say, what they bring."""

from collections.abc import Mapping, Sequence

from closeknit.analysis.circle.readings.reading import Gauge
from closeknit.analysis.today import facts
from closeknit.circle.readings import queries
from closeknit.today.gathering.asked import Asked

# A broken promise, an owed answer and late contact are reasons of their own; saying them twice would be noise.
_OWN_REASONS = frozenset({Gauge.PROMISES, Gauge.ANSWERS, Gauge.CONTACT})


def read(asked: Asked) -> Mapping[str, Sequence[facts.RaisedWorry]]:
    """Return the worry of each account whose alarm is up for such a reason."""
    raised = queries.list_raised(asked.accounts, viewer=asked.viewer)
    return {
        row.account_id: [facts.RaisedWorry(row.says, row.question, row.since_on)]
        for row in raised
        if row.gauges and row.gauges[0] not in _OWN_REASONS
    }
