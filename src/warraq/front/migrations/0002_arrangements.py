import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("front", "0001_fronts"),
        ("wagtailcore", "0098_apitoken"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        migrations.swappable_dependency(settings.WAGTAIL_PAGE_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Arrangement",
            fields=[
                (
                    "page",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="arrangement",
                        serialize=False,
                        to=settings.WAGTAIL_PAGE_MODEL,
                    ),
                ),
                ("published", models.JSONField()),
                ("coming", models.JSONField(default=list)),
                ("working", models.JSONField()),
                ("number", models.PositiveIntegerField(default=0)),
                ("published_number", models.PositiveIntegerField(default=0)),
            ],
            options={
                "verbose_name": "front",
                "permissions": [("publish_front", "May publish to the front")],
            },
        ),
        migrations.CreateModel(
            name="FrontStep",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.PositiveIntegerField()),
                ("at", models.DateTimeField(default=django.utils.timezone.now)),
                ("user_name", models.CharField(blank=True, max_length=150)),
                (
                    "kind",
                    models.CharField(
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
                            ("published", "Published"),
                            ("returned", "Returned"),
                        ],
                        max_length=10,
                    ),
                ),
                ("what", models.CharField(blank=True, max_length=255)),
                ("touches", models.JSONField(default=list)),
                ("content", models.JSONField()),
                (
                    "arrangement",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="steps", to="front.arrangement"
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ["-number"],
            },
        ),
        migrations.CreateModel(
            name="SavedFront",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=80, verbose_name="name")),
                ("content", models.JSONField()),
                ("starts_at", models.DateTimeField(blank=True, null=True, verbose_name="from")),
                ("ends_at", models.DateTimeField(blank=True, null=True, verbose_name="until")),
                ("saved_at", models.DateTimeField(auto_now=True)),
                ("has_begun", models.BooleanField(default=False)),
                (
                    "page",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="saved_fronts",
                        to=settings.WAGTAIL_PAGE_MODEL,
                    ),
                ),
                (
                    "saved_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "saved front",
                "verbose_name_plural": "saved fronts",
                "ordering": ["name", "pk"],
            },
        ),
        migrations.AddConstraint(
            model_name="frontstep",
            constraint=models.UniqueConstraint(fields=("arrangement", "number"), name="steps_are_numbered"),
        ),
        migrations.AddConstraint(
            model_name="savedfront",
            constraint=models.UniqueConstraint(fields=("page", "name"), name="one_saved_front_a_name"),
        ),
    ]
