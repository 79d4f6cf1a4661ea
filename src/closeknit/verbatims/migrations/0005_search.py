"""Vectors get a number in the order of writing, by which search reads on; members get searches that they keep."""

from typing import Any

import django.db.models.deletion
from django.db import migrations, models
from django.db.models import Q


def number_what_is_there(apps: Any, schema_editor: Any) -> None:
    """Number the vectors by the place of their words, and go on from the last place."""
    schema_editor.execute(
        "UPDATE verbatims_vector SET number = (SELECT v.position FROM verbatims_verbatim v"
        " WHERE v.id = verbatims_vector.verbatim_id)"
    )
    schema_editor.execute("UPDATE verbatims_stream SET last_number = last_position")


class Migration(migrations.Migration):
    dependencies = [("identity", "0001_first"), ("verbatims", "0004_not_understood")]

    operations = [
        migrations.CreateModel(
            name="SavedSearch",
            fields=[
                ("id", models.CharField(max_length=64, primary_key=True, serialize=False)),
                ("name", models.CharField(max_length=60)),
                ("answers", models.JSONField(db_comment="what is asked, as it stands in the address of the list")),
                ("seen_position", models.BigIntegerField(db_comment="the house's last verbatim when it was last looked at")),
                ("looked_at", models.DateTimeField()),
                ("is_followed", models.BooleanField(db_comment="its new hits are shown on Today", default=False)),
                ("member", models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name="+", to="identity.member")),
            ],
            options={
                "db_table": "verbatims_saved_search",
                "constraints": [
                    models.UniqueConstraint(fields=("member", "name"), name="verbatims_search_name_once"),
                    models.CheckConstraint(condition=~Q(name=""), name="verbatims_search_named"),
                ],
            },
        ),
        migrations.AddField(
            "stream",
            "last_number",
            models.BigIntegerField(db_comment="the last number given to a vector", default=0),
        ),
        migrations.AddField("vector", "number", models.BigIntegerField(default=0), preserve_default=False),
        migrations.RunPython(number_what_is_there, migrations.RunPython.noop),
        migrations.AlterField(
            "vector",
            "number",
            models.BigIntegerField(
                db_comment="in the order of writing, rising; given anew when the vector is made anew: who keeps some of it in memory"
                " reads on from the last one it knows",
                unique=True,
            ),
        ),
    ]
