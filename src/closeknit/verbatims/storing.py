"""Writing sentences and what was heard in them, many at once and as plain values: half of hearing was making objects of them."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from closeknit.analysis.kinds import Audience, SignalCode
from closeknit.analysis.text import signals as text_signals
from closeknit.analysis.text.hearing import Heard
from closeknit.kit import bulk, search
from closeknit.kit.viewer import Viewer
from closeknit.verbatims.cutting import Sentence
from closeknit.verbatims.models import Signal, Vector, Verbatim

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


def store_vectors(rows: Iterable[tuple[str, int, str, bytes]]) -> None:
    """Write vectors as verbatim, number, tag and data, in the running transaction. Of the tag of a hearing the model's part is kept."""
    bulk.insert(Vector, _VECTOR, [(pk, number, tag_of_model(tag), data) for pk, number, tag, data in rows])


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
    told = (bulk.moment(said.started_at), said.medium, said.wording, Audience.INTERNAL.value)
    return (*place, one.account, one.contact, *told, "", "waiting", "")
