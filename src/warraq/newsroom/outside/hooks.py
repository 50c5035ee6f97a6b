"""Where the newsroom leads to links for outside review, and what a page's history says of them."""

from collections.abc import Iterator
from typing import Any

from django.contrib.auth.models import Permission
from django.db.models import QuerySet
from django.templatetags.static import static
from django.urls import URLPattern, URLResolver, include, path, reverse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from wagtail.admin.widgets import Button
from wagtail.log_actions import LogFormatter

from warraq.stories.models import StoryPage

from .answering import ANSWERED
from .making import CLOSED, MADE, may_make
from .models import ReviewAnswer, ReviewLink


class _Formatter(LogFormatter):
    sentence: Any

    def format_message(self, entry: Any) -> str:
        return self.sentence % {"person": entry.data.get("person", "")}


class MadeFormatter(_Formatter):
    label = _("Make a link for outside review")
    sentence = _("Link for outside review made for %(person)s")


class ClosedFormatter(_Formatter):
    label = _("Close a link for outside review")
    sentence = _("Link for outside review closed: %(person)s")


class AnsweredFormatter(LogFormatter):
    label = _("Answer from outside")

    def format_message(self, entry: Any) -> str:
        kind = dict(ReviewAnswer.Kind.choices).get(entry.data.get("kind"), "")
        said = {"name": entry.data.get("name", ""), "kind": kind, "text": entry.data.get("text", "")}
        return _("From outside, %(name)s: %(kind)s. %(text)s") % said


def log_actions(actions: Any) -> None:
    actions.register_action(MADE)(MadeFormatter)
    actions.register_action(CLOSED)(ClosedFormatter)
    actions.register_action(ANSWERED)(AnsweredFormatter)


def admin_urls() -> list[URLPattern | URLResolver]:
    return [path("outside/", include("warraq.newsroom.outside.urls"))]


def permissions() -> QuerySet[Permission]:
    app, model = ReviewLink._meta.app_label, ReviewLink._meta.model_name
    return Permission.objects.filter(content_type__app_label=app, content_type__model=model)


def header_button(page: Any, user: Any, view_name: str, next_url: str | None = None) -> Iterator[Button]:
    if page.specific_class is StoryPage and may_make(page, user):
        address = reverse("outside:links", args=[page.pk])
        yield Button(_("Outside review"), url=address, icon_name="mail", priority=75)


def sheet() -> str:
    return format_html('<link rel="stylesheet" href="{}">', static("newsroom/outside-desk.css"))
