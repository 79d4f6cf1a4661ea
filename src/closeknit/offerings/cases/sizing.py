"""What is counted of a group when its case is written, as plain numbers that a version keeps."""

from closeknit.analysis.offerings.adjacent import Range
from closeknit.kit.viewer import Viewer
from closeknit.offerings.adjacent import sizes
from closeknit.offerings.models import AdjacentNeed


def count_figures(group: str, *, viewer: Viewer) -> dict[str, int]:
    """Return what is counted of the group now: accounts, how many of the heard and of all, worth, and what is spent elsewhere."""
    needs = list(
        AdjacentNeed.objects.visible_to(viewer).filter(group=group).order_by("pk").values_list("pk", flat=True)
    )
    size = sizes.size_groups({group: needs}, viewer=viewer)[group].size
    figures = {
        "n_needs": len(needs),
        "n_accounts": size.n_accounts,
        "n_heard": size.n_heard,
        **_numbers("reach", size.reach),
        **_numbers("elsewhere", size.elsewhere),
        **_numbers("if_alike", size.if_alike),
    }
    if size.worth_minor is not None:
        figures |= {"worth_minor": size.worth_minor, "n_worth": size.n_worth}
    return figures


def _numbers(name: str, found: Range | None) -> dict[str, int]:
    if found is None:
        return {}
    return {name: found.value, f"{name}_low": found.low, f"{name}_high": found.high, f"{name}_n": found.n}
