"""The two certainties: they will have to cut cost, and competitors call them. What was heard of either in a year, or that nothing was."""

from collections.abc import Sequence
from datetime import timedelta

from closeknit.analysis import periods
from closeknit.analysis.circle import radar
from closeknit.analysis.kinds import Certainty, RadarActKind, SignalCode
from closeknit.circle.radar import queries
from closeknit.circle.radar.queries import ActRow
from closeknit.kit import clock
from closeknit.today.brief.parts import BriefAsked, BriefLine, BriefPart
from closeknit.verbatims import telling
from closeknit.verbatims.telling import HeardAs

WITHIN = timedelta(days=365)
_CODES = {Certainty.COST: SignalCode.COST_CUT, Certainty.RIVALS: SignalCode.COMPETITOR}
_HEARD = {Certainty.COST: "They speak of cutting cost", Certainty.RIVALS: "They name a competitor"}
_SILENT = {Certainty.COST: "cutting cost", Certainty.RIVALS: "any competitor"}
_DONE = {
    RadarActKind.TALKED: "we spoke of it",
    RadarActKind.SAVING_OFFERED: "we offered a saving",
    RadarActKind.MATCHED: "we matched it",
    RadarActKind.PUT_RIGHT: "we put it right",
    RadarActKind.NOTHING_TO_DO: "there was nothing to do",
}


def read(asked: BriefAsked) -> BriefPart:
    """Return for each certainty how often it was heard in a year, with the newest words and what was done about it.

    Silence is said, for it is no good news, and with it whether anybody asked.
    """
    account, viewer = asked.account.id, asked.viewer
    heard = telling.list_heard_as(tuple(_CODES.values()), [account], since=asked.at - WITHIN, viewer=viewer)
    acts = queries.list_acts(account, viewer=viewer) if heard else []
    lines = []
    silent = []
    for certainty, code in _CODES.items():
        found = [row for row in heard if row.code == code]
        if found:
            done = next((act for act in acts if act.certainty == certainty), None)
            lines.append(_line(_HEARD[certainty], found, done, asked))
        else:
            silent.append(certainty)
    if silent:
        lines.append(_silence(silent, asked))
    return BriefPart("certainties", "Cost and competitors", tuple(lines))


def _line(claim: str, found: Sequence[HeardAs], done: ActRow | None, asked: BriefAsked) -> BriefLine:
    times = "once" if len(found) == 1 else "twice" if len(found) == 2 else f"{len(found)} times"
    on = clock.local_date(found[0].said_at, asked.zone)
    fact = f"{times} in a year"
    if done is not None:
        day = periods.say_day(done.acted_on, as_of=asked.today).text
        fact += f"; {_DONE[RadarActKind(done.kind)]} {day}{' before they asked' if done.was_unasked else ''}"
    return BriefLine(claim, fact, mark="alarm", on=on, verbatim=found[0].id)


def _silence(silent: Sequence[Certainty], asked: BriefAsked) -> BriefLine:
    last = queries.list_last_asked(asked.account.id, viewer=asked.viewer, zone=asked.zone)
    said = [radar.say_silence(last.get(certainty), certainty, as_of=asked.today) for certainty in silent]
    fact = "; ".join(f"{one[0].lower()}{one[1:]}" for one in said if one)
    what = " or ".join(_SILENT[certainty] for certainty in silent)
    return BriefLine(f"Nothing heard of {what} in a year", fact or "ask", mark="ask")
