"""Codes of the shared site."""

import enum


class NoticePace(enum.StrEnum):
    """How a person outside hears of what happens for them."""

    AT_ONCE = "at_once"
    DAILY = "daily"
    OFF = "off"


class TidingKind(enum.StrEnum):
    """What can have happened for a person outside."""

    PROPOSED = "proposed"
    MOVED = "moved"
    GIVEN = "given"
    SETTLED = "settled"
    ANSWERED = "answered"
    ASKED = "asked"
    MIRROR = "mirror"
    COMMENT = "comment"
