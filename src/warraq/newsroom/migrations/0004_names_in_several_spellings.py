from typing import Any

from django.db import migrations

from warraq.newsroom import roles


def open_names(apps: Any, schema_editor: Any) -> None:
    roles.ensure_names(apps)


class Migration(migrations.Migration):
    dependencies = [
        ("newsroom", "0003_admin_search_filling"),
        ("search", "0001_name_spellings"),
    ]

    operations = [migrations.RunPython(open_names, migrations.RunPython.noop)]
