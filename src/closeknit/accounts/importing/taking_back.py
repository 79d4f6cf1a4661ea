"""Undo of an import: what nobody has touched since goes, what somebody has is listed with who and what, and stays."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from itertools import islice
from typing import Any

from django.apps import apps
from django.db import models
from django.db.models import Q

from closeknit.accounts import events
from closeknit.accounts.importing.operations import get_import
from closeknit.accounts.models import ImportTrace, Standing
from closeknit.analysis import lifecycles
from closeknit.analysis.kinds import ImportState
from closeknit.kit.capabilities import Capability
from closeknit.kit.events import record
from closeknit.kit.models import EventRow
from closeknit.kit.operation import operation
from closeknit.kit.refusals import Refused
from closeknit.kit.scoping import OnMerge
from closeknit.kit.viewer import Viewer

# What points to others goes before what is pointed to.
_NOUNS = ("contact", "person", "account")
# These go and stay with whom they belong to, and by themselves where the import gave them to somebody who was there before.
_PARTS = {
    "personaddress": ("person",),
    "accountdomain": ("account",),
    "standing": ("account",),
    "service": ("account", "served"),
}
_BATCH = 500


@operation(Capability.KEEP_ACCOUNTS)
def take_back_import(*, source: str, viewer: Viewer, at: datetime) -> None:
    """Take back what an import made and filled, except what somebody has touched since; or raise NotFound or Refused."""
    row = get_import(source, viewer=viewer)
    try:
        lifecycles.check_move(lifecycles.IMPORT, row.state, ImportState.TAKEN_BACK)
    except lifecycles.MoveRefused as refused:
        raise Refused(refused.sentence) from refused
    written = _read_traces(row.pk, viewer)
    for trace in written.filled:
        _empty(trace, viewer, at)
    n_removed, kept = 0, []
    staying: set[str] = set()
    for noun in _NOUNS:
        touched = _touched(noun, written, viewer)
        staying |= touched.keys()
        n_removed += _remove(noun, [pk for pk in written.made[noun] if pk not in touched])
        if noun != "person":
            kept += [{"noun": noun, "id": pk} | why for pk, why in sorted(touched.items())]
    for part in _PARTS:
        n_removed += _remove(part, _loose(part, written, staying))
    row.change(state=ImportState.TAKEN_BACK, kept=kept, ended_at=at)
    record(events.AccountsImportUndone(subject=row.pk, n_removed=n_removed, n_kept=len(kept)), viewer=viewer, at=at)


@dataclass
class _Written:
    """What an import wrote: pk → when, by model, of the rows that it made; and what it filled in rows that were there."""

    made: Mapping[str, dict[str, datetime]] = field(default_factory=lambda: defaultdict(dict))
    filled: list[ImportTrace] = field(default_factory=list)


def _read_traces(source: str, viewer: Viewer) -> _Written:
    written = _Written()
    traces = list(ImportTrace.objects.visible_to(viewer).filter(source_id=source).order_by("pk"))
    for trace in traces:
        if trace.filled is None:
            written.made[trace.model][trace.row_id] = trace.at
    written.filled = [
        trace for trace in traces if trace.filled is not None and trace.row_id not in written.made[trace.model]
    ]
    return written


def _empty(trace: ImportTrace, viewer: Viewer, at: datetime) -> None:
    """Blank what the import had filled, where it still says what the import wrote."""
    row: Any = _rows(trace.model).filter(pk=trace.row_id).first()
    blank: dict[str, Any] = {}
    for name, value in (trace.filled or {}).items() if row is not None else ():
        of = row._meta.get_field(name.removesuffix("_id") if name == "owner_id" else name)
        if of.to_python(value) == getattr(row, name):
            blank[name] = None if of.null else of.get_default()
    if not blank:
        return
    row.change(**blank)
    if isinstance(row, Standing):
        changed = events.StandingChanged(
            subject=row.pk, account=row.pk, what="+".join(sorted(blank.keys() - {"stage_since"}))
        )
        record(changed, viewer=viewer, at=at)


def _touched(noun: str, written: _Written, viewer: Viewer) -> dict[str, dict[str, str]]:
    """Return pk → who and what, for the rows that have events after they were made or that others point to."""
    touched: dict[str, dict[str, str]] = {}
    made = written.made[noun]
    for some in _batches(made):
        for pk in _pointed_to(noun, some, written):
            touched[pk] = {"by": "", "what": "used"}
        about = {"account": "account", "contact": "subject"}.get(noun)
        rows = (
            EventRow.objects.visible_to(viewer).filter(**{f"{about}__in": some}).order_by("at", "pk") if about else []
        )
        for event in rows:
            pk = event.account if noun == "account" else event.subject
            if event.at > made[pk]:
                touched[pk] = {"by": event.viewer_id, "what": event.kind}
    return touched


def _pointed_to(noun: str, pks: list[str], written: _Written) -> set[str]:
    """Return those of `pks` that a row points to which is neither the import's own nor merely computed from them."""
    found: set[str] = set()
    for relation in apps.get_model("accounts", noun)._meta.get_fields(include_hidden=True):
        if not (relation.auto_created and not relation.concrete and (relation.one_to_many or relation.one_to_one)):
            continue
        model, name = _pointing(relation)
        # One row an account that is kept as it is when accounts merge: it says nothing of its own.
        if getattr(model, "on_merge", {}).get(relation.field.name) is OnMerge.KEEP:
            continue
        rows = model._base_manager.filter(**{f"{name}__in": pks})
        own = written.made[str(model._meta.model_name)] if model._meta.app_label == "accounts" else {}
        follows = any(one.name == "created_at" for one in model._meta.get_fields())
        for pk, row_pk, *when in rows.values_list(name, "pk", *(["created_at"] if follows else [])):
            # What a room above wrote in the very moment of the import, in answer to it, goes with it.
            if str(row_pk) not in own and not (when and when[0] <= written.made[noun][pk]):
                found.add(pk)
    return found


def _pointing(relation: Any) -> tuple[type[models.Model], str]:
    return relation.related_model, relation.field.attname


def _loose(part: str, written: _Written, staying: set[str]) -> list[str]:
    """Return the parts that hang on nothing of the import that stays, as far as they are still there."""
    loose = []
    for some in _batches(written.made[part]):
        hangs_on_staying = Q()
        for name in _PARTS[part]:
            hangs_on_staying |= Q(**{f"{name}__in": staying})
        loose += [
            str(pk) for pk in _rows(part).filter(pk__in=some).exclude(hangs_on_staying).values_list("pk", flat=True)
        ]
    return loose


def _remove(model: str, pks: list[str]) -> int:
    for some in _batches(pks):
        _rows(model).filter(pk__in=some).delete()
    return len(pks)


def _rows(model: str) -> models.QuerySet[Any]:
    return models.QuerySet(apps.get_model("accounts", model))


def _batches(pks: Iterable[str]) -> Iterable[list[str]]:
    left = iter(pks)
    while some := list(islice(left, _BATCH)):
        yield some
