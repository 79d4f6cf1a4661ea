"""Which of some words pass what is asked: looked up by their ids, and by nothing else.

Handed both a list of ids and a filter, a database that cannot know how much either leaves may walk all that passes the filter: half a
million sentences to check two thousand. So the ids lead, and the conditions are looked at here.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import QuerySet

from closeknit.kit.viewer import Viewer
from closeknit.verbatims import queries
from closeknit.verbatims.models import Signal, Verbatim
from closeknit.verbatims.queries import Narrowing

_ASKED = ("account_id", "medium", "wording", "language", "state", "position")


@dataclass(frozen=True)
class Picked:
    """What is needed of a sentence to weigh it."""

    text: str
    said_at: datetime


def pick(verbatims: Iterable[str], narrowing: Narrowing, *, viewer: Viewer) -> dict[str, Picked]:
    """Return those of these verbatims that the viewer may see and that are asked for, but for the query."""
    rows = _read(verbatims, narrowing, viewer).values_list("pk", *_ASKED, "text", "said_at")
    return {row[0]: Picked(row[-2], row[-1]) for row in rows if _passes(row[1:-2], row[-1], narrowing)}


def list_passing(verbatims: Iterable[str], narrowing: Narrowing, *, viewer: Viewer) -> list[str]:
    """Return those of these verbatims that the viewer may see and that are asked for, but for the query; their words are not read."""
    rows = _read(verbatims, narrowing, viewer)
    if narrowing.since is None:
        plain = rows.values_list("pk", *_ASKED)
        return [row[0] for row in plain if _passes(row[1:], None, narrowing)]
    dated = rows.values_list("pk", *_ASKED, "said_at")
    return [row[0] for row in dated if _passes(row[1:-1], row[-1], narrowing)]


def list_few(narrowing: Narrowing, most: int, *, viewer: Viewer) -> list[str] | None:
    """Return the ids of all that is asked for, but for the query; None where that is more than `most`, or would take long to find."""
    plain = Narrowing(**{**vars(narrowing), "query": "", "signal": ""})
    if plain != Narrowing() or not viewer.is_ours:
        ids = list(queries.narrowed(plain, viewer=viewer).values_list("pk", flat=True)[: most + 1])
    elif narrowing.signal:
        heard = Signal.objects.visible_to(viewer).filter(code=narrowing.signal, is_on=True)
        ids = list(heard.values_list("verbatim_id", flat=True)[: most + 1])
    else:
        return None
    return list_passing(ids, narrowing, viewer=viewer) if len(ids) <= most else None


def _read(verbatims: Iterable[str], narrowing: Narrowing, viewer: Viewer) -> QuerySet[Verbatim]:
    asked = set(verbatims)
    if narrowing.signal:
        # First, since it leaves the least to be read.
        heard = Signal.objects.visible_to(viewer).filter(verbatim__id__among=asked, is_on=True)
        asked = {one for one, code in heard.values_list("verbatim_id", "code") if code == narrowing.signal}
    return Verbatim.objects.visible_to(viewer).filter(pk__among=asked)


def _passes(row: tuple[Any, ...], said_at: datetime | None, narrowing: Narrowing) -> bool:
    account, medium, wording, language, state, position = row
    return bool(
        (not narrowing.account or account == narrowing.account)
        and (not narrowing.medium or medium == narrowing.medium)
        and (not narrowing.wording or wording == narrowing.wording)
        and (not narrowing.language or language == narrowing.language)
        and (not narrowing.state or state == narrowing.state)
        and (narrowing.since is None or (said_at is not None and said_at >= narrowing.since))
        and position > narrowing.after
    )
