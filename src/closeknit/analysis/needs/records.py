"""What happens to needs, as plain records."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace

import numpy as np
import numpy.typing as npt

from closeknit.analysis.needs.sketch import State

NewId = Callable[[int], str]


@dataclass(frozen=True)
class Batch:
    """Sentences in the order of their verbatim ids; `accounts` says whose words they are ("" where unknown)."""

    verbatims: Sequence[str]
    vectors: npt.NDArray[np.float32]
    accounts: Sequence[str]


@dataclass(frozen=True)
class Placement:
    """A verbatim became evidence of a need, or moved there from another: its likeness to the nearest members, and
    the bar that it passed (0–1)."""

    verbatim: str
    need: str
    likeness: float
    bar: float


@dataclass(frozen=True)
class Birth:
    """A new need, founded on these verbatims; `likeness` is how alike they are, `n_accounts` how many say it."""

    need: str
    verbatims: tuple[str, ...]
    likeness: float
    n_accounts: int


@dataclass(frozen=True)
class Absorption:
    """A group from the pool that is too near to a known need to stand beside it joined that need."""

    need: str
    verbatims: tuple[str, ...]
    likeness: float


@dataclass(frozen=True)
class Merge:
    """Two needs say the same: `gone` goes into `kept`; `likeness` across, `inner` within (0–1)."""

    kept: str
    gone: str
    likeness: float
    inner: float


@dataclass(frozen=True)
class Split:
    """A need says two things: these of its words make `child`, whose birth is told too ("" while only proposed).

    In a grown house they are of its sample; other members stay with `parent`.
    """

    parent: str
    child: str
    verbatims: tuple[str, ...]
    likeness: float
    inner: float


@dataclass
class Log:
    """Collects what happens, in order within each kind; where a verbatim stands twice, the later record holds."""

    placements: list[Placement] = field(default_factory=list)
    births: list[Birth] = field(default_factory=list)
    absorptions: list[Absorption] = field(default_factory=list)
    merges: list[Merge] = field(default_factory=list)
    splits: list[Split] = field(default_factory=list)
    proposals: list[Merge | Split] = field(default_factory=list)
    _homes: dict[str, str] = field(default_factory=dict)

    def place(self, placement: Placement) -> None:
        """Record a placement."""
        self.placements.append(placement)
        self._homes[placement.verbatim] = placement.need

    def bear(self, birth: Birth) -> None:
        """Record a birth."""
        self.births.append(birth)
        self._homes.update(dict.fromkeys(birth.verbatims, birth.need))

    def absorb(self, absorption: Absorption) -> None:
        """Record an absorption."""
        self.absorptions.append(absorption)
        self._homes.update(dict.fromkeys(absorption.verbatims, absorption.need))

    def part(self, split: Split, child: str) -> None:
        """Record that the need which was just born as `child` left another."""
        self.splits.append(replace(split, child=child))

    def close(self, state: State) -> Step:
        """Return all of it, with the new state."""
        return Step(
            state,
            dict(self._homes),
            tuple(self.placements),
            tuple(self.births),
            tuple(self.absorptions),
            tuple(self.merges),
            tuple(self.splits),
            tuple(self.proposals),
        )


@dataclass(frozen=True)
class Step:
    """What a batch brought. `homes` says in which need each verbatim that was placed or moved stands in the end; needs
    in it may have been merged since: `state.find` follows that. The rest tells how it came about. Merges and splits of
    needs that a person has touched are only `proposals`.
    """

    state: State
    homes: dict[str, str]
    placements: tuple[Placement, ...]
    births: tuple[Birth, ...]
    absorptions: tuple[Absorption, ...]
    merges: tuple[Merge, ...]
    splits: tuple[Split, ...]
    proposals: tuple[Merge | Split, ...]
