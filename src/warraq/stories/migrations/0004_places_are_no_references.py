"""Stories no longer count as uses of their section and edition."""

from typing import Any

from django.db import migrations


def forget(apps: Any, schema_editor: Any) -> None:
    references = apps.get_model("wagtailcore", "ReferenceIndex").objects.using(schema_editor.connection.alias)
    pages = references.filter(base_content_type__app_label="wagtailcore", base_content_type__model="page")
    pages.filter(model_path__in=["section", "edition"]).delete()


class Migration(migrations.Migration):
    dependencies = [("stories", "0003_removals"), ("wagtailcore", "0098_apitoken")]
    operations = [migrations.RunPython(forget, migrations.RunPython.noop, elidable=True)]
