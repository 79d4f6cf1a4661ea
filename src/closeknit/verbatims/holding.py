"""Which conversations somebody has touched here: taking back an import leaves them in place and says who did what."""

from collections.abc import Mapping, Sequence

from closeknit.kit.viewer import Viewer
from closeknit.touchpoints.holds import Held
from closeknit.verbatims.models import Signal


def find_corrected(touchpoints: Sequence[str], viewer: Viewer) -> Mapping[str, Held]:
    """Return the conversations in which a person said what words are heard as."""
    corrected = Signal.objects.visible_to(viewer).filter(
        verbatim__touchpoint__in=list(touchpoints), decided_by__isnull=False
    )
    found = corrected.order_by("pk").values_list("verbatim__touchpoint_id", "decided_by__name")
    return {touchpoint: Held(who, "put right what its words are heard as") for touchpoint, who in found}
