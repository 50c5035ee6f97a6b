"""Captions, chapters and the poster of a film, as editors make them."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from warraq import testing
from warraq.changes.models import Change
from warraq.galleries.models import VideoIndexPage, VideoPage
from warraq.media import workshop
from warraq.media.models import Encoding, Image, Video, VideoCaptions
from warraq.testing import publish

pytestmark = pytest.mark.django_db
VTT = "WEBVTT\n\n00:00.000 --> 00:01.000\nعند الفجر\n\n00:01.500 --> 00:02.500\nتصل القوارب\n"


@pytest.fixture
def film(settings, tmp_path):
    settings.DATA = tmp_path / "data"
    return testing.make_film()


def address(film, kind="captions", language="ar"):
    return reverse("films:text", args=[film.pk, kind, language])


def form(**fields):
    return {"language": "ar", "label": "العربية", "text": VTT} | fields


def faults(answer):
    return " ".join(answer.context["form"].non_field_errors())


def test_captions_are_written_kept_and_told_to_pages(newsroom, film):
    before = Change.objects.count()
    answer = newsroom.post(address(film), form())
    assert answer.status_code == 302
    row = VideoCaptions.objects.get()
    assert [cue.text for cue in row.cues()] == ["عند الفجر", "تصل القوارب"]
    assert Change.objects.filter(subject=film.object_key).count() > 0
    assert Change.objects.count() > before
    assert "تصل القوارب" in newsroom.get(address(film)).content.decode()


def test_captions_written_anew_are_a_new_file(newsroom, film, django_capture_on_commit_callbacks):
    newsroom.post(address(film), form())
    first = VideoCaptions.objects.get().file.name
    with django_capture_on_commit_callbacks(execute=True):
        newsroom.post(address(film), form(text=VTT.replace("الفجر", "الغروب")))
    row = VideoCaptions.objects.get()
    assert row.file.name != first
    assert "الغروب" in row.file.read().decode()


@pytest.mark.parametrize("encoding", ["utf-8", "cp1256"])
def test_a_subrip_file_is_read_in_its_encoding(newsroom, film, encoding):
    data = "1\n00:00:00,000 --> 00:00:01,000\nعند الفجر\n".encode(encoding)
    newsroom.post(address(film), form(text="", file=SimpleUploadedFile("captions.srt", data)))
    assert VideoCaptions.objects.get().cues()[0].text == "عند الفجر"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "اكتب مقطعًا"),
        ("WEBVTT\n\nsoon --> later\nx\n", "السطر 3"),
        ("WEBVTT\n\n00:02.000 --> 00:01.000\nx\n", "المقطع 1 ينتهي"),
        ("WEBVTT\n\n00:01.000 --> 00:02.000\n<i></i>\n", "المقطع 1 بلا"),
        ("WEBVTT\n\n59:01.000 --> 59:02.000\nx\n", "بعد نهاية الفيديو"),
        ("nothing", "السطر 1"),
        ("WEBVTT", "مقطع موقوت"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_is_lost(newsroom, film, text, said):
    answer = newsroom.post(address(film), form(text=text))
    assert answer.status_code == 200
    assert said in faults(answer)
    assert answer.context["form"]["text"].value() == text
    assert not VideoCaptions.objects.exists()


def test_a_file_that_is_refused_stands_in_the_field_to_be_mended(newsroom, film):
    data = "WEBVTT\n\n00:02.000 --> 00:01.000\nمقلوب\n".encode()
    answer = newsroom.post(address(film), form(text="", file=SimpleUploadedFile("a.vtt", data)))
    assert "مقلوب" in answer.context["form"]["text"].value()


@pytest.mark.parametrize("data", [b"\x00" * 50, b"\xff\xfe\x00", bytes(range(256)) * 4, b"WEBVTT" + b"-->" * 9000])
def test_a_file_that_holds_no_captions_is_refused(newsroom, film, data):
    answer = newsroom.post(address(film), form(text="", file=SimpleUploadedFile("a.vtt", data)))
    assert faults(answer)
    assert not VideoCaptions.objects.exists()


def test_the_words_become_the_transcript_where_asked(newsroom, film):
    newsroom.post(address(film), form(is_transcript="on"))
    film.refresh_from_db()
    assert film.transcript == "عند الفجر تصل القوارب"


def test_chapters_last_until_the_next(newsroom, film):
    newsroom.post(address(film, "chapters"), form(label="فصول"))
    row = VideoCaptions.objects.get()
    assert row.chapters == [[0, "عند الفجر"], [1.5, "تصل القوارب"]]
    assert [cue.end for cue in row.cues()] == pytest.approx([1.5, film.seconds], abs=0.01)


def test_captions_are_removed(newsroom, film):
    newsroom.post(address(film), form())
    assert newsroom.post(address(film), {"remove": ""}).status_code == 302
    assert not VideoCaptions.objects.exists()


@pytest.mark.parametrize("language", ["en", "fa-AF"])
def test_another_language_stands_beside_the_first(newsroom, film, language):
    newsroom.post(address(film), form())
    newsroom.post(address(film, language=language), form(language=language, label=language))
    assert set(VideoCaptions.objects.values_list("language", flat=True)) == {"ar", language}


def test_other_kinds_and_films_are_not_there(newsroom, film):
    assert newsroom.get(address(film, "subtitles")).status_code == 404
    assert newsroom.get(address(Video(pk=10**6))).status_code == 404


def test_who_may_not_change_films_changes_no_captions(client, film, reporter):
    client.force_login(reporter)
    assert client.post(address(film), form()).status_code == 302
    assert client.get(reverse("films:poster", args=[film.pk])).status_code == 302
    assert client.post(reverse("films:again", args=[film.pk])).status_code == 302
    assert not VideoCaptions.objects.exists()


def test_the_form_of_a_film_shows_how_far_it_is_and_its_pictures(newsroom, film):
    edit = reverse("wagtailsnippets_media_video:edit", args=[film.pk])
    assert "ينتظر التجهيز" in newsroom.get(edit).content.decode()
    workshop.work(0, lambda: False)
    page = newsroom.get(edit).content.decode()
    assert "جاهز بهذه المقاسات: 180p" in page
    assert page.count("?at=") == 3
    assert newsroom.get(reverse("films:state", args=[film.pk])).json() == {
        "text": "جاهز بهذه المقاسات: 180p",
        "percent": 100,
        "is_over": True,
    }
    assert "جاهز" in newsroom.get(reverse("wagtailsnippets_media_video:list")).content.decode()


def test_a_failed_film_says_why_and_is_tried_again(newsroom, film):
    film.encoding.fail("الملف تالف")
    edit = reverse("wagtailsnippets_media_video:edit", args=[film.pk])
    assert "الملف تالف" in newsroom.get(edit).content.decode()
    assert newsroom.post(reverse("films:again", args=[film.pk])).status_code == 302
    assert Encoding.objects.get().state == Encoding.State.WAITING


def test_a_picture_out_of_the_film_becomes_its_poster(newsroom, film, editor):
    page = publish(VideoIndexPage.objects.get(edition=testing.make_edition()), VideoPage(title="عند الفجر", film=film))
    answer = newsroom.post(reverse("films:poster", args=[film.pk]), {"seconds": "1.2", "description": "قارب"})
    assert answer.status_code == 302
    film.refresh_from_db()
    assert (film.poster.width, film.poster.description) == (320, "قارب")
    assert film.poster.uploaded_by_user == editor
    page.refresh_from_db()
    assert page.lead_picture == film.poster
    assert Change.objects.filter(subject=page.object_key, kind=Change.Kind.EDITED).exists()


@pytest.mark.parametrize("seconds", ["", "-1", "nan", "1e400", "soon", "99999999"])
def test_a_moment_that_is_none_makes_no_error(newsroom, film, seconds):
    before = Image.objects.count()
    answer = newsroom.post(reverse("films:poster", args=[film.pk]), {"seconds": seconds, "description": "x"})
    assert answer.status_code in (200, 302)
    assert Image.objects.count() - before == (answer.status_code == 302)
    assert newsroom.get(reverse("films:poster", args=[film.pk]), {"at": seconds}).status_code == 200
