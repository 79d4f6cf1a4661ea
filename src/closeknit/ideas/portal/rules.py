"""How the open portal is set, and whether one more idea can be answered by its day."""

from dataclasses import dataclass

from closeknit.analysis.ideas.kinds import IdeaState
from closeknit.analysis.ideas.portal import Intake, SubmissionState, plan_intake
from closeknit.analysis.kinds import Audience
from closeknit.ideas import readers
from closeknit.ideas.models import PortalRules, Posting, Submission
from closeknit.kit import viewer as viewers

SHOWN = (Audience.PORTAL, Audience.PUBLIC)


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
    row = PortalRules.objects.visible_to(viewers.house("how the open portal is set")).first()
    if row is None:
        return RulesRow()
    pages = tuple(row.embed_pages.split())
    return RulesRow(row.is_open, row.is_moderated, row.is_public, row.welcome, row.a_week, row.embed_key, pages)


def get_intake(rules: RulesRow) -> Intake:
    """Return how many more ideas can be answered by their day: what waits for an answer on the portal, or to be looked at, counts."""
    ours = viewers.house("whether the promise to answer can be kept")
    n_open = Posting.objects.visible_to(ours).filter(idea__state=IdeaState.OPEN, idea__audience__in=SHOWN).count()
    n_waiting = Submission.objects.visible_to(ours).filter(state=SubmissionState.WAITING).count()
    return plan_intake(n_queue=n_open + n_waiting, a_week=rules.a_week, days=readers.get_rule(viewer=ours).days)
