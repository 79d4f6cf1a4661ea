"""Finding by words, behind one function on both engines: FTS5 on SQLite, full text on PostgreSQL.

What is found comes newest first: ranking by rarity would let the words of rows that somebody may not see move the order of those they
may. Who sees everything may be given what `count_with` says; a contact never.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db import connection
from django.db.models import QuerySet

from closeknit.kit import bulk
from closeknit.kit.models import SearchEntry

CANDIDATES = 2_000
# A word that stands in more rows than these is counted by how thickly it stands among the newest.
_COUNTED = 1_000
_MOST_PHRASES = 100
_WORD = re.compile(r"[^\W_]+", re.UNICODE)


@dataclass(frozen=True)
class Text:
    """What a row is found by."""

    row_id: str
    kind: str
    account: str
    text: str


def write(texts: Iterable[Text]) -> None:
    """Make rows findable, in the running transaction. A row that is findable already is left as it is."""
    entries = [SearchEntry(row_id=t.row_id, kind=t.kind, account=t.account, text=t.text) for t in texts]
    SearchEntry.objects.add_many(entries, ignore_conflicts=True)


def write_new(texts: Iterable[Text]) -> None:
    """Make rows findable that were never written before, in the running transaction, at a fraction of what `write` costs."""
    bulk.insert(
        SearchEntry, ("row_id", "kind", "account", "text"), [(t.row_id, t.kind, t.account, t.text) for t in texts]
    )


def remove(row_ids: Iterable[str]) -> None:
    """Make rows unfindable."""
    _entries().filter(row_id__in=list(row_ids)).delete()


def find(query: str, *, kind: str, limit: int = CANDIDATES) -> list[str]:
    """Return ids of the rows of `kind` that hold every word of `query`, newest first, at most `limit`.

    The last word also matches as a beginning, from three letters on. Whoever calls filters them through `visible_to`.
    """
    terms = words(query)
    if not terms:
        return []
    return _look_for(terms, kind, limit, begins=True)


def find_loosely(terms: Sequence[str], *, kind: str, limit: int = CANDIDATES) -> list[str]:
    """Return ids of rows of `kind` that hold as many of `terms` as can be, at most `limit`, each once.

    Give the terms by rising frequency: rows with all of them come first, then those without the most frequent one, and so on, then those
    with any one of the three rarest alone; alike ones newest first. Whoever calls filters them through `visible_to`.
    """
    found: dict[str, None] = {}
    asked = [terms[:n] for n in range(len(terms), 0, -1)] + [[term] for term in terms[1:3]]
    for several in asked:
        if len(found) >= limit:
            break
        found.update(dict.fromkeys(_look_for(list(several), kind, limit, begins=False)))
    return list(found)[:limit]


def find_any(phrases: Iterable[str], *, kind: str, limit: int = CANDIDATES) -> list[str]:
    """Return ids of rows of `kind` that hold every word of one of these phrases, newest first, at most `limit`; in one statement.

    Of more phrases than a hundred the first hundred are looked for.
    """
    several = [terms for phrase in phrases if (terms := words(phrase))][:_MOST_PHRASES]
    if not several:
        return []
    joined, either = (" AND ", " OR ") if connection.vendor == "sqlite" else (" & ", " | ")
    question = either.join(f"({joined.join(_pieces(terms))})" for terms in several)
    return _ask(question, kind, limit)


def count_with(terms: Sequence[str]) -> dict[str, int]:
    """Return in about how many rows of any kind each of `terms` stands: exactly where they are few, else by how close the newest stand.

    What somebody may not see is counted as well: never let it move what a contact is shown.
    """
    return {term: _count(term) for term in terms}


def words(query: str) -> list[str]:
    """Return the words of a query as they are looked for; marks and operators have no power here."""
    return [match.group().lower() for match in _WORD.finditer(query)][:12]


def _look_for(terms: list[str], kind: str, limit: int, *, begins: bool) -> list[str]:
    return _ask(_question(terms, begins=begins), kind, limit)


def _ask(question: str, kind: str, limit: int) -> list[str]:
    if connection.vendor == "sqlite":
        sql = (
            "SELECT e.row_id FROM kit_search_fts f JOIN kit_search e ON e.id = f.rowid "
            "WHERE kit_search_fts MATCH %s AND e.kind = %s ORDER BY f.rowid DESC LIMIT %s"
        )
    else:
        sql = (
            "SELECT row_id FROM kit_search WHERE to_tsvector('english', text) @@ to_tsquery('english', %s) "
            "AND kind = %s ORDER BY id DESC LIMIT %s"
        )
    with connection.cursor() as cursor:
        cursor.execute(sql, [question, kind, limit])
        return [row[0] for row in cursor.fetchall()]


def _count(term: str) -> int:
    """Return about how many rows hold a word: of the newest that do, how thickly they stand among all."""
    newest = (
        "SELECT rowid AS id FROM kit_search_fts WHERE kit_search_fts MATCH %s ORDER BY rowid DESC LIMIT %s"
        if connection.vendor == "sqlite"
        else "SELECT id FROM kit_search WHERE to_tsvector('english', text) @@ to_tsquery('english', %s) ORDER BY id DESC LIMIT %s"
    )
    with connection.cursor() as cursor:
        # The statement is one of two constants; what was typed goes in as a parameter.
        cursor.execute(f"SELECT count(*), min(id), max(id) FROM ({newest}) newest", [_question([term]), _COUNTED])  # noqa: S608
        n, first, last = cursor.fetchone()
    return int(n * last / (last - first + 1)) if n == _COUNTED else int(n)


def _question(terms: list[str], *, begins: bool = False) -> str:
    is_sqlite = connection.vendor == "sqlite"
    pieces = _pieces(terms)
    if begins and len(terms[-1]) >= 3:
        pieces[-1] += "*" if is_sqlite else ":*"
    return (" " if is_sqlite else " & ").join(pieces)


def _pieces(terms: list[str]) -> list[str]:
    # Only letters and digits reach here (see `words`), so the pieces cannot carry an operator.
    return [f'"{term}"' if connection.vendor == "sqlite" else f"'{term}'" for term in terms]


def _entries() -> QuerySet[SearchEntry]:
    return SearchEntry.objects.unscoped(reason="callers filter what they found through visible_to")
