from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps


def keep_to_ourselves(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Leave what was written down before there were shared sites to our own eyes, but for promises between us and a named person.

    Whoever wrote a promise "to the account" may have meant it as a note for us (docs/adr/0012).
    """
    apps.get_model("promises", "Promise").objects.filter(contact__isnull=True).update(audience="internal")


class Migration(migrations.Migration):
    dependencies = [("promises", "0008_shared")]

    operations = [migrations.RunPython(keep_to_ourselves, migrations.RunPython.noop)]
