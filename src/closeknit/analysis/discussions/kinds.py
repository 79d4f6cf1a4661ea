"""The stable codes of discussions. Their labels stand in the templates."""

import enum


class CommentState(enum.StrEnum):
    """Where a comment stands: as it was written, edited since (every version is kept), or taken back by whoever wrote it."""

    WRITTEN = "written"
    EDITED = "edited"
    TAKEN_BACK = "taken_back"


class WrittenBy(enum.StrEnum):
    """The way that a comment came: written on a page, or an answer to a mail about the discussion."""

    PAGE = "page"
    MAIL = "mail"


class SubjectKind(enum.StrEnum):
    """What can be discussed; the code is the kind that the subject's id carries."""

    PROMISE = "promise"
    PLAN = "plan"
    IDEA = "idea"
    CHALLENGE = "challenge"
