"""The standing questions to put on this call, and what this person said the last time; and answers of theirs that nobody has settled."""

from closeknit.research import queries
from closeknit.research.queries import Offer
from closeknit.today.brief.parts import BriefAsked, BriefLine, BriefPart

SHOWN = 6


def read(asked: BriefAsked) -> BriefPart | None:
    """Return what to ask, the longest unanswered first, each with the newest words on it; None where there is nothing to ask."""
    offered = queries.offer_questions(asked.account, asked.person, viewer=asked.viewer, at=asked.at, zone=asked.zone)
    waiting = offered.ask + offered.later
    if not waiting:
        return None
    rest = len(offered.resting)
    note = f"{rest} asked lately" if rest else ""
    return BriefPart("questions", "What to ask", tuple(_line(one, asked) for one in waiting[:SHOWN]), note=note)


def _line(one: Offer, asked: BriefAsked) -> BriefLine:
    if one.last is None:
        return BriefLine(one.question.text, _small(one.reasons[0]), mark="ask", about=one.question.id)
    who = "the last time" if one.is_their_own else f"{one.last.contact or asked.account.name}, the last time"
    said = one.last.words if one.last.told_by else f"“{one.last.words}”"
    return BriefLine(
        one.question.text, f"{who}: {_short(said)}", mark="ask", on=one.last.asked_on, about=one.question.id
    )


def _small(reason: str) -> str:
    return f"{reason[0].lower()}{reason[1:]}" if reason.startswith(("Nobody", "Somebody")) else reason


def _short(text: str, most: int = 160) -> str:
    line = " ".join(text.split())
    return line if len(line) <= most else f"{line[: most - 1].rstrip()}…"
