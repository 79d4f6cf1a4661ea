"""What is recorded about the purpose: ids, codes and numbers only."""

from dataclasses import dataclass
from typing import ClassVar

from closeknit.kit.events import Code, Event


@dataclass(frozen=True, kw_only=True)
class PurposeWritten(Event):
    """Somebody wrote a version of the purpose: of its `n_lines`, `n_new` were not in the one before."""

    kind: ClassVar[str] = "purpose.written"
    version: int
    ideal: Code
    n_lines: int
    n_new: int


@dataclass(frozen=True, kw_only=True)
class PurposeShown(Event):
    """Partners read this version on their shared sites from now on; 0: they read none."""

    kind: ClassVar[str] = "purpose.shown"
    version: int
