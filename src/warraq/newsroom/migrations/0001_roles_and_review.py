from typing import Any

from django.db import migrations

from warraq.newsroom import roles


def make_roles(apps: Any, schema_editor: Any) -> None:
    roles.ensure_roles(apps)
    roles.ensure_review(apps)
    roles.remove_wagtails_own(apps)
    # Editors see the root of the tree in every move and copy dialogue.
    apps.get_model("wagtailcore.Page").objects.filter(depth=1, title="Root").update(
        title="الموقع", draft_title="الموقع"
    )


class Migration(migrations.Migration):
    dependencies = [
        ("auth", "0012_alter_user_first_name_max_length"),
        ("contenttypes", "0002_remove_content_type_name"),
        ("wagtailadmin", "0001_create_admin_access_permissions"),
        ("wagtailcore", "0098_apitoken"),
        ("wagtailredirects", "0008_add_verbose_name_plural"),
        ("wagtailimages", "0027_image_description"),
        ("wagtaildocs", "0014_alter_document_file_size"),
        ("people", "0002_authors"),
        ("editions", "0001_editions"),
        ("media", "0001_pictures_documents_films"),
        ("stories", "0001_sections_stories_keywords"),
    ]

    # Backwards nothing: groups may have members by then.
    operations = [migrations.RunPython(make_roles, migrations.RunPython.noop)]
