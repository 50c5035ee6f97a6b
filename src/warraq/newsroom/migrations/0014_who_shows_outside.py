from typing import Any

from django.db import migrations

from warraq.newsroom import roles


def let_editors_show(apps: Any, schema_editor: Any) -> None:
    roles.ensure_outside(apps)


class Migration(migrations.Migration):
    dependencies = [("newsroom", "0013_outside_review")]

    operations = [migrations.RunPython(let_editors_show, migrations.RunPython.noop)]
