"""A house that was made before there were standing questions gets those that every house begins with."""

from typing import Any

from django.db import migrations

from closeknit.analysis.research.bank import FIRST_QUESTIONS
from closeknit.kit import clock, ids


def begin_bank(apps: Any, schema_editor: Any) -> None:
    """Write the first questions where there is a house and no bank; a new house gets them when it is made."""
    questions = apps.get_model("research", "Question")._base_manager
    versions = apps.get_model("research", "QuestionVersion")._base_manager
    if not apps.get_model("identity", "House")._base_manager.exists() or questions.exists():
        return
    at = clock.now()
    for place, one in enumerate(FIRST_QUESTIONS, start=1):
        row = questions.create(id=ids.new("question"), place=place, certainty=one.certainty or "", made_at=at)
        versions.create(id=ids.new("question_version"), question=row, number=1, text=one.text, written_at=at)


class Migration(migrations.Migration):
    dependencies = [("research", "0001_first"), ("identity", "0001_first")]

    operations = [migrations.RunPython(begin_bank, migrations.RunPython.noop)]
