"""May these words be shown, and to whom?"""

from datetime import date

from closeknit.analysis.kinds import Audience, Medium
from closeknit.kit.refusals import NotFound, Refused
from closeknit.kit.viewer import Viewer
from closeknit.verbatims.models import Verbatim

# From the fewest to the most; each includes those before it.
REACHES = (Audience.ACCOUNT, Audience.PORTAL, Audience.PUBLIC)


class NobodyToAsk(Refused):
    """The speaker of the words is not known."""


class BadConsent(Refused):
    """A consent that cannot be: to nobody, or on a day that cannot be."""


def get_words(verbatim: str, *, viewer: Viewer) -> Verbatim:
    """Return words whose speaker is known, or raise NotFound or NobodyToAsk."""
    row = Verbatim.objects.visible_to(viewer).filter(pk=verbatim).first()
    if row is None:
        raise NotFound("There are no words here by that name.")
    if row.contact_id is None:
        raise NobodyToAsk("Nobody knows who said this, so nobody can have allowed it. Say first who spoke.")
    return row


def read_reach(audience: str) -> Audience:
    """Return the audience that a speaker can allow, or raise BadConsent."""
    if audience not in REACHES:
        raise BadConsent("Choose who may read it: their own colleagues, people of other companies, or everyone.")
    return Audience(audience)


def read_medium(medium: str) -> Medium:
    """Return how the speaker said so, or raise BadConsent."""
    if medium not in set(Medium):
        raise BadConsent("Choose how they said yes: in a call, by mail, face to face.")
    return Medium(medium)


def check_day(said_on: date, *, today: date) -> None:
    """Raise BadConsent where somebody would have said yes on a day that is still to come."""
    if said_on > today:
        raise BadConsent("They cannot have said yes on a day that is still to come. Choose the day on which they did.")


def reaches(audience: str, wanted: str) -> bool:
    """Return whether words with this audience may be shown to whom `wanted` (account, portal, public) means."""
    return audience in REACHES and REACHES.index(Audience(audience)) >= REACHES.index(Audience(wanted))
