"""Which messages of theirs wait for our answer, kept by the very transaction that keeps `Standing.owed_since`."""

from collections.abc import Iterable, Mapping

from closeknit.kit.viewer import Viewer
from closeknit.touchpoints.models import Owed


def keep(owed: Mapping[str, Iterable[str]], *, viewer: Viewer, only_more: bool = False) -> int:
    """Keep the newest message of each conversation that these accounts wait in, and return how many rows changed.

    With `only_more` what was owed before stays owed.
    """
    known = list_kept(owed, viewer=viewer)
    wanted = {(account, touchpoint) for account, several in owed.items() for touchpoint in several}
    over = [] if only_more else [pk for pair, pk in known.items() if pair not in wanted]
    if over:
        Owed.objects.visible_to(viewer).filter(pk__in=over).delete()
    new = sorted(wanted - known.keys())
    Owed.objects.add_many(Owed(account_id=account, touchpoint_id=touchpoint) for account, touchpoint in new)
    return len(over) + len(new)


def list_kept(accounts: Iterable[str], *, viewer: Viewer) -> dict[tuple[str, str], int]:
    """Return what is kept of these accounts: (account, touchpoint) → the row's id."""
    rows = Owed.objects.visible_to(viewer).filter(account__in=list(accounts))
    return {
        (account, touchpoint): pk for pk, account, touchpoint in rows.values_list("pk", "account_id", "touchpoint_id")
    }
