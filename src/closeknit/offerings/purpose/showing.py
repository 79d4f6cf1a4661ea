"""Showing the purpose to partners: one version of it stands on every shared site, until another is shown or none."""

from datetime import datetime

from closeknit.analysis.kinds import Audience
from closeknit.identity.models import House
from closeknit.kit import undo
from closeknit.kit.capabilities import Capability
from closeknit.kit.events import record
from closeknit.kit.operation import operation
from closeknit.kit.refusals import NotFound
from closeknit.kit.viewer import Viewer
from closeknit.offerings.models import PurposeVersion
from closeknit.offerings.purpose import events


@operation(Capability.SHAPE_OFFERINGS)
def show_purpose(*, number: int, viewer: Viewer, at: datetime) -> None:
    """Let partners read a version of the purpose on their shared sites, and no other; 0 shows none. Or raise NotFound."""
    # Two who show at once meet here, so that never two versions are shown.
    House.objects.visible_to(viewer).select_for_update().first()
    versions = PurposeVersion.objects.visible_to(viewer)
    wanted = versions.filter(number=number).first()
    if wanted is None and number:
        raise NotFound("There is no such version.")
    changing = [*versions.filter(audience=Audience.PORTAL).exclude(number=number)]
    for row in changing:
        undo.keep(row, subject="purpose")
        row.change(audience=Audience.INTERNAL)
    if wanted is not None and wanted.audience != Audience.PORTAL:
        undo.keep(wanted, subject="purpose")
        wanted.change(audience=Audience.PORTAL)
    record(events.PurposeShown(subject=wanted.pk if wanted else "purpose", version=number), viewer=viewer, at=at)


def find_shown(*, viewer: Viewer) -> int:
    """Return the number of the version that partners read, 0 where they read none."""
    rows = PurposeVersion.objects.visible_to(viewer).filter(audience=Audience.PORTAL)
    return rows.values_list("number", flat=True).first() or 0
