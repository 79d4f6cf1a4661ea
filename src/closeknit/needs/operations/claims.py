"""What people make of a claim that they weighed: a need of its own, or more evidence of one, with what speaks against it too."""

from collections.abc import Sequence
from datetime import datetime

from closeknit.analysis.kinds import Stance
from closeknit.kit.capabilities import Capability
from closeknit.kit.operation import operation
from closeknit.kit.viewer import Viewer
from closeknit.needs import checks
from closeknit.needs.operations import curation, evidence


@operation(Capability.CURATE_NEEDS)
def state_claim(
    *, statement: str, supporting: Sequence[str], contradicting: Sequence[str], viewer: Viewer, at: datetime
) -> str:
    """State a need on the words that say so, lay those that say otherwise beside it, and return its id.

    Raises BadStatement, NotFound, or NothingChosen where no words say so.
    """
    if not supporting:
        raise checks.NothingChosen("Choose at least one sentence that says so. Nothing was changed.")
    need = curation.state_need(statement=statement, verbatims=supporting, viewer=viewer, at=at)
    if contradicting:
        evidence.confirm_evidence(need=need, verbatims=contradicting, stance=Stance.CONTRADICTS, viewer=viewer, at=at)
    return need


@operation(Capability.CURATE_NEEDS)
def weigh_need(
    *, need: str, supporting: Sequence[str], contradicting: Sequence[str], viewer: Viewer, at: datetime
) -> int:
    """Lay words beside a need as saying so, or otherwise, and return how many; or raise NotFound, BadMove or NothingChosen."""
    if not supporting and not contradicting:
        raise checks.NothingChosen("Choose the sentences first. Nothing was changed.")
    for words, stance in ((supporting, Stance.SUPPORTS), (contradicting, Stance.CONTRADICTS)):
        if words:
            evidence.confirm_evidence(need=need, verbatims=words, stance=stance, viewer=viewer, at=at)
    return len(supporting) + len(contradicting)
