from django.db import migrations, models
from django.db.models import F


def turned_in_their_time(apps, schema_editor) -> None:
    due = apps.get_model("changes", "Due").objects.using(schema_editor.connection.alias)
    due.filter(is_turned=True).update(turned_at=F("at"))


def marked_as_turned(apps, schema_editor) -> None:
    due = apps.get_model("changes", "Due").objects.using(schema_editor.connection.alias)
    due.filter(turned_at__isnull=False).update(is_turned=True)


class Migration(migrations.Migration):
    dependencies = [
        ("changes", "0003_reading_the_log"),
    ]

    operations = [
        migrations.AddField(
            model_name="due",
            name="turned_at",
            field=models.DateTimeField(db_index=True, null=True),
        ),
        migrations.RunPython(turned_in_their_time, marked_as_turned),
        migrations.RemoveField(
            model_name="due",
            name="is_turned",
        ),
    ]
