"""A picture whose right ends goes from every page, feed and card at that moment, and its files with it."""

from datetime import timedelta

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.test import Client
from django.utils import timezone

from warraq import testing
from warraq.changes import due
from warraq.changes.models import Change, Due
from warraq.changes.recording import recording
from warraq.changes.runner import Runner
from warraq.media import rights
from warraq.media.models import Image
from warraq.media.renditions import make
from warraq.sharecards.consumer import SharecardsConsumer
from warraq.sharecards.models import ShareCard

pytestmark = pytest.mark.django_db
NAME = "kestrel"


@pytest.fixture
def picture() -> Image:
    file = ContentFile(testing.picture_bytes(size=(900, 600)), name=f"{NAME}.jpg")
    image = Image.objects.create(
        title="عوسق", description="عوسق فوق النهر", credit="وكالة الصور", file=file, rights_end=later(hours=1)
    )
    make(image)
    return Image.objects.get(pk=image.pk)


def later(**span: int):
    return timezone.now() + timedelta(**span)


def end(image: Image, **ago: int) -> None:
    """Let the right have ended, as the clock would find it: nothing is saved at that moment."""
    moment = timezone.now() - timedelta(**ago or {"seconds": 1})
    Image.objects.filter(pk=image.pk).update(rights_end=moment)
    Due.objects.filter(subject=f"{image.object_key}:rights").update(at=moment)


def scene(image: Image) -> dict[str, str]:
    section = testing.make_section()
    body = [*testing.paragraphs(testing.TEXT), ("picture", {"image": image, "alt": "", "caption": "باز أزرق"})]
    author = testing.make_author(photo=image)
    dossier = testing.make_dossier(lead_picture=image)
    story = testing.make_story(section, lead_picture=image, body=body, authors=[author], dossiers=[dossier])
    album = testing.make_album(images=[image, testing.make_image()])
    testing.make_story(section, "قصة ثانية", keywords=[testing.make_keyword()])
    return {
        "story": story.url,
        "section": section.url,
        "home": "/",
        "dossier": dossier.url,
        "dossiers": "/dossiers/",
        "album": album.url,
        "albums": "/albums/",
        "author": author.url,
        "feed": "/feeds/home.rss",
        "json feed": "/feeds/home.json",
        "sitemap": f"/sitemaps/stories-ar-{timezone.now():%Y-%m}.xml",
    }


def text_of(address: str) -> tuple[str, set[str]]:
    with recording() as recorder:
        response = Client().get(address)
    assert response.status_code == 200, address
    return response.content.decode(), recorder.keys


def test_it_goes_from_everything_that_showed_it_and_each_of_these_is_told(picture):
    pages = scene(picture)
    showing = {name for name, address in pages.items() if NAME in text_of(address)[0]}
    assert showing == set(pages)
    end(picture)
    for name, address in pages.items():
        text, keys = text_of(address)
        assert NAME not in text, name
        assert picture.credit not in text, name
        if name in showing:
            assert picture.object_key in keys, name
    assert due.turn_into_changes() == 1
    change = Change.objects.order_by("-pk").first()
    assert (change.kind, picture.object_key in change.keys) == (Change.Kind.DUE, True)


def test_its_figure_leaves_nothing_behind(picture):
    story = testing.make_story(
        lead_picture=picture,
        body=[*testing.paragraphs(testing.TEXT), ("picture", {"image": picture, "alt": "", "caption": "باز أزرق"})],
    )
    end(picture)
    text, _keys = text_of(story.url)
    assert "story__lead" not in text
    assert "باز أزرق" not in text


@pytest.mark.django_db(transaction=True)
def test_a_card_is_drawn_anew_without_it_and_the_old_one_goes_at_once(picture):
    runner = Runner(SharecardsConsumer())
    while runner.step():
        pass
    story = testing.make_story(lead_picture=picture)
    while runner.step():
        pass
    before = ShareCard.objects.get(page=story.pk).file
    end(picture)
    assert "/media/cards/" not in text_of(story.url)[0]
    due.turn_into_changes()
    while runner.step():
        pass
    after = ShareCard.objects.get(page=story.pk).file
    assert after != before
    assert not default_storage.exists(before)
    assert after in text_of(story.url)[0]


def test_its_sizes_are_removed_a_moment_later_and_come_back_with_the_right(picture, django_capture_on_commit_callbacks):
    names = [row[1] for row in picture.made]
    end(picture)
    assert rights.remove_ended() == 0
    with django_capture_on_commit_callbacks(execute=True):
        assert rights.remove_ended(later(minutes=2)) == 1
    assert not any(map(default_storage.exists, names))
    assert rights.remove_ended(later(minutes=2)) == 0
    picture = Image.objects.get(pk=picture.pk)
    picture.rights_end = None
    with django_capture_on_commit_callbacks(execute=True):
        picture.save()
    assert Image.objects.get(pk=picture.pk).made


def test_a_share_picture_that_ended_gives_way_to_the_lead_picture(picture):
    lead = testing.make_image()
    story = testing.make_story(share_picture=picture, lead_picture=lead)
    assert story.lead() == picture
    end(picture)
    story = type(story).objects.get(pk=story.pk)
    assert story.lead() == lead


def test_a_moment_that_is_changed_is_the_only_one_and_goes_with_the_picture(picture):
    picture.rights_end = later(hours=5)
    picture.save()
    (row,) = Due.objects.filter(subject=f"{picture.object_key}:rights")
    assert row.at == picture.rights_end
    picture.delete()
    assert not Due.objects.filter(pk=row.pk).exists()


def test_a_picture_without_an_end_is_shown_for_ever():
    assert testing.make_image().may_be_shown
    assert not Due.objects.filter(subject__endswith=":rights").exists()
