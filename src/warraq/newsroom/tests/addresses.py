"""Every address of the newsroom, and something of the right kind for each number in it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from functools import cached_property
from typing import Any

from django.apps import apps
from django.conf import settings
from django.contrib.auth.models import Group
from django.urls import URLResolver, get_resolver
from django.utils import timezone
from wagtail import hooks
from wagtail.models import Collection, Locale, Site

from warraq import testing
from warraq.comments.models import Ban, Comment, RejectReason, Rule, State
from warraq.media.models import Document
from warraq.newsroom.models import Notice, Step
from warraq.newsroom.roles import Role

PLACE = re.compile(r"<(?:\w+:)?(\w+)>|\(\?P<(\w+)>(?:[^()]|\((?:[^()]|\([^()]*\))*\))*\)")


@dataclass(frozen=True)
class Address:
    """`name` is the view's, with its namespaces; `route` as Django has it."""

    name: str
    route: str

    def filled(self, values: dict[str, Any]) -> str:
        path = PLACE.sub(lambda found: str(values[found[1] or found[2]]), self.route)
        return "/" + path.replace("^", "").replace("$", "").replace(r"\.", ".").replace("//", "/")


def all_addresses() -> list[Address]:
    hooks.search_for_hooks()
    found = _walk(get_resolver(), "", ())
    return [address for address in found if address.route.startswith("newsroom/")]


def _walk(resolver: URLResolver, prefix: str, names: tuple[str, ...]) -> Iterator[Address]:
    for pattern in resolver.url_patterns:
        route = prefix + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            yield from _walk(pattern, route, (*names, pattern.namespace) if pattern.namespace else names)
        else:
            yield Address(":".join([*names, pattern.name or pattern.lookup_str]), route)


class Scene:
    """One of everything, made once: what addresses name by number."""

    def __init__(self) -> None:
        # Where its files are: each test has a place of its own.
        self.media = settings.MEDIA_ROOT
        self.author = testing.make_user("somebody", Role.REPORTER)
        self.section = testing.make_section()
        self.image = testing.make_image()
        self.story = testing.make_story(self.section, "مادة منشورة", lead_picture=self.image)
        self.revision = self.story.save_revision()
        self.draft = testing.make_draft(self.section, "مادة تنتظر", owner=self.author)
        self.workflow = self.draft.get_workflow()
        self.state = self.workflow.start(self.draft, self.author)
        self.step = Step.objects.get()
        self.step.due_at = timezone.now() - timedelta(hours=1)
        self.album = testing.make_album(images=[self.image])
        self.map = testing.make_map()
        self.document = Document.objects.create(title="وثيقة", file="documents/a.pdf")
        fields = {"name": "ليلى", "posted_at": timezone.now(), "text": "شكرًا"}
        self.comment = Comment.objects.create(
            story=self.story, edition=self.story.edition, state=State.WAITING, **fields
        )
        self.user = testing.make_user("another")
        self.notice = Notice.objects.create(user=self.author, kind="waiting", page=self.draft, title="مادة تنتظر")
        self.records = {
            "media.video": testing.make_film(poster=self.image),
            "stories.keyword": testing.make_keyword(),
            "people.author": testing.make_author(),
            "comments.ban": Ban.objects.create(of=Ban.Of.EMAIL, hash="a" * 64, name="مزعج"),
            "comments.rejectreason": RejectReason.objects.first(),
            "comments.rule": Rule.objects.first(),
        }

    @cached_property
    def common(self) -> dict[str, Any]:
        story, draft = self.story.pk, self.draft.pk
        return {
            "page_id": story,
            "page_pk": self.section.pk,
            "parent_page_id": self.section.pk,
            "page_to_move_id": story,
            "destination_id": self.section.pk,
            "content_type_app_name": "stories",
            "content_type_model_name": "storypage",
            "app_label": "stories",
            "model_name": "storypage",
            "app_name": "stories",
            "action": "publish",
            "action_name": "approve",
            "task_id": self.step.state.task_id,
            "task_state_id": self.step.state_id,
            "workflow_state_id": self.state.pk,
            "workflow_pk": self.workflow.pk,
            "revision_id": self.revision.pk,
            "revision_id_a": "earliest",
            "revision_id_b": "latest",
            "collection_id": Collection.get_first_root_node().pk,
            "object_id": draft,
            "session_id": 1,
            "image_id": self.image.pk,
            "document_id": self.document.pk,
            "doc_id": self.document.pk,
            "uploaded_file_id": 1,
            "filter_spec": "width-40",
            "redirect_id": 1,
            "number": self.step.pk,
            "changes": 1,
            "name": "today",
            "story": story,
            "code": "ar",
            "key": f"story:{story}",
            "kind": "letters",
            "language": "ar",
            "uidb64": "MQ",
            "token": "set-password",
        }

    def values_for(self, address: Address) -> dict[str, Any]:
        space, _colon, view = address.name.rpartition(":")
        values = self.common | {"pk": self._number_for(space, view)}
        return values | self._special(space, view)

    def _number_for(self, space: str, view: str) -> int:
        kind = space.removeprefix("wagtailsnippets_").removeprefix("wagtailsnippetchoosers_")
        app, _under, model = kind.partition("_")
        if record := self.records.get(f"{app}.{model}"):
            return record.pk
        if space.startswith(("wagtailsnippets_", "wagtailsnippetchoosers_")):
            first = apps.get_model(app, model).objects.first()
            return first.pk if first else 1
        numbers = {
            "wagtailadmin_collections": Collection.get_first_root_node(),
            "wagtailusers_users": self.user,
            "accounts": self.user,
            "wagtailusers_groups": Group.objects.order_by("pk").first(),
            "wagtailsites": Site.objects.first(),
            "wagtaillocales": Locale.objects.first(),
            "wagtailimages_chooser": self.image,
            "wagtailadmin_api:images": self.image,
            "wagtaildocs_chooser": self.document,
            "wagtailadmin_api:documents": self.document,
            "moderation": self.comment,
            "films": self.records["media.video"],
            "board": testing.make_front(),
        }
        if space == "wagtailadmin_workflows":
            return self.step.state.task_id if "task" in view else self.workflow.pk
        return numbers.get(space, self.story).pk

    def _special(self, space: str, view: str) -> dict[str, Any]:
        if space == "notices":
            return {"number": self.notice.pk}
        if (space, view) == ("desk", "hold"):
            return {"pk": self.step.pk}
        if space == "reach":
            return {"number": self.user.pk if view == "person" else Role.REPORTER.group().pk}
        if space == "films":
            return {"kind": "captions", "number": "00000000-0000-0000-0000-000000000000"}
        if view in ("map_table",):
            return {"pk": self.map.pk}
        if view in ("prints", "print"):
            return {"pk": self.map.pk, "name": "map"}
        if view in ("workflow_action", "collect_workflow_action_data", "confirm_workflow_cancellation"):
            return {"page_id": self.draft.pk}
        if view in ("workflow_preview", "workflow_history", "workflow_history_detail"):
            return {"page_id": self.draft.pk}
        if view == "wagtail_bulk_action":
            return {"app_label": "wagtailcore", "model_name": "page"}
        if view == "add_task":
            return {"app_label": "newsroom", "model_name": "reviewtask"}
        if space == "wagtailsnippets":
            return {}
        if space == "wagtailsettings":
            return {"app_name": "editions", "model_name": "edition"}
        if view == "wagtailadmin_tag_model_autocomplete":
            return {"app_name": "media", "model_name": "image"}
        if space == "wagtailadmin_api:pages" and view == "action":
            return {"action_name": "publish", "pk": self.draft.pk}
        return {}
