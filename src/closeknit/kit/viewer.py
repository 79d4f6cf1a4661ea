"""Who is looking or acting: a plain value, built once per request, token, session, command or task, and passed on as an argument."""

from dataclasses import dataclass
from enum import StrEnum

from closeknit.kit.capabilities import Capability


class ViewerKind(StrEnum):
    """The kinds of viewer there are."""

    MEMBER = "member"
    CONTACT = "contact"
    HOUSE = "house"
    NOBODY = "nobody"


@dataclass(frozen=True)
class Viewer:
    """Who acts, what they may do, and which accounts they reach (None: every one)."""

    kind: ViewerKind
    id: str
    name: str
    capabilities: frozenset[Capability]
    accounts: frozenset[str] | None

    def can(self, capability: Capability) -> bool:
        """Return whether this viewer has `capability`."""
        return capability in self.capabilities

    @property
    def member(self) -> str | None:
        """The id of the member who acts, None where no member of ours does: what a row keeps of who wrote it."""
        return self.id if self.kind == ViewerKind.MEMBER else None

    @property
    def is_ours(self) -> bool:
        """Whether the viewer stands on our side of the wall."""
        return self.kind in (ViewerKind.MEMBER, ViewerKind.HOUSE)


NOBODY = Viewer(ViewerKind.NOBODY, "", "nobody", frozenset(), frozenset())


def house(reason: str) -> Viewer:
    """Return the viewer for work that no person asked for (the timetable, hearing): `reason` is what the event log shows."""
    return Viewer(ViewerKind.HOUSE, "house", reason, frozenset(Capability), None)
