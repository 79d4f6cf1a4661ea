"""What is found by words goes with the words: a trigger, because rows leave by many ways (undo, erasure, a cascade).

SQLite drops a table's triggers when a later migration makes the table anew: such a migration must make this one again, and a test
(`test_words_that_are_gone_are_found_no_more`) fails until it does.
"""

from typing import Any

from django.db import migrations

from closeknit.kit.store import Program

SQLITE = (
    """CREATE TRIGGER verbatims_forgotten AFTER DELETE ON verbatims_verbatim BEGIN
        DELETE FROM kit_search WHERE row_id = old.id; END""",
)
POSTGRES = (
    """CREATE FUNCTION verbatims_forget() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN DELETE FROM kit_search WHERE row_id = OLD.id; RETURN NULL; END $$""",
    """CREATE TRIGGER verbatims_forgotten AFTER DELETE ON verbatims_verbatim
        FOR EACH ROW EXECUTE FUNCTION verbatims_forget()""",
)


def make(apps: Any, schema_editor: Any) -> None:
    for statement in SQLITE if schema_editor.connection.vendor == "sqlite" else POSTGRES:
        schema_editor.execute(statement)


def drop(apps: Any, schema_editor: Any) -> None:
    if schema_editor.connection.vendor == "sqlite":
        schema_editor.execute("DROP TRIGGER verbatims_forgotten")
    else:
        schema_editor.execute("DROP TRIGGER verbatims_forgotten ON verbatims_verbatim")
        schema_editor.execute("DROP FUNCTION verbatims_forget")


class Migration(migrations.Migration):
    dependencies = [("verbatims", "0002_stream_and_lists"), ("kit", "0002_full_text")]
    operations = [Program(make, drop)]
