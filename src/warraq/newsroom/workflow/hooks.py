"""Where the newsroom shows steps: a page's history, its editor, the settings."""

from typing import Any

from django.http import HttpRequest
from django.templatetags.static import static
from django.urls import URLPattern, URLResolver, include, path, reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin import messages
from wagtail.admin.menu import MenuItem

from ..notices.wording import name_of
from .claiming import CLAIMED, DUE, RELEASED
from .queries import step_of
from .views import may_choose


class ApprovalMenuItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return may_choose(request.user)


def settings_item() -> MenuItem:
    url = reverse("steps:approval")
    return ApprovalMenuItem(gettext_lazy("Approval"), url, name="approval", icon_name="clipboard-list", order=90)


def admin_urls() -> list[URLPattern | URLResolver]:
    return [path("steps/", include("warraq.newsroom.workflow.urls"))]


def script() -> str:
    return format_html('<script src="{}" type="module"></script>', static("newsroom/steps.js"))


def tell_who_has_it(request: HttpRequest, page: Any) -> None:
    """At the top of the editor, when a colleague has it in hand."""
    if request.method != "GET" or "application/json" in request.headers.get("Accept", ""):
        return
    step = step_of(page)
    if step and step.claimed_by_id and step.claimed_by_id != request.user.pk:
        words = _("%(who)s has this story in hand: %(step)s")
        messages.info(request, format_html("{}", words % {"who": name_of(step.claimed_by), "step": step.task_name}))


def log_actions(actions: Any) -> None:
    actions.register_action(CLAIMED, gettext_lazy("Take a step"), gettext_lazy("Took the step: has it now"))
    actions.register_action(RELEASED, gettext_lazy("Leave a step"), gettext_lazy("Left the step to the others"))
    actions.register_action(DUE, gettext_lazy("Due time of a step"), gettext_lazy("Changed when the step is due"))
