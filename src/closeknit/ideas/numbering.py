"""Short numbers that people speak: idea 42. Each audience has a count of its own, so that no other's rows ever move it."""

from closeknit.ideas.models import Numbering, portal
from closeknit.kit import viewer as viewers

HOUSE, PORTAL = "house", portal.PORTAL


def draw(audience: str) -> int:
    """Return the next number of a count: the house's, the open portal's, that of an account by its id.

    Whoever else draws from it waits for this transaction.
    """
    ours = viewers.house("a short number is drawn")
    Numbering.objects.add_many([Numbering(audience=audience)], ignore_conflicts=True)
    count = Numbering.objects.visible_to(ours).select_for_update().get(pk=audience)
    return count.change(last=count.last + 1).last
