"""The words for the codes of feedback, and the sign that stands before each."""

from closeknit.analysis.feedback.checking import Check
from closeknit.analysis.feedback.kinds import ActedBy, AskedState, GivenState

# By state: the sign, and what it says.
ASKED = {
    AskedState.NOTED: ("due", "to be asked in the next talk"),
    AskedState.ASKED: ("ask", "waits for their answer"),
    AskedState.REMINDED: ("ask", "reminded once"),
    AskedState.ANSWERED: ("due", "answered: say what we do about it"),
    AskedState.DECLINED: ("quiet", "they would rather not"),
    AskedState.NO_ANSWER: ("quiet", "no answer came"),
    AskedState.ACTED_ON: ("due", "acted on: tell them"),
    AskedState.TOLD: ("good", "acted on, and they know"),
}
GIVEN = {
    GivenState.DRAFT: ("due", "a draft"),
    GivenState.WITH_READER: ("ask", "with a second reader"),
    GivenState.READY: ("due", "ready to be given"),
    GivenState.GIVEN: ("ours", "given"),
    GivenState.ANSWERED: ("good", "given and answered"),
    GivenState.WITHDRAWN: ("quiet", "left unsaid"),
}
CHECKS = {
    Check.SPECIFIC: "Specific",
    Check.SWEEPING: "No always, no never",
    Check.ABOUT_WORK: "About the work",
    Check.BLAME: "Without blame",
    Check.HELP: "Offers help",
    Check.ONE_ASK: "One ask",
    Check.LENGTH: "Short enough to be read",
}
ACTED = {
    ActedBy.PROMISE: "We promised",
    ActedBy.IDEA: "It became an idea",
    ActedBy.NOTHING: "Nothing for now",
}
TALKS = [("call", "in a call"), ("visit", "on a visit"), ("meeting", "in a meeting"), ("coffee", "over a coffee")]
MEDIA = [("email", "by mail"), *TALKS, ("note", "otherwise")]
