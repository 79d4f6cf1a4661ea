"""How much each need matters and how well it is met: by ratings where there are enough, else estimated from what was said."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from statistics import median

from django.db.models import Count, Exists, Max, OuterRef, Q, QuerySet

from closeknit.accounts.models import Account, Standing
from closeknit.analysis.kinds import NeedState, SignalCode, Stance
from closeknit.analysis.needs import opportunity
from closeknit.analysis.needs.opportunity import Opportunity, Rated, Voice
from closeknit.kit.capabilities import Capability
from closeknit.kit.viewer import Viewer
from closeknit.needs import figures
from closeknit.needs.models import Evidence, Need, Rating
from closeknit.needs.queries.listing import ROOT, NeedRow, listed, rows_of
from closeknit.verbatims.models import Signal, Verbatim

MOST = 80


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
    left out; `n_heard` accounts said anything at all.
    """

    ranked: tuple[LandscapeRow, ...]
    unranked: tuple[LandscapeRow, ...]
    n_more: int
    n_heard: int


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


def get_landscape(*, viewer: Viewer, at: datetime, most: int = MOST) -> Landscape:
    """Return where the open needs stand between important and met."""
    open_ones = listed(viewer, "", NeedState.OPEN)
    rated = list_rated(viewer=viewer)
    voiced = open_ones.order_by("-figures__n_accounts", "-figures__n_sentences", "pk")
    chosen = list(voiced.values_list("pk", flat=True)[:most])
    chosen += list(open_ones.filter(pk__in=set(rated) - set(chosen)).values_list("pk", flat=True))
    needs = rows_of(Need.objects.visible_to(viewer).filter(pk__in=chosen), viewer)
    weights = weigh_heard(viewer)
    places = _places(chosen, rated, weights, viewer, at)
    rows = [LandscapeRow(one, places[one.id], len(rated.get(one.id, ()))) for one in needs]
    ranked = [one for one in rows if one.opportunity.is_ranked]
    unranked = [one for one in rows if not one.opportunity.is_ranked]
    ranked.sort(key=lambda one: (-one.opportunity.score.value, one.need.id))
    unranked.sort(key=lambda one: (-one.need.n_accounts, -one.need.n_sentences, one.need.id))
    return Landscape(tuple(ranked), tuple(unranked), open_ones.count() - len(rows), len(weights))


def get_opportunity(need: str, *, viewer: Viewer, at: datetime) -> tuple[Opportunity, Opportunity | None]:
    """Return where one need stands, and what its ratings say where those are too few to go by (else None)."""
    rated = list_rated(viewer=viewer, need=need)
    place = _places([need], rated, weigh_heard(viewer), viewer, at)[need]
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


def weigh_heard(viewer: Viewer) -> dict[str, float]:
    """Return how heavy each account is that said anything: its worth, else the median worth; all alike for who may not see worth."""
    said = Verbatim.objects.visible_to(viewer).filter(account=OuterRef("pk"))
    heard = list(Account.objects.visible_to(viewer).filter(Exists(said)).order_by("pk").values_list("pk", flat=True))
    if not viewer.can(Capability.SEE_WORTH):
        return dict.fromkeys(heard, 1.0)
    worth = dict(Standing.objects.visible_to(viewer).filter(Exists(said)).values_list("pk", "worth_minor"))
    known = [one for one in worth.values() if one]
    middle = float(median(known)) if known else 1.0
    return {one: float(worth.get(one) or middle) for one in heard}


def _places(
    needs: Sequence[str], rated: Mapping[str, list[Rated]], weights: Mapping[str, float], viewer: Viewer, at: datetime
) -> dict[str, Opportunity]:
    places = {need: opportunity.rate(rated[need]) for need in needs if need in rated}
    places = {need: place for need, place in places.items() if place.is_ranked}
    others = [need for need in needs if need not in places]
    voices = _voices(others, weights, viewer, at)
    heard = list(weights.values())
    return places | {need: opportunity.estimate(voices.get(need, ()), heard=heard) for need in others}


def _voices(needs: Sequence[str], weights: Mapping[str, float], viewer: Viewer, at: datetime) -> dict[str, list[Voice]]:
    links = Evidence.objects.visible_to(viewer).filter(need__in=figures.family_of(needs, viewer), account__isnull=False)
    pain, praise = (_in_mood(links, code, viewer) for code in (SignalCode.PAIN, SignalCode.PRAISE))
    counted = links.values("account_id", root=ROOT).annotate(
        last=Max("said_at"),
        n_so=Count("pk", filter=~Q(stance=Stance.CONTRADICTS)),
        n_met=Count("pk", filter=~Q(stance=Stance.SUPPORTS)),
    )
    voices: dict[str, list[Voice]] = {}
    for row in counted.order_by("root", "account_id"):
        key = row["root"], row["account_id"]
        voice = Voice(
            account=key[1],
            weight=weights.get(key[1], 0.0) if row["n_so"] else 0.0,
            days_ago=(at - row["last"]).total_seconds() / 86_400,
            is_pain=key in pain,
            is_praise=key in praise or row["n_met"] > 0,
        )
        voices.setdefault(key[0], []).append(voice)
    return voices


def _in_mood(links: QuerySet[Evidence], code: SignalCode, viewer: Viewer) -> set[tuple[str, str]]:
    heard = Signal.objects.visible_to(viewer).filter(verbatim=OuterRef("verbatim_id"), code=code, is_on=True)
    found: Iterable[tuple[str, str]] = links.filter(Exists(heard)).values_list(ROOT, "account_id").distinct()
    return set(found)
