"""Who outside may see an idea and what hangs on it."""

from dataclasses import dataclass

from django.db.models import Q

from closeknit.analysis.kinds import Audience
from closeknit.kit.scoping import Shared
from closeknit.kit.viewer import Viewer, ViewerKind


@dataclass(frozen=True)
class OfIdea(Shared):
    """As of what is shared, by an idea's audience; whoever gave it reads what reaches nobody else wherever they come in.

    On the open portal one stands for oneself: there no account is looked at, and what was hidden there is still one's own.
    """

    def rows(self, viewer: Viewer) -> Q:
        rows = super().rows(viewer)
        if viewer.kind is ViewerKind.CONTACT and self.speaker is not None:
            rows |= Q(**{self.audience: Audience.SPEAKER, self.speaker: viewer.id})
        return rows
