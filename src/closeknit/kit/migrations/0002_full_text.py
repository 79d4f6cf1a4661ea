"""The full-text index over kit_search: FTS5 kept by triggers on SQLite, a GIN index on PostgreSQL."""

from typing import Any

from django.db import migrations

from closeknit.kit.store import Program

SQLITE = (
    """CREATE VIRTUAL TABLE kit_search_fts USING fts5(
        text, content='kit_search', content_rowid='id', tokenize='porter unicode61', prefix='3')""",
    """CREATE TRIGGER kit_search_added AFTER INSERT ON kit_search BEGIN
        INSERT INTO kit_search_fts(rowid, text) VALUES (new.id, new.text); END""",
    """CREATE TRIGGER kit_search_removed AFTER DELETE ON kit_search BEGIN
        INSERT INTO kit_search_fts(kit_search_fts, rowid, text) VALUES ('delete', old.id, old.text); END""",
    """CREATE TRIGGER kit_search_changed AFTER UPDATE OF text ON kit_search BEGIN
        INSERT INTO kit_search_fts(kit_search_fts, rowid, text) VALUES ('delete', old.id, old.text);
        INSERT INTO kit_search_fts(rowid, text) VALUES (new.id, new.text); END""",
)
POSTGRES = ("CREATE INDEX kit_search_words ON kit_search USING gin (to_tsvector('english', text))",)


def make(apps: Any, schema_editor: Any) -> None:
    for statement in SQLITE if schema_editor.connection.vendor == "sqlite" else POSTGRES:
        schema_editor.execute(statement)


def drop(apps: Any, schema_editor: Any) -> None:
    if schema_editor.connection.vendor == "sqlite":
        for name in ("added", "removed", "changed"):
            schema_editor.execute(f"DROP TRIGGER kit_search_{name}")
        schema_editor.execute("DROP TABLE kit_search_fts")
    else:
        schema_editor.execute("DROP INDEX kit_search_words")


class Migration(migrations.Migration):
    dependencies = [("kit", "0001_first")]
    operations = [Program(make, drop)]
