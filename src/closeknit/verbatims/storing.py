"""Writing sentences and what was heard in them, many at once and as plain values: half of hearing was making objects of them."""

from collections.abc import Mapping, Sequence
from datetime import datetime

import numpy as np
import numpy.typing as npt

from closeknit.analysis.kinds import SignalCode
from closeknit.analysis.text import signals as text_signals
from closeknit.analysis.text.hearing import Heard
from closeknit.kit import bulk, search
from closeknit.kit.viewer import Viewer
from closeknit.verbatims.cutting import Sentence
from closeknit.verbatims.models import Signal, Stream, Vector, Verbatim

_VERBATIM = (
    *("id", "position", "touchpoint_id", "turn_id", "start", "end", "text", "account_id", "contact_id"),
    *("said_at", "medium", "wording", "audience", "language", "state", "heard_with"),
)
_SIGNAL = ("verbatim_id", "code", "probability", "is_on", "said_at", "decided_by_id")
_VECTOR = ("verbatim_id", "number", "tag", "data")


def store_sentences(made: Sequence[Sentence]) -> None:
    """Write new sentences, waiting to be heard, and make them findable, in the running transaction."""
    bulk.insert(Verbatim, _VERBATIM, [_verbatim(one) for one in made])
    search.write_new(search.Text(one.id, "verbatim", one.account or "", one.text) for one in made)


def store_signals(
    heard: Mapping[str, Mapping[SignalCode, float]], said_at: Mapping[str, datetime], viewer: Viewer
) -> None:
    """Write the signals that hold in each verbatim. Where a person was quicker, what the person said stands."""
    decided = set(Signal.objects.visible_to(viewer).filter(verbatim__in=list(heard)).values_list("verbatim_id", "code"))
    rows = [
        (pk, code.value, chance, True, bulk.moment(said_at[pk]), None)
        for pk, signals in heard.items()
        for code, chance in signals.items()
        if chance >= text_signals.HOLDS and (pk, code.value) not in decided
    ]
    bulk.insert(Signal, _SIGNAL, rows)


def keep_vectors(vectors: Mapping[str, npt.NDArray[np.float32]], tag: str, viewer: Viewer) -> None:
    """Write new vectors by their verbatims, each under a number of its own; of the tag of a hearing the model's part is kept."""
    # Numbers are given by one at a time and seen in their order: whoever reads on from the last one misses none.
    stream = lock_stream(viewer)
    numbers = range(stream.last_number + 1, stream.last_number + 1 + len(vectors))
    rows = [
        (pk, number, tag_of_model(tag), vector.astype("<f2").tobytes())
        for number, (pk, vector) in zip(numbers, vectors.items(), strict=True)
    ]
    bulk.insert(Vector, _VECTOR, rows)
    stream.change(last_number=stream.last_number + len(vectors))


def lock_stream(viewer: Viewer) -> Stream:
    """Return the house's stream, locked: places and numbers are given by one at a time, rise, and are never given twice."""
    Stream.objects.add_many([Stream(id=1)], ignore_conflicts=True)
    return Stream.objects.visible_to(viewer).select_for_update().get(pk=1)


def tag_of_model(tag: str) -> str:
    """Return the part of a hearing's tag that says which model and kernel made the vector."""
    return tag.partition("+")[0]


def set_states(heard: Mapping[str, Heard], tag: str, viewer: Viewer) -> None:
    """Write of verbatims in which language they are, whether they were understood, and by whom."""
    kinds: dict[tuple[str, str], list[str]] = {}
    for pk, one in heard.items():
        kinds.setdefault((one.language, "heard" if one.understood else "not_understood"), []).append(pk)
    for (language, state), pks in kinds.items():
        rows = Verbatim.objects.visible_to(viewer).filter(pk__in=pks)
        rows.update(language=language, state=state, heard_with=tag)


def _verbatim(one: Sentence) -> tuple[object, ...]:
    said = one.said
    place = (one.id, one.position, said.touchpoint, said.id, one.start, one.end, one.text)
    told = (bulk.moment(said.started_at), said.medium, said.wording, said.audience)
    return (*place, one.account, one.contact, *told, "", "waiting", "")
