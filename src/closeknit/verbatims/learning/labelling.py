"""What people said of sentences, put right by chance or checked blind: the labels that hearing learns from."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from closeknit.analysis.kinds import SignalCode
from closeknit.kit.viewer import Viewer
from closeknit.verbatims.models import CheckAnswer, Signal

# The newest so many sentences: who has put right more than these has said enough.
MOST = 2_000


@dataclass(frozen=True)
class Said:
    """What people said: by verbatim and code whether it holds, and whether that was asked at random."""

    by_verbatim: dict[str, dict[str, tuple[bool, bool]]]
    n_corrections: int
    n_checked: int


def list_said(*, viewer: Viewer) -> Said:
    """Return what people said of the newest 2,000 sentences that they said anything of. A correction stands before a check."""
    corrected = Signal.objects.visible_to(viewer).filter(decided_by__isnull=False)
    decided: dict[str, dict[str, bool]] = {}
    newest = corrected.order_by("-verbatim__position", "code")[: MOST * len(SignalCode)]
    for verbatim, code, is_on in newest.values_list("verbatim_id", "code", "is_on"):
        decided.setdefault(verbatim, {})[code] = is_on
    checked = _list_checked(viewer)
    kept = sorted({*decided, *checked}, reverse=True)[:MOST]
    said: dict[str, dict[str, tuple[bool, bool]]] = {}
    for verbatim in sorted(kept):
        sampled = checked.get(verbatim, {})
        labels = {code: (holds, True) for code, holds in sampled.items()}
        for code, is_on in decided.get(verbatim, {}).items():
            labels[code] = (is_on, sampled.get(code) == is_on)
        said[verbatim] = labels
    # What a check confirmed or put right is counted with the check.
    return Said(said, sum(len(codes) for pk, codes in decided.items() if pk not in checked), len(checked))


def agree(answers: Iterable[Iterable[str]]) -> dict[str, bool]:
    """Return for each signal whether most who answered say that it holds; where they are even, nothing is said of it."""
    several = [set(codes) for codes in answers]
    votes = Counter(code for codes in several for code in codes)
    told = {code.value: 2 * votes[code] - len(several) for code in SignalCode}
    return {code: margin > 0 for code, margin in told.items() if margin}


def _list_checked(viewer: Viewer) -> dict[str, dict[str, bool]]:
    rows = CheckAnswer.objects.visible_to(viewer).filter(is_unclear=False).order_by("-pk")[:MOST]
    answers: dict[str, list[list[str]]] = {}
    for verbatim, codes in rows.values_list("drawn__verbatim_id", "codes"):
        answers.setdefault(verbatim, []).append(codes)
    return {verbatim: agree(several) for verbatim, several in answers.items()}
