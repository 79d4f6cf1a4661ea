"""The codes of purpose, offerings and help. Stable: they stand in tables, URLs, exports and the API; labels live in templates."""

import enum


class Ideal(enum.StrEnum):
    """The five fields of human value that a purpose can improve (Stengel, *Grow*, 2011)."""

    CONNECTION = "connection"
    EXPLORATION = "exploration"
    JOY = "joy"
    PRIDE = "pride"
    SOCIETY = "society"


class FitLevel(enum.StrEnum):
    """How well an offering meets a need."""

    NOT = "not"
    PARTLY = "partly"
    WELL = "well"

    @property
    def degree(self) -> int:
        """Return 0 (not), 1 (partly) or 2 (well)."""
        return (FitLevel.NOT, FitLevel.PARTLY, FitLevel.WELL).index(self)


class Comparing(enum.StrEnum):
    """How customers see us beside a competitor in one sentence."""

    BETTER = "better"
    WORSE = "worse"
    EVEN = "even"


class HelpAnswer(enum.StrEnum):
    """Our answer to "can we help?"."""

    YES = "yes"
    PARTLY = "partly"
    PARTNER = "partner"
    NO = "no"


class HelpState(enum.StrEnum):
    """Where the answer to one need of one account stands."""

    ASKED = "asked"
    ANSWERED = "answered"
    TOLD = "told"
