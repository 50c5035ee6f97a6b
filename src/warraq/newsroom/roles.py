"""Who may do what in the newsroom: one group a role, made by a migration, open to change by the site.

The names are stored in Arabic, since Wagtail prints a group's name in a dozen places as it is stored; the
code knows them by `Role`. A site that renames a group in the newsroom keeps its rights.
"""

from enum import Enum
from typing import Any

from django.contrib.auth.management import create_permissions
from django.contrib.auth.models import Group

WRITES = ("add_page", "change_page")
PUBLISHES = (*WRITES, "publish_page", "lock_page", "unlock_page")
FILES = tuple(f"{right}_{kind}" for kind in ("image", "document") for right in ("add", "change", "choose"))
OWN_FILES = tuple(f"{right}_{kind}" for kind in ("image", "document") for right in ("add", "choose"))
ADMIN = "wagtailadmin.admin.access_admin"


def _all(model: str, *rights: str) -> tuple[str, ...]:
    return tuple(
        f"{model}.{right}_{model.rpartition('.')[2]}" for right in rights or ("add", "change", "delete", "view")
    )


class Role(Enum):
    """The roles of a newsroom by the names their groups start with."""

    CONTRIBUTOR = "مساهم"
    REPORTER = "مراسل"
    SECTION_EDITOR = "محرر قسم"
    EDITOR_IN_CHIEF = "رئيس التحرير"
    MODERATOR = "مشرف التعليقات"
    PHOTO_EDITOR = "محرر الصور"
    LEGAL_REVIEWER = "المراجع القانوني"
    OPERATOR = "مشغّل الموقع"

    def group(self) -> Group:
        return Group.objects.get(name=self.value)


VOCABULARY = (
    *_all("stories.keyword", "add", "change", "view"),
    *_all("people.author", "add", "change", "view"),
)
FILMS = _all("media.video")
PEOPLE_AND_SITE = (
    *_all("people.user"),
    *_all("auth.group"),
    *_all("wagtailredirects.redirect"),
    *_all("editions.edition", "change", "view"),
    *_all("wagtailcore.collection"),
    *_all("wagtailcore.workflow", "add", "change"),
    *_all("wagtailcore.task", "add", "change"),
)
PAGE_RIGHTS = {
    Role.CONTRIBUTOR: ("add_page",),
    Role.REPORTER: WRITES,
    Role.SECTION_EDITOR: PUBLISHES,
    Role.EDITOR_IN_CHIEF: (*PUBLISHES, "bulk_delete_page"),
    Role.PHOTO_EDITOR: WRITES,
}
FILE_RIGHTS = {
    Role.CONTRIBUTOR: OWN_FILES,
    Role.REPORTER: OWN_FILES,
    Role.SECTION_EDITOR: FILES,
    Role.EDITOR_IN_CHIEF: FILES,
    Role.PHOTO_EDITOR: FILES,
}
RECORD_RIGHTS = {
    Role.CONTRIBUTOR: (),
    Role.REPORTER: (*_all("stories.keyword", "add", "view"), *_all("media.video", "add", "view")),
    Role.SECTION_EDITOR: (*VOCABULARY, *FILMS),
    Role.EDITOR_IN_CHIEF: (*_all("stories.keyword"), *_all("people.author"), *FILMS, *PEOPLE_AND_SITE),
    Role.MODERATOR: (),
    Role.PHOTO_EDITOR: FILMS,
    Role.LEGAL_REVIEWER: (),
    Role.OPERATOR: PEOPLE_AND_SITE,
}
ARCHIVE = "newsroom.repair.repair_archive"
NAMES = _all("search.spellings")
MODERATION = "comments.comment.moderate_comment"
MODERATORS = (Role.MODERATOR, Role.SECTION_EDITOR, Role.EDITOR_IN_CHIEF)
# Who moderates where, what is allowed where, and how a refusal is worded.
HOUSE_RULES = (
    *_all("comments.rule"),
    *_all("comments.rejectreason"),
    *_all("defence.listedword"),
    *_all("newsroom.assignment"),
)
MAPS = (*_all("fieldmaps.borderstyle"), *_all("fieldmaps.territoryname"))
# Whoever writes may hold a page back; only who decides about it may let it go earlier.
EMBARGOES = {
    Role.CONTRIBUTOR: ("add",),
    Role.REPORTER: ("add",),
    Role.PHOTO_EDITOR: ("add",),
    Role.SECTION_EDITOR: ("add", "change"),
    Role.EDITOR_IN_CHIEF: ("add", "change"),
}
BREAKING = _all("breaking.strip", "add")
TRAIL = "audit.entry.view_entry"
OUTSIDE = "newsroom.reviewlink.add_reviewlink"
CHECKS = "newsroom.checkpolicy.change_checkpolicy"
FRONT = "front.arrangement.publish_front"
REVIEW = "مراجعة المحرر"
SPOKEN_OF = ("wagtailcore", "wagtailredirects", "auth", "people", "editions", "media", "stories")
REVIEWERS = (Role.SECTION_EDITOR, Role.EDITOR_IN_CHIEF)


def ensure_roles(apps: Any) -> None:
    """Make what is missing of the groups and their rights; takes nothing away from groups that are there."""
    _ensure_permissions(apps)
    group_model = apps.get_model("auth.Group")
    for role in Role:
        group, _made = group_model.objects.get_or_create(name=role.value)
        group.permissions.add(_permission(apps, ADMIN), *(_permission(apps, p) for p in RECORD_RIGHTS[role]))
        _open_pages(apps, group, PAGE_RIGHTS.get(role, ()))
        _open_files(apps, group, FILE_RIGHTS.get(role, ()))


def ensure_archive(apps: Any) -> None:
    """Editors-in-chief may examine and repair the archive."""
    _ensure_permissions(apps, ("newsroom",))
    for group in apps.get_model("auth.Group").objects.filter(name=Role.EDITOR_IN_CHIEF.value):
        group.permissions.add(_permission(apps, ARCHIVE))


def ensure_names(apps: Any) -> None:
    """Editors say which spellings are one name to the search."""
    _ensure_permissions(apps, ("search",))
    roles = (Role.SECTION_EDITOR.value, Role.EDITOR_IN_CHIEF.value)
    for group in apps.get_model("auth.Group").objects.filter(name__in=roles):
        group.permissions.add(*(_permission(apps, name) for name in NAMES))


def ensure_moderation(apps: Any) -> None:
    """Moderators and editors decide about comments; editors-in-chief say by which rules, and who does where."""
    _ensure_permissions(apps, ("comments", "defence", "newsroom"))
    groups = apps.get_model("auth.Group").objects
    for group in groups.filter(name__in=[role.value for role in MODERATORS]):
        group.permissions.add(_permission(apps, MODERATION))
    for group in groups.filter(name=Role.EDITOR_IN_CHIEF.value):
        group.permissions.add(*(_permission(apps, name) for name in HOUSE_RULES))


def ensure_maps(apps: Any) -> None:
    """Editors-in-chief say how disputed borders are drawn and what territories are called."""
    _ensure_permissions(apps, ("fieldmaps",))
    for group in apps.get_model("auth.Group").objects.filter(name=Role.EDITOR_IN_CHIEF.value):
        group.permissions.add(*(_permission(apps, name) for name in MAPS))


def ensure_trail(apps: Any) -> None:
    """Editors-in-chief and operators read who did what."""
    _ensure_permissions(apps, ("audit",))
    roles = (Role.EDITOR_IN_CHIEF.value, Role.OPERATOR.value)
    for group in apps.get_model("auth.Group").objects.filter(name__in=roles):
        group.permissions.add(_permission(apps, TRAIL))


def ensure_legal(apps: Any) -> None:
    """Legal reviewers open what waits for them and decide; they have no rights to pages besides."""
    group, _made = apps.get_model("auth.Group").objects.get_or_create(name=Role.LEGAL_REVIEWER.value)
    group.permissions.add(_permission(apps, ADMIN))


def ensure_embargoes(apps: Any) -> None:
    """Whoever writes may put a page under embargo, editors may lift it."""
    _ensure_permissions(apps, ("stories",))
    for role, rights in EMBARGOES.items():
        for group in apps.get_model("auth.Group").objects.filter(name=role.value):
            group.permissions.add(*(_permission(apps, name) for name in _all("stories.embargo", *rights)))


def ensure_outside(apps: Any) -> None:
    """Editors make links by which somebody outside reads a story."""
    _ensure_permissions(apps, ("newsroom",))
    for group in apps.get_model("auth.Group").objects.filter(name__in=[role.value for role in REVIEWERS]):
        group.permissions.add(_permission(apps, OUTSIDE))


def ensure_checks(apps: Any) -> None:
    """Editors-in-chief say what each check before publishing weighs."""
    _ensure_permissions(apps, ("newsroom",))
    for group in apps.get_model("auth.Group").objects.filter(name=Role.EDITOR_IN_CHIEF.value):
        group.permissions.add(_permission(apps, CHECKS))


def ensure_breaking(apps: Any) -> None:
    """Editors put lines on the strip of breaking news and take them off."""
    _ensure_permissions(apps, ("breaking",))
    roles = (Role.SECTION_EDITOR.value, Role.EDITOR_IN_CHIEF.value)
    for group in apps.get_model("auth.Group").objects.filter(name__in=roles):
        group.permissions.add(*(_permission(apps, name) for name in BREAKING))


def ensure_front(apps: Any) -> None:
    """Editors publish to the front; a site that wants fewer to takes the right from their group."""
    _ensure_permissions(apps, ("front",))
    roles = (Role.SECTION_EDITOR.value, Role.EDITOR_IN_CHIEF.value)
    for group in apps.get_model("auth.Group").objects.filter(name__in=roles):
        group.permissions.add(_permission(apps, FRONT))


def ensure_review(apps: Any) -> None:
    """One ready workflow over every page: an editor looks at what those who may not publish submit."""
    workflow_model, page_model = apps.get_model("wagtailcore.Workflow"), apps.get_model("wagtailcore.Page")
    if workflow_model.objects.filter(name=REVIEW).exists():
        return
    types = apps.get_model("contenttypes.ContentType").objects
    content_type, _made = types.get_or_create(app_label="wagtailcore", model="groupapprovaltask")
    tasks = apps.get_model("wagtailcore.GroupApprovalTask").objects
    task = tasks.create(name=REVIEW, content_type_id=content_type.pk, active=True)
    reviewers = [role.value for role in REVIEWERS]
    task.groups.set(apps.get_model("auth.Group").objects.filter(name__in=reviewers))
    workflow = workflow_model.objects.create(name=REVIEW, active=True)
    apps.get_model("wagtailcore.WorkflowTask").objects.create(workflow=workflow, task_id=task.pk, sort_order=0)
    root = page_model.objects.get(depth=1)
    apps.get_model("wagtailcore.WorkflowPage").objects.update_or_create(page=root, defaults={"workflow": workflow})


def remove_wagtails_own(apps: Any) -> None:
    """Wagtail's two groups and their workflow, as long as nobody has been put in them."""
    for group in apps.get_model("auth.Group").objects.filter(name__in=("Editors", "Moderators"), user=None):
        group.delete()
    own = apps.get_model("wagtailcore.Workflow").objects.filter(name="Moderators approval")
    own.filter(workflow_states=None).delete()
    tasks = apps.get_model("wagtailcore.Task").objects.filter(name="Moderators approval")
    tasks.filter(task_states=None).delete()


def _ensure_permissions(apps: Any, labels: tuple[str, ...] = SPOKEN_OF) -> None:
    # Django makes permissions after the last migration; ours needs them now.
    for label in labels:
        config = apps.get_app_config(label)
        had_models, config.models_module = getattr(config, "models_module", None), True
        create_permissions(config, apps=apps, verbosity=0)
        config.models_module = had_models


def _permission(apps: Any, name: str) -> Any:
    label, model, codename = name.split(".")
    permissions = apps.get_model("auth.Permission").objects
    return permissions.get(content_type__app_label=label, content_type__model=model, codename=codename)


def _open_pages(apps: Any, group: Any, codenames: tuple[str, ...]) -> None:
    rights = apps.get_model("wagtailcore.GroupPagePermission").objects
    root = apps.get_model("wagtailcore.Page").objects.get(depth=1)
    for codename in codenames:
        permission = _permission(apps, f"wagtailcore.page.{codename}")
        rights.get_or_create(group_id=group.pk, page_id=root.pk, permission_id=permission.pk)


def _open_files(apps: Any, group: Any, codenames: tuple[str, ...]) -> None:
    rights = apps.get_model("wagtailcore.GroupCollectionPermission").objects
    root = apps.get_model("wagtailcore.Collection").objects.get(depth=1)
    for codename in codenames:
        model = codename.rpartition("_")[2]
        permission = _permission(apps, f"media.{model}.{codename}")
        rights.get_or_create(group_id=group.pk, collection_id=root.pk, permission_id=permission.pk)
