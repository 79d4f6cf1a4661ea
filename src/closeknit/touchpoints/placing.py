"""Who a speaker is has been said, or taken back: rooms above give the words their speaker, in the same transaction."""

from collections.abc import Callable, Sequence
from datetime import datetime

from closeknit.kit.viewer import Viewer

Follower = Callable[[Sequence[str], Viewer, datetime], None]

_followers: list[Follower] = []


def after_placing(follow: Follower) -> None:
    """Call `follow(touchpoint_ids, viewer, at)` whenever speakers of these conversations were placed or are waiting again."""
    if follow not in _followers:
        _followers.append(follow)


def tell(touchpoints: Sequence[str], *, viewer: Viewer, at: datetime) -> None:
    """Tell the rooms above; called by the operation that placed the speakers."""
    for follow in _followers:
        follow(touchpoints, viewer, at)
