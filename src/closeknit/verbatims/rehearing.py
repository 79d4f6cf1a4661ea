"""Hearing stored words anew: another model, other heads or other rules of language hear them otherwise. What people said stays."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from django.db.models import QuerySet

from closeknit.analysis.kinds import SignalCode
from closeknit.analysis.text.hearing import Heard
from closeknit.kit.capabilities import Capability
from closeknit.kit.events import record
from closeknit.kit.operation import operation
from closeknit.kit.viewer import Viewer
from closeknit.verbatims import events, storing
from closeknit.verbatims.learning import adjusting, turning
from closeknit.verbatims.models import Relearned, Signal, Vector, Verbatim
from closeknit.verbatims.operations import STREAM, HeardWords

_HEARD = ("heard", "not_understood")


@operation(Capability.HAND_IN)
def keep_heard_anew(*, words: Sequence[HeardWords], tag: str, viewer: Viewer, at: datetime) -> int:
    """Put what is heard now in place of what was heard under another tag, and return of how many verbatims.

    What a person decided about a signal stays. A verbatim that has this tag already is left as it is, so that a chunk may come twice.
    """
    rows = list_outdated(tag, viewer=viewer).filter(pk__in=[one.verbatim for one in words]).select_for_update()
    said = {pk: (place, said_at) for pk, place, said_at in rows.values_list("pk", "position", "said_at")}
    heard = {one.verbatim: one.heard for one in words if one.verbatim in said}
    before = _read_signals(list(heard), viewer)
    _let_go(list(heard), viewer)
    is_same_model = not _list_others(list(heard), tag, viewer)
    # What people taught is measured in the vectors of one model: of another it is learnt anew once all words are heard.
    signals, turned = adjusting.adjust_heard(heard, viewer) if is_same_model else (_plain(heard), [])
    storing.store_signals(signals, {pk: day for pk, (_, day) in said.items()}, viewer)
    adjusting.keep_turned(turned, viewer)
    _replace_vectors(heard, tag, viewer)
    storing.set_states(heard, tag, viewer)
    after = _read_signals(list(heard), viewer)
    turning.tell(sorted(pk for pk in heard if before.get(pk) != after.get(pk)), viewer=viewer, at=at)
    places = [place for place, _ in said.values()] or [0]
    unknown = sum(not one.understood for one in heard.values())
    kept = events.VerbatimsHeard(
        subject=STREAM, first=min(places), last=max(places), n_heard=len(heard) - unknown, n_not_understood=unknown
    )
    record(kept, viewer=viewer, at=at)
    return len(heard)


@operation(Capability.HAND_IN)
def end_hearing_anew(*, viewer: Viewer, at: datetime) -> None:
    """Say that all words are heard by the present model and heads: what rests on several of them is made anew."""
    record(events.HearingRenewed(subject=STREAM), viewer=viewer, at=at)


def list_outdated(tag: str, *, viewer: Viewer) -> "QuerySet[Verbatim]":
    """Return the verbatims that were heard under another tag."""
    return Verbatim.objects.visible_to(viewer).filter(state__in=_HEARD).exclude(heard_with=tag)


def _plain(heard: Mapping[str, Heard]) -> dict[str, Mapping[SignalCode, float]]:
    return {pk: one.signals for pk, one in heard.items()}


def _read_signals(verbatims: Sequence[str], viewer: Viewer) -> dict[str, set[str]]:
    on: dict[str, set[str]] = {}
    rows = Signal.objects.visible_to(viewer).filter(verbatim__in=list(verbatims), is_on=True)
    for pk, code in rows.values_list("verbatim_id", "code"):
        on.setdefault(pk, set()).add(code)
    return on


def _let_go(verbatims: Sequence[str], viewer: Viewer) -> None:
    """Forget what the machine heard in these verbatims, and what it made of what people taught."""
    machine = Signal.objects.visible_to(viewer).filter(
        verbatim__in=list(verbatims), decided_by__isnull=True, is_on=True
    )
    machine.delete()
    Relearned.objects.visible_to(viewer).filter(verbatim__in=list(verbatims)).delete()


def _list_others(verbatims: Sequence[str], tag: str, viewer: Viewer) -> list[str]:
    """Return those of these verbatims whose vector is of another model than `tag` says."""
    vectors = Vector.objects.visible_to(viewer).filter(pk__in=list(verbatims))
    return list(vectors.exclude(tag=storing.tag_of_model(tag)).values_list("pk", flat=True))


def _replace_vectors(heard: Mapping[str, Heard], tag: str, viewer: Viewer) -> None:
    vectors = Vector.objects.visible_to(viewer).filter(pk__in=list(heard))
    same = vectors.filter(tag=storing.tag_of_model(tag)).values_list("pk", flat=True)
    # The vector of the same model is the same: it keeps its number, and nobody who holds it needs to read it again.
    kept = {pk for pk in same if heard[pk].vector is not None}
    vectors.exclude(pk__in=kept).delete()
    new = {pk: one.vector for pk, one in heard.items() if one.vector is not None and pk not in kept}
    storing.keep_vectors(new, tag, viewer)
