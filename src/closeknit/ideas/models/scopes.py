"""Who outside may see a row that belongs to whoever gave it, and not to what it is about."""

from dataclasses import dataclass

from django.db.models import Q

from closeknit.kit.scoping import NOTHING, Scope
from closeknit.kit.viewer import Viewer, ViewerKind


@dataclass(frozen=True)
class OfGiver(Scope):
    """Our side, the person at the path `person`, and where `account` is a path, everybody in the shared site of that account."""

    person: str
    account: str | None = None

    def rows(self, viewer: Viewer) -> Q:
        if viewer.is_ours:
            return Q()
        if viewer.kind is not ViewerKind.CONTACT:
            return NOTHING
        own = Q(**{self.person: viewer.id})
        if self.account is not None and viewer.accounts:
            own |= Q(**{f"{self.account}__in": sorted(viewer.accounts)})
        return own
