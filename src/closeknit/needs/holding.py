"""Which conversations somebody has touched here: taking back an import leaves them in place and says who did what."""

from collections.abc import Mapping, Sequence

from closeknit.kit.viewer import Viewer
from closeknit.needs.models import Decision
from closeknit.touchpoints.holds import Held


def find_decided(touchpoints: Sequence[str], viewer: Viewer) -> Mapping[str, Held]:
    """Return the conversations whose words a person laid beside a need, or took away from one."""
    decided = Decision.objects.visible_to(viewer).filter(
        verbatim__touchpoint__in=list(touchpoints), decided_by__isnull=False
    )
    found = decided.order_by("pk").values_list("verbatim__touchpoint_id", "decided_by__name")
    return {touchpoint: Held(who, "decided which need its words stand for") for touchpoint, who in found}
