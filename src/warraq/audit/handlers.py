"""What is written into the trail by itself: whatever Wagtail logs, signing in and out, accounts and their rights."""

from functools import wraps
from typing import Any

from django.apps import apps
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.contrib.auth.signals import user_logged_in, user_logged_out
from django.db import transaction
from django.db.models.signals import m2m_changed, post_delete, post_migrate, post_save, pre_save
from django.http import HttpRequest
from wagtail.models.audit_log import BaseLogEntryManager

from . import guards
from .noting import note

RIGHTS = ("is_superuser", "is_active")


def _with_trail(log_action: Any) -> Any:
    @wraps(log_action)
    def run(self: Any, instance: Any, action: str, **kwargs: Any) -> Any:
        with transaction.atomic():
            entry = log_action(self, instance, action, **kwargs)
            note(action, actor=entry.user, subject=instance, title=entry.label, data=entry.data)
        return entry

    run.writes_the_trail = True
    return run


def follow_wagtail() -> None:
    """Whatever Wagtail writes into its own history, which anybody with the database can change, goes along."""
    if not getattr(BaseLogEntryManager.log_action, "writes_the_trail", False):
        BaseLogEntryManager.log_action = _with_trail(BaseLogEntryManager.log_action)


def signed_in(request: HttpRequest, user: Any, **kwargs: Any) -> None:
    records = request.session.get("account_authentication_methods") or [] if hasattr(request, "session") else []
    ways = [record.get("type") or record.get("method") for record in records]
    note("auth.signed_in", actor=user, subject=user, request=request, data={"ways": ways})


def signed_out(request: HttpRequest, user: Any, **kwargs: Any) -> None:
    if user is not None:
        note("auth.signed_out", actor=user, subject=user, request=request)


def remember_rights(sender: type, instance: Any, update_fields: Any = None, raw: bool = False, **kwargs: Any) -> None:
    is_asked = instance.pk and not raw and (update_fields is None or set(RIGHTS) & set(update_fields))
    instance._rights_before = sender.objects.filter(pk=instance.pk).values(*RIGHTS).first() if is_asked else None


def account_saved(sender: type, instance: Any, created: bool, raw: bool = False, **kwargs: Any) -> None:
    if created:
        note("auth.account_made", subject=instance, data={name: getattr(instance, name) for name in RIGHTS})
    elif before := getattr(instance, "_rights_before", None):
        after = {name: getattr(instance, name) for name in RIGHTS}
        if after != before:
            note("auth.account_changed", subject=instance, data={"before": before, "after": after})


def account_deleted(sender: type, instance: Any, **kwargs: Any) -> None:
    note("auth.account_deleted", subject=instance)


def roles_changed(instance: Any, action: str, reverse: bool, model: type, pk_set: Any, **kwargs: Any) -> None:
    """Whoever gets a role or loses it, from either side of the relation."""
    deed = {"post_add": "added", "post_remove": "removed", "pre_clear": "cleared"}.get(action)
    if deed is None or (pk_set is not None and not pk_set):
        return
    others = model.objects.filter(pk__in=pk_set) if pk_set else _held(instance, reverse)
    for person, group in [(other, instance) if reverse else (instance, other) for other in others]:
        note("auth.roles_changed", subject=person, data={deed: group.name})


def _held(instance: Any, reverse: bool) -> Any:
    return instance.user_set.all() if reverse else instance.groups.all()


def rights_changed(instance: Any, action: str, reverse: bool, model: type, pk_set: Any, **kwargs: Any) -> None:
    """What a role may do."""
    deed = {"post_add": "added", "post_remove": "removed"}.get(action)
    if deed and pk_set and not reverse:
        rights = model.objects.filter(pk__in=pk_set).select_related("content_type")
        names = sorted(f"{right.content_type.app_label}.{right.codename}" for right in rights)
        note("auth.rights_changed", subject=instance, data={deed: names})


def ensure_guards(using: str, plan: Any = None, **kwargs: Any) -> None:
    if not any(backwards for _migration, backwards in plan or ()):
        guards.ensure(using)


def connect() -> None:
    follow_wagtail()
    user = get_user_model()
    name = "warraq.audit"
    user_logged_in.connect(signed_in, dispatch_uid=f"{name}.signed_in")
    user_logged_out.connect(signed_out, dispatch_uid=f"{name}.signed_out")
    pre_save.connect(remember_rights, sender=user, dispatch_uid=f"{name}.before")
    post_save.connect(account_saved, sender=user, dispatch_uid=f"{name}.saved")
    post_delete.connect(account_deleted, sender=user, dispatch_uid=f"{name}.deleted")
    m2m_changed.connect(roles_changed, sender=user.groups.through, dispatch_uid=f"{name}.roles")
    m2m_changed.connect(rights_changed, sender=Group.permissions.through, dispatch_uid=f"{name}.rights")
    post_migrate.connect(ensure_guards, sender=apps.get_app_config("audit"), dispatch_uid=f"{name}.guards")
