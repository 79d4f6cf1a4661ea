"""How much the ideas are wanted, and where they stand by each way of counting."""

from dataclasses import dataclass

from closeknit.accounts.models import Standing
from closeknit.analysis.ideas.demand import Demand, Place, Ranking, rank_demand
from closeknit.analysis.ideas.kinds import IdeaState
from closeknit.ideas.models import IdeaFigures
from closeknit.kit.capabilities import Capability
from closeknit.kit.viewer import Viewer

NONE = Demand(0, 0)


@dataclass(frozen=True)
class Wanted:
    """The demand for every idea that stands on its own, by its id; where each stands; how far the orders agree."""

    demand: dict[str, Demand]
    places: dict[str, Place]
    ranking: Ranking


def get_wanted(*, viewer: Viewer) -> Wanted:
    """Return the demand for all ideas, worth included where the viewer may see it.

    The orders are of the ideas that are still to be decided or done: what is in use or got a no is not weighed against them.
    """
    rows = list(
        IdeaFigures.objects.visible_to(viewer)
        .exclude(idea__state=IdeaState.MERGED)
        .order_by("idea_id")
        .values_list("idea_id", "n_people", "n_accounts", "n_ours", "accounts", "idea__state")
    )
    worth = _read_worth({account for *_, accounts, _ in rows for account in accounts}, viewer)
    demand = {
        idea: _demand(n_people, n_accounts, n_ours, accounts, worth)
        for idea, n_people, n_accounts, n_ours, accounts, _ in rows
    }
    ahead = [row[0] for row in rows if row[1] and row[5] not in (IdeaState.IN_USE, IdeaState.NO, IdeaState.WITHDRAWN)]
    ranking = rank_demand([demand[idea] for idea in ahead])
    return Wanted(demand, dict(zip(ahead, ranking.places, strict=True)), ranking)


def _demand(n_people: int, n_accounts: int, n_ours: int, accounts: list[str], worth: dict[str, int] | None) -> Demand:
    if worth is None:
        return Demand(n_people, n_accounts, None, 0, n_ours)
    known = [worth[account] for account in accounts if account in worth]
    return Demand(n_people, n_accounts, sum(known) if known else None, n_accounts - len(known), n_ours)


def _read_worth(accounts: set[str], viewer: Viewer) -> dict[str, int] | None:
    """Return what each account is worth, where anybody knows; None where the viewer may not."""
    if not viewer.can(Capability.SEE_WORTH):
        return None
    rows = Standing.objects.visible_to(viewer).filter(account__id__among=accounts, worth_minor__isnull=False)
    return {pk: worth for pk, worth in rows.values_list("pk", "worth_minor") if worth is not None}
