"""Two guards over every page kind: are all tables read covered by keys, and does every row's change hit the page?"""

import re
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from copy import deepcopy
from unittest import mock

import pytest
from django.contrib.contenttypes.models import ContentType
from django.core.cache import cache
from django.db import connection, models
from django.test import Client
from modelcluster.fields import ParentalKey

from warraq import testing
from warraq.changes.models import Change
from warraq.changes.recording import Recorder, depends_on, recording
from warraq.fieldmaps.models import MapArea, MapLayer
from warraq.front.arranged import MAP, STORIES, TOP, Part, Pin, Rule, first_home, home, rail
from warraq.front.arranged import section as section_front
from warraq.front.models import FrontPage
from warraq.front.working import arrange
from warraq.media.models import Image
from warraq.people.models import Author
from warraq.stories import cards
from warraq.stories.models import Correction, RelatedStory, SectionPage, StoryPage

pytestmark = pytest.mark.django_db

# Which keys cover a table: at least one key of the page must match. Tables that are not named fail the test.
COVER = {
    "stories_storypage": r"story:\d+$|.*:stories$",
    "stories_byline": r"story:\d+$|author:\d+:stories$",
    "stories_storykeyword": r"story:\d+$|keyword:\d+:stories$",
    "stories_keyword": r"keyword:\d+$|story:\d+$",
    "stories_relatedstory": r"story:\d+:related$",
    "stories_correction": r"story:\d+$",
    "stories_sectionpage": r"section:\d+$|edition:\d+:sections$",
    "stories_standardpage": r"standard:\d+$",
    "people_author": r"author:\d+$|story:\d+$|album:\d+$|videopage:\d+$",
    "media_image": r"(image|story|dossier|author|edition):\d+$|.*:(stories|albums|videos|dossiers)$",
    "media_rendition": r"image:\d+$",
    "media_video": r"video:\d+$|edition:\d+:videos$",
    "media_videocaptions": r"video:\d+$",
    "dossiers_dossierpage": r"dossier:\d+$|edition:\d+:dossiers$|story:\d+$",
    "dossiers_dossierindexpage": r"dossierindex:\d+$",
    "dossiers_filing": r"dossier:\d+|story:\d+$",
    "dossiers_firstread": r"dossier:\d+$",
    "dossiers_timelineentry": r"dossier:\d+$",
    "dossiers_actor": r"dossier:\d+$",
    "galleries_albumpage": r"album:\d+$|edition:\d+:albums$",
    "galleries_albumpicture": r"album:\d+$",
    "galleries_albumindexpage": r"albumindex:\d+$",
    "galleries_videopage": r"videopage:\d+$|edition:\d+:videos$",
    "galleries_videoindexpage": r"videoindex:\d+$",
    "fieldmaps_fieldmappage": r"fieldmap:\d+$|edition:\d+:maps$|dossier:\d+:maps$",
    "fieldmaps_fieldmapindexpage": r"fieldmapindex:\d+$",
    "fieldmaps_maplayer": r"fieldmap:\d+$",
    "fieldmaps_mapevent": r"fieldmap:\d+$",
    "fieldmaps_maparea": r"fieldmap:\d+$",
    "fieldmaps_borderstyle": r"basemap:all$",
    "fieldmaps_territoryname": r"basemap:all$",
    "front_frontpage": r"front:\d+$",
    "front_arrangement": r"(front|section):\d+:arrangement$",
    "readership_mostread": r".*:most-read-[a-z]+$",
    "editions_edition": r"edition:\d+$",
    "editions_announcedmonthstart": r"edition:\d+$",
    "breaking_strip": r"edition:\d+:breaking$",
    "sharecards_sharecard": r".*:card$",
    "comments_comment": r"story:\d+:comments$",
    "wagtailcore_page": r".+",  # always joined with the table of its kind
    "wagtailcore_locale": r"site:all$",
    "wagtailcore_site": r"site:all$",
    "django_content_type": r".+",  # rows of the program, not of the newsroom
}
TABLE = re.compile(r'(?:FROM|JOIN)\s+"(\w+)"')
WRITE = re.compile(r"\s*(?:INSERT|UPDATE|DELETE)\b", re.IGNORECASE)


class Scene:
    """A small site in which every kind of page shows every kind of thing."""

    def __init__(self) -> None:
        picture = testing.make_image()
        self.author = testing.make_author(photo=testing.make_image("صورة الكاتبة"), bio="تكتب عن الماء.")
        self.keyword = testing.make_keyword(description="كل ما يجري.")
        self.dossier = testing.make_dossier(lead_picture=picture, lead_alt="نهر", summary="<p>ملخص</p>")
        self.section = testing.make_section()
        shown = {"authors": [self.author], "keywords": [self.keyword], "dossiers": [self.dossier]}
        self.earlier = testing.make_story(
            self.section, title="قصة سابقة", lead_picture=picture, lead_alt="نهر", **shown
        )
        body = [*testing.paragraphs(testing.TEXT), ("picture", {"image": picture, "alt": "نهر", "caption": ""})]
        cells = [["السنة", "المنسوب"], ["2022", "11"], ["2023", "14"]]
        figures = {"title": "المنسوب", "kind": "bar", "table": {"data": cells}, "source": "المرصد"}
        body.append(("chart", figures | {"unit": "سم", "note": "", "description": ""}))
        story = testing.new_story("القصة", lead_picture=picture, lead_alt="نهر", body=body, **shown)
        story.corrections = [Correction(date="2026-01-02", text="صححنا الرقم.")]
        self.story = testing.publish(self.section, story)
        self.album = testing.make_album(images=[picture], author=self.author)
        self.standard = testing.make_standard_page()
        area = MapArea(name="المسح", parts="نينوى")
        events = [testing.make_event(layer="رصد", story=self.earlier)]
        layers = [MapLayer(name="رصد")]
        self.map = testing.make_map(events=events, layers=layers, areas=[area], dossier=self.dossier)
        front = FrontPage.objects.get(edition=self.section.edition)
        rails = [part for part in first_home().parts if part.kind not in TOP]
        read = Part("read", STORIES, rule=Rule(section=self.section.pk, hours=24, order="day"))
        arrange(front, home([*rails, read, rail(MAP, page=self.map.pk)], picks=[Pin(self.earlier.pk)]))
        arrange(self.section, section_front(self.section.pk, lead=[Pin(self.earlier.pk)]))
        self.front = front

    def addresses(self) -> dict[str, str]:
        month = self.section.edition.day_of(self.story.listed_at)
        return {
            "home": "/",
            "section": self.section.url,
            "archive": self.section.archive_address(month),
            "story": self.story.url,
            "figures of a chart": f"/charts/{self.story.pk}/{self.story.body[-1].id}.csv",
            "author": self.author.url,
            "keyword": self.keyword.url,
            "dossiers": "/dossiers/",
            "dossier": self.dossier.url,
            "albums": "/albums/",
            "album": self.album.url,
            "videos": "/videos/",
            "standard": self.standard.url,
            "maps": "/maps/",
            "map": self.map.url,
            "framed map": f"/embed/maps/{self.map.pk}/",
            "map feed": f"/feeds/maps/{self.map.pk}.atom",
            "feed": "/feeds/home.rss",
            "section feed": f"/feeds/sections/{self.section.slug}.atom",
            "author feed": f"/feeds/authors/{self.author.slug}.json",
            "keyword feed": f"/feeds/keywords/{self.keyword.pk}.rss",
            "dossier feed": f"/feeds/dossiers/{self.dossier.pk}.rss",
        }


KINDS = ["home", "section", "archive", "story", "author", "keyword", "dossiers", "dossier", "albums", "album"]
KINDS += ["videos", "standard", "feed", "section feed", "author feed", "keyword feed", "dossier feed"]
# Without anything around them.
ALONE = ["framed map", "figures of a chart"]
KINDS += ["maps", "map", "map feed", *ALONE]


@pytest.fixture(scope="module")
def shared_scene(made_once: Callable[..., Scene]) -> Scene:
    return made_once(Scene)


@pytest.fixture
def scene(shared_scene: Scene) -> Scene:
    return deepcopy(shared_scene)


def forget_caches() -> None:
    """What a fresh process would not know yet."""
    cache.clear()
    ContentType.objects.clear_cache()


@contextmanager
def watching_tables() -> Iterator[set[str]]:
    """The tables read by SQL; a write during a render fails at once."""
    tables: set[str] = set()

    def look(execute: Callable, sql: str, params: object, many: bool, context: dict) -> object:
        assert not WRITE.match(sql), f"a render wrote: {sql[:120]}"
        tables.update(TABLE.findall(sql))
        return execute(sql, params, many, context)

    with connection.execute_wrapper(look):
        yield tables


def render(address: str) -> tuple[Recorder, set[str]]:
    forget_caches()
    with recording() as recorder, watching_tables() as tables:
        response = Client().get(address)
    assert response.status_code == 200, address
    return recorder, tables


@pytest.mark.parametrize("kind", KINDS)
def test_every_table_a_page_reads_is_covered_by_its_keys(scene: Scene, kind: str):
    recorder, tables = render(scene.addresses()[kind])
    uncovered = {table for table in tables if not any(re.match(COVER[table], key) for key in recorder.keys)}
    assert not uncovered
    assert "site:all" in recorder.keys


@contextmanager
def watching_rows() -> Iterator[dict[tuple[type, int], models.Model | None]]:
    """Every instance loaded from the database, and without one the story, section and picture of each card."""
    rows: dict[tuple[type, int], models.Model | None] = {}
    load, draw = models.Model.from_db.__func__, cards.card

    def from_db(cls: type, db: str, names: list[str], values: list) -> models.Model:
        row = load(cls, db, names, values)
        rows[cls, row.pk] = row
        return row

    def card(values: Sequence) -> cards.Card:
        drawn = draw(values)
        shown = [(StoryPage, drawn.pk), (SectionPage, drawn.section.pk), (Image, drawn.lead_picture_id)]
        rows.update({key: rows.get(key) for key in shown if key[1]})
        return drawn

    with mock.patch.object(models.Model, "from_db", classmethod(from_db)), mock.patch.object(cards, "card", card):
        yield rows


def owner_of(row: models.Model) -> models.Model:
    """The record with which a row is edited: a page for its byline, a picture for its rendition."""
    if isinstance(row, RelatedStory):
        return row.story
    for field in row._meta.concrete_fields:
        if isinstance(field, ParentalKey) or (field.name == "image" and row._meta.model_name == "rendition"):
            return owner_of(getattr(row, field.name))
    return row


NOT_EDITED = {"page", "locale", "site", "contenttype"}


@pytest.mark.parametrize("kind", KINDS)
def test_changing_any_row_a_page_has_loaded_hits_the_page(scene: Scene, kind: str):
    address = scene.addresses()[kind]
    forget_caches()
    with recording() as recorder, watching_rows() as rows:
        assert Client().get(address).status_code == 200
    owners = {(type(owner), owner.pk) for owner in map(owner_of, filter(None, rows.values()))}
    for model, pk in owners | {key for key, row in rows.items() if row is None}:
        if model._meta.model_name in NOT_EDITED:
            continue
        last = Change.objects.order_by("-pk").values_list("pk", flat=True).first()
        edited = model.objects.get(pk=pk)
        edited.save()
        named = {key for change in Change.objects.filter(pk__gt=last) for key in change.keys}
        assert named & recorder.keys, f"{model.__name__} {pk} is shown on {address}, but its change names only {named}"


def test_a_new_story_hits_every_list_it_enters(scene: Scene):
    shown = {kind: render(address)[0].keys for kind, address in scene.addresses().items()}
    last = Change.objects.order_by("-pk").values_list("pk", flat=True).first()
    testing.make_story(
        scene.section, title="قصة جديدة", authors=[scene.author], keywords=[scene.keyword], dossiers=[scene.dossier]
    )
    named = {key for change in Change.objects.filter(pk__gt=last) for key in change.keys}
    hit = {kind for kind, keys in shown.items() if keys & named}
    lists = {"home", "section", "archive", "author", "keyword", "dossier"}
    assert hit >= lists | {kind for kind in KINDS if "feed" in kind and kind != "map feed"}
    assert "story" not in hit
    assert "album" not in hit


def test_a_pinned_story_hits_home_also_while_it_is_hidden(scene: Scene):
    scene.earlier.unpublish()
    shown = render("/")[0].keys
    assert scene.earlier.object_key in shown


def test_a_related_story_hits_the_page_also_while_it_is_hidden(scene: Scene):
    assert scene.earlier.pk in [found.pk for found in scene.story.related]
    scene.earlier.unpublish()
    assert scene.earlier.object_key in render(scene.story.url)[0].keys


def test_a_section_renamed_hits_every_page_with_a_menu(scene: Scene):
    with_menu = [kind for kind in KINDS if "feed" not in kind and kind not in ALONE]
    shown = {kind: render(scene.addresses()[kind])[0].keys for kind in with_menu}
    last = Change.objects.order_by("-pk").values_list("pk", flat=True).first()
    scene.section.title = "أنباء"
    scene.section.save_revision().publish()
    named = {key for change in Change.objects.filter(pk__gt=last) for key in change.keys}
    assert {kind for kind, keys in shown.items() if keys & named} == set(shown)


def test_outside_a_render_nothing_is_noted(scene: Scene):
    with recording() as recorder:
        pass
    depends_on("story:1")
    Author.objects.get(pk=scene.author.pk)
    assert recorder.keys == set()


def test_renders_one_inside_the_other_keep_their_keys_apart(scene: Scene):
    with recording() as outer:
        depends_on("story:1")
        with recording() as inner:
            StoryPage.objects.get(pk=scene.story.pk)
        depends_on("story:2")
    assert outer.keys == {"story:1", "story:2"}
    assert scene.story.object_key in inner.keys
