"""What was heard as the pages show it."""

from dataclasses import dataclass, replace
from itertools import groupby

from django.urls import reverse

from closeknit.analysis.search import words
from closeknit.kit.look.rows import Pager, Piece, Quote
from closeknit.verbatims.finding import BestPage
from closeknit.verbatims.places import InPlace, SignalRow
from closeknit.verbatims.queries import PAGE, Page, VerbatimRow
from closeknit.web import quotes
from closeknit.web.heard import forms


@dataclass(frozen=True)
class Line:
    """One sentence in the list, with what it is heard as and the needs that it stands for."""

    id: str
    url: str
    pieces: tuple[Piece, ...]
    language: str
    heard_as: str
    needs: tuple[tuple[str, str], ...]
    is_waiting: bool
    is_not_understood: bool
    is_near: bool = False
    asked: str = ""


@dataclass(frozen=True)
class Group:
    """What one speaker said in one conversation, in the order of saying; `source` is where it was said."""

    source: Quote
    lines: tuple[Line, ...]


@dataclass(frozen=True)
class SignalLine:
    """What a sentence is heard as, in words."""

    code: str
    label: str
    is_on: bool
    why: str
    url: str


def groups_of(page: Page, needs: dict[str, list[tuple[str, str]]], *, query: str) -> list[Group]:
    """Return a page of sentences by conversation and speaker: the newest conversation first, each read from its beginning."""
    groups = []
    for _, several in groupby(page.rows, key=lambda row: (row.touchpoint_id, row.contact_id, row.speaker)):
        said = list(several)[::-1]
        lines = tuple(_line(row, needs.get(row.id, []), query) for row in said)
        # A question stands once, before the first sentence of its answer.
        known = [before.asked for before in lines]
        lines = tuple(
            replace(line, asked="") if place and line.asked == known[place - 1] else line
            for place, line in enumerate(lines)
        )
        groups.append(Group(quotes.quote_of(said[0]), lines))
    return groups


def pager_of(page: Page, said: dict[str, str], first: int) -> Pager | None:
    """Return where one stands in the list; None where all of it is on this page."""
    if not page.rows or not (page.newer or page.older):
        return None
    newer = said | {"newer": page.newer, "n": str(max(1, first - PAGE))}
    older = said | {"older": page.older, "n": str(first + len(page.rows))}
    return Pager(
        first=first,
        last=first + len(page.rows) - 1,
        total=page.total,
        unit="sentences",
        previous_url=forms.address(newer) if page.newer else "",
        next_url=forms.address(older) if page.older else "",
    )


def hits_of(page: BestPage, needs: dict[str, list[tuple[str, str]]], *, query: str) -> list[Group]:
    """Return what was found, best first, each sentence by itself; what the words did not lead to is called near."""
    # Small words were not looked for, and are not marked.
    marked = " ".join(words.list_terms(query))
    lines = [
        replace(_line(row, needs.get(row.id, []), marked), is_near=not hit.by_words)
        for row, hit in zip(page.rows, page.hits, strict=True)
    ]
    return [Group(quotes.quote_of(row), (line,)) for row, line in zip(page.rows, lines, strict=True)]


def pager_of_hits(page: BestPage, said: dict[str, str]) -> Pager | None:
    """Return where one stands in what was found; None where all of it is on this page."""
    last = page.first + len(page.rows) - 1
    if page.first == 1 and last >= page.total:
        return None
    return Pager(
        first=page.first,
        last=last,
        total=page.total,
        unit="sentences",
        previous_url=forms.address(said | {"n": str(max(1, page.first - PAGE))}) if page.first > 1 else "",
        next_url=forms.address(said | {"n": str(last + 1)}) if last < page.total else "",
        previous="Back",
        next="More",
    )


def signal_of(row: SignalRow, verbatim: str) -> SignalLine:
    """Return a signal with why it is heard: whose word it is, or the words that spoke for it."""
    why = f"so says {row.decided_by}" if row.decided_by else ""
    if row.is_taught:
        why = "by what people here put right in others like it"
    elif row.is_on and not row.decided_by:
        because = " · ".join(f"“{words}”" for words in row.because)
        # Not every sentence gives itself away by a word: some by their mood, which cannot be quoted.
        why = (
            f"{_how_sure(row.probability)}, by {because}"
            if because
            else f"{_how_sure(row.probability)}, by the way it is said"
        )
    return SignalLine(row.code, quotes.SIGNALS.get(row.code, row.code), row.is_on, why, _url(verbatim, row.code))


def others_of(found: InPlace) -> list[SignalLine]:
    """Return what else a person could say that the sentence is."""
    return [
        SignalLine(code, quotes.SIGNALS.get(code, code), False, "", _url(found.words.id, code)) for code in found.others
    ]


def way_to_conversation(row: VerbatimRow) -> str:
    """Return the address of the conversation, with the sentence marked."""
    return f"{reverse('touchpoint', args=[row.touchpoint_id])}?verbatim={row.id}#{row.id}"


def quote_in_place(found: InPlace) -> Quote:
    """Return the sentence with what was said right before and after it, by the same speaker in the same breath."""
    return replace(quotes.quote_of(found.words), before=found.before_in_turn, after=found.after_in_turn)


def _line(row: VerbatimRow, needs: list[tuple[str, str]], query: str) -> Line:
    return Line(
        id=row.id,
        url=reverse("verbatim", args=[row.id]),
        pieces=quotes.mark_hits(row.text, query) or (Piece(row.text),),
        language=row.language if row.language not in ("", "en") else "",
        heard_as=", ".join(quotes.SIGNALS.get(code, code) for code in row.signals),
        needs=tuple(needs),
        is_waiting=row.state == "waiting",
        is_not_understood=row.state == "not_understood",
        asked=row.asked,
    )


def _how_sure(probability: float) -> str:
    return "surely" if probability >= 0.9 else "likely" if probability >= 0.7 else "perhaps"


def _url(verbatim: str, code: str) -> str:
    return reverse("verbatim_signal", args=[verbatim, code])
