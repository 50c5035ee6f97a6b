from typing import Any

from django.db import migrations

from warraq.newsroom import roles


def open_maps(apps: Any, schema_editor: Any) -> None:
    roles.ensure_maps(apps)


class Migration(migrations.Migration):
    dependencies = [
        ("newsroom", "0005_moderation"),
        ("fieldmaps", "0001_field_maps"),
    ]

    operations = [migrations.RunPython(open_maps, migrations.RunPython.noop)]
