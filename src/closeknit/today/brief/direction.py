"""Where they are heading: the claims of their profile with the words behind each, and what we expect."""

from closeknit.circle.forecasts import queries as forecasts
from closeknit.circle.profiles import queries as profiles
from closeknit.kit import markdown
from closeknit.today.brief.parts import BriefAsked, BriefLine, BriefPart

SHOWN = 4


def read(asked: BriefAsked) -> BriefPart | None:
    """Return the first claims of the profile that stand on words, and the next forecasts; None where nothing was written."""
    claims = profiles.list_claims(asked.account.id, viewer=asked.viewer)
    best = sorted(claims, key=lambda claim: not claim[1])[:SHOWN]
    lines = [BriefLine(_plain(block.text), verbatim=verbatim) for block, verbatim in best]
    expected = [one for one in forecasts.list_forecasts(asked.account.id, viewer=asked.viewer) if not one.outcome]
    lines += [
        BriefLine(one.text, f"{one.percent} %", mark="due", on=one.due_on, is_due=one.due_on <= asked.today)
        for one in expected[:SHOWN]
    ]
    return BriefPart("direction", "Where they are heading", tuple(lines)) if lines else None


def _plain(text: str) -> str:
    """Return a line of markdown without the notes and the marks of stress: a brief is printed."""
    return " ".join(markdown.NOTE.sub("", text).replace("**", "").replace("*", "").replace("\\", "").split())
