"""The way of a redesign session: changing requirements, the blue sky, back to earth, what is decided."""

import enum

from closeknit.analysis.lifecycles.table import Lifecycle, Move


class SessionState(enum.StrEnum):
    """Where a redesign session stands; whoever owns it moves it on, or back."""

    DRAFT = "draft"
    REQUIREMENTS = "requirements"
    BLUE_SKY = "blue_sky"
    EARTH = "earth"
    DECIDED = "decided"


SESSION = Lifecycle(
    noun="session",
    states=tuple(SessionState),
    starts=(SessionState.DRAFT,),
    moves=(
        Move(SessionState.DRAFT, SessionState.REQUIREMENTS, "begin"),
        Move(SessionState.REQUIREMENTS, SessionState.DRAFT, "not yet"),
        Move(SessionState.REQUIREMENTS, SessionState.BLUE_SKY, "open the sky"),
        Move(SessionState.BLUE_SKY, SessionState.REQUIREMENTS, "back to the requirements"),
        Move(SessionState.BLUE_SKY, SessionState.EARTH, "close the sky: judging begins"),
        Move(SessionState.EARTH, SessionState.BLUE_SKY, "open the sky again"),
        Move(SessionState.EARTH, SessionState.DECIDED, "decided"),
        Move(SessionState.DECIDED, SessionState.EARTH, "opened again"),
    ),
)
