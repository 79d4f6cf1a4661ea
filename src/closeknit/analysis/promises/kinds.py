"""Codes of promises: how somebody was told, what they said to it, and where a promise stands with them."""

import enum


class TellingWay(enum.StrEnum):
    """How somebody was told."""

    MAIL = "mail"
    TALK = "talk"


class Word(enum.StrEnum):
    """What somebody said when asked whether that settles it."""

    YES = "yes"
    NO = "no"


class WordSource(enum.StrEnum):
    """Where the word came from: their reply to our mail, or a talk that a member tells of."""

    MAIL = "mail"
    TALK = "talk"
