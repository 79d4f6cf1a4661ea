"""What a merge would do, before anybody does it."""

from dataclasses import dataclass

from django.db.models import Q

from closeknit.analysis.ideas.demand import Demand
from closeknit.ideas import checks
from closeknit.ideas.models import Idea, Vote
from closeknit.ideas.queries import listing
from closeknit.ideas.queries.listing import IdeaRow
from closeknit.kit.refusals import Refused
from closeknit.kit.viewer import Viewer


@dataclass(frozen=True)
class MergePreview:
    """What merging would give: people, accounts and members together, each once, and how many voted for both.

    `why_not` is the sentence where it cannot be done; empty where it can.
    """

    idea: IdeaRow
    into: IdeaRow
    together: Demand
    n_both: int
    why_not: str


def preview_merge(idea: str, into: str, *, viewer: Viewer) -> MergePreview:
    """Return what merging `idea` into `into` would do, or raise NotFound."""
    row, chosen = checks.get_idea(idea, viewer=viewer), checks.get_idea(into, viewer=viewer)
    root = checks.get_idea(chosen.counts_in_id or chosen.pk, viewer=viewer)
    of_row, of_root = _voters(row, viewer), _voters(root, viewer)
    people = {voter: account for voter, (account, is_ours) in {**of_row, **of_root}.items() if not is_ours}
    n_ours = sum(is_ours for _, is_ours in {**of_row, **of_root}.values())
    together = Demand(len(people), len({account for account in people.values() if account}), n_ours=n_ours)
    first, second = listing.get_idea(row.pk, viewer=viewer), listing.get_idea(root.pk, viewer=viewer)
    return MergePreview(first, second, together, len(of_row.keys() & of_root.keys()), _why_not(row, chosen, root))


def _voters(row: Idea, viewer: Viewer) -> dict[str, tuple[str, bool]]:
    votes = Vote.objects.visible_to(viewer).filter(Q(idea=row) | Q(idea__counts_in=row), withdrawn_at__isnull=True)
    return {
        member or person or "": (account or "", bool(member))
        for member, person, account in votes.values_list("member_id", "person_id", "account_id")
    }


def _why_not(row: Idea, chosen: Idea, root: Idea) -> str:
    try:
        checks.check_no_ring(row, chosen)
        checks.check_can_merge(row, root)
    except Refused as refused:
        return str(refused)
    return ""
