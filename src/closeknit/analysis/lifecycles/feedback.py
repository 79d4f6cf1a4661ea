"""The ways of feedback: what we ask for, and what we give."""

from closeknit.analysis.feedback.kinds import AskedState, GivenState
from closeknit.analysis.lifecycles.table import Lifecycle, Move

ASKED_FEEDBACK = Lifecycle(
    noun="request for feedback",
    states=tuple(AskedState),
    starts=(AskedState.NOTED, AskedState.ASKED),
    moves=(
        Move(AskedState.NOTED, AskedState.ASKED, "asked in a talk"),
        Move(AskedState.NOTED, AskedState.ANSWERED, "asked and answered in one talk"),
        Move(AskedState.NOTED, AskedState.NO_ANSWER, "it never came to it"),
        Move(AskedState.ASKED, AskedState.REMINDED, "asked once more"),
        Move(AskedState.ASKED, AskedState.ANSWERED, "they answered"),
        Move(AskedState.ASKED, AskedState.DECLINED, "they would rather not"),
        Move(AskedState.ASKED, AskedState.NO_ANSWER, "nothing came"),
        Move(AskedState.REMINDED, AskedState.ANSWERED, "they answered"),
        Move(AskedState.REMINDED, AskedState.DECLINED, "they would rather not"),
        Move(AskedState.REMINDED, AskedState.NO_ANSWER, "nothing came"),
        Move(AskedState.DECLINED, AskedState.ANSWERED, "they answered after all"),
        Move(AskedState.NO_ANSWER, AskedState.ANSWERED, "they answered after all"),
        Move(AskedState.ANSWERED, AskedState.ACTED_ON, "we said what we do about it"),
        Move(AskedState.ACTED_ON, AskedState.TOLD, "they know"),
    ),
)

GIVEN_FEEDBACK = Lifecycle(
    noun="feedback to them",
    states=tuple(GivenState),
    starts=(GivenState.DRAFT,),
    moves=(
        Move(GivenState.DRAFT, GivenState.WITH_READER, "a colleague reads it first"),
        Move(GivenState.DRAFT, GivenState.READY, "fit to be given"),
        Move(GivenState.DRAFT, GivenState.WITHDRAWN, "better left unsaid"),
        Move(GivenState.WITH_READER, GivenState.READY, "the reader approves"),
        Move(GivenState.WITH_READER, GivenState.DRAFT, "other words suggested, or taken back"),
        Move(GivenState.WITH_READER, GivenState.WITHDRAWN, "better left unsaid"),
        Move(GivenState.READY, GivenState.DRAFT, "written anew"),
        Move(GivenState.READY, GivenState.GIVEN, "sent or said"),
        Move(GivenState.READY, GivenState.WITHDRAWN, "better left unsaid"),
        Move(GivenState.GIVEN, GivenState.ANSWERED, "they answered"),
    ),
)
