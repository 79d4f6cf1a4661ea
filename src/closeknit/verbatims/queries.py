"""Reads of their words, as frozen rows. Each list costs the same however many words the house holds."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Q, QuerySet

from closeknit.analysis.kinds import Wording
from closeknit.identity import queries as identity_queries
from closeknit.kit import clock, search
from closeknit.kit.refusals import NotFound
from closeknit.kit.viewer import Viewer
from closeknit.verbatims.models import Signal, Verbatim

PAGE = 50
# A search by words alone ends here: who finds more asks for more words.
FOUND_BY_WORDS = 500

_COLUMNS = (
    "pk",
    "text",
    "account_id",
    "account__name",
    "contact_id",
    "contact__person__name",
    "contact__title",
    "turn__speaker__written",
    "said_at",
    "medium",
    "wording",
    "touchpoint__member__name",
    "touchpoint_id",
    "touchpoint__place",
    "turn__offset_seconds",
    "language",
    "state",
    "turn__prompt",
)


@dataclass(frozen=True)
class VerbatimRow:
    """One sentence with who said it, when and where. `told_by` is empty for exact words.

    `signals` are codes, likeliest first, where they were asked for; most pages show the words alone, and those are spared a statement.
    `asked` is the question that it answers, where the source says so.
    """

    id: str
    text: str
    account_id: str
    account: str
    contact_id: str
    speaker: str
    speaker_role: str
    said_at: datetime
    said_on: date
    medium: str
    wording: str
    told_by: str
    touchpoint_id: str
    place: str
    at_seconds: float | None
    language: str
    state: str
    signals: tuple[str, ...]
    asked: str = ""


@dataclass(frozen=True)
class Narrowing:
    """What a list of words is narrowed by; an empty value narrows nothing. `query` is looked for as words."""

    query: str = ""
    account: str = ""
    signal: str = ""
    medium: str = ""
    wording: str = ""
    language: str = ""
    state: str = ""
    since: datetime | None = None
    # Only what came in after this place of the house's one stream.
    after: int = 0


@dataclass(frozen=True)
class Page:
    """One page of words, newest first; `newer` and `older` are the ids to turn from, empty at the ends.

    `total` is known where words were searched for; `is_capped` says that there may be more than are counted.
    """

    rows: tuple[VerbatimRow, ...]
    newer: str
    older: str
    total: int | None
    is_capped: bool = False


def list_verbatims(ids: Sequence[str], *, viewer: Viewer, with_signals: bool = False) -> list[VerbatimRow]:
    """Return the verbatims with these ids that the viewer may see, in the order of `ids`: one statement, or two with their signals."""
    if not ids:
        return []
    found = Verbatim.objects.visible_to(viewer).filter(pk__in=list(ids))
    rows = {row.id: row for row in rows_of(found, viewer=viewer, with_signals=with_signals)}
    return [rows[one] for one in ids if one in rows]


def get_verbatim(verbatim: str, *, viewer: Viewer) -> VerbatimRow:
    """Return one verbatim with its signals, or raise NotFound."""
    rows = list_verbatims([verbatim], viewer=viewer, with_signals=True)
    if not rows:
        raise NotFound("There are no words here by that name.")
    return rows[0]


def list_newest(
    *, viewer: Viewer, account: str = "", limit: int = PAGE, since: datetime | None = None
) -> list[VerbatimRow]:
    """Return what was said last, newest first, everywhere or at one account."""
    rows = _narrowed(Narrowing(account=account, since=since), viewer)
    return rows_of(rows.order_by("-said_at", "-pk")[:limit], viewer=viewer)


def list_with_signal(
    code: str, *, viewer: Viewer, since: datetime, owner: str = "", limit: int = 200
) -> list[VerbatimRow]:
    """Return words heard as `code` since then, newest first, of every account or of those that `owner` looks after."""
    signals = Signal.objects.visible_to(viewer).filter(code=code, is_on=True, said_at__gte=since)
    if owner:
        signals = signals.filter(verbatim__account__owner_id=owner)
    ids = list(signals.order_by("-said_at", "-verbatim_id").values_list("verbatim_id", flat=True)[:limit])
    return list_verbatims(ids, viewer=viewer)


def list_page(
    narrowing: Narrowing, *, viewer: Viewer, older_than: str = "", newer_than: str = "", size: int = PAGE
) -> Page:
    """Return a page of what was said with its signals, newest first, beside the verbatim given, or the newest page."""
    rows = _narrowed(narrowing, viewer)
    total, is_capped = None, False
    if narrowing.query:
        # All hits come at once: that gives the page and the total for the price of one, and search has a ceiling.
        limit = FOUND_BY_WORDS if narrowing == Narrowing(query=narrowing.query) else search.CANDIDATES
        found = search.find(narrowing.query, kind="verbatim", limit=limit)
        hits = narrowed(narrowing, viewer=viewer).filter(pk__in=found)
        order = list(hits.order_by("-said_at", "-pk").values_list("pk", flat=True))
        ids, total, is_capped = _cut_out(order, older_than, newer_than, size), len(order), len(found) == limit
    else:
        ids = _turn(rows, narrowing, older_than, newer_than, size, viewer)
    has_more = len(ids) > size
    kept = ids[:size]
    if newer_than:
        kept.reverse()
    has_newer, has_older = (has_more, True) if newer_than else (bool(older_than), has_more)
    return Page(
        rows=tuple(list_verbatims(kept, viewer=viewer, with_signals=True)),
        newer=kept[0] if kept and has_newer else "",
        older=kept[-1] if kept and has_older else "",
        total=total,
        is_capped=is_capped,
    )


def count_waiting(*, viewer: Viewer) -> int:
    """Return how many sentences wait to be heard."""
    return Verbatim.objects.visible_to(viewer).filter(state="waiting").count()


def count_all(*, viewer: Viewer) -> int:
    """Return how many sentences there are."""
    return Verbatim.objects.visible_to(viewer).count()


def rows_of(verbatims: "QuerySet[Verbatim]", *, viewer: Viewer, with_signals: bool = False) -> list[VerbatimRow]:
    """Return the rows of a queryset that went through `visible_to` already, in its order: one statement, or two with their signals."""
    found = list(select_rows(verbatims))
    signals = _signals([values[0] for values in found], viewer) if with_signals else {}
    return [_row(values, signals) for values in found]


def select_rows(verbatims: "QuerySet[Verbatim]") -> "QuerySet[Verbatim, tuple[Any, ...]]":
    """Return what `read_rows` reads of a queryset that went through `visible_to` already; nothing is read here."""
    return verbatims.annotate(zone=identity_queries.zone_column()).values_list(*_COLUMNS, "zone")


def read_rows(found: "Sequence[tuple[Any, ...]]") -> list[VerbatimRow]:
    """Return the rows for what was found, in its order, without their signals."""
    return [_row(values, {}) for values in found]


def narrowed(narrowing: Narrowing, *, viewer: Viewer) -> "QuerySet[Verbatim]":
    """Return the rows that the viewer may see and that are asked for, but for `query`, which is looked for by search."""
    rows = _narrowed(narrowing, viewer)
    return rows.filter(pk__in=_heard_as(narrowing.signal, viewer).values("verbatim_id")) if narrowing.signal else rows


def _narrowed(narrowing: Narrowing, viewer: Viewer) -> "QuerySet[Verbatim]":
    rows = Verbatim.objects.visible_to(viewer)
    for value, condition in (
        (narrowing.account, Q(account_id=narrowing.account)),
        (narrowing.medium, Q(medium=narrowing.medium)),
        (narrowing.wording, Q(wording=narrowing.wording)),
        (narrowing.language, Q(language=narrowing.language)),
        (narrowing.state, Q(state=narrowing.state)),
        (narrowing.since, Q(said_at__gte=narrowing.since)),
        (narrowing.after, Q(position__gt=narrowing.after)),
    ):
        rows = rows.filter(condition) if value else rows
    return rows


def _turn(
    rows: "QuerySet[Verbatim]", narrowing: Narrowing, older_than: str, newer_than: str, size: int, viewer: Viewer
) -> list[str]:
    """Return up to `size` + 1 ids beside the one given; oldest first where `newer_than` is given."""
    listed: Any = rows
    key = "pk"
    if narrowing.signal:
        # From the signals' own index, newest first: a rare signal is found without walking over all that was said.
        key, listed = "verbatim_id", _heard_as(narrowing.signal, viewer)
        if narrowing.since:
            listed = listed.filter(said_at__gte=narrowing.since)
        if narrowing != Narrowing(signal=narrowing.signal, since=narrowing.since):
            listed = listed.filter(verbatim__in=rows)
    anchor = _said_at(older_than or newer_than, viewer)
    if anchor is not None:
        way, one = ("lt", older_than) if older_than else ("gt", newer_than)
        # The plain bound on the date is implied, and it is what lets the index be used.
        listed = listed.filter(**{f"said_at__{way}e": anchor}).filter(
            Q(**{f"said_at__{way}": anchor}) | Q(**{f"{key}__{way}": one})
        )
    order = ("said_at", key) if newer_than and anchor is not None else ("-said_at", f"-{key}")
    return list(listed.order_by(*order).values_list(key, flat=True)[: size + 1])


def _cut_out(ids: list[str], older_than: str, newer_than: str, size: int) -> list[str]:
    """Return up to `size` + 1 of the ids, newest first, beside the one given; oldest first where `newer_than` is given."""
    if newer_than in ids:
        place = ids.index(newer_than)
        return ids[max(0, place - size - 1) : place][::-1]
    first = ids.index(older_than) + 1 if older_than in ids else 0
    return ids[first : first + size + 1]


def _heard_as(code: str, viewer: Viewer) -> "QuerySet[Signal]":
    return Signal.objects.visible_to(viewer).filter(code=code, is_on=True)


def _said_at(verbatim: str, viewer: Viewer) -> datetime | None:
    if not verbatim:
        return None
    return Verbatim.objects.visible_to(viewer).filter(pk=verbatim).values_list("said_at", flat=True).first()


def _signals(ids: Iterable[str], viewer: Viewer) -> dict[str, list[str]]:
    heard: dict[str, list[str]] = {}
    signals = Signal.objects.visible_to(viewer).filter(verbatim__in=list(ids), is_on=True)
    found = signals.values_list("verbatim_id", "code", "probability", "decided_by_id")
    # What a person said comes before what the machine took for likely.
    for verbatim, code, _, _ in sorted(found, key=lambda one: (one[3] is None, -one[2], one[1])):
        heard.setdefault(verbatim, []).append(code)
    return heard


def _row(values: tuple[Any, ...], signals: dict[str, list[str]]) -> VerbatimRow:
    (pk, text, account_id, account, contact_id, name, title, written, said_at, medium, wording, member, touchpoint) = (
        values[:13]
    )
    place, at_seconds, language, state, asked, zone = values[13:]
    return VerbatimRow(
        id=pk,
        text=text,
        account_id=account_id or "",
        account=account or "",
        contact_id=contact_id or "",
        speaker=name or written or "",
        speaker_role=title or "",
        said_at=said_at,
        said_on=clock.local_date(said_at, zone),
        medium=medium,
        wording=wording,
        told_by=(member or "") if wording == Wording.REPORTED else "",
        touchpoint_id=touchpoint,
        place=place,
        at_seconds=at_seconds,
        language=language,
        state=state,
        signals=tuple(signals.get(pk, ())),
        asked=asked,
    )
