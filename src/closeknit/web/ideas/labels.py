"""The words of the ideas' pages for the codes of the analysis."""

from closeknit.analysis.ideas.kinds import IdeaState, NoReason, VerdictAnswer
from closeknit.analysis.kinds import Audience

STATES = {
    IdeaState.OPEN: "waits for its answer",
    IdeaState.PLANNED: "planned",
    IdeaState.PARTLY: "partly",
    IdeaState.IN_USE: "in use",
    IdeaState.NOT_NOW: "not now",
    IdeaState.NO: "no",
    IdeaState.MERGED: "part of another",
    IdeaState.WITHDRAWN: "taken back by whoever gave it",
}
# In the order of the form: what is said most gladly stands first, and nothing is chosen beforehand.
ANSWERS = {
    VerdictAnswer.PLANNED: "Yes, it is planned",
    VerdictAnswer.IN_USE: "It is in use",
    VerdictAnswer.PARTLY: "Partly",
    VerdictAnswer.NOT_NOW: "Not now",
    VerdictAnswer.NO: "No",
}
REASONS = {
    NoReason.PURPOSE: "It lies outside of what we are here for",
    NoReason.FEW: "Too few would be helped",
    NoReason.COST: "It costs more than it gives",
    NoReason.HARM: "It would help some and harm others",
    NoReason.ELSEWHERE: "There is a better way to the same end",
    NoReason.CANNOT: "Others can do it better than we can",
}
FILTERS = {
    "ahead": "Ahead",
    "open": "To answer",
    "planned": "Planned",
    "not_now": "Not now",
    "in_use": "In use",
    "no": "No",
    "all": "All",
}
WHYS = {
    "gave": "They gave",
    "words": "From their words",
    "want": "They want",
    "need": "For a need of theirs",
}
SORTS = {
    "people": "people",
    "accounts": "accounts",
    "worth": "worth",
    "answer": "answer date",
    "newest": "newest",
}


def state_of(code: str) -> str:
    """Return where an idea stands, in words."""
    return STATES[IdeaState(code)]


def reason_of(code: str) -> str:
    """Return the reason of a no in words, "" where there is none."""
    return REASONS[NoReason(code)] if code else ""


def reach_of(audience: str, account: str) -> str:
    """Return who outside reads an idea, in words; "" where nobody does."""
    if audience == Audience.ACCOUNT:
        return f"between {account or 'them'} and us"
    return {
        Audience.PORTAL: "on the portal, for whoever signs in",
        Audience.PUBLIC: "on the portal, for everybody",
    }.get(Audience(audience), "")
