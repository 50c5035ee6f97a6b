from django.db import migrations


class Migration(migrations.Migration):
    """Nearly every newsroom page asks for the tree's first levels: without this, SQLite reads the whole tree.

    After Wagtail's own: one that alters the page table makes it anew on SQLite and drops what Django does not know of.
    """

    dependencies = [
        ("changes", "0001_change_log"),
        ("wagtailcore", "0098_apitoken"),
    ]

    operations = [
        migrations.RunSQL(
            "CREATE INDEX warraq_tree_by_depth ON wagtailcore_page (depth, path)",
            "DROP INDEX warraq_tree_by_depth",
        )
    ]
