"""How the codes of redesign sessions are said on members' pages."""

from closeknit.analysis.lifecycles.session import SessionState
from closeknit.analysis.offerings.sessions import AllyAnswer, Criterion, RequirementSource, SessionVerdict
from closeknit.kit.look.rows import Mark

STATES = {
    SessionState.DRAFT: "draft",
    SessionState.REQUIREMENTS: "what changes",
    SessionState.BLUE_SKY: "blue sky",
    SessionState.EARTH: "back to earth",
    SessionState.DECIDED: "decided",
}
# What the act says that leads from one step to the next, and back.
ONWARD = {
    SessionState.DRAFT: (SessionState.REQUIREMENTS, "Begin"),
    SessionState.REQUIREMENTS: (SessionState.BLUE_SKY, "Open the sky"),
    SessionState.BLUE_SKY: (SessionState.EARTH, "Close the sky"),
    SessionState.EARTH: (SessionState.DECIDED, "It is decided"),
}
BACK = {
    SessionState.REQUIREMENTS: (SessionState.DRAFT, "Back to the draft"),
    SessionState.BLUE_SKY: (SessionState.REQUIREMENTS, "Back to what changes"),
    SessionState.EARTH: (SessionState.BLUE_SKY, "Open the sky again"),
    SessionState.DECIDED: (SessionState.EARTH, "Open it again"),
}
MOVED = {
    SessionState.DRAFT: "It is a draft again.",
    SessionState.REQUIREMENTS: "Now: what changes for them.",
    SessionState.BLUE_SKY: "The sky is open. Nothing is judged until you close it.",
    SessionState.EARTH: "The sky is closed. Now it is judged.",
    SessionState.DECIDED: "Decided. The result is a page and a PDF.",
}
VERDICTS = {
    SessionVerdict.ADAPT: "Adapt",
    SessionVerdict.REFER: "Refer",
    SessionVerdict.RENEGOTIATE: "Renegotiate",
    SessionVerdict.LEAVE: "Leave",
    SessionVerdict.NOT_YET: "Not yet",
}
VERDICT_HELP = {
    SessionVerdict.ADAPT: "we change what we offer",
    SessionVerdict.REFER: "somebody else does it better: we send them there",
    SessionVerdict.RENEGOTIATE: "what is between us has to change: we talk to them",
    SessionVerdict.LEAVE: "we do not do it, and say so",
    SessionVerdict.NOT_YET: "we look again on a day",
}
VERDICT_MARKS: dict[str, Mark] = {
    SessionVerdict.ADAPT: "good",
    SessionVerdict.REFER: "ours",
    SessionVerdict.RENEGOTIATE: "ask",
    SessionVerdict.LEAVE: "against",
    SessionVerdict.NOT_YET: "due",
}
ANSWERS = {
    AllyAnswer.AGREES: "They agree",
    AllyAnswer.WANTS_TO_TALK: "They want to talk",
    AllyAnswer.DECLINES: "They decline",
}
ANSWER_MARKS: dict[str, Mark] = {
    AllyAnswer.AGREES: "good",
    AllyAnswer.WANTS_TO_TALK: "ask",
    AllyAnswer.DECLINES: "against",
}
CRITERIA = {
    Criterion.PURPOSE: "Purpose",
    Criterion.STRENGTHS: "Strengths",
    Criterion.COST: "Cost",
    Criterion.TIME: "Time",
}
CRITERIA_HELP = {
    Criterion.PURPOSE: "1 has nothing to do with it, 5 is why we are here",
    Criterion.STRENGTHS: "1 we cannot, 5 nobody does it as we do",
    Criterion.COST: "1 more than it brings, 5 costs next to nothing",
    Criterion.TIME: "1 takes years, 5 is done this quarter",
}
SOURCES = {
    RequirementSource.TYPED: "",
    RequirementSource.NEED: "a need",
    RequirementSource.WORDS: "their words",
    RequirementSource.CLAIM: "their profile",
    RequirementSource.FORECAST: "a forecast of ours",
}
