"""The codes of joint plans."""

import enum


class GoalState(enum.StrEnum):
    """The way of a shared goal."""

    OPEN = "open"
    REACHED = "reached"
    MISSED = "missed"
    DROPPED = "dropped"


class GoalCourse(enum.StrEnum):
    """How an open goal stands against the time that has gone."""

    THERE = "there"
    ON_COURSE = "on_course"
    BEHIND = "behind"
    OVERDUE = "overdue"
    UNREAD = "unread"


class AnchorKind(enum.StrEnum):
    """What a day is from which others are counted."""

    KICK_OFF = "kick_off"
    REVIEW = "review"
    OWN = "own"


class ReviewState(enum.StrEnum):
    """The way of a review."""

    PLANNED = "planned"
    HELD = "held"
    CALLED_OFF = "called_off"


class PlanNoun(enum.StrEnum):
    """What of a plan was changed."""

    PLAN = "plan"
    GOAL = "goal"
    READING = "reading"
    ANCHOR = "anchor"
    ACTION = "action"
    REVIEW = "review"
