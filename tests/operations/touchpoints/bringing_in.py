"""Bringing a file in as a person would: start, confirm, let the background read it."""

import csv
import io
from collections import Counter
from collections.abc import Iterable, Sequence

from closeknit.kit import files
from closeknit.kit.tasks.worker import Worker
from closeknit.kit.viewer import Viewer
from closeknit.touchpoints import imports, operations
from closeknit.touchpoints.models import Participation, Touchpoint, Turn
from tests.conftest import NOW


def as_csv(
    columns: Sequence[str], rows: Iterable[Sequence[str]], *, delimiter: str = ",", encoding: str = "utf-8"
) -> bytes:
    """Return a table as CSV."""
    text = io.StringIO()
    writer = csv.writer(text, delimiter=delimiter)
    writer.writerow(columns)
    writer.writerows(rows)
    return text.getvalue().encode(encoding)


def begin(data: bytes, name: str, viewer: Viewer, **said: object) -> str:
    """Store and confirm a file, and return its import."""
    source = operations.start_import(file=files.store([data]), file_name=name, viewer=viewer, at=NOW)
    operations.confirm_import(source=source, viewer=viewer, at=NOW, **said)
    return source


def bring_in(data: bytes, name: str, viewer: Viewer, **said: object) -> imports.Report:
    """Bring a file in to its end."""
    source = begin(data, name, viewer, **said)
    Worker().run_until_idle()
    return imports.get_report(source, viewer=viewer)


def stored(viewer: Viewer) -> list[tuple[object, ...]]:
    """Return all that is stored of conversations, without ids, keys and times of entry, in an order of its own."""
    touchpoints = list(Touchpoint.objects.visible_to(viewer))
    parts = Participation.objects.visible_to(viewer)
    people = {part.pk: (part.written, part.address, part.contact_id, part.member_id, part.is_unsure) for part in parts}
    turns: dict[str, list[object]] = {row.pk: [] for row in touchpoints}
    for turn in Turn.objects.visible_to(viewer).order_by("position"):
        turns[turn.touchpoint_id].append((turn.text, turn.is_ours, people.get(turn.speaker_id or 0)))
    sizes = Counter(row.conversation for row in touchpoints)
    rows = [
        (row.account_id, row.medium, row.direction, row.started_at, sizes[row.conversation], *turns[row.pk])
        for row in touchpoints
    ]
    return sorted(rows, key=repr)
