import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import warraq.newsroom.reach.models


class Migration(migrations.Migration):
    dependencies = [
        ("auth", "0012_alter_user_first_name_max_length"),
        ("newsroom", "0007_trail"),
        ("stories", "0008_withdrawals"),
        ("wagtailcore", "0098_apitoken"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        migrations.swappable_dependency(settings.WAGTAIL_PAGE_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="ReadyWorkflow",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("one-desk", "One desk"),
                            ("two-pairs-of-eyes", "Two pairs of eyes"),
                            ("legal-check", "With legal check"),
                        ],
                        max_length=20,
                        unique=True,
                    ),
                ),
                (
                    "workflow",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE, related_name="ready", to="wagtailcore.workflow"
                    ),
                ),
            ],
            options={
                "verbose_name": "ready workflow",
                "verbose_name_plural": "ready workflows",
            },
        ),
        migrations.CreateModel(
            name="ReviewTask",
            fields=[
                (
                    "task_ptr",
                    models.OneToOneField(
                        auto_created=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        parent_link=True,
                        primary_key=True,
                        serialize=False,
                        to="wagtailcore.task",
                    ),
                ),
                (
                    "hours",
                    models.PositiveSmallIntegerField(
                        blank=True, help_text="Empty: no due time.", null=True, verbose_name="due after so many hours"
                    ),
                ),
                (
                    "others_only",
                    models.BooleanField(
                        default=False,
                        help_text="Nobody approves what they wrote or submitted themselves, and nothing goes live without approval.",
                        verbose_name="somebody else approves",
                    ),
                ),
                (
                    "groups",
                    models.ManyToManyField(
                        help_text="Pages/snippets at this step in a workflow will be moderated or approved by these groups of users",
                        to="auth.group",
                        verbose_name="groups",
                    ),
                ),
            ],
            options={
                "verbose_name": "review",
                "verbose_name_plural": "reviews",
            },
            bases=("wagtailcore.task",),
        ),
        migrations.CreateModel(
            name="Step",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("due_at", models.DateTimeField(blank=True, db_index=True, null=True, verbose_name="due")),
                ("claimed_at", models.DateTimeField(blank=True, null=True, verbose_name="taken")),
                ("told_late_at", models.DateTimeField(editable=False, null=True)),
                (
                    "claimed_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="claimed_steps",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="in the hands of",
                    ),
                ),
                (
                    "page",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="steps",
                        to=settings.WAGTAIL_PAGE_MODEL,
                        verbose_name="page",
                    ),
                ),
                (
                    "state",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="step",
                        to="wagtailcore.taskstate",
                        verbose_name="state",
                    ),
                ),
            ],
            options={
                "verbose_name": "step",
                "verbose_name_plural": "steps",
            },
        ),
        migrations.CreateModel(
            name="Limit",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "forms",
                    models.JSONField(
                        blank=True,
                        default=list,
                        validators=[warraq.newsroom.reach.models.check_forms],
                        verbose_name="forms",
                    ),
                ),
                (
                    "group",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="limit",
                        to="auth.group",
                    ),
                ),
                (
                    "sections",
                    models.ManyToManyField(
                        blank=True, related_name="+", to="stories.sectionpage", verbose_name="sections"
                    ),
                ),
                (
                    "user",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="limit",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "limit of rights",
                "verbose_name_plural": "limits of rights",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("group", None), ("user__isnull", False)),
                            models.Q(("group__isnull", False), ("user", None)),
                            _connector="OR",
                        ),
                        name="limits_one_holder",
                    )
                ],
            },
        ),
    ]
