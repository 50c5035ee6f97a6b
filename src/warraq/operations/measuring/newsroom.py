"""What the newsroom's work and its pages cost on the site at hand: here, in the database's session, on the clock.

Each deed is done in a transaction that is taken back, so that nothing is left behind and no reader's page is refreshed.
"""

import secrets
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.db import connection, transaction
from django.db.models import Count
from django.test import Client
from django.urls import reverse
from modelsearch.index import insert_or_update_object
from wagtail.models import Page

from warraq.editions.models import Edition
from warraq.people.models import User
from warraq.stories.models import Byline, SectionPage, StoryKeyword, StoryPage

from . import desk
from .wire import CannotMeasure

ROUNDS = 5
ENOUGH = 20.0  # seconds after which a slow deed is not repeated any more
PAGE = 50  # rows of an explorer's page

LISTS = {
    "pictures": "wagtailimages:index",
    "films": "wagtailsnippets_media_video:list",
    "keywords": "wagtailsnippets_stories_keyword:list",
    "authors": "wagtailsnippets_people_author:list",
    "dossiers": "dossiers:index",
    "dossier desk": "dossier_desk:index",
    "albums": "albums:index",
    "videos": "videos:index",
    "maps": "maps:index",
    "comments that wait": "moderation:queue",
    "decisions about comments": "moderation:decisions",
    "embargoes": "embargo:index",
    "corrections": "corrections:index",
    "removed pages": "wagtailsnippets_stories_removal:list",
}

Act = Callable[[], Any]


@dataclass(frozen=True)
class Timed:
    """Medians of one deed: CPU milliseconds of this process and of the database's, those on the clock, statements."""

    deed: str
    cpu: float
    database: float
    wall: float
    queries: int


@dataclass(frozen=True)
class Scene:
    """The largest section and what is done with it."""

    section: SectionPage
    other: SectionPage
    story: StoryPage
    size: int
    total: int

    @classmethod
    def find(cls) -> "Scene":
        edition = next(edition for edition in Edition.objects.all() if edition.is_default)
        ranked = SectionPage.objects.live().filter(edition=edition).annotate(size=Count("stories"))
        sections = list(ranked.order_by("-size", "pk")[:2])
        if len(sections) < 2 or not sections[0].size:
            raise CannotMeasure("two sections and a story are needed: run `warraq bench fill 1000` first")
        stories = StoryPage.objects.listed().filter(section=sections[0]).order_by("-listed_at", "-pk")
        story = stories[sections[0].size // 2]
        return cls(*sections, story, sections[0].size, StoryPage.objects.count())

    # --- deeds: each makes ready and returns what is to be timed ---

    def draft(self) -> Act:
        return self._new_story

    def publish(self) -> Act:
        return self._new_story().publish

    def publish_edit(self) -> Act:
        story = self._some_story()
        story.title = f"{story.title} 2"
        return lambda: story.save_revision().publish()

    def unpublish(self) -> Act:
        return self._some_story().unpublish

    def move(self) -> Act:
        # Read anew: an object that a transaction has changed does not know that it was taken back.
        story, other = self._some_story(), SectionPage.objects.get(pk=self.other.pk)
        return lambda: story.move(other, pos="last-child")

    def delete(self) -> Act:
        return self._some_story().delete

    def index(self) -> Act:
        story = self._some_story()
        return lambda: insert_or_update_object(story)

    def rename_section(self) -> Act:
        """By the editor's own form."""
        section = SectionPage.objects.get(pk=self.section.pk)
        editor = signed_in()
        data = {"title": section.title, "slug": f"{section.slug}-2", "description": section.description}
        data |= {"seo_title": "", "search_description": "", "show_in_menus": "on", "action-publish": "1"}
        data |= {f"comments-{name}_FORMS": "0" for name in ("TOTAL", "INITIAL")}
        address = reverse("wagtailadmin_pages:edit", args=[section.pk])
        return lambda: _expect(editor.post(address, data), 302)

    def reorder_section(self) -> Act:
        """One place up among its neighbours, which changes the paths of two sections."""
        section = Page.objects.get(pk=self.section.pk)
        neighbour = section.get_prev_sibling() or section.get_next_sibling()
        position = "left" if neighbour.path < section.path else "right"
        return lambda: section.move(neighbour, pos=position)

    def _new_story(self) -> Any:
        other = self._some_story()
        story = StoryPage(title=f"{other.title} 2", standfirst=other.standfirst, body=other.body, form=other.form)
        story.live, story.locale = False, other.locale
        story.bylines = [Byline(author=row.author, sort_order=row.sort_order) for row in other.bylines.all()]
        story.story_keywords = [
            StoryKeyword(keyword=row.keyword, sort_order=row.sort_order) for row in other.story_keywords.all()
        ]
        SectionPage.objects.get(pk=self.section.pk).add_child(instance=story)
        return story.save_revision()

    def _some_story(self) -> StoryPage:
        return StoryPage.objects.get(pk=self.story.pk)

    # --- pages ---

    def pages(self) -> dict[str, str]:
        """Addresses of the newsroom by what an editor calls them."""
        explorer = reverse("wagtailadmin_explore", args=[self.section.pk])
        last = max(1, -(-self.size // PAGE))
        word = self.story.title.split()[0]
        chooser = "page_type=stories.storypage"
        below = reverse("wagtailadmin_choose_page_child", args=[self.section.pk])
        stories = reverse("stories:index")
        return {
            "first page": reverse("wagtailadmin_home"),
            "stories": stories,
            f"stories, page {last}": f"{stories}?p={last}",
            "stories of a section": f"{stories}?section={self.section.pk}",
            "stories, searched": f"{stories}?q={word}",
            "explorer, home": reverse("wagtailadmin_explore", args=[self.section.get_parent().pk]),
            "explorer, section": explorer,
            f"explorer, section, page {last}": f"{explorer}?p={last}",
            "explorer, by title": f"{explorer}?ordering=title",
            "explorer, searched": f"{explorer}?q={word}",
            "explorer menu": f"{reverse('wagtailadmin_api:pages:listing')}?child_of={self.section.pk}&for_explorer=1",
            "page search": f"{reverse('wagtailadmin_pages:search')}?q={word}",
            "chooser": f"{reverse('wagtailadmin_choose_page')}?{chooser}",
            "chooser, section": f"{below}?{chooser}",
            "chooser, searched": f"{reverse('wagtailadmin_choose_page_search')}?{chooser}&q={word}",
            "new story": reverse("wagtailadmin_pages:add", args=["stories", "storypage", self.section.pk]),
            "story": reverse("wagtailadmin_pages:edit", args=[self.story.pk]),
            "history of a story": reverse("wagtailadmin_pages:history", args=[self.story.pk]),
            "use of a story": reverse("wagtailadmin_pages:usage", args=[self.story.pk]),
            "section": reverse("wagtailadmin_pages:edit", args=[self.section.pk]),
            "where to move a story": reverse("wagtailadmin_pages:move", args=[self.story.pk]),
            "deleting a section": reverse("wagtailadmin_pages:delete", args=[self.section.pk]),
            "site history": reverse("wagtailadmin_reports:site_history"),
            "read now": reverse("reads:now"),
            "reads of a story": reverse("reads:story", args=[self.story.pk]),
            "reads of stories": reverse("reads:stories"),
            "old stories read again": reverse("reads:again"),
            "front board, home": reverse("board:front", args=[self.section.get_parent().pk]),
            "front board, section": reverse("board:front", args=[self.section.pk]),
            "front board, stories found": f"{reverse('board:found', args=[self.section.pk])}?q={word}",
            **{label: reverse(name) for label, name in LISTS.items()},
        }


def measure_newsroom(rounds: int, say: Callable[[str], None]) -> None:
    scene = Scene.find()
    say(f"{scene.total:,} stories, {scene.size:,} of them in the section at hand; {connection.vendor}")
    say(_heading("deed"))
    for name, deed in _deeds(scene).items():
        say(_line(measure(name, deed, rounds)))
    say(_heading("page"))
    for name, address in scene.pages().items():
        say(_line(measure(name, _visit(address), rounds)))
    for name, address in desk.addresses().items():
        say(_line(measure(name, desk.visit(address, signed_in, lambda answer: _expect(answer, 200)), rounds)))


def _deeds(scene: Scene) -> dict[str, Callable[[], Act]]:
    return {
        "save a new draft": scene.draft,
        "publish a new story": scene.publish,
        "publish an edit": scene.publish_edit,
        "unpublish": scene.unpublish,
        "move a story to another section": scene.move,
        "delete a story": scene.delete,
        "index a story for searching": scene.index,
        "rename the section": scene.rename_section,
        "put the section one place up": scene.reorder_section,
    }


def measure(name: str, deed: Callable[[], Act], rounds: int = ROUNDS) -> Timed:
    """The medians of a deed; a first one, which warms up, is left out unless it takes too long."""
    runs: list[tuple[float, float, float, int]] = []
    began = time.monotonic()
    for number in range(rounds + 1):
        with _taken_back():
            run = _timed(deed())
        is_slow = time.monotonic() - began > ENOUGH
        if number or is_slow:
            runs.append(run)
        if is_slow:
            break
    return Timed(name, *(median(column) for column in zip(*runs, strict=True)))


def _timed(act: Act) -> tuple[float, float, float, int]:
    queries = 0

    def count(execute: Callable, *asked: Any) -> Any:
        nonlocal queries
        queries += 1
        return execute(*asked)

    session = _session()
    with connection.execute_wrapper(count):
        before = time.process_time(), _cpu_of(session), time.perf_counter()
        act()
        after = time.process_time(), _cpu_of(session), time.perf_counter()
    cpu, database, wall = (1000 * (late - early) for early, late in zip(before, after, strict=True))
    return cpu, database, wall, queries


def _session() -> int | None:
    """The process of PostgreSQL that works for us. SQLite works in this one."""
    if connection.vendor != "postgresql":
        return None
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        return cursor.fetchone()[0]


def _cpu_of(session: int | None) -> float:
    """Seconds, where the database runs on this machine."""
    try:
        return int(Path(f"/proc/{session}/schedstat").read_text("ascii").split()[0]) / 1e9 if session else 0.0
    except OSError:
        return 0.0


@contextmanager
def _taken_back() -> Iterator[None]:
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def _visit(address: str) -> Callable[[], Act]:
    def make_ready() -> Act:
        editor = signed_in()
        # Its first request reads the session and the user for the first time, as an editor's first one does.
        return lambda: _expect(editor.get(address), 200)

    return make_ready


def signed_in() -> Client:
    """A browser of an editor-in-chief who is there for as long as the transaction."""
    site = urlsplit(settings.WARRAQ_BASE_URL)
    editor = User.objects.create(username=f"bench-{secrets.token_hex(8)}", is_superuser=True, is_staff=True)
    client = Client(SERVER_NAME=site.hostname, SERVER_PORT=str(site.port or 80))
    if site.scheme == "https":
        client.defaults["wsgi.url_scheme"] = "https"
    client.force_login(editor)
    return client


def _expect(response: Any, status: int) -> None:
    if response.status_code != status:
        path = response.request["PATH_INFO"]
        raise CannotMeasure(f"{path} answers {response.status_code} instead of {status}: nothing to measure")


def _heading(what: str) -> str:
    return f"{what:<34}{'CPU ms':>10}{'database':>10}{'wall ms':>10}{'queries':>9}"


def _line(timed: Timed) -> str:
    columns = "".join(f"{value:>10,.1f}" for value in (timed.cpu, timed.database, timed.wall))
    return f"{timed.deed:<34}{columns}{timed.queries:>9,.0f}"
