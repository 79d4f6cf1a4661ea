"""The way of an idea: open until it is answered or taken back; a verdict can be revised; a merged one counts within another."""

import itertools

from closeknit.analysis.ideas.kinds import IdeaState, VerdictAnswer
from closeknit.analysis.lifecycles.table import Lifecycle, Move

_WORDS = {
    VerdictAnswer.PLANNED: "yes, planned",
    VerdictAnswer.PARTLY: "partly",
    VerdictAnswer.IN_USE: "in use",
    VerdictAnswer.NOT_NOW: "not now, looked at again by a day",
    VerdictAnswer.NO: "no, with the reason",
}


def _idea_moves() -> tuple[Move, ...]:
    """A first verdict, another verdict later, into another idea and out of it again to where its own verdicts left it."""
    first = [Move(IdeaState.OPEN, answer, words) for answer, words in _WORDS.items()]
    later = [Move(before, answer, _WORDS[answer]) for before, answer in itertools.permutations(VerdictAnswer, 2)]
    alone = [state for state in IdeaState if state not in (IdeaState.MERGED, IdeaState.WITHDRAWN)]
    merged = [Move(state, IdeaState.MERGED, "merged into another") for state in alone]
    apart = [Move(IdeaState.MERGED, state, "taken apart") for state in alone]
    back = [Move(IdeaState.OPEN, IdeaState.WITHDRAWN, "taken back by whoever gave it")]
    return tuple(first + later + merged + apart + back)


IDEA = Lifecycle(noun="idea", states=tuple(IdeaState), starts=(IdeaState.OPEN,), moves=_idea_moves())
