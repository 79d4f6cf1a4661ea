"""Whether a promise is our yes to what one of them proposed."""

from closeknit.analysis.promises.kinds import ProposalState
from closeknit.kit import viewer as viewers
from closeknit.promises.models import Promise, ProposedPromise

_WHY = "somebody outside is told what became of what they proposed"


def is_answer(promise: Promise) -> bool:
    """Return whether it stands because we accepted what its person proposed; also while that is being written down."""
    rows = ProposedPromise.objects.visible_to(viewers.house(_WHY)).filter(
        account=promise.account_id, contact=promise.contact_id, state=ProposalState.ACCEPTED, text=promise.text
    )
    return rows.filter(promise__isnull=True).exists() or rows.filter(promise=promise.pk).exists()
