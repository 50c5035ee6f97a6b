from typing import Any

from django.db import migrations

from warraq.newsroom import roles


def open_front(apps: Any, schema_editor: Any) -> None:
    roles.ensure_front(apps)


class Migration(migrations.Migration):
    dependencies = [
        ("newsroom", "0018_breaking"),
        ("front", "0004_without_slots"),
    ]

    operations = [migrations.RunPython(open_front, migrations.RunPython.noop)]
