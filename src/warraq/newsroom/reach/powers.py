"""Rights beside pages, by the words of a desk; those that this site's program knows."""

from typing import Any

from django.contrib.auth.models import Group, Permission
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

# By app and codename.
POWERS: dict[tuple[str, str], Any] = {
    ("comments", "moderate_comment"): _("decides about readers' comments"),
    ("front", "publish_front"): _("publishes to the front"),
    ("breaking", "add_strip"): _("puts breaking news on the strip"),
    ("newsroom", "add_reviewlink"): _("sends drafts to reviewers outside"),
    ("newsroom", "change_checkpolicy"): _("says what checks before publishing weigh"),
    ("search", "change_spellings"): _("says which spellings are one name"),
    ("newsroom", "repair_archive"): _("repairs letters of the archive"),
    ("audit", "view_entry"): _("reads the audit trail and the report of personal data"),
    ("wagtailcore", "change_workflow"): _("chooses how stories are approved"),
    ("people", "change_user"): _("looks after accounts"),
}


def known() -> list[tuple[Permission, Any]]:
    where = Q(pk__in=())
    for app, codename in POWERS:
        where |= Q(content_type__app_label=app, codename=codename)
    found = {
        (row.content_type.app_label, row.codename): row
        for row in Permission.objects.filter(where).select_related("content_type")
    }
    return [(found[key], label) for key, label in POWERS.items() if key in found]


def of_group(group: Group, powers: list[tuple[Permission, Any]]) -> list[Any]:
    held = {permission.pk for permission in group.permissions.all()}
    return [label for permission, label in powers if permission.pk in held]
