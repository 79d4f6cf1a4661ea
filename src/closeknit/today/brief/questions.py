"""The standing questions to put on this call, and what this person said the last time; and answers of theirs that nobody has settled."""

from dataclasses import replace

from closeknit.research import queries
from closeknit.research.queries import Offer
from closeknit.today.brief.parts import BriefAsked, BriefLine, BriefPart

SHOWN = 6


def read(asked: BriefAsked) -> BriefPart | None:
    """Return what to ask now, then what can wait for another call, each with the newest words on it; None where there is nothing to ask."""
    offered = queries.offer_questions(asked.account, asked.person, viewer=asked.viewer, at=asked.at, zone=asked.zone)
    if not offered.ask and not offered.later:
        return None
    rest = len(offered.resting)
    note = f"{rest} asked lately" if rest else ""
    # Nobody gets all of them in one call: those whose turn it is first, the others to be seen.
    lines = [_line(one, asked) for one in offered.ask] + [_later(_line(one, asked)) for one in offered.later]
    return BriefPart("questions", "What to ask", tuple(lines[:SHOWN]), note=note)


def _later(line: BriefLine) -> BriefLine:
    return replace(line, mark="quiet", fact=f"another time; {line.fact}")


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
