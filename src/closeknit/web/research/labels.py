"""What the codes of standing questions are called on a screen."""

from closeknit.analysis.kinds import AnswerOutcome, Certainty, SignalCode
from closeknit.web.quotes import SIGNALS

CERTAINTIES = {Certainty.COST.value: "cost pressure", Certainty.RIVALS.value: "competitors"}
OUTCOMES = {
    AnswerOutcome.NOTHING.value: "nothing to do",
    AnswerOutcome.PROMISE.value: "a promise",
    AnswerOutcome.HASSLE.value: "a hassle to take away",
    AnswerOutcome.IDEA.value: "an idea",
    AnswerOutcome.SIGNAL.value: "a sign of",
}
# The same, where answers are counted.
COUNTED = {
    AnswerOutcome.NOTHING.value: "with nothing to do",
    AnswerOutcome.PROMISE.value: "that led to a promise",
    AnswerOutcome.HASSLE.value: "that named a hassle",
    AnswerOutcome.IDEA.value: "that gave an idea",
    AnswerOutcome.SIGNAL.value: "taken for a sign",
}
# What an answer can be a sign of, the two certainties first.
SIGNS = [
    (code.value, SIGNALS[code.value])
    for code in (
        *(SignalCode.COST_CUT, SignalCode.COMPETITOR, SignalCode.LEAVING, SignalCode.PLAN),
        *(SignalCode.NEED, SignalCode.PAIN, SignalCode.PRAISE, SignalCode.SUGGESTION),
    )
]
