from django.db import migrations

from warraq.changes.tree import INDEXES

NAMES = ("warraq_drafts_of", "warraq_saved_by")


class Migration(migrations.Migration):
    """Somebody's drafts among a hundred thousand pages, and what somebody saved last."""

    dependencies = [
        ("changes", "0005_refined"),
        ("wagtailcore", "0098_apitoken"),
    ]

    operations = [
        migrations.RunSQL(f"CREATE INDEX IF NOT EXISTS {name} ON {INDEXES[name]}", f"DROP INDEX IF EXISTS {name}")
        for name in NAMES
    ]
