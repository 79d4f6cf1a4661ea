"""Keeping how many marks of each account speak which way."""

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import datetime

from closeknit.accounts.models import Account
from closeknit.analysis.circle.marks import Mark, Verdict
from closeknit.circle import events
from closeknit.circle.models import MarkTally
from closeknit.kit.capabilities import Capability
from closeknit.kit.events import record
from closeknit.kit.operation import operation
from closeknit.kit.viewer import Viewer


@operation(Capability.DRAW_CIRCLE)
def keep_tallies(*, marks: Mapping[str, Sequence[Mark]], viewer: Viewer, at: datetime) -> None:
    """Count the marks of these accounts and keep it in the place of what was kept before; derived, so there is nothing to take back."""
    known = set(Account.objects.visible_to(viewer).filter(pk__in=list(marks)).values_list("pk", flat=True))
    MarkTally.objects.visible_to(viewer).filter(pk__in=known).delete()
    counts = {account: Counter(mark.verdict for mark in several) for account, several in marks.items()}
    MarkTally.objects.add_many(
        MarkTally(
            account_id=account,
            n_for=count[Verdict.FOR],
            n_against=count[Verdict.AGAINST],
            n_unknown=count[Verdict.UNKNOWN],
            seen_at=at,
        )
        for account, count in counts.items()
        if account in known
    )
    record(events.MarksCounted(subject="house", n_accounts=len(known)), viewer=viewer, at=at)
