"""What nobody at another account may read of promises: what was promised."""

from closeknit.kit import guarded
from closeknit.promises.models import Promise


def register() -> None:
    """Say so."""
    guarded.guard(
        "promise", lambda viewer: Promise.objects.visible_to(viewer).values_list("account_id", "text").iterator()
    )
