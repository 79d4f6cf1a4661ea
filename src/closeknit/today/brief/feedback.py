"""Feedback that belongs into this call: what was noted to be asked, and what came of what they told us."""

from collections.abc import Iterator

from closeknit.analysis.feedback.kinds import AskedState, FeedbackChannel
from closeknit.promises.feedback import queries
from closeknit.today.brief.parts import BriefAsked, BriefLine, BriefPart


def read(asked: BriefAsked) -> BriefPart | None:
    """Return what concerns whom one speaks with, then what concerns others there; None where nothing waits."""
    lines = sorted(_lines(asked), key=lambda pair: not pair[0])
    return BriefPart("feedback", "Feedback", tuple(line for _, line in lines), most=5) if lines else None


def _lines(asked: BriefAsked) -> Iterator[tuple[bool, BriefLine]]:
    """Yield each line with whether it concerns the person on the call."""
    person = asked.person.id if asked.person else ""
    for one in queries.list_asked(viewer=asked.viewer, account=asked.account.id, open_only=True):
        if one.state == AskedState.NOTED and one.channel == FeedbackChannel.TALK:
            claim = f"Ask {one.contact} for feedback on {one.about}"
            yield one.contact_id == person, BriefLine(claim, f"why: {one.why}" if one.why else "", "ask", about=one.id)
        elif one.state == AskedState.ACTED_ON:
            claim = f"Tell {one.contact} what came of their feedback on {one.about}"
            yield one.contact_id == person, BriefLine(claim, one.acted_text, "good", about=one.id)
