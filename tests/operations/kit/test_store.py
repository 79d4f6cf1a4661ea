"""A new store's tables are made at once; they are those that the whole past of migrations would have made."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import pytest
from django.db import connection

# What a table is, whatever the order in which its columns came: run in a process of its own against a store that was migrated.
DESCRIBE = """
import json
from django.db import connection

def describe():
    # Names that nobody gave: SQLite numbers them by their place, PostgreSQL says whether a column was born unique.
    def given(name):
        return "" if name.startswith("__unnamed") or name.endswith(("_key", "_uniq")) else name

    found = {}
    with connection.cursor() as cursor:
        # The framework's own groups, which we do not use, have a narrower number when made at once.
        for table in set(connection.introspection.table_names(cursor)) - {"auth_group_permissions"}:
            columns = connection.introspection.get_table_description(cursor, table)
            keys = connection.introspection.get_constraints(cursor, table)
            found[table] = {
                "columns": sorted([one.name, str(one.type_code), one.null_ok, str(one.default)] for one in columns),
                "keys": sorted(
                    ["" if one["foreign_key"] else given(name), sorted(one["columns"] or []),
                     one["unique"], one["primary_key"], one["check"], one["index"], list(one["foreign_key"] or [])]
                    for name, one in keys.items()
                ),
            }
        if connection.vendor == "sqlite":
            cursor.execute("SELECT name, sql FROM sqlite_master WHERE type IN ('trigger', 'index') ORDER BY name")
        else:
            cursor.execute("SELECT tgname, pg_get_triggerdef(oid) FROM pg_trigger WHERE NOT tgisinternal"
                           " UNION ALL SELECT indexname, indexdef FROM pg_indexes WHERE schemaname = current_schema() ORDER BY 1")
        found["programs"] = {name: said for name, said in cursor.fetchall() if given(name)}
        cursor.execute("SELECT app, name FROM django_migrations ORDER BY app, name")
        found["migrations"] = [list(row) for row in cursor.fetchall()]
    return found
"""
MIGRATE = "import django; django.setup(); from django.core.management import call_command; call_command('migrate', verbosity=0)\n"


@contextmanager
def _other_store(folder: Path) -> Iterator[dict[str, str]]:
    """An empty store beside that of the tests, on the same engine: the environment in which a process finds it."""
    environment = {**os.environ, "DJANGO_SETTINGS_MODULE": "closeknit.config.settings", "CLOSEKNIT_HOUSE": str(folder)}
    if connection.vendor == "sqlite":
        yield environment
        return
    name = f"{connection.settings_dict['NAME']}_migrated"
    quoted = connection.ops.quote_name(name)
    with connection.cursor() as cursor:
        cursor.execute(f"CREATE DATABASE {quoted}")
    try:
        address = urlsplit(os.environ["CLOSEKNIT_DATABASE"])
        yield environment | {"CLOSEKNIT_DATABASE": urlunsplit(address._replace(path=f"/{name}"))}
    finally:
        with connection.cursor() as cursor:
            cursor.execute(f"DROP DATABASE {quoted}")


@pytest.mark.django_db(transaction=True)
def test_a_new_store_is_what_all_migrations_would_have_made_of_it(tmp_path: Path):
    here: dict[str, object] = {}
    exec(DESCRIBE + "\nfound = describe()", here)  # the same text that the other process runs
    made_at_once = json.loads(json.dumps(here["found"]))
    with _other_store(tmp_path) as environment:
        ran = subprocess.run(
            [sys.executable, "-W", "ignore", "-c", MIGRATE + DESCRIBE + "\nprint(json.dumps(describe()))"],
            env=environment, capture_output=True, text=True, check=True,
        )  # fmt: skip
    migrated = json.loads(ran.stdout)
    assert made_at_once.keys() == migrated.keys()
    assert {name: one for name, one in made_at_once.items() if one != migrated[name]} == {}
