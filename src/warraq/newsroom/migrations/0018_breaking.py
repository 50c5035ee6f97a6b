from typing import Any

from django.db import migrations

from warraq.newsroom import roles


def open_breaking(apps: Any, schema_editor: Any) -> None:
    roles.ensure_breaking(apps)


class Migration(migrations.Migration):
    dependencies = [
        ("newsroom", "0017_checks_before_publishing"),
        ("breaking", "0001_strips"),
    ]

    operations = [migrations.RunPython(open_breaking, migrations.RunPython.noop)]
