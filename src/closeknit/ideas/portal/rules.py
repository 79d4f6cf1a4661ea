"""How the open portal is set, and whether one more idea can be answered by its day."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Count

from closeknit.analysis.ideas.kinds import IdeaState
from closeknit.analysis.ideas.portal import Intake, SubmissionState, plan_intake
from closeknit.analysis.kinds import Audience
from closeknit.ideas import readers
from closeknit.ideas.models import PortalRules, Posting, Submission
from closeknit.kit import viewer as viewers
from closeknit.kit.fixed import Fixed

SHOWN = (Audience.PORTAL, Audience.PUBLIC)


_COLUMNS = ("is_open", "is_moderated", "is_public", "welcome", "a_week", "embed_key", "embed_pages")
_RULES = Fixed(lambda ours: PortalRules.objects.visible_to(ours).values_list(*_COLUMNS))
_OPEN = Fixed(
    lambda ours: (
        Posting.objects.visible_to(ours)
        .filter(idea__state=IdeaState.OPEN, idea__audience__in=SHOWN)
        .values("idea__state")
        .annotate(n=Count("pk"))
        .values_list("n")
    )
)
_WAITING = Fixed(
    lambda ours: (
        Submission.objects.visible_to(ours)
        .filter(state=SubmissionState.WAITING)
        .values("state")
        .annotate(n=Count("pk"))
        .values_list("n")
    )
)


@dataclass(frozen=True)
class RulesRow:
    """How the portal is set. `a_week` is None where no limit is set; `embed_key` is empty where there is no form for web pages."""

    is_open: bool = False
    is_moderated: bool = True
    is_public: bool = True
    welcome: str = ""
    a_week: int | None = None
    embed_key: str = ""
    embed_pages: tuple[str, ...] = ()

    @property
    def audience(self) -> Audience:
        """Return whom an accepted idea is shown to."""
        return Audience.PUBLIC if self.is_public else Audience.PORTAL


def get_rules() -> RulesRow:
    """Return how the portal is set, for whoever asks: it is what the portal tells everybody. Closed where nobody has opened it."""
    found = _RULES.ask(viewer=viewers.house("how the open portal is set"))
    said: dict[str, Any] = dict(zip(_COLUMNS, found[0], strict=True)) if found else {}
    return RulesRow(**said | {"embed_pages": tuple(said.get("embed_pages", "").split())})


def get_intake(rules: RulesRow) -> Intake:
    """Return how many more ideas can be answered by their day: what waits for an answer on the portal, or to be looked at, counts."""
    ours = viewers.house("whether the promise to answer can be kept")
    n_queue = sum(n for (n,) in _OPEN.ask(viewer=ours) + _WAITING.ask(viewer=ours))
    return plan_intake(n_queue=n_queue, a_week=rules.a_week, days=readers.get_rule(viewer=ours).days)
