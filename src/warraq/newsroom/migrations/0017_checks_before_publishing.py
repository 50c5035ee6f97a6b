from typing import Any

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from warraq.newsroom import roles


def open_policy(apps: Any, schema_editor: Any) -> None:
    roles.ensure_checks(apps)


class Migration(migrations.Migration):
    dependencies = [
        ("editions", "0004_pictures_for_print"),
        ("newsroom", "0016_notices_of_dossiers"),
        ("stories", "0008_withdrawals"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="CheckOverride",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("check_name", models.CharField(max_length=40)),
                ("finding", models.CharField(max_length=64)),
                ("reason", models.CharField(max_length=300)),
                ("at", models.DateTimeField(auto_now_add=True)),
                (
                    "story",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="stories.storypage"
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
                "indexes": [models.Index(fields=["story", "check_name"], name="override_of_story")],
            },
        ),
        migrations.CreateModel(
            name="CheckPolicy",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "form",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("news", "news"),
                            ("report", "report"),
                            ("analysis", "analysis"),
                            ("opinion", "opinion"),
                            ("interview", "interview"),
                            ("explainer", "explainer"),
                            ("factcheck", "fact check"),
                        ],
                        max_length=12,
                        verbose_name="form",
                    ),
                ),
                ("check_name", models.CharField(max_length=40)),
                (
                    "level",
                    models.CharField(
                        choices=[("off", "off"), ("hint", "hint"), ("warn", "warning"), ("block", "blocks publishing")],
                        max_length=8,
                    ),
                ),
                ("may_override", models.BooleanField(default=True)),
                (
                    "edition",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="editions.edition",
                        verbose_name="edition",
                    ),
                ),
            ],
            options={
                "verbose_name": "weight of a check",
                "verbose_name_plural": "weights of checks",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("edition", "form", "check_name"), name="check_weighed_once", nulls_distinct=False
                    )
                ],
            },
        ),
        migrations.RunPython(open_policy, migrations.RunPython.noop),
    ]
