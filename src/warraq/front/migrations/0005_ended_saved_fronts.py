from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("front", "0004_without_slots"),
    ]

    operations = [
        migrations.AlterField(
            model_name="frontstep",
            name="kind",
            field=models.CharField(
                choices=[
                    ("placed", "Placed"),
                    ("removed", "Removed"),
                    ("hidden", "Hidden"),
                    ("shown", "Shown"),
                    ("until", "Until"),
                    ("part", "Part"),
                    ("moved", "Moved"),
                    ("added", "Added"),
                    ("dropped", "Dropped"),
                    ("loaded", "Loaded"),
                    ("undone", "Undone"),
                    ("saved", "Saved"),
                    ("timed", "Timed"),
                    ("begun", "Begun"),
                    ("ended", "Ended"),
                    ("published", "Published"),
                    ("returned", "Returned"),
                ],
                max_length=10,
            ),
        ),
    ]
