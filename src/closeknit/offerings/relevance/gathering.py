"""Gathering what was said of us beside competitors: what hearing took for it or a person read, each with how it reads."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from closeknit.accounts import queries as account_queries
from closeknit.analysis.circle import radar
from closeknit.analysis.kinds import SignalCode
from closeknit.analysis.offerings import comparing
from closeknit.analysis.offerings.kinds import Comparing
from closeknit.kit import search
from closeknit.kit.viewer import Viewer
from closeknit.needs import queries as need_queries
from closeknit.offerings.models import Comparison
from closeknit.verbatims.models import Signal, Verbatim

# As far back, and as many sentences, the newest first: a page costs the same in ten years.
LOOK_BACK = timedelta(days=365)
MOST = 300


@dataclass(frozen=True)
class Topic:
    """What a comparison is about: a value of ours, a need of theirs, or (empty) neither is said."""

    kind: str = ""
    id: str = ""
    text: str = ""


@dataclass(frozen=True)
class SaidOfUs:
    """One sentence beside one competitor. `reads` is None where its words do not tell; `why` is what a guess went by.

    `is_read` where a person read it; a guess is marked as one wherever it stands.
    """

    verbatim_id: str
    account_id: str
    said_at: datetime
    competitor: str
    reads: Comparing | None
    is_read: bool
    why: str
    topic: Topic


def list_said(*, viewer: Viewer, at: datetime, account: str = "") -> list[SaidOfUs]:
    """Return what was said of us beside competitors in the last year, newest first, everywhere or at one account: eight statements."""
    competitors = account_queries.list_competitors(viewer=viewer)
    read = _list_read(viewer, account)
    by_name = _list_by_name(competitors, viewer, at, account)
    words = by_name | _list_words(viewer, at, account, {verbatim for verbatim, _ in read})
    signals = _list_signals(list(words), viewer)
    needs = need_queries.list_needs_of_words(list(words), viewer=viewer)
    found = []
    for verbatim, (text, of, said_at) in words.items():
        named = dict.fromkeys(radar.find_rivals(text, competitors)) | dict.fromkeys(
            rival for one, rival in read if one == verbatim
        )
        for rival in named:
            spellings = [rival, *competitors.get(rival, [])]
            said = _read_one(read.get((verbatim, rival)), text, spellings, signals.get(verbatim, ()))
            if said is None:
                continue
            reads, is_read, why, topic = said
            topic = topic or next((Topic("need", *need) for need in needs.get(verbatim, ())), Topic())
            found.append(SaidOfUs(verbatim, of, said_at, rival, reads, is_read, why, topic))
    return sorted(found, key=lambda one: (one.said_at, one.verbatim_id), reverse=True)


def _read_one(
    row: Comparison | None, text: str, spellings: list[str], signals: Iterable[SignalCode]
) -> tuple[Comparing | None, bool, str, Topic | None] | None:
    """Return how a sentence reads, whether a person read it, by what, and its topic; None where a person said that it compares nothing."""
    if row is None:
        guess = comparing.guess_comparing(text, spellings, signals)
        return guess.reads, False, guess.why, None
    if not row.reads:
        return None
    topic = Topic("value", row.value_id, row.value.text) if row.value_id and row.value else None
    if topic is None and row.need_id and row.need:
        topic = Topic("need", row.need_id, row.need.statement)
    return Comparing(row.reads), True, f"as {row.read_by.name} read it" if row.read_by else "", topic


def _list_read(viewer: Viewer, account: str) -> Mapping[tuple[str, str], Comparison]:
    rows = Comparison.objects.visible_to(viewer).select_related("competitor", "value", "need", "read_by")
    rows = rows.filter(verbatim__account=account) if account else rows
    return {(row.verbatim_id, row.competitor.name): row for row in rows.order_by("-read_at", "-pk")[:MOST]}


def _list_words(
    viewer: Viewer, at: datetime, account: str, read: Iterable[str]
) -> dict[str, tuple[str, str, datetime]]:
    heard = Signal.objects.visible_to(viewer).filter(code=SignalCode.COMPETITOR, is_on=True)
    heard = heard.filter(verbatim__account=account) if account else heard.filter(said_at__gte=at - LOOK_BACK)
    newest = heard.order_by("-said_at", "-verbatim_id").values_list("verbatim_id", flat=True)[:MOST]
    rows = Verbatim.objects.visible_to(viewer).filter(pk__in={*newest, *read}, account__isnull=False)
    return {
        pk: (text, of or "", said_at)
        for pk, text, of, said_at in rows.values_list("pk", "text", "account_id", "said_at")
    }


def _list_by_name(
    competitors: Mapping[str, Sequence[str]], viewer: Viewer, at: datetime, account: str
) -> dict[str, tuple[str, str, datetime]]:
    """Return the words that name a competitor as it is spelled, whatever they were heard as.

    Many a rival is called what other things are called too ("rational"), so here the spelling counts, capitals included.
    """
    spellings = [spelling for name in sorted(competitors) for spelling in (name, *competitors[name])]
    found = search.find_any(spellings, kind="verbatim", limit=MOST)
    rows = Verbatim.objects.visible_to(viewer).filter(pk__in=found, account__isnull=False)
    rows = rows.filter(account=account) if account else rows.filter(said_at__gte=at - LOOK_BACK)
    # Where a person said that a sentence is not about a competitor, it is not.
    denied = Signal.objects.visible_to(viewer).filter(code=SignalCode.COMPETITOR, is_on=False, decided_by__isnull=False)
    rows = rows.exclude(pk__in=denied.filter(verbatim__in=found).values("verbatim"))
    return {
        pk: (text, of or "", said_at)
        for pk, text, of, said_at in rows.values_list("pk", "text", "account_id", "said_at")
        if radar.is_spelled(text, spellings)
    }


def _list_signals(verbatims: list[str], viewer: Viewer) -> dict[str, list[SignalCode]]:
    found: dict[str, list[SignalCode]] = {}
    rows = Signal.objects.visible_to(viewer).filter(verbatim__in=verbatims, is_on=True).order_by()
    for verbatim, code in rows.values_list("verbatim_id", "code"):
        found.setdefault(verbatim, []).append(SignalCode(code))
    return found
