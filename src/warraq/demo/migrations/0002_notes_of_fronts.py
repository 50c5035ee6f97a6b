"""What was noted of rails, which fronts no longer have, is said of what became of them."""

from typing import Any

from django.db import migrations


def name_arrangements(apps: Any, schema_editor: Any) -> None:
    homes = apps.get_model("front", "Arrangement").objects.filter(page__content_type__model="frontpage")
    for newsroom in apps.get_model("demo", "Newsroom").objects.all():
        for name, fields in newsroom.before.items():
            noted = fields.pop("rails", None)
            code = name.removeprefix("front:")
            row = homes.filter(page__locale__language_code=code).first()
            # Otherwise an editor has arranged them since, and they stay but for what goes.
            if noted and row and _names(row.published["parts"][2:]) == _names(noted[1]):
                fields["arranged"] = [None, row.published]
        newsroom.save()


def _names(parts: list[dict[str, Any]]) -> list[str]:
    return [part["id"] for part in parts]


class Migration(migrations.Migration):
    dependencies = [("demo", "0001_demo_newsroom"), ("front", "0003_arrange_fronts"), ("wagtailcore", "0098_apitoken")]

    operations = [migrations.RunPython(name_arrangements, migrations.RunPython.noop)]
