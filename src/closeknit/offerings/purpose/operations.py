"""Writing the purpose: a version after the other. The same words are the same line, so that what cites a line keeps its meaning."""

from collections.abc import Sequence
from datetime import datetime

from closeknit.identity.models import House
from closeknit.kit import ids, undo
from closeknit.kit.capabilities import Capability
from closeknit.kit.events import record
from closeknit.kit.operation import operation
from closeknit.kit.viewer import Viewer
from closeknit.offerings.models import Purpose, PurposeLine, PurposePlace, PurposeVersion
from closeknit.offerings.purpose import checks, events, queries


@operation(Capability.SHAPE_OFFERINGS)
def write_purpose(*, ideal: str, lines: Sequence[str], why: str, base: int, viewer: Viewer, at: datetime) -> int:
    """Write the next version of the purpose on version `base` (0: the first) and return its number.

    Raises BadPurpose, or ChangedMeanwhile where another version came after `base`.
    """
    # Two who write at once meet here: the second waits, and then is shown what the first wrote.
    House.objects.visible_to(viewer).select_for_update().first()
    purpose = Purpose.objects.visible_to(viewer).first()
    checks.check_newest(purpose, base)
    code, said, because = checks.check_ideal(ideal), checks.check_lines(lines), checks.check_why(why)
    current = queries.find_purpose(viewer=viewer)
    checks.check_differs(
        code, said, (current.version.ideal, [line.text for line in current.lines]) if current else None
    )
    known = _keep_lines(said, viewer)
    version = PurposeVersion.objects.add(
        PurposeVersion(
            id=ids.new("purpose"),
            number=base + 1,
            ideal=code,
            why=because,
            written_by_id=viewer.member,
            written_at=at,
        )
    )
    undo.keep_new(version, subject="purpose")
    for place, text in enumerate(said):
        undo.keep_new(PurposePlace.objects.add(PurposePlace(version=version, line=known[text], place=place)))
    _move_on(purpose, base + 1)
    stood = {line.text for line in current.lines} if current else set()
    written = events.PurposeWritten(
        subject=version.pk, version=base + 1, ideal=code, n_lines=len(said), n_new=len(set(said) - stood)
    )
    record(written, viewer=viewer, at=at)
    return base + 1


def _keep_lines(texts: Sequence[str], viewer: Viewer) -> dict[str, PurposeLine]:
    """Return the line of each text: the one that there is, whichever version brought it, else a new one."""
    known = {line.text: line for line in PurposeLine.objects.visible_to(viewer).filter(text__in=texts)}
    for text in texts:
        if text not in known:
            known[text] = PurposeLine.objects.add(PurposeLine(id=ids.new("line"), text=text))
            undo.keep_new(known[text], subject="purpose")
    return known


def _move_on(purpose: Purpose | None, version: int) -> None:
    if purpose is None:
        undo.keep_new(Purpose.objects.add(Purpose(version=version)))
    else:
        undo.keep(purpose)
        purpose.change(version=version)
