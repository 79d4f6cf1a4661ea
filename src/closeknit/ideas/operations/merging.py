"""Merging ideas that are one, and taking them apart again. No vote is moved: where it counts follows from the ideas."""

from collections.abc import Sequence
from datetime import datetime

from closeknit.analysis.ideas.kinds import IdeaState
from closeknit.ideas import checks, events, figures, verdicts
from closeknit.ideas.models import Idea, Vote
from closeknit.kit import undo
from closeknit.kit.capabilities import Capability
from closeknit.kit.events import record
from closeknit.kit.operation import operation
from closeknit.kit.viewer import Viewer


@operation(Capability.ANSWER_IDEAS)
def merge_ideas(*, idea: str, into: str, viewer: Viewer, at: datetime) -> str:
    """Let an idea, with what is merged into it, count for another and return that one's id; or raise NotFound, SameIdea or BadMerge.

    Each vote counts there once, whoever gave it to which. The answer is then due by the earlier of both days.
    """
    row, chosen = checks.get_idea(idea, viewer=viewer), checks.get_idea(into, viewer=viewer)
    checks.check_no_ring(row, chosen)
    root_id = chosen.counts_in_id or chosen.pk
    family_ids = [row.pk, *Idea.objects.visible_to(viewer).filter(counts_in=row).values_list("pk", flat=True)]
    # All in one order, so that two who merge at once wait for each other instead of standing in each other's way.
    locked = Idea.objects.visible_to(viewer).select_for_update().filter(pk__in={root_id, *family_ids}).order_by("pk")
    rows = {one.pk: one for one in locked}
    row, target = rows[row.pk], rows[root_id]
    checks.check_can_merge(row, target)
    undo.keep(*(rows[pk] for pk in family_ids), target, subject=row.pk)
    for pk in family_ids:
        if pk != row.pk:
            rows[pk].change(counts_in=target)
    row.change(state=IdeaState.MERGED, merged_into=target, counts_in=target, merged_at=at, revisit_on=None)
    if target.state == IdeaState.OPEN:
        target.change(answer_by=min(target.answer_by, row.answer_by))
    figures.recount([row.pk, target.pk])
    n_votes = Vote.objects.visible_to(viewer).filter(idea__in=family_ids, withdrawn_at__isnull=True).count()
    merged = events.IdeaMerged(subject=row.pk, account=row.account_id or "", into=target.pk, n_votes=n_votes)
    record(merged, viewer=viewer, at=at)
    return target.pk


@operation(Capability.ANSWER_IDEAS)
def merge_several(*, ideas: Sequence[str], into: str, viewer: Viewer, at: datetime) -> int:
    """Merge all of these ideas into one, which may be among them, and return how many went; or raise as `merge_ideas` and merge none."""
    going = [idea for idea in dict.fromkeys(ideas) if idea != into]
    if not going:
        raise checks.BadMerge("Choose at least one more idea to merge into it. Nothing was changed.")
    for idea in going:
        merge_ideas(idea=idea, into=into, viewer=viewer, at=at)
    return len(going)


@operation(Capability.ANSWER_IDEAS)
def take_apart(*, idea: str, viewer: Viewer, at: datetime) -> None:
    """Let a merged idea, with what was merged into it before, stand on its own again; or raise NotFound or BadMerge.

    It is where its own verdicts left it, with its own votes. What was voted for the other since stays there.
    """
    row = checks.get_idea(idea, viewer=viewer, is_locked=True)
    if row.state != IdeaState.MERGED:
        raise checks.BadMerge(f"Idea {row.number} stands on its own already. Nothing was changed.")
    root = checks.get_root(row, viewer=viewer)
    below = list_below(row, root, viewer=viewer)
    undo.keep(row, *below, root, subject=row.pk)
    stand_alone(row, below, viewer=viewer)
    figures.recount([root.pk])
    apart = events.IdeaTakenApart(subject=row.pk, account=row.account_id or "", out_of=root.pk)
    record(apart, viewer=viewer, at=at)


def stand_alone(row: Idea, below: Sequence[Idea], *, viewer: Viewer) -> None:
    """Let a merged idea stand where its own verdicts left it, and those below it count for it."""
    newest = verdicts.find_newest(row, viewer=viewer)
    row.change(
        state=newest.answer if newest else IdeaState.OPEN,
        revisit_on=newest.revisit_on if newest else None,
        merged_into=None,
        counts_in=None,
        merged_at=None,
    )
    for one in below:
        one.change(counts_in=row)
    figures.recount([row.pk])


def list_below(row: Idea, root: Idea, *, viewer: Viewer) -> list[Idea]:
    """Return those that were merged into `row`, or into one of them, by the way that people merged them; all count for `root` now."""
    beside = list(Idea.objects.visible_to(viewer).filter(counts_in=root).exclude(pk=row.pk).order_by("pk"))
    below, last = [], {row.pk}
    while last:
        found = [one for one in beside if one.merged_into_id in last]
        below += found
        last = {one.pk for one in found}
    return below
