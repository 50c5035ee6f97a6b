"""What a cold page asks of the database: a fixed number of queries, whatever the number of stories."""

import datetime
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from warraq import testing
from warraq.fieldmaps.models import FieldMapIndexPage, FieldMapPage, MapEvent, MapLayer
from warraq.front.arranged import DOSSIERS, GALLERY, MAP, STORIES, Part, Pin, Rule, home, rail
from warraq.front.models import FrontPage
from warraq.front.working import arrange
from warraq.galleries.models import AlbumIndexPage, AlbumPage, AlbumPicture
from warraq.stories.models import Correction, PinnedRelated, SectionPage, StoryPage

pytestmark = pytest.mark.django_db
STORY_LIMIT, HOME_LIMIT = 8, 12
FORMS = ("news", "report", "analysis", "opinion", "interview", "explainer")


@pytest.fixture(autouse=True)
def _files_of_their_own(settings: Any, tmp_path: Any) -> None:
    settings.MEDIA_ROOT = tmp_path / "media"


def fill(section: SectionPage, count: int, **fields: Any) -> list[StoryPage]:
    """So many stories with everything a card can show."""
    return [
        testing.make_story(
            section,
            f"قياس رقم {number} من المرصد",
            form=FORMS[number % len(FORMS)],
            standfirst="ما الذي تقوله الأرقام هذا العام؟",
            **fields,
        )
        for number in range(count)
    ]


def full_story(section: SectionPage) -> StoryPage:
    """A story that has all a story can have."""
    authors = [
        testing.make_author(name, photo=testing.make_image()) for name in ("سامي الحدّاد", "هدى عيسى", "منى زيدان")
    ]
    dossiers = [testing.make_dossier(name) for name in ("ملف الأنهار", "ملف السدود")]
    pictures = [("picture", {"image": testing.make_image(), "alt": "", "caption": "قارب"}) for _ in range(3)]
    others = fill(section, 2, lead_picture=testing.make_image())
    story = testing.new_story(
        "قراءة في منسوب النهر",
        keywords=[testing.make_keyword(name) for name in ("المياه", "الطقس", "الزراعة")],
        authors=authors,
        dossiers=dossiers,
        lead_picture=testing.make_image(),
        body=[*testing.paragraphs(testing.TEXT), *pictures, *testing.paragraphs(testing.TEXT)],
    )
    story.pinned = [PinnedRelated(related=other, sort_order=n) for n, other in enumerate(others)]
    story.corrections = [Correction(date=datetime.date(2024, 3, 1), text="كان الرقم ناقصًا صفرًا.")]
    return testing.publish(section, story)


def queries_of(address: str) -> list[str]:
    """What one request asked, through the whole middleware, as a reader who was never here before."""
    with CaptureQueriesContext(connection) as asked:
        response = Client().get(address)
    assert response.status_code == 200
    return [query["sql"] for query in asked.captured_queries]


def test_a_full_story_asks_at_most_eight_queries():
    story = full_story(testing.make_section())
    asked = queries_of(story.url)
    assert len(asked) <= STORY_LIMIT, "\n".join(asked)


def test_a_story_asks_no_more_among_sixty_than_among_five():
    section = testing.make_section()
    story = full_story(section)
    keywords = [row.keyword for row in story.story_keywords.all()]
    fill(section, 3, keywords=keywords)
    few = len(queries_of(story.url))
    fill(section, 55, keywords=keywords)
    story.save_revision().publish()
    assert len(queries_of(story.url)) == few


def set_front(section: SectionPage, opinions: SectionPage) -> FrontPage:
    """A home page with a lead, four picks and every kind of rail."""
    front = FrontPage.objects.get(edition__code="ar")
    stories = fill(section, 5, lead_picture=testing.make_image(), authors=[testing.make_author()])
    lead, *picks = [Pin(story.pk) for story in stories]
    rails = [
        rail(STORIES, section=section.pk, count=6, look="list"),
        rail(STORIES, section=opinions.pk, count=6, look="views"),
        rail(STORIES, form="report", count=6),
        Part("read", STORIES, 6, rule=Rule(forms=("news", "report"), hours=48, order="week")),
        rail(DOSSIERS),
        rail(GALLERY),
        rail(MAP, page=make_map().pk),
    ]
    arrange(front, home(rails, [lead], picks))
    return front


def make_albums(count: int) -> None:
    index = AlbumIndexPage.objects.get(edition__code="ar")
    for number in range(count):
        album = AlbumPage(title=f"ضفاف {number}", lead_picture=testing.make_image())
        album.pictures = [AlbumPicture(image=testing.make_image(), sort_order=n) for n in range(2)]
        testing.publish(index, album)


def make_map() -> FieldMapPage:
    """A map with a layer and some events, one of which a story tells of."""
    page = FieldMapPage(title="ترميم المدن القديمة", standfirst="ما رُمّم من أسوار المدن.", countries="TN DZ")
    page.layers = [MapLayer(name="ترميم", sort_order=1)]
    page.events = [
        MapEvent(
            layer="ترميم", place="تونس", date=datetime.date(2024, 1, day), text="رُمّم السور.", source="بلدية المدينة"
        )
        for day in (3, 4, 5)
    ]
    return testing.publish(FieldMapIndexPage.objects.get(edition__code="ar"), page)


def home_with_all_rails() -> tuple[SectionPage, SectionPage]:
    section, opinions = testing.make_section(), testing.make_section("مقالات", "articles")
    set_front(section, opinions)
    fill(opinions, 5, authors=[testing.make_author("هدى عيسى", photo=testing.make_image())])
    for name in ("ملف الأنهار", "ملف السدود"):
        testing.make_dossier(name, lead_picture=testing.make_image(), lead_alt="سد عند الغروب")
    make_albums(2)
    return section, opinions


def test_home_with_every_rail_asks_at_most_twelve_queries():
    home_with_all_rails()
    asked = queries_of("/")
    assert len(asked) <= HOME_LIMIT, "\n".join(asked)


def test_home_asks_no_more_with_sixty_stories_than_with_a_few():
    section, opinions = home_with_all_rails()
    few = len(queries_of("/"))
    fill(section, 30, lead_picture=testing.make_image(), authors=[testing.make_author("منى زيدان")])
    fill(opinions, 25, authors=[testing.make_author("سامي الحدّاد")])
    make_albums(3)
    assert len(queries_of("/")) == few


@pytest.mark.parametrize("kind", ["section", "archive", "keyword", "author", "dossier"])
def test_a_list_asks_as_much_for_twenty_stories_as_for_two(kind):
    section = testing.make_section()
    owners = {
        "keywords": [testing.make_keyword()],
        "authors": [testing.make_author(bio="تكتب عن المياه.")],
        "dossiers": [testing.make_dossier()],
    }
    (story, _) = fill(section, 2, lead_picture=testing.make_image(), **owners)
    address = {
        "section": section.url,
        "archive": section.archive_address(story.edition.day_of(story.listed_at).replace(day=1)),
        "keyword": owners["keywords"][0].url,
        "author": owners["authors"][0].url,
        "dossier": owners["dossiers"][0].url,
    }[kind]
    few = len(queries_of(address))
    fill(section, 18, lead_picture=testing.make_image(), **owners)
    assert len(queries_of(address)) == few
