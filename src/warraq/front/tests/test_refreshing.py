"""A change names exactly what shows it: nothing that changes is missed, and no more is hit of a longer archive."""

from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from datetime import date as day
from typing import Any

import pytest
from django.db import transaction
from wagtail.models import PageViewRestriction

from warraq import testing
from warraq.changes.models import Change
from warraq.front.arranged import GALLERY, STORIES, home, rail
from warraq.front.models import FrontPage
from warraq.front.working import arrange
from warraq.galleries.models import AlbumPage
from warraq.pagestore.addresses import addresses_of, all_addresses
from warraq.pagestore.rendering import render
from warraq.pagestore.store import Rendered
from warraq.pagestore.views import NotStored
from warraq.readership.models import Window
from warraq.readership.tests.lists import write_list
from warraq.stories.models import Correction, PinnedRelated, StoryPage

pytestmark = pytest.mark.django_db

RAILS = [rail(STORIES, form="opinion", count=2), rail(STORIES, count=3, look="list"), rail(GALLERY, count=2)]


@pytest.fixture(autouse=True)
def _files_of_their_own(settings: Any, tmp_path: Any) -> None:
    settings.MEDIA_ROOT = tmp_path / "media"


def fresh(record: Any) -> Any:
    """The record as it is stored: what a change does to one in memory is not taken back with it."""
    return type(record).objects.get(pk=record.pk)


def date(story: Any, *day: int) -> None:
    """Let a page have come out on another day."""
    story = fresh(story)
    story.published_at = datetime(*day, 10, tzinfo=UTC)
    story.save()


class Scene:
    """Two sections with stories of several months, months without any between them, and all that stands beside."""

    def __init__(self) -> None:
        self.picture, self.other_picture = testing.make_image(), testing.make_image("صورة أخرى")
        self.author, self.other_author = testing.make_author(), testing.make_author("هدى عيسى")
        self.keyword, self.other_keyword = testing.make_keyword(), testing.make_keyword("الزراعة")
        self.unused = testing.make_keyword("لم يستعمل")
        self.dossier = testing.make_dossier()
        self.other_dossier = testing.make_dossier("ملف السدود")
        self.section, self.other_section = testing.make_section(), testing.make_section("ثقافة", "culture")
        self.stories = [self._story(number, month) for number, month in enumerate((1, 2, 2, 5, 8, 9))]
        self.story = self.stories[3]
        self.hidden = testing.make_draft(self.section, "لم ينشر بعد")
        for month in (1, 3, 4, 6, 9):
            date(testing.make_album(f"ألبوم {month}", images=[self.picture]), 2024, month, 5)
        front = FrontPage.objects.get(edition=self.section.edition)
        arrange(front, home(RAILS))
        write_list(self.section.edition, Window.WEEK, self.stories[::-1])
        write_list(self.section, Window.DAY, self.stories)

    def _story(self, number: int, month: int) -> StoryPage:
        story = testing.make_story(
            self.section if number % 4 else self.other_section,
            f"قصة {number}",
            form="opinion" if number % 3 == 0 else "news",
            lead_picture=self.picture if number % 2 else None,
            authors=[self.author] if number == 3 else [self.other_author],
            keywords=[self.keyword] if number == 3 else [self.other_keyword],
            dossiers=[self.dossier],
        )
        date(story, 2024, month, 5 + number)
        return fresh(story)


def rendered(paths: Iterable[str]) -> dict[str, Rendered]:
    found = {}
    for path in paths:
        try:
            found[path] = render(path)
        except NotStored:
            continue
    return found


def last_change() -> int:
    return Change.objects.order_by("-pk").values_list("pk", flat=True).first() or 0


def differs(before: Rendered, after: Rendered | None) -> bool:
    told = [(page.status, page.body, page.headers) if page else None for page in (before, after)]
    return told[0] != told[1]


def missed(before: dict[str, Rendered], change: Callable[[], Any]) -> list[str]:
    """The pages that are no longer what they were although the change named nothing they show; it is taken back."""
    with transaction.atomic():
        last = last_change()
        change()
        named = {key for entry in Change.objects.filter(pk__gt=last) for key in entry.keys}
        gone = {
            entry.subject
            for entry in Change.objects.filter(pk__gt=last)
            if entry.kind in (Change.Kind.UNPUBLISHED, Change.Kind.DELETED)
        }
        rest = {path: page for path, page in before.items() if not page.keys & named and page.subject not in gone}
        after = rendered(rest)
        transaction.set_rollback(True)
    return [path for path, page in rest.items() if differs(page, after.get(path))]


def test_whatever_changes_of_a_story_is_named_to_every_page_that_tells_it():
    scene = Scene()
    before = rendered(all_addresses())
    assert len(before) > 60
    assert {path: wrong for path, wrong in _each_missed(scene, before) if wrong} == {}


def _each_missed(scene: Scene, before: dict[str, Rendered]) -> Iterable[tuple[str, list[str]]]:
    for name, change in changes_of(scene):

        def make(change: Callable[[StoryPage], Any] = change) -> None:
            change(fresh(scene.story))

        yield name, missed(before, make)


def saved(name: str, value: Any) -> Callable[[StoryPage], None]:
    def change(story: StoryPage) -> None:
        setattr(story, name, value)
        story.save()

    return change


# What no reader's page depends on, or what is derived when a story is saved.
NOT_TOLD = {"page_ptr", "edition", "section", "listed_at", "corrected_on", "withdrawn_on"}


def changes_of(scene: Scene) -> list[tuple[str, Callable[[StoryPage], Any]]]:
    """Every column of a story changed once, what hangs on it, and the roads it can go."""
    columns: dict[str, Any] = {
        "published_at": datetime(2024, 2, 3, tzinfo=UTC),
        "counterpart": scene.stories[1],
        "share_picture": scene.other_picture,
        "address_slug": "كلمات-أخرى",
        "form": "news",
        "kicker": "تمهيد",
        "short_headline": "قصير",
        "standfirst": "سطر أول",
        "agency": "الضفاف-",
        "place": "بيروت",
        "lead_picture": None,
        "lead_alt": "غيره",
        "lead_caption": "شرح",
        "body": [("paragraph", "<p>نص آخر.</p>")],
        "comment_policy": "closed",
        "comment_days": 1,
    }
    fields = {field.name for field in StoryPage._meta.concrete_fields if field.model is StoryPage}
    assert columns.keys() == fields - NOT_TOLD
    lists = {
        "title": ("title", "عنوان آخر"),
        "seo_title": ("seo_title", "عنوان للبحث"),
        "search_description": ("search_description", "وصف"),
        "another picture": ("lead_picture", scene.other_picture),
        "an empty month": ("published_at", datetime(2024, 6, 3, tzinfo=UTC)),
        "the first month": ("published_at", datetime(2019, 6, 3, tzinfo=UTC)),
        "the last month": ("published_at", datetime(2025, 6, 30, 22, 30, tzinfo=UTC)),
        "an earlier hour of the month": ("published_at", datetime(2024, 5, 1, 1, tzinfo=UTC)),
        "keywords": ("story_keywords", [_keyword(scene, scene.unused)]),
        "bylines": ("bylines", []),
        "filings": ("filings", [_filing(scene)]),
        "corrections": ("corrections", [Correction(date=day(2024, 6, 1), text="صححنا.")]),
        "withdrawal": ("corrections", [Correction(date=day(2024, 6, 1), text="سحبنا.", kind="withdrawal")]),
        "pinned": ("pinned", [PinnedRelated(related=scene.stories[0])]),
    }
    roads = {
        "unpublish": lambda story: story.unpublish(),
        "delete": lambda story: story.delete(),
        "move": lambda story: story.move(fresh(scene.other_section), pos="last-child"),
        "private": lambda story: PageViewRestriction.objects.create(page=story, restriction_type="login"),
        "private by its section": lambda story: _move_behind_a_login(story, scene),
        "publish another": lambda story: scene.hidden.get_latest_revision().publish(),
        "merge its keyword": lambda story: fresh(scene.keyword).merge_into(fresh(scene.unused)),
        "merge into another": lambda story: fresh(scene.keyword).merge_into(fresh(scene.other_keyword)),
        "delete its keyword": lambda story: fresh(scene.keyword).delete(),
        "rename its author": lambda story: _rename(fresh(scene.author)),
        "a new standard page": lambda story: testing.make_standard_page(),
        "a new section": lambda story: testing.make_section("رأي", "opinion"),
        "a new album": lambda story: testing.make_album("ألبوم تموز", images=[scene.picture]),
        "an album withdrawn": lambda story: AlbumPage.objects.get(title="ألبوم 4").unpublish(),
        "an album dated back": lambda story: date(AlbumPage.objects.get(title="ألبوم 9"), 2024, 3, 20),
        "its picture deleted": lambda story: fresh(scene.picture).delete(),
        "a dossier withdrawn": lambda story: fresh(scene.dossier).unpublish(),
    }
    given = [(name, saved(*pair)) for name, pair in ({name: (name, columns[name]) for name in columns} | lists).items()]
    return [*given, *roads.items()]


def _keyword(scene: Scene, keyword: Any) -> Any:
    return type(scene.story.story_keywords.first())(keyword=keyword)


def _filing(scene: Scene) -> Any:
    return type(scene.story.filings.first())(dossier=scene.other_dossier)


def _rename(author: Any) -> None:
    author.name = "اسم آخر"
    author.save()


def _move_behind_a_login(story: StoryPage, scene: Scene) -> None:
    closed = testing.make_section("مغلق", "closed")
    PageViewRestriction.objects.create(page=closed, restriction_type="login")
    story.move(fresh(closed), pos="last-child")


def test_a_story_moved_behind_a_login_leaves_the_lists_of_its_keywords_and_authors():
    scene = Scene()
    _move_behind_a_login(fresh(scene.story), scene)
    assert rendered([scene.keyword.url, scene.author.url]) == {}


# --- how far a change reaches ------------------------------------------------------------------------------------


def reach(change: Callable[[], Any]) -> int:
    """How many pages a change hits; it is taken back."""
    before = rendered(all_addresses())
    with transaction.atomic():
        last = last_change()
        change()
        named = {key for entry in Change.objects.filter(pk__gt=last) for key in entry.keys}
        transaction.set_rollback(True)
    return sum(bool(page.keys & named) for page in before.values())


MAKERS: dict[str, Callable[[str, Any], Any]] = {
    "story": lambda title, image: testing.make_story(title=title),
    "album": lambda title, image: testing.make_album(title, images=[image]),
}


@pytest.mark.parametrize("kind", MAKERS)
def test_a_publish_hits_as_many_pages_of_two_years_as_of_one(kind: str):
    make, image = MAKERS[kind], testing.make_image()

    def fill(year: int) -> None:
        for month in range(1, 13):
            date(make(f"{year} {month}", image), year, month, 5)

    fill(2023)
    make("هذا الشهر", image)
    few = reach(lambda: make("الآن", image))
    fill(2022)
    assert reach(lambda: make("الآن", image)) == few > 3


def test_an_edit_in_place_names_the_story_alone():
    scene = Scene()
    last = last_change()
    story = fresh(scene.story)
    story.title = "عنوان آخر"
    story.save_revision().publish()
    (change,) = Change.objects.filter(pk__gt=last)
    assert change.keys == [story.object_key]


def test_a_new_month_has_its_archive_and_sitemap_wanted():
    scene = Scene()
    assert {"/news/archive/2024/05/", "/sitemaps/stories-ar-2024-05.xml"} <= set(addresses_of(scene.story.object_key))
