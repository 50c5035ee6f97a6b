"""The demonstration newsroom, built with tiny pictures: what it holds, that it goes without a trace."""

from collections.abc import Iterator
from dataclasses import dataclass
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command
from django.db import transaction
from django.db.models import F
from django.test import TestCase, override_settings

from warraq import testing
from warraq.demo.builder import build
from warraq.demo.models import Newsroom
from warraq.demo.removal import remove
from warraq.demo.tests.cast import TINY, rows
from warraq.dossiers.models import DossierPage
from warraq.editions.models import Edition
from warraq.front.models import Arrangement, FrontPage
from warraq.galleries.models import AlbumPage, VideoPage
from warraq.media.models import Image
from warraq.people.models import Author
from warraq.stories.models import Byline, Keyword, SectionPage, StandardPage, StoryKeyword, StoryPage

pytestmark = pytest.mark.slow


def files(folder: str) -> set[str]:
    return {str(path) for path in Path(folder).rglob("*") if path.is_file()}


@dataclass(frozen=True)
class Before:
    """The site without a demonstration, and where its files are kept once there is one."""

    rows: dict[str, int]
    words: list[tuple]
    rails: list[list]
    media: str


def words() -> list[tuple]:
    return list(Edition.objects.values_list("name", "tagline", "about", "contact_email"))


def rails() -> list[list]:
    return [Arrangement.of(front).published for front in FrontPage.objects.order_by("pk")]


@pytest.fixture(scope="module")
def built(django_db_setup, django_db_blocker, tmp_path_factory) -> Iterator[Before]:
    """One newsroom for all tests that look at it; what a test changes in it is rolled back."""
    media = str(tmp_path_factory.mktemp("media"))
    with django_db_blocker.unblock(), transaction.atomic():
        before = Before(rows(), words(), rails(), media)
        with override_settings(MEDIA_ROOT=media), TestCase.captureOnCommitCallbacks(execute=True):
            build(studio=TINY)
        yield before
        transaction.set_rollback(True)


@pytest.fixture
def newsroom(built: Before, db) -> Newsroom:
    return Newsroom.objects.get()


def test_it_holds_what_was_promised(newsroom: Newsroom):
    arabic = {"edition__code": "ar"}
    stories = StoryPage.objects.filter(**arabic).listed()
    assert stories.count() >= 60
    assert SectionPage.objects.filter(**arabic).listed().count() == 6
    assert (stories.latest("listed_at").listed_at - stories.earliest("listed_at").listed_at).days > 530
    assert Author.objects.filter(**arabic, photo__isnull=False).count() == 8
    assert Keyword.objects.filter(**arabic, stories__isnull=False).distinct().count() >= 40
    assert DossierPage.objects.filter(**arabic).listed().count() == 6
    assert AlbumPage.objects.filter(**arabic).listed().count() == 4
    videos = VideoPage.objects.filter(**arabic).listed()
    assert all(page.film.captions.values("kind").distinct().count() == 2 for page in videos)
    assert StandardPage.objects.listed().filter(in_footer=True).count() == 8


def test_every_date_of_a_story_is_its_own(newsroom: Newsroom):
    stories = StoryPage.objects.all()
    for column in ("listed_at", "published_at"):
        assert not stories.exclude(**{column: F("first_published_at")}).exists()
    assert not stories.filter(corrections=None).exclude(last_published_at=F("published_at")).exists()
    for rows_of_lists in (Byline, StoryKeyword):
        assert not rows_of_lists.objects.exclude(listed_at=F("story__listed_at")).exists()


def test_a_correction_comes_after_publication_and_changes_the_story(newsroom: Newsroom):
    corrected = list(StoryPage.objects.filter(corrections__isnull=False))
    assert len(corrected) == 2
    for story in corrected:
        assert story.published_at.date() < story.corrections.get().date
        assert story.updated_at == story.last_published_at


def test_translations_name_each_other_in_their_newest_revisions(newsroom: Newsroom):
    pairs = StoryPage.objects.filter(counterpart__isnull=False)
    assert pairs.count() == 6
    for story in pairs:
        assert story.counterpart.counterpart_id == story.pk
        assert story.get_latest_revision().content["counterpart"] == story.counterpart_id


def test_every_picture_has_its_renditions_and_a_text_for_who_cannot_see_it(newsroom: Newsroom):
    for image in Image.objects.prefetch_related("renditions"):
        assert image.description
        assert image.sources.webp
        assert image.sources.jpeg


def test_the_fronts_are_full_and_say_nothing_twice(newsroom: Newsroom, rf):
    for front in FrontPage.objects.all():
        shown = front.get_context(rf.get("/"))
        stories = [shown["lead"], *shown["picks"]]
        stories += [story for rail in shown["rails"] if rail.kind == "stories" for story in rail.items]
        assert len(stories) == len({story.pk for story in stories})
        assert {"dossiers", "gallery", "stories"} == {rail.kind for rail in shown["rails"]} - {"map"}
        assert any(rail.kind == "map" for rail in shown["rails"]) or front.edition.code != "ar"
    assert Edition.objects.get(code="ar").name == "مرصد الضفاف"


def test_a_second_run_changes_nothing(newsroom: Newsroom):
    before = rows()
    assert build(studio=TINY) is None
    assert rows() == before


def test_the_command_removes_it_and_leaves_the_site_as_it_was(newsroom: Newsroom, built: Before, callbacks, settings):
    settings.MEDIA_ROOT = built.media
    out = StringIO()
    call_command("demo", stdout=out)
    with callbacks():
        call_command("demo", remove=True, stdout=out)
    call_command("demo", remove=True, stdout=out)
    left = {name: (count, built.rows[name]) for name, count in rows().items() if count != built.rows[name]}
    assert left == {}
    assert files(built.media) == set()
    assert (words(), rails()) == (built.words, built.rails)
    said = out.getvalue().splitlines()
    assert [line.split(";")[0].split(":")[0] for line in said] == [
        "The demo is already here",
        "The demo is gone",
        "There is no demo here",
    ]


def test_what_editors_made_stays_with_what_it_needs(newsroom: Newsroom, callbacks):
    section = SectionPage.objects.get(edition__code="ar", slug="news")
    author = Author.objects.filter(edition__code="ar").first()
    picture = Image.objects.first()
    story = testing.make_story(section=section, authors=[author], lead_picture=picture)
    with callbacks():
        stayed = remove().stayed
    story = StoryPage.objects.get()
    assert story.live
    assert story.lead_picture == picture
    assert [byline.author for byline in story.credits] == [author]
    assert set(stayed) >= {str(section), str(author), str(picture)}
    assert SectionPage.objects.count() == 1
