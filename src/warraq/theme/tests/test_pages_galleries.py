import pytest
from django.core.cache import cache
from django.core.files.base import ContentFile
from django.db import connection
from django.test.utils import CaptureQueriesContext

from warraq.galleries.models import AlbumPicture, VideoPage
from warraq.media.models import Image, Video, VideoCaptions
from warraq.media.renditions import make
from warraq.testing import make_album, make_author, make_image, make_story, paragraphs, picture_bytes

from .printed import Printed, make_video

pytestmark = pytest.mark.django_db


def wide_picture(number: int = 1) -> Image:
    # Wagtail remembers renditions by the picture's number, which an earlier test may have used too.
    cache.clear()
    file = ContentFile(picture_bytes(size=(1600, 900)), name=f"wide{number}.jpg")
    image = make_image(f"ضفة {number}", f"قارب {number}", credit="المرصد")
    image.file.save(file.name, file, save=False)
    image.save()
    make(image)
    return image


def test_each_picture_of_an_album_is_a_link_to_its_largest_size(client):
    page = Printed(client, make_album(images=[wide_picture()]).url)
    link = page.one(".album__grid figure#picture-1 > a")
    assert link.get("href").endswith(".jpg")
    assert (link.get("data-pswp-width"), link.get("data-pswp-height")) == ("1440", "810")
    assert link["data-pswp-srcset"].endswith(".webp 1440w")
    assert link.img["alt"] == "قارب 1"


def test_a_picture_whose_sizes_are_not_made_yet_leads_to_itself(client):
    image = make_image()
    image.renditions.all().delete()
    link = Printed(client, make_album(images=[image]).url).one(".album__grid a")
    assert link.get("href") == image.file.url
    assert (link.get("data-pswp-width"), link.get("data-pswp-height")) == ("64", "48")
    assert link.get("data-pswp-srcset") is None


def test_caption_and_credit_stand_under_each_picture_that_has_them(client):
    album = make_album(images=[wide_picture(1), make_image(credit="")])
    AlbumPicture.objects.filter(album=album, sort_order=0).update(caption="عند الغروب")
    page = Printed(client, album.url)
    assert page.texts(".album__grid figcaption") == ["عند الغروبالمرصد"]
    assert page.empty_parts() == []


def test_only_an_album_loads_the_gallery(client):
    album = Printed(client, make_album().url)
    assert album.all('link[href*="photoswipe"]')
    assert album.all('script[type="module"][src*="album"]')
    index = Printed(client, "/albums/")
    assert not index.all('link[href*="photoswipe"], script[src*="album"]')


def test_an_album_says_who_made_it_and_where(client):
    album = make_album(author=make_author("آدم سالم"), place="فاس", standfirst="ساعة من نهار")
    page = Printed(client, album.url)
    assert page.one(".byline a").get("href") == album.author.url
    assert "آدم سالم · فاس" in page.main
    assert page.one(".standfirst").get_text() == "ساعة من نهار"


def test_an_album_leads_to_others_but_not_to_itself(client):
    first, second = make_album("ضفاف"), make_album("سقوف")
    page = Printed(client, first.url)
    assert page.texts("section .view-item__title") == ["سقوف"]
    assert Printed(client, second.url).texts("section .view-item__title") == ["ضفاف"]


def test_a_lone_album_has_no_heading_over_nothing(client):
    page = Printed(client, make_album().url)
    assert page.all("main h2") == []


def test_the_list_of_albums_tells_how_many_pictures_each_has(client):
    make_album("ثلاث", images=[make_image(), make_image(), make_image()])
    make_album("واحدة")
    page = Printed(client, "/albums/")
    assert page.texts(".view-item__title") == ["واحدة", "ثلاث"]
    assert page.texts(".pill") == ["صورة واحدة", "3 صور"]
    assert page.empty_parts() == []


def test_a_film_plays_with_the_browsers_own_player_and_only_when_asked(client):
    page = Printed(client, make_video().url)
    video = page.one("video")
    assert video.get("preload") == "none"
    assert video.get("autoplay") is None
    assert video.get("controls") is not None
    assert (video.get("width"), video.get("height")) == ("64", "36")
    assert video.get("poster")
    assert page.one("video source").get("type") == "video/mp4"


def test_captions_in_the_language_of_the_page_are_shown_unasked(client):
    page = Printed(client, make_video(languages=("en", "ar")).url)
    tracks = {track.get("srclang"): track for track in page.all("video track")}
    assert [track.get("kind") for track in tracks.values()] == ["captions", "captions"]
    assert tracks["ar"].get("default") is not None
    assert tracks["en"].get("default") is None


def test_a_film_plays_in_sizes_where_the_browser_can_and_whole_where_not(client):
    page = make_video()
    made = {"folder": "films/1/ab", "downloads": [["film-36.mp4", 64, 36, 900], ["film-72.mp4", 128, 72, 1_900_000]]}
    Video.objects.update(made=made)
    page = Printed(client, page.url)
    offered = [(source.get("src"), source.get("type")) for source in page.all("video source")]
    assert offered == [
        ("/media/films/1/ab/master.m3u8", "application/vnd.apple.mpegurl"),
        ("/media/films/1/ab/film-72.mp4", "video/mp4"),
    ]
    downloads = page.all(".film__download")
    assert [link.get("href") for link in downloads] == [
        "/media/films/1/ab/film-36.mp4",
        "/media/films/1/ab/film-72.mp4",
    ]
    assert "128×72 (1.9 ميغابايت)" in " ".join(downloads[1].get_text().split())


def test_chapters_are_links_into_the_film(client):
    page = make_video()
    text = "WEBVTT\n\n00:00.000 --> 00:00.500\nالبداية\n\n00:00.500 --> 00:01.000\nالنهاية\n"
    file = ContentFile(text.encode(), name="chapters.vtt")
    VideoCaptions.objects.create(video=page.film, kind="chapters", file=file)
    page = Printed(client, page.url)
    assert page.one("video track").get("kind") == "chapters"
    first, second = page.all(".chapters a")
    assert first.get_text() == "0:00البداية"
    assert second.get("href").endswith(".mp4#t=0.5")


def test_a_film_no_browser_plays_waits_for_its_sizes():
    page = make_video()
    Video.objects.update(file="videos/film.mkv")
    page = VideoPage.objects.get(pk=page.pk)
    assert [problem.field for problem in page.problems()] == ["film"]
    Video.objects.update(made={"folder": "films/1/ab", "downloads": [["film-36.mp4", 64, 36, 900]]})
    assert VideoPage.objects.get(pk=page.pk).problems() == []


def test_a_film_tells_its_length_in_words_and_its_size(client):
    page = Printed(client, make_video().url)
    assert "المدة: ثانية واحدة" in page.main
    assert page.one(".film__facts time").get("datetime") == "PT0M1S"
    assert "كيلوبايت" in page.one(".film__download").get_text()


def test_a_transcript_is_printed_where_there_is_one(client):
    assert Printed(client, make_video().url).all(".transcript") == []
    page = Printed(client, make_video("بنص", transcript="قبل الشروق.\n\nثم بعده.").url)
    assert page.texts(".transcript p") == ["قبل الشروق.", "ثم بعده."]
    assert page.empty_parts() == []


def test_the_list_of_videos_tells_their_length(client):
    make_video()
    page = Printed(client, "/videos/")
    assert page.texts(".pill") == ["فيديو0:01"]
    assert page.empty_parts() == []


def test_an_empty_list_says_so(client):
    for address in ("/albums/", "/videos/"):
        assert "لم يُنشر شيء هنا بعد" in Printed(client, address).main


@pytest.mark.parametrize("more", [1, 6])
def test_a_larger_album_costs_no_more_queries(client, more):
    album = make_album(images=[make_image() for _ in range(1 + more)])
    with CaptureQueriesContext(connection) as queries:
        Printed(client, album.url)
    assert len(queries) <= 9, [query["sql"][:120] for query in queries]


def test_an_embed_shows_a_picture_of_this_site_and_asks_no_other_until_it_is_asked_for(client):
    image = wide_picture()
    url = "https://www.youtube.com/watch?v=abc"
    body = [("embed", {"url": url, "title": "جولة", "picture": image})]
    page = Printed(client, make_story(body=[*paragraphs("نص."), *body]).url)
    assert page.one(".embed img").get("src").startswith("/media/")
    assert page.all("iframe") == []
    assert [tag.get("src") for tag in page.all("[src]") if "youtube" in tag.get("src")] == []
