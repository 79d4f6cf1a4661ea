"""Taking conversations out: rooms above clean up first, in the same transaction, while the rows are still there."""

from collections.abc import Callable, Sequence

from closeknit.kit.viewer import Viewer
from closeknit.touchpoints.models import Touchpoint, Turn

Cleaner = Callable[[Sequence[str]], None]

_cleaners: list[Cleaner] = []


def before_removal(clean: Cleaner) -> None:
    """Call `clean(touchpoint_ids)` in the transaction that is about to delete them."""
    if clean not in _cleaners:
        _cleaners.append(clean)


def remove(touchpoints: Sequence[str], *, viewer: Viewer) -> int:
    """Delete conversations with all that hangs on them and return how many; called by operations, which record the event."""
    if not touchpoints:
        return 0
    for clean in _cleaners:
        clean(touchpoints)
    # Turns go first: they point to their speakers, which the database would otherwise blank one by one.
    Turn.objects.visible_to(viewer).filter(touchpoint__in=touchpoints).delete()
    return Touchpoint.objects.visible_to(viewer).filter(pk__in=touchpoints).delete()[1].get("touchpoints.Touchpoint", 0)
