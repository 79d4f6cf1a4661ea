"""Their words as the look shows them: a verbatim with where it was said, wherever it stands."""

import re

from django.urls import NoReverseMatch, reverse

from closeknit.kit import search
from closeknit.kit.look.rows import Piece, Quote
from closeknit.verbatims.queries import VerbatimRow

MEDIA = {
    "call": "call",
    "visit": "visit",
    "meeting": "meeting",
    "email": "e-mail",
    "coffee": "coffee",
    "observation": "observation",
    "focus_group": "focus group",
    "survey": "survey",
    "ticket": "ticket",
    "review": "review",
    "forum": "forum",
    "note": "note",
}
SIGNALS = {
    "need": "need",
    "pain": "pain",
    "praise": "praise",
    "suggestion": "suggestion",
    "question": "question",
    "plan": "plan",
    "cost_cut": "cutting cost",
    "competitor": "competitor",
    "leaving": "leaving",
    "feedback": "feedback to us",
}


def quote_of(
    row: VerbatimRow,
    *,
    query: str = "",
    need: tuple[str, str] | None = None,
    confirmed_by: str = "",
    with_account: bool = True,
) -> Quote:
    """Return a verbatim as the look's quote, the words of `query` marked, laid beside `need` (id, statement) where given."""
    return Quote(
        text=row.text,
        wording="reported" if row.wording == "reported" else "exact",
        speaker=row.speaker,
        role=row.speaker_role,
        account=row.account if with_account else "",
        account_url=_address("account", row.account_id) if row.account_id and with_account else "",
        medium=MEDIA.get(row.medium, row.medium),
        said_on=row.said_on,
        place=_place(row),
        source_url=_address("verbatim", row.id),
        told_by=row.told_by,
        confirmed_by=confirmed_by,
        heard_as="stands for" if need else "",
        about=need[1] if need else "",
        about_url=_address("need", need[0]) if need else "",
        language=row.language if row.language not in ("", "en") else "",
        pieces=mark_hits(row.text, query) if query else (),
    )


def mark_hits(text: str, query: str) -> tuple[Piece, ...]:
    """Return `text` in pieces with what a search for `query` found marked; nothing where no word is found as written.

    The engines also find other forms of a word ("charge" for "charging"): words that share the stem's first letters are marked as well.
    """
    stems = [_stem(word) for word in search.words(query)]
    if not stems:
        return ()
    found = re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, stems))})\w*", re.IGNORECASE)
    pieces: list[Piece] = []
    end = 0
    for hit in found.finditer(text):
        if hit.start() > end:
            pieces.append(Piece(text[end : hit.start()]))
        pieces.append(Piece(hit[0], "hit"))
        end = hit.end()
    return (*pieces, Piece(text[end:])) if pieces and end < len(text) else tuple(pieces)


def _stem(word: str) -> str:
    """Return what the forms of an English word begin with; short words are left as they are."""
    for ending in ("ies", "ing", "ed", "es", "s", "e", "y"):
        if word.endswith(ending) and len(word) - len(ending) >= 4:
            return word[: -len(ending)]
    return word


def _place(row: VerbatimRow) -> str:
    if row.at_seconds is not None:
        minutes, seconds = divmod(int(row.at_seconds), 60)
        return f"at {minutes:02}:{seconds:02}"
    return row.place


def _address(route: str, one: str) -> str:
    # A screen that another part of the product brings may not stand yet; its words are shown without the way there.
    try:
        return reverse(route, args=[one])
    except NoReverseMatch:
        return ""
