from typing import Any

from django.db import migrations

from warraq.newsroom import roles


def make_legal_reviewers(apps: Any, schema_editor: Any) -> None:
    roles.ensure_legal(apps)


def give_open_steps(apps: Any, schema_editor: Any) -> None:
    """What waits for a decision on a site that is older than steps can be taken, too."""
    step_model = apps.get_model("newsroom.Step")
    page_model = apps.get_model("wagtailcore.Page")
    states = apps.get_model("wagtailcore.TaskState").objects.filter(
        status="in_progress", workflow_state__base_content_type__app_label="wagtailcore"
    )
    for pk, number in states.values_list("pk", "workflow_state__object_id"):
        if number.isdigit() and page_model.objects.filter(pk=int(number)).exists():
            step_model.objects.get_or_create(state_id=pk, defaults={"page_id": int(number)})


class Migration(migrations.Migration):
    dependencies = [("newsroom", "0008_steps_and_limits"), ("wagtailadmin", "0001_create_admin_access_permissions")]

    operations = [
        migrations.RunPython(make_legal_reviewers, migrations.RunPython.noop),
        migrations.RunPython(give_open_steps, migrations.RunPython.noop),
    ]
