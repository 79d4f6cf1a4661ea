"""What became of the lines of a purpose from one version to the next."""

import difflib
from collections.abc import Sequence
from dataclasses import dataclass

from closeknit.analysis.circle.profile import Change, ChangeKind, diff_words

# Two lines that share less than this are two lines; above it, one that was reworded (difflib's ratio, 0-1).
REWORDED = 0.5


@dataclass(frozen=True)
class LineChange:
    """One line that stayed, went, came, or was reworded: then `words` says what went and what came, word by word."""

    kind: ChangeKind
    text: str
    words: tuple[Change, ...] = ()


def compare_lines(before: Sequence[str], after: Sequence[str]) -> tuple[LineChange, ...]:
    """Return the lines of `after` in their order, with those of `before` that went.

    A line that went and one that came, alike by more than half (Ratcliff & Metzener 1988), are shown as one that was reworded; to
    whoever cites lines they are two all the same.
    """
    stood = set(before)
    gone = [line for line in before if line not in set(after)]
    changes: list[LineChange] = []
    for line in after:
        if line in stood:
            changes.append(LineChange(ChangeKind.SAME, line))
        elif like := _most_alike(line, gone):
            gone.remove(like)
            changes.append(LineChange(ChangeKind.NEW, line, diff_words(like, line)))
        else:
            changes.append(LineChange(ChangeKind.NEW, line))
    return (*changes, *(LineChange(ChangeKind.GONE, line) for line in gone))


def _most_alike(line: str, others: Sequence[str]) -> str:
    likeness = {one: difflib.SequenceMatcher(None, one, line, autojunk=False).ratio() for one in others}
    best = max(likeness, key=lambda one: likeness[one], default="")
    return best if best and likeness[best] > REWORDED else ""
