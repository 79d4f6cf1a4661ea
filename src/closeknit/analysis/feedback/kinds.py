"""The codes of feedback and of the mirror report. Their values are stable; labels for people live beside the screens."""

import enum


class AskedState(enum.StrEnum):
    """Where feedback stands that we asked for."""

    NOTED = "noted"
    ASKED = "asked"
    REMINDED = "reminded"
    ANSWERED = "answered"
    DECLINED = "declined"
    NO_ANSWER = "no_answer"
    ACTED_ON = "acted_on"
    TOLD = "told"


class GivenState(enum.StrEnum):
    """Where feedback stands that we give."""

    DRAFT = "draft"
    WITH_READER = "with_reader"
    READY = "ready"
    GIVEN = "given"
    ANSWERED = "answered"
    WITHDRAWN = "withdrawn"


class FeedbackChannel(enum.StrEnum):
    """How feedback is asked for or given: written, or said in a talk."""

    MAIL = "mail"
    TALK = "talk"


class ActedBy(enum.StrEnum):
    """What we did about feedback that we got."""

    PROMISE = "promise"
    IDEA = "idea"
    NOTHING = "nothing"


class MirrorPart(enum.StrEnum):
    """The parts of a mirror report, in their order."""

    WANTS = "wants"
    HINDERED = "hindered"
    PRAISE = "praise"
    CHANGED = "changed"
    DIFFER = "differ"
    HEARD = "heard"
    PROMISES = "promises"
    QUESTIONS = "questions"
