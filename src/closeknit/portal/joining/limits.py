"""How often something may be asked for: by address and by where it is asked from. All processes that serve count together."""

from django.http import HttpRequest

from closeknit.kit.remembering import count_up


def allow(request: HttpRequest, action: str, *, most: int, seconds: int, by: str = "") -> bool:
    """Return whether an action may be done once more within `seconds`: by `by` where it is said, else from where it is asked."""
    who = by.strip().lower() or request.META.get("REMOTE_ADDR", "")
    return count_up(f"portal:{action}:{who}", seconds=seconds) <= most
