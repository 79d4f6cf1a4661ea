"""The two certainties: they will have to cut cost, and competitors call them. What was heard of either in a year, or that nothing was."""

from datetime import timedelta

from closeknit.analysis.kinds import SignalCode
from closeknit.kit import clock
from closeknit.today.brief.parts import BriefAsked, BriefLine, BriefPart
from closeknit.verbatims import telling
from closeknit.verbatims.telling import HeardAs

WITHIN = timedelta(days=365)
_HEARD = {SignalCode.COST_CUT: "They speak of cutting cost", SignalCode.COMPETITOR: "They name a competitor"}
_SILENT = {SignalCode.COST_CUT: "cutting cost", SignalCode.COMPETITOR: "any competitor"}


def read(asked: BriefAsked) -> BriefPart:
    """Return for each certainty how often it was heard in a year, with the newest words; silence is said, for it is no good news."""
    since = asked.at - WITHIN
    heard = telling.list_heard_as(tuple(_HEARD), [asked.account.id], since=since, viewer=asked.viewer)
    lines = []
    silent = []
    for code, claim in _HEARD.items():
        found = [row for row in heard if row.code == code]
        if found:
            lines.append(_line(claim, found, asked))
        else:
            silent.append(_SILENT[code])
    if silent:
        lines.append(BriefLine(f"Nothing heard of {' or '.join(silent)} in a year", "ask", mark="ask"))
    return BriefPart("certainties", "Cost and competitors", tuple(lines))


def _line(claim: str, found: list[HeardAs], asked: BriefAsked) -> BriefLine:
    times = "once" if len(found) == 1 else "twice" if len(found) == 2 else f"{len(found)} times"
    on = clock.local_date(found[0].said_at, asked.zone)
    return BriefLine(claim, f"{times} in a year", mark="alarm", on=on, verbatim=found[0].id)
