"""Lets a redaction name an Action, whose reason or names are erased, in place of a Change."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("annotations", "0007_unattributed_changes"),
    ]

    operations = [
        migrations.AddField(
            model_name="redaction",
            name="redacted_action_id",
            field=models.BigIntegerField(db_index=True, null=True),
        ),
        migrations.AlterField(
            model_name="redaction",
            name="change_id",
            field=models.BigIntegerField(db_index=True, null=True),
        ),
    ]
