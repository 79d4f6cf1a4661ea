"""Ideas of theirs that are past the day by which we said we would answer."""

from collections import defaultdict
from collections.abc import Mapping, Sequence

from closeknit.analysis.ideas.kinds import IdeaState
from closeknit.analysis.today import facts
from closeknit.ideas.models import Idea
from closeknit.today.gathering.asked import Asked


def read(asked: Asked) -> Mapping[str, Sequence[facts.OpenMatter]]:
    """Return what waits for an answer at each account, that first which has waited longest."""
    found: dict[str, list[facts.OpenMatter]] = defaultdict(list)
    late = Idea.objects.visible_to(asked.viewer).filter(state=IdeaState.OPEN, answer_by__lt=asked.today)
    rows = late.filter(account__in=asked.accounts).order_by("answer_by", "number")
    for account, idea, title, answer_by in rows.values_list("account_id", "pk", "title", "answer_by"):
        found[account or ""].append(facts.OpenMatter(idea, title, answer_by))
    return found
