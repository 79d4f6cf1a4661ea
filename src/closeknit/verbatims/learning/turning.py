"""Signals of stored words were turned on or off: rooms above follow, in the same transaction."""

from collections.abc import Callable, Sequence
from datetime import datetime

from closeknit.kit.viewer import Viewer

Follower = Callable[[Sequence[str], Viewer, datetime], None]

_followers: list[Follower] = []


def after_turning(follow: Follower) -> None:
    """Call `follow(verbatim_ids, viewer, at)` whenever what these verbatims are heard as was changed by the house, not by a person."""
    if follow not in _followers:
        _followers.append(follow)


def tell(verbatims: Sequence[str], *, viewer: Viewer, at: datetime) -> None:
    """Tell the rooms above; called by the operation that turned them."""
    for follow in _followers if verbatims else []:
        follow(verbatims, viewer, at)
