"""A house of many made-up sentences with vectors, to time a search in: only the tables that search reads, written at once."""

import random
from collections.abc import Iterator
from typing import Any

import numpy as np

WORDS_KNOWN = 20_000
ACCOUNTS = 2_000
A_CHUNK = 20_000
# As many themes as a large house speaks of; a sentence stands at a cosine of about .7 to its theme, as real ones do.
THEMES = 500
MEDIA = ("call", "email", "ticket", "survey", "review")
FIRST, SAID = "2026-01-01 00:00:00", "2025-%02d-%02d %02d:00:00"


def fill(n: int, done: int, tag: str) -> None:
    """Write sentences until there are `n` of them, `done` of which are there already."""
    from django.db import connection, transaction

    with connection.cursor() as cursor:
        cursor.execute("PRAGMA synchronous=OFF")
        cursor.execute("PRAGMA foreign_keys=OFF")
        if not done:
            _accounts(cursor)
        for first in range(done, n, A_CHUNK):
            with transaction.atomic():
                _write(cursor, first, min(A_CHUNK, n - first), tag)
        cursor.execute("UPDATE verbatims_stream SET last_position = %s, last_number = %s", [n, n])


def list_questions(n: int) -> Iterator[tuple[str, dict[str, str]]]:
    """Yield `n` questions of one to four words, frequent and rare ones, every second within a filter."""
    chance = random.Random(3)
    filters: list[dict[str, str]] = [
        {"medium": "call"}, {"signal": "need"}, {"account": "account_0007"}, {"wording": "exact"}, {"medium": "email", "signal": "pain"},
    ]  # fmt: skip
    for number in range(n):
        words = " ".join(_word(chance) for _ in range(1 + number % 4))
        yield words, filters[number // 2 % len(filters)] if number % 2 else {}


def _accounts(cursor: Any) -> None:
    cursor.execute("INSERT OR IGNORE INTO verbatims_stream (id, last_position, last_number) VALUES (1, 0, 0)")
    _rows(cursor, "accounts_account", (_defaults("accounts_account") | {
        "id": f"account_{number:04}", "name": f"Account {number:04}", "kind": "customer",
    } for number in range(ACCOUNTS)))  # fmt: skip


def _write(cursor: Any, first: int, n: int, tag: str) -> None:
    chance = random.Random(first)
    draw = np.random.default_rng(first)
    themes = np.random.default_rng(7).standard_normal((THEMES, 384)).astype(np.float32)
    vectors = themes[draw.integers(0, THEMES, n)] + draw.standard_normal((n, 384)).astype(np.float32)
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    numbers = range(first, first + n)
    said = {one: SAID % (1 + one % 12, 1 + one % 28, one % 24) for one in numbers}
    texts = {one: " ".join(_word(chance) for _ in range(6 + one % 11)) for one in numbers}
    _rows(cursor, "touchpoints_touchpoint", _touchpoints(numbers))
    _rows(cursor, "touchpoints_turn", _turns(numbers, texts))
    _rows(cursor, "verbatims_verbatim", ({
        "id": _id(one), "touchpoint_id": _touchpoint(one), "turn_id": one + 1, "start": 0, "end": len(texts[one]), "text": texts[one],
        "account_id": f"account_{one % ACCOUNTS:04}", "contact_id": None, "position": one + 1, "said_at": said[one],
        "medium": MEDIA[one % len(MEDIA)], "wording": "reported" if one % 9 == 0 else "exact", "audience": "internal", "language": "en",
        "state": "heard", "heard_with": tag,
    } for one in numbers))  # fmt: skip
    stored = vectors.astype("<f2")
    _rows(cursor, "verbatims_vector", ({
        "verbatim_id": _id(one), "number": one + 1, "tag": tag, "data": stored[one - first].tobytes(),
    } for one in numbers))  # fmt: skip
    _rows(cursor, "verbatims_signal", ({
        "verbatim_id": _id(one), "code": ("need", "pain", "praise")[one % 3], "probability": 0.9, "is_on": True, "said_at": said[one],
        "decided_by_id": None,
    } for one in numbers if one % 10 < 3))  # fmt: skip
    _rows(cursor, "kit_search", ({
        "row_id": _id(one), "kind": "verbatim", "account": f"account_{one % ACCOUNTS:04}", "text": texts[one],
    } for one in numbers))  # fmt: skip


def _touchpoints(numbers: range) -> Iterator[dict[str, Any]]:
    for one in numbers:
        if one % 50 == 0:
            yield _defaults("touchpoints_touchpoint") | {"id": _touchpoint(one), "medium": MEDIA[0], "direction": "theirs",
                                                         "key": _touchpoint(one),
                                                         "started_at": FIRST}  # fmt: skip


def _turns(numbers: range, texts: dict[int, str]) -> Iterator[dict[str, Any]]:
    for one in numbers:
        yield _defaults("touchpoints_turn") | {
            "id": one + 1, "touchpoint_id": _touchpoint(one), "position": one % 50, "text": texts[one], "is_ours": False,
        }  # fmt: skip


_KNOWN: dict[str, dict[str, Any]] = {}


def _defaults(table: str) -> dict[str, Any]:
    """Return what a row of the table holds at the least: nothing, an empty text, nought."""
    if table not in _KNOWN:
        from django.apps import apps

        (model,) = (one for one in apps.get_models() if one._meta.db_table == table)
        _KNOWN[table] = {
            field.column: None if field.null else _least(field)
            for field in model._meta.concrete_fields
            if not field.primary_key
        }
    return dict(_KNOWN[table])


def _least(field: Any) -> Any:
    kind = field.get_internal_type()
    if field.has_default():
        default = field.get_default()
        return "{}" if kind == "JSONField" else default
    return (
        FIRST
        if kind == "DateTimeField"
        else "{}"
        if kind == "JSONField"
        else 0
        if "Integer" in kind or "Boolean" in kind
        else ""
    )


def _rows(cursor: Any, table: str, rows: Iterator[dict[str, Any]]) -> None:
    several = list(rows)
    if several:
        columns = ", ".join(f'"{column}"' for column in several[0])
        marks = ", ".join(["%s"] * len(several[0]))
        cursor.executemany(
            f"INSERT INTO {table} ({columns}) VALUES ({marks})", [tuple(row.values()) for row in several]
        )


def _word(chance: random.Random) -> str:
    # Few words are frequent and most are rare, as in any language (Zipf 1949).
    rank = int(WORDS_KNOWN ** chance.random())
    return f"w{rank:05}"


def _id(one: int) -> str:
    return f"verbatim_{one:026}"


def _touchpoint(one: int) -> str:
    return f"touchpoint_{one // 50:026}"
