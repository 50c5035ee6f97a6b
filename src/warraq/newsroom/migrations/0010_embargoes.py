from typing import Any

from django.db import migrations

from warraq.newsroom import roles


def open_embargoes(apps: Any, schema_editor: Any) -> None:
    roles.ensure_embargoes(apps)


class Migration(migrations.Migration):
    dependencies = [
        ("newsroom", "0009_legal_reviewer"),
        ("stories", "0009_embargoes"),
    ]

    operations = [migrations.RunPython(open_embargoes, migrations.RunPython.noop)]
