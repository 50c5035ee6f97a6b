from typing import Any

from django.db import migrations

from warraq.newsroom import roles


def open_trail(apps: Any, schema_editor: Any) -> None:
    roles.ensure_trail(apps)


class Migration(migrations.Migration):
    dependencies = [
        ("newsroom", "0006_borders_and_names_on_maps"),
        ("audit", "0002_beginning"),
    ]

    operations = [migrations.RunPython(open_trail, migrations.RunPython.noop)]
