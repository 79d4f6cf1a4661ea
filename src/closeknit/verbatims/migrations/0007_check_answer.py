from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("verbatims", "0006_learning_checks_rivals")]

    operations = [migrations.RenameModel(old_name="Answer", new_name="CheckAnswer")]
