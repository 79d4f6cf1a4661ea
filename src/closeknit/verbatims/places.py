"""One sentence in its place: what was said around it, what it is heard as, and which of its words made that so."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import F, Value
from django.db.models.functions import Coalesce, Substr

from closeknit.accounts import queries as account_queries
from closeknit.analysis.kinds import SignalCode
from closeknit.analysis.text.signals import explain_signal
from closeknit.kit.viewer import Viewer
from closeknit.touchpoints.models import Turn
from closeknit.verbatims import queries
from closeknit.verbatims.learning import queries as learning
from closeknit.verbatims.models import Signal, Verbatim

TURNS_AROUND = 3
CHARACTERS_AROUND = 600


@dataclass(frozen=True)
class TurnRow:
    """What one participant said in one go; at most 600 characters of it."""

    speaker: str
    is_ours: bool
    text: str
    is_cut: bool


@dataclass(frozen=True)
class SignalRow:
    """What a sentence is heard as, or what a person said that it is not; `because` are the words that spoke for it.

    `is_taught` says that the machine alone would hear it otherwise: it is so by what people put right in other sentences.
    """

    code: str
    probability: float
    is_on: bool
    decided_by: str
    because: tuple[str, ...]
    is_taught: bool = False


@dataclass(frozen=True)
class InPlace:
    """A verbatim with the rest of its turn, the turns around it, and its signals: those that hold first."""

    words: queries.VerbatimRow
    subject: str
    before_in_turn: str
    after_in_turn: str
    before: tuple[TurnRow, ...]
    after: tuple[TurnRow, ...]
    signals: tuple[SignalRow, ...]
    others: tuple[str, ...]


def get_in_place(verbatim: str, *, viewer: Viewer) -> InPlace:
    """Return one verbatim in its place, or raise NotFound."""
    words = queries.get_verbatim(verbatim, viewer=viewer)
    place = Verbatim.objects.visible_to(viewer).values("turn_id", "start", "end", "turn__position").get(pk=verbatim)
    first = max(0, place["start"] - CHARACTERS_AROUND)
    turn = Turn.objects.visible_to(viewer).annotate(
        before=Substr("text", first + 1, place["start"] - first) if place["start"] > first else Value(""),
        after=Substr("text", place["end"] + 1, CHARACTERS_AROUND),
    )
    columns = ("before", "after", "touchpoint__subject")
    before, after, subject = turn.values_list(*columns).filter(pk=place["turn_id"]).first() or ("", "", "")
    signals = _signals(verbatim, words.text, viewer)
    around = _turns(words.touchpoint_id, place["turn__position"], viewer)
    return InPlace(
        words=words,
        subject=subject,
        before_in_turn=_tidy(before, from_end=True),
        after_in_turn=_tidy(after),
        before=tuple(row for position, row in around if position < place["turn__position"]),
        after=tuple(row for position, row in around if position > place["turn__position"]),
        signals=signals,
        others=tuple(code.value for code in SignalCode if code.value not in {one.code for one in signals}),
    )


def _signals(verbatim: str, text: str, viewer: Viewer) -> tuple[SignalRow, ...]:
    rows = list(Signal.objects.visible_to(viewer).filter(verbatim=verbatim).select_related("decided_by"))
    turned = learning.list_relearned(verbatim, viewer=viewer)
    named = any(row.code == SignalCode.COMPETITOR and row.is_on for row in rows)
    names = account_queries.list_competitors(viewer=viewer) if named else {}
    spellings = [spelling for name, several in names.items() for spelling in (name, *several)]
    found = [
        SignalRow(
            code=row.code,
            probability=row.probability,
            is_on=row.is_on,
            decided_by=row.decided_by.name if row.decided_by else "",
            because=_because(text, row.code, spellings)
            if row.is_on and row.decided_by is None and row.code not in turned
            else (),
            is_taught=row.code in turned,
        )
        for row in rows
    ]
    there = {one.code for one in found}
    found += [SignalRow(code, chance, False, "", (), True) for code, chance in turned.items() if code not in there]
    return tuple(sorted(found, key=lambda one: (not one.is_on, not one.decided_by, -one.probability, one.code)))


def _because(text: str, code: str, spellings: Iterable[str]) -> tuple[str, ...]:
    reasons = sorted(explain_signal(text, SignalCode(code), competitors=spellings), key=lambda one: one.start)
    return tuple(dict.fromkeys(text[one.start : one.end] for one in reasons))


def _turns(touchpoint: str, position: int, viewer: Viewer) -> list[tuple[int, TurnRow]]:
    """Return the turns around a place in their order, three before it and three after it, each with its position."""
    near = (position - TURNS_AROUND, position + TURNS_AROUND)
    turns = Turn.objects.visible_to(viewer).filter(touchpoint=touchpoint, position__range=near)
    speaker = Coalesce(
        F("speaker__contact__person__name"), F("speaker__member__name"), F("speaker__written"), Value("")
    )
    rows = (
        turns.exclude(position=position)
        .order_by("position")
        .values_list("position", speaker, "is_ours", Substr("text", 1, CHARACTERS_AROUND + 1))
    )
    return [
        (place, TurnRow(who, is_ours, _tidy(text[:CHARACTERS_AROUND]), len(text) > CHARACTERS_AROUND))
        for place, who, is_ours, text in rows
    ]


def _tidy(text: str, *, from_end: bool = False) -> str:
    """Return text on one line; what was cut in the middle of a word begins or ends with a whole one."""
    if len(text) >= CHARACTERS_AROUND:
        text = f"… {text.partition(' ')[2]}" if from_end else f"{text.rpartition(' ')[0]} …"
    return " ".join(text.split())
