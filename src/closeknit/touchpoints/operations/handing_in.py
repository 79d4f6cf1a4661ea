"""The field on every page: one sentence, handed in within twenty seconds."""

from datetime import datetime

from closeknit.accounts import checks as account_checks
from closeknit.analysis.kinds import Wording
from closeknit.kit.capabilities import Capability
from closeknit.kit.operation import operation
from closeknit.kit.viewer import Viewer
from closeknit.touchpoints import guessing, lines
from closeknit.touchpoints.operations import recording


@operation(Capability.HAND_IN)
def hand_in_words(
    *,
    words: str,
    viewer: Viewer,
    at: datetime,
    is_chosen: bool = False,
    account: str | None = None,
    contact: str | None = None,
    wording: str = "",
) -> str:
    """Store what somebody handed in and return the touchpoint's id; or raise NothingSaid or NotFound.

    Where `is_chosen`, account, contact and wording are what the person saw and left standing; else they are taken from the words, as
    they would have been proposed: the first account that is named, and the one person there who is. Of their own words, what stands in
    quotation marks as a whole is kept without them, and without the name that was typed before.
    """
    if not is_chosen:
        guess = guessing.guess(words, viewer=viewer)
        account = guess.accounts[0].id if guess.accounts else None
        contact = guess.contacts[0].id if len(guess.contacts) == 1 else None
        wording = guess.wording
    name = account_checks.get_contact(contact, viewer=viewer).person.name if contact else ""
    bare = lines.read_bare(words, name)
    return recording.capture_words(
        words=bare if wording == Wording.EXACT else words,
        account=account,
        contact=contact,
        wording=wording,
        said_at=at,
        viewer=viewer,
        at=at,
    )
