from django.db import migrations


def begin(apps, schema_editor):
    """The row that whoever seals holds locked."""
    apps.get_model("audit.Head").objects.get_or_create(pk=1)


class Migration(migrations.Migration):
    dependencies = [("audit", "0001_trail")]
    operations = [migrations.RunPython(begin, migrations.RunPython.noop)]
