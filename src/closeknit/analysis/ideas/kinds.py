"""The stable codes of ideas. Their labels stand in the templates."""

import enum


class IdeaState(enum.StrEnum):
    """Where an idea stands: open until it is answered, then as its newest verdict says; a merged one counts within another.

    Withdrawn is what whoever gave it in a shared site took back before it was answered.
    """

    OPEN = "open"
    PLANNED = "planned"
    PARTLY = "partly"
    IN_USE = "in_use"
    NOT_NOW = "not_now"
    NO = "no"
    MERGED = "merged"
    WITHDRAWN = "withdrawn"


class VerdictAnswer(enum.StrEnum):
    """What we answer to an idea."""

    PLANNED = "planned"
    PARTLY = "partly"
    IN_USE = "in_use"
    NOT_NOW = "not_now"
    NO = "no"


class NoReason(enum.StrEnum):
    """Why an idea gets a no: a short list, so that the reasons can be counted; a sentence goes with each."""

    PURPOSE = "purpose"
    FEW = "few"
    COST = "cost"
    HARM = "harm"
    ELSEWHERE = "elsewhere"
    CANNOT = "cannot"


class GiverKind(enum.StrEnum):
    """Whose idea it is: one of ours, a person at an account, or somebody outside whom no account knows."""

    MEMBER = "member"
    CONTACT = "contact"
    OUTSIDER = "outsider"


class ReplyKind(enum.StrEnum):
    """What we wrote to somebody about an idea."""

    RECEIPT = "receipt"
    VERDICT = "verdict"
    MERGED = "merged"
