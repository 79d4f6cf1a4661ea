"""Undo, not "are you sure": an operation hands over the rows it is about to change, and the step can be taken back from where it was made.

A step holds the rows before and after. It is taken back only where the rows still are as the operation left them: what somebody changed
since is named and left alone. Derived values are not restored but computed again by what a room registers with `after_undo`.
"""

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, ClassVar

from django.apps import apps
from django.core import serializers
from django.db import IntegrityError, models, transaction

from closeknit.kit import events, ids
from closeknit.kit.models import UndoStep
from closeknit.kit.refusals import NotFound, Refused
from closeknit.kit.viewer import Viewer

KEPT_FOR = timedelta(days=30)


class TouchedSince(Refused):
    """Somebody changed the same rows after the step: taking it back would undo their work too."""


@dataclass(frozen=True, kw_only=True)
class TakenBack(events.Event):
    """A person took a step back."""

    kind: ClassVar[str] = "undo.taken_back"
    step: events.Id
    operation: events.Code
    n_rows: int


@dataclass
class _Kept:
    subject: str = ""
    before: dict[tuple[str, str], dict[str, Any] | None] = field(default_factory=dict)
    rows: dict[tuple[str, str], models.Model] = field(default_factory=dict)


_keeping: ContextVar[_Kept | None] = ContextVar("undo_keeping", default=None)
_after: dict[type[models.Model], list[Callable[[list[models.Model]], None]]] = {}


def keep(*rows: models.Model, subject: str = "") -> None:
    """Remember `rows` as they are now in the database, before the operation changes or deletes them."""
    _keep(rows, subject, made=False)


def keep_new(*rows: models.Model, subject: str = "") -> None:
    """Remember that the operation made `rows`: taking it back deletes them."""
    _keep(rows, subject, made=True)


def is_remembering() -> bool:
    """Return whether an operation runs to whose step `keep` can add; taking a step back is none."""
    return _keeping.get() is not None


def after_undo(model: type[models.Model], recompute: Callable[[list[models.Model]], None]) -> None:
    """Call `recompute(rows)` whenever rows of `model` were put back, in the same transaction."""
    _after.setdefault(model, []).append(recompute)


@contextmanager
def remembering(operation: str, *, viewer: Viewer, at: datetime) -> Iterator[None]:
    """Gather what is kept within and write it as one step at the end."""
    kept = _Kept()
    token = _keeping.set(kept)
    try:
        yield
        if kept.rows:
            UndoStep.objects.add(_as_step(kept, operation, viewer, at))
    finally:
        _keeping.reset(token)


def find_latest(*, viewer: Viewer, since: datetime) -> UndoStep | None:
    """Return the viewer's newest step at or after `since` that can still be taken back, or None."""
    steps = UndoStep.objects.visible_to(viewer).filter(viewer_id=viewer.id, taken_back_at__isnull=True, at__gte=since)
    return steps.order_by("-at", "-id").first()


def take_back(*, step: str, viewer: Viewer, at: datetime) -> UndoStep:
    """Put the rows of `step` back as they were and return it, or raise NotFound, Refused or TouchedSince."""
    try:
        with transaction.atomic(), events.gathering():
            return _take_back(step, viewer, at)
    except IntegrityError:
        # What the step took away was made anew since, and the database holds it once.
        raise TouchedSince(
            "The same was made anew since, and it is kept only once. Nothing was changed: it was left as it is now."
        ) from None


def prune(*, at: datetime) -> int:
    """Forget the steps that have expired and return how many."""
    return UndoStep.objects.unscoped(reason="expiry holds for everyone").filter(expires_at__lt=at).delete()[0]


def forget(*, subjects: set[str]) -> None:
    """Forget every step about `subjects`: what is erased must not be restorable."""
    UndoStep.objects.unscoped(reason="erasure reaches every step").filter(subject__in=subjects).delete()


def _keep(rows: tuple[models.Model, ...], subject: str, *, made: bool) -> None:
    kept = _keeping.get()
    if kept is None:
        raise RuntimeError("undo.keep was called outside an operation")
    kept.subject = kept.subject or subject or (str(rows[0].pk) if rows else "")
    for row in rows:
        key = (row._meta.label_lower, str(row.pk))
        if key not in kept.before:
            kept.before[key] = None if made else _fields(row)
            kept.rows[key] = row


def _as_step(kept: _Kept, operation: str, viewer: Viewer, at: datetime) -> UndoStep:
    pairs = [
        (
            {"model": key[0], "pk": key[1], "fields": fields},
            {"model": key[0], "pk": key[1], "fields": _fields(kept.rows[key])},
        )
        for key, fields in kept.before.items()
    ]
    return UndoStep(
        id=ids.new("undo"),
        operation=operation,
        subject=kept.subject,
        viewer_id=viewer.id,
        at=at,
        expires_at=at + KEPT_FOR,
        before=[before for before, _ in pairs],
        after=[after for _, after in pairs],
    )


def _fields(row: models.Model) -> dict[str, Any] | None:
    """Return the row's fields as they stand in the database now, or None where it is not there."""
    fresh = type(row)._base_manager.filter(pk=row.pk).first()
    if fresh is None:
        return None
    fields: dict[str, Any] = json.loads(serializers.serialize("json", [fresh]))[0]["fields"]
    return fields


def _take_back(step: str, viewer: Viewer, at: datetime) -> UndoStep:
    found = UndoStep.objects.visible_to(viewer).select_for_update().filter(pk=step, viewer_id=viewer.id).first()
    if found is None or found.expires_at < at:
        raise NotFound("This can no longer be taken back.")
    if found.taken_back_at is not None:
        raise Refused("This was already taken back.")
    restored = _restore(found)
    found.change(taken_back_at=at)
    taken = TakenBack(subject=found.subject, step=found.id, operation=found.operation, n_rows=len(restored))
    events.record(taken, viewer=viewer, at=at)
    return found


def _restore(step: UndoStep) -> list[models.Model]:
    pairs = list(zip(step.before, step.after, strict=True))
    for before, after in pairs:
        now = _fields(apps.get_model(after["model"])(pk=after["pk"]))
        if _of_the_step(now, before["fields"], after["fields"]) != _of_the_step(
            after["fields"], before["fields"], after["fields"]
        ):
            raise TouchedSince("Somebody has changed this since. It was left as it is now.")
    restored: list[models.Model] = []
    # Made rows go in reverse, so that what points to a row leaves before the row itself.
    for before, _ in reversed(pairs):
        if before["fields"] is None:
            gone = apps.get_model(before["model"])._base_manager.filter(pk=before["pk"]).first()
            if gone is not None:
                restored.append(gone)
                _take_out(gone)
    put_back = [_put_back(before, after) for before, after in pairs if before["fields"] is not None]
    _check_stand(put_back)
    restored += put_back
    for model, recomputes in _after.items():
        touched = [row for row in restored if isinstance(row, model)]
        for recompute in recomputes if touched else []:
            recompute(touched)
    return restored


def _take_out(row: models.Model) -> None:
    """Delete a row that the step made, or raise TouchedSince where something that came later rests on it."""
    try:
        row.delete()
    except models.ProtectedError:
        raise TouchedSince(
            "Something that was done since rests on this. Take that back first; it was left as it is now."
        ) from None


def _check_stand(rows: list[models.Model]) -> None:
    """Raise TouchedSince where a row that was put back points to one that is gone by now."""
    wanted: dict[type[models.Model], set[Any]] = {}
    for row in rows:
        for link in row._meta.concrete_fields:
            if isinstance(link, models.ForeignKey) and (target := getattr(row, link.attname)) is not None:
                wanted.setdefault(link.related_model, set()).add(target)
    for model, keys in wanted.items():
        if model._base_manager.filter(pk__in=keys).count() < len(keys):
            raise TouchedSince("What this belonged to is not here any more. It was left as it is now.")


def _put_back(before: dict[str, Any], after: dict[str, Any]) -> models.Model:
    """Write the row as it was: whole where the step deleted it, else only the fields that the step changed."""
    (loaded,) = serializers.deserialize("python", [before])
    if after["fields"] is None:
        loaded.save()
        return loaded.object
    changed = [name for name, value in before["fields"].items() if after["fields"].get(name) != value]
    if changed:
        models.Model.save_base(loaded.object, raw=True, update_fields=changed)
    return loaded.object


def _of_the_step(
    fields: dict[str, Any] | None, before: dict[str, Any] | None, after: dict[str, Any] | None
) -> dict[str, Any] | None:
    """Return of `fields` what the step decided: all of a row that it made or deleted, else the fields that it changed.

    What others wrote since into other fields of the row (such as when we last spoke) is neither in the way nor undone.
    """
    if fields is None or before is None or after is None:
        return fields
    return {name: value for name, value in fields.items() if before.get(name) != after.get(name)}
