"""How much each need matters and how well it is met: by ratings where there are enough, else estimated from what was said."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from closeknit.analysis.kinds import NeedState
from closeknit.analysis.needs import opportunity
from closeknit.analysis.needs.opportunity import Opportunity, Rated
from closeknit.kit.viewer import Viewer
from closeknit.needs import figures
from closeknit.needs.models import Need, Rating
from closeknit.needs.queries import weighing
from closeknit.needs.queries.listing import ROOT, NeedRow, listed, rows_of
from closeknit.needs.queries.weighing import Weighed


@dataclass(frozen=True)
class LandscapeRow:
    """One need with its place; `n_ratings` people have rated it so far, also where that is too few to go by."""

    need: NeedRow
    opportunity: Opportunity
    n_ratings: int


@dataclass(frozen=True)
class Landscape:
    """All open needs that are rated, and the most voiced of the others.

    `ranked` stand strongest first; `unranked` by how many accounts voice them, for there is too little to rank them by. `n_more` were
    left out; `n_heard` accounts said anything at all. What is estimated was so at `seen_at`: in a large house ten minutes ago or more.
    """

    ranked: tuple[LandscapeRow, ...]
    unranked: tuple[LandscapeRow, ...]
    n_more: int
    n_heard: int
    seen_at: datetime


@dataclass(frozen=True)
class RatingRow:
    """What one person says of a need, the newest: 0-10 each, stretched from `scale` where they were asked on another."""

    id: int
    contact_id: str
    account_id: str
    who: str
    account: str
    importance: float
    satisfaction: float
    rated_on: date
    entered_by: str
    scale: str


def get_landscape(*, viewer: Viewer, at: datetime, most: int = weighing.MOST) -> Landscape:
    """Return where the open needs stand between important and met."""
    open_ones = listed(viewer, "", NeedState.OPEN)
    rated = list_rated(viewer=viewer)
    chosen = weighing.choose(viewer, most)
    chosen += list(open_ones.filter(pk__in=set(rated) - set(chosen)).values_list("pk", flat=True))
    needs = rows_of(Need.objects.visible_to(viewer).filter(pk__in=chosen), viewer)
    weighed = weighing.weigh(chosen, viewer=viewer, at=at)
    places = _place(chosen, rated, weighed)
    rows = [LandscapeRow(one, places[one.id], len(rated.get(one.id, ()))) for one in needs]
    ranked = [one for one in rows if one.opportunity.is_ranked]
    unranked = [one for one in rows if not one.opportunity.is_ranked]
    ranked.sort(key=lambda one: (-one.opportunity.score.value, one.need.id))
    unranked.sort(key=lambda one: (-one.need.n_accounts, -one.need.n_sentences, one.need.id))
    n_more, n_heard = open_ones.count() - len(rows), weighed.heard.n_accounts
    return Landscape(tuple(ranked), tuple(unranked), n_more, n_heard, weighed.at)


def get_opportunity(need: str, *, viewer: Viewer, at: datetime) -> tuple[Opportunity, Opportunity | None]:
    """Return where one need stands, and what its ratings say where those are too few to go by (else None)."""
    rated = list_rated(viewer=viewer, need=need)
    place = _place([need], rated, weighing.weigh([need], viewer=viewer, at=at, anew=True))[need]
    few = None if place.is_ranked or need not in rated else opportunity.rate(rated[need])
    return place, few


def list_ratings(need: str, *, viewer: Viewer) -> list[RatingRow]:
    """Return the newest rating of each person for a need and those merged into it, newest first."""
    newest: dict[str, Rating] = {}
    rows = Rating.objects.visible_to(viewer).filter(need__in=figures.family_of([need], viewer))
    for one in rows.select_related("contact__person", "account", "entered_by").order_by("-rated_on", "-pk"):
        newest.setdefault(one.contact_id, one)
    return [
        RatingRow(
            id=one.pk,
            contact_id=one.contact_id,
            account_id=one.account_id,
            who=one.contact.person.name,
            account=one.account.name,
            importance=one.importance,
            satisfaction=one.satisfaction,
            rated_on=one.rated_on,
            entered_by=one.entered_by.name if one.entered_by else "",
            scale=one.scale,
        )
        for one in newest.values()
    ]


def list_rated(*, viewer: Viewer, need: str = "") -> dict[str, list[Rated]]:
    """Return the newest rating of each person by the need that it counts for: of all needs, or of one."""
    rows = Rating.objects.visible_to(viewer)
    rows = rows.filter(need__in=figures.family_of([need], viewer)) if need else rows
    newest: dict[tuple[str, str], Rated] = {}
    values = rows.annotate(root=ROOT).order_by("-rated_on", "-pk")
    for root, contact, account, importance, satisfaction in values.values_list(
        "root", "contact_id", "account_id", "importance", "satisfaction"
    ):
        newest.setdefault((root, contact), Rated(account, importance, satisfaction))
    found: dict[str, list[Rated]] = {}
    for (root, _), one in newest.items():
        found.setdefault(root, []).append(one)
    return found


def _place(needs: Sequence[str], rated: Mapping[str, list[Rated]], weighed: Weighed) -> dict[str, Opportunity]:
    places = {need: opportunity.rate(rated[need]) for need in needs if need in rated}
    return {
        need: places[need]
        if need in places and places[need].is_ranked
        else opportunity.estimate(weighed.voiced[need], heard=weighed.heard)
        for need in needs
    }
