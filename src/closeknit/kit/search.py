"""Finding by words, behind one function on both engines: FTS5 on SQLite, full text on PostgreSQL.

Our side's hits come newest first as well as a contact's: ranking by rarity would let the words of rows that somebody may not see
move the order of those they may.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from django.db import connection
from django.db.models import QuerySet

from closeknit.kit.models import SearchEntry

CANDIDATES = 2_000
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
    sql, parameters = (_sqlite if connection.vendor == "sqlite" else _postgres)(terms, kind, limit)
    with connection.cursor() as cursor:
        cursor.execute(sql, parameters)
        return [row[0] for row in cursor.fetchall()]


def words(query: str) -> list[str]:
    """Return the words of a query as they are looked for; marks and operators have no power here."""
    return [match.group().lower() for match in _WORD.finditer(query)][:12]


def _sqlite(terms: list[str], kind: str, limit: int) -> tuple[str, list[str | int]]:
    quoted = [f'"{term}"' for term in terms]
    if len(terms[-1]) >= 3:
        quoted[-1] += "*"
    return (
        "SELECT e.row_id FROM kit_search_fts f JOIN kit_search e ON e.id = f.rowid "
        "WHERE kit_search_fts MATCH %s AND e.kind = %s ORDER BY f.rowid DESC LIMIT %s",
        [" ".join(quoted), kind, limit],
    )


def _postgres(terms: list[str], kind: str, limit: int) -> tuple[str, list[str | int]]:
    # Only letters and digits reach here (see `words`), so the pieces cannot carry an operator.
    pieces = [f"'{term}'" for term in terms]
    if len(terms[-1]) >= 3:
        pieces[-1] += ":*"
    return (
        "SELECT row_id FROM kit_search WHERE to_tsvector('english', text) @@ to_tsquery('english', %s) "
        "AND kind = %s ORDER BY id DESC LIMIT %s",
        [" & ".join(pieces), kind, limit],
    )


def _entries() -> QuerySet[SearchEntry]:
    return SearchEntry.objects.unscoped(reason="callers filter what they found through visible_to")
