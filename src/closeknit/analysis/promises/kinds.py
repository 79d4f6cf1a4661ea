"""Codes of promises: how somebody was told, what they said to it, and where a promise stands with them."""

import enum


class TellingWay(enum.StrEnum):
    """How somebody was told."""

    MAIL = "mail"
    TALK = "talk"
    SITE = "site"


class Word(enum.StrEnum):
    """What somebody said when asked whether that settles it."""

    YES = "yes"
    NO = "no"


class WordSource(enum.StrEnum):
    """Where the word came from: their reply to our mail, a talk that a member tells of, or what they wrote on the shared site."""

    MAIL = "mail"
    TALK = "talk"
    SITE = "site"


class ProposalState(enum.StrEnum):
    """The way of a promise that somebody outside proposes: theirs to us, or one that they ask of us."""

    PROPOSED = "proposed"
    ACCEPTED = "accepted"
    DECLINED = "declined"
    TAKEN_BACK = "taken_back"


class ObjectionKind(enum.StrEnum):
    """What somebody outside says of a promise: that it should read otherwise, or that it is not so."""

    CORRECTION = "correction"
    DISPUTE = "dispute"


class ObjectionState(enum.StrEnum):
    """The way of an objection: put right or left as it was, each with a sentence, or taken back by who raised it."""

    OPEN = "open"
    PUT_RIGHT = "put_right"
    LEFT = "left"
    TAKEN_BACK = "taken_back"
