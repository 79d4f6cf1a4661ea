"""How often something may be asked for: by address and by where it is asked from. Each process counts for itself."""

from hashlib import blake2b

from django.core.cache import cache
from django.http import HttpRequest


def allow(request: HttpRequest, action: str, *, most: int, seconds: int, by: str = "") -> bool:
    """Return whether an action may be done once more within `seconds`: by `by` where it is said, else from where it is asked."""
    who = by.strip().lower() or request.META.get("REMOTE_ADDR", "")
    key = f"portal:{action}:{blake2b(who.encode(), digest_size=12).hexdigest()}"
    cache.add(key, 0, seconds)
    try:
        return bool(cache.incr(key) <= most)
    except ValueError:
        # It ran out between the two lines: a new count begins.
        cache.set(key, 1, seconds)
        return True
