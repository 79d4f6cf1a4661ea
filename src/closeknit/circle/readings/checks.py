"""May this be said of how it feels?"""

from closeknit.analysis.circle.readings.reading import Level
from closeknit.kit.refusals import Refused


class NoSuchFeeling(Refused):
    """A code that is none of the three."""


class NoReason(Refused):
    """A feeling without its reason."""


def read_level(code: str) -> Level:
    """Return how it feels, or raise NoSuchFeeling."""
    if code not in (Level.WELL, Level.UNEASY, Level.ILL):
        raise NoSuchFeeling("Say whether you are at ease, uneasy or worried.")
    return Level(code)


def check_why(why: str) -> str:
    """Return the reason without its edges, or raise NoReason."""
    said = why.strip()
    if not said:
        raise NoReason("Say in a few words why it feels so: whoever reads it next month was not there.")
    return said[:1000]
