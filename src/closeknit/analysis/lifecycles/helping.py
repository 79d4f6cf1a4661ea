"""The way of an answer to "can we help?"."""

from closeknit.analysis.lifecycles.table import Lifecycle, Move
from closeknit.analysis.offerings.kinds import HelpState

HELPING = Lifecycle(
    noun="answer",
    states=tuple(HelpState),
    starts=(HelpState.ASKED, HelpState.ANSWERED),
    moves=(
        Move(HelpState.ASKED, HelpState.ANSWERED, "decided"),
        Move(HelpState.ANSWERED, HelpState.ASKED, "asked anew"),
        Move(HelpState.ANSWERED, HelpState.TOLD, "told"),
        Move(HelpState.TOLD, HelpState.ANSWERED, "decided otherwise"),
        Move(HelpState.TOLD, HelpState.ASKED, "asked anew"),
    ),
)
