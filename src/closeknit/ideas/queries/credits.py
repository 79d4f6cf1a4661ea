"""Whose ideas stand behind what we ship: credit follows the idea to the offering."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from closeknit.ideas.models import Idea, IdeaOffering
from closeknit.ideas.queries import listing
from closeknit.ideas.queries.listing import Giver
from closeknit.kit.viewer import Viewer


@dataclass(frozen=True)
class CreditRow:
    """One idea that an offering carries, since when, and everybody whose idea it was: its giver, and those of the ideas merged into it."""

    offering_id: str
    idea_id: str
    number: int
    title: str
    state: str
    since_on: date
    givers: tuple[Giver, ...]


def list_credits(offerings: Sequence[str], *, viewer: Viewer) -> dict[str, list[CreditRow]]:
    """Return by offering the ideas that it carries with those who gave them, the oldest first; one without any is not in it."""
    links = list(
        IdeaOffering.objects.visible_to(viewer)
        .filter(offering_id__in=list(offerings))
        .order_by("since_on", "pk")
        .values_list("offering_id", "idea_id", "since_on")
    )
    carried = {idea for _, idea, _ in links}
    family = Idea.objects.visible_to(viewer).filter(Q(pk__in=carried) | Q(counts_in__in=carried))
    rows = list(family.select_related("member", "person", "account").order_by("number")) if carried else []
    known = {row.pk: row for row in rows}
    found: dict[str, list[CreditRow]] = {}
    for offering, idea, since_on in links:
        if idea in known:
            row = known[idea]
            own = sorted((one for one in rows if idea in (one.pk, one.counts_in_id)), key=lambda one: one.pk != idea)
            givers = tuple(dict.fromkeys(listing.giver_of(one) for one in own))
            credit = CreditRow(offering, idea, row.number, row.title, row.state, since_on, givers)
            found.setdefault(offering, []).append(credit)
    return found
