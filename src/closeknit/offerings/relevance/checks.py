"""May this be said of us beside a competitor?"""

from closeknit.accounts.models import Competitor
from closeknit.analysis.offerings.kinds import Comparing
from closeknit.kit.refusals import NotFound, Refused
from closeknit.kit.viewer import Viewer
from closeknit.offerings.models import Advantage, Value

LONGEST = 300


class BadComparison(Refused):
    """A reading that there is not, or of a value that is archived."""


class BadAdvantage(Refused):
    """An advantage without words, with too many, or that we claim already."""


def get_competitor(competitor: str, *, viewer: Viewer) -> Competitor:
    """Return the competitor by its name, or raise NotFound."""
    row = Competitor.objects.visible_to(viewer).filter(name=competitor).first()
    if row is None:
        raise NotFound("There is no competitor by that name. Competitors are named in the house's settings.")
    return row


def get_advantage(advantage: str, *, viewer: Viewer) -> Advantage:
    """Return the advantage that `viewer` may see, or raise NotFound."""
    row = Advantage.objects.visible_to(viewer).filter(pk=advantage).first()
    if row is None:
        raise NotFound("We do not say that of ourselves.")
    return row


def check_reading(reads: str) -> str:
    """Return the reading's code, empty where the sentence compares nothing; or raise BadComparison."""
    if reads and reads not in tuple(Comparing):
        raise BadComparison("Say whether we are better, worse or even in it. Nothing was changed.")
    return reads


def check_advantage(text: str, value: Value, competitor: Competitor, *, viewer: Viewer) -> str:
    """Return what we say in one line, or raise BadAdvantage."""
    said = " ".join(text.split())
    if not any(letter.isalnum() for letter in said):
        raise BadAdvantage("Say it as you would say it to a customer. Nothing was kept yet.")
    if len(said) > LONGEST:
        raise BadAdvantage(f"That is {len(said)} letters long; say it in {LONGEST} at most. Nothing was kept yet.")
    if Advantage.objects.visible_to(viewer).filter(value=value, competitor=competitor).exists():
        raise BadAdvantage(f"We say so already of “{value.text}” beside {competitor.name}. Nothing was changed.")
    return said
