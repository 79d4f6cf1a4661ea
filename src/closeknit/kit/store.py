"""The tables of a store: made at once where it is empty, else brought to the code migration by migration.

Going through the whole past takes the better part of a minute, and each year more. A store in which nobody lives has no past: its tables
are made as the models say, the programs that migrations carry (full text, triggers) are run, and all migrations are noted as applied. A
test holds the two ways against each other, on both engines.
"""

from collections.abc import Collection

from django.apps import apps
from django.core.management import call_command
from django.core.management.sql import emit_post_migrate_signal
from django.db import connection
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.graph import MigrationGraph
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.operations import RunPython
from django.db.migrations.recorder import MigrationRecorder
from django.db.migrations.state import StateApps


class Program(RunPython):
    """What a store has besides tables, such as a full-text index or a trigger: its function needs no model and no row.

    A migration that moves rows is a plain RunPython: where there are none it has nothing to do.
    """

    def make(self, editor: BaseDatabaseSchemaEditor) -> None:
        """Make it in a store that has the tables of today."""
        self.code(StateApps([], {}), editor)


def bring_up_to_date() -> None:
    """Bring the tables of the store to the code; whatever is in it stays. An empty one gets all of them or, if stopped, none."""
    if not connection.introspection.table_names():
        _make()
    elif _is_behind():
        call_command("migrate", verbosity=0, interactive=False)


def make_as_of(applied: Collection[tuple[str, str]]) -> None:
    """Make the tables of an empty store as they were when these (app, migration) were the ones applied, in their order."""
    if set(applied) == set(MigrationLoader(None).graph.nodes):
        _make()
        return
    # The newest of each room only: to name an older one would take back what another room's needed.
    for app, name in dict(sorted(applied)).items():
        call_command("migrate", app, name, verbosity=0, interactive=False)


def complete(editor: BaseDatabaseSchemaEditor) -> None:
    """Give a store that has the tables and nothing else its programs, and note all migrations as applied."""
    graph, recorder = MigrationLoader(None).graph, MigrationRecorder(connection)
    if not recorder.has_table():
        editor.create_model(recorder.Migration)
    for key in _in_order(graph):
        for one in graph.nodes[key].operations:
            if isinstance(one, Program):
                one.make(editor)
        recorder.record_applied(*key)


def _is_behind() -> bool:
    """Whether the code has a migration that was not applied; asking for it costs a tenth of what `migrate` takes to find nothing."""
    loader = MigrationLoader(connection)
    return not loader.graph.nodes.keys() <= loader.applied_migrations.keys()


def _make() -> None:
    with connection.schema_editor(atomic=True) as editor:
        # Tables that join two models are made with the model that names them.
        for model in apps.get_models():
            if model._meta.managed and not model._meta.proxy:
                editor.create_model(model)
        complete(editor)
    emit_post_migrate_signal(verbosity=0, interactive=False, db=connection.alias)


def _in_order(graph: MigrationGraph) -> list[tuple[str, str]]:
    """Return each migration that the code has, (app, name), after those that it stands on."""
    plan: dict[tuple[str, str], None] = {}
    for leaf in sorted(graph.leaf_nodes()):
        plan |= dict.fromkeys(graph.forwards_plan(leaf))
    return list(plan)
