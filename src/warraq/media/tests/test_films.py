"""From an uploaded film to its sizes: what readers get, what is kept, what goes on after a crash."""

from dataclasses import replace
from pathlib import Path

import pytest
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile

from warraq import testing
from warraq.changes.models import Change
from warraq.films import encoding
from warraq.films.opening import NotAFilm
from warraq.films.tests.sample import film_bytes
from warraq.media import making, workshop
from warraq.media.models import Encoding, Image, Video, VideoCaptions

pytestmark = pytest.mark.django_db
State = Encoding.State


@pytest.fixture(autouse=True)
def _small_sizes(settings):
    """Two sizes of a tiny film; locks of our own."""
    settings.WARRAQ_FILMS = replace(settings.WARRAQ_FILMS, heights=(90, 180))
    settings.DATA = Path(settings.MEDIA_ROOT).parent / "data"


def never() -> bool:
    return False


def prepared(film: Video) -> Video:
    assert workshop.work(0, never)
    film = Video.objects.get(pk=film.pk)
    assert film.encoding.state == State.DONE, film.encoding.reason
    return film


def files_of(film: Video) -> set[str]:
    return {path.name for path in making.place_of(film).rglob("*") if path.is_file()}


def test_a_film_that_comes_in_waits_for_its_sizes_and_plays_meanwhile():
    film = testing.make_film()
    assert film.encoding.state == State.WAITING
    assert (film.playlist, film.url, film.media_type) == ("", film.file.url, "video/mp4")
    assert [made.size for made in film.downloads] == [film.size]


def test_its_sizes_are_made_and_pages_are_told(django_capture_on_commit_callbacks):
    film = testing.make_film()
    with django_capture_on_commit_callbacks(execute=True):
        film = prepared(film)
    assert film.playlist.endswith("/master.m3u8")
    assert [(made.width, made.height) for made in film.downloads] == [(320, 180)]
    folder = Path(film.file.storage.path(film.made["folder"]))
    assert {"90.mp4", "90.m3u8", "180.mp4", "180.m3u8", "master.m3u8", "film-180.mp4"} == {
        path.name for path in folder.iterdir()
    }
    assert film.downloads[0].size == (folder / "film-180.mp4").stat().st_size
    assert Change.objects.filter(kind=Change.Kind.REFINED, subject=film.object_key).exists()


def test_a_film_without_a_poster_gets_one_that_waits_for_its_description():
    film = prepared(testing.make_film(poster=None))
    assert film.poster.width == 320
    assert film.poster.description == ""
    assert film.encoding.strip["times"] == [0.5, 1.5, 2.5]
    assert (Path(film.file.storage.path("")) / film.encoding.strip["name"]).is_file()


def test_a_poster_chosen_by_an_editor_stays():
    poster = testing.make_image()
    assert prepared(testing.make_film(poster=poster)).poster == poster
    assert Image.objects.count() == 1


def test_work_that_was_broken_off_goes_on_with_what_is_missing(monkeypatch):
    film = testing.make_film()
    encode, begun = encoding.encode, []

    def crash_at_the_second(source, seconds, rung, folder, progress):
        begun.append(rung.name)
        if len(begun) == 2:
            raise KeyboardInterrupt
        return encode(source, seconds, rung, folder, progress)

    monkeypatch.setattr(encoding, "encode", crash_at_the_second)
    with pytest.raises(KeyboardInterrupt):
        workshop.work(0, never)
    assert Encoding.objects.get().state == State.RUNNING
    prepared(film)
    assert begun == ["90", "180", "180"]


def test_a_film_that_ends_its_program_again_and_again_is_given_up(monkeypatch):
    testing.make_film()
    monkeypatch.setattr(making, "probe", lambda path: 1 / 0)
    for _attempt in range(3):
        with pytest.raises(ZeroDivisionError):
            workshop.work(0, never)
    assert not workshop.work(0, never)
    assert Encoding.objects.get().state == State.FAILED
    assert "3" in Encoding.objects.get().reason


def test_who_is_asked_to_stop_leaves_the_film_to_the_next():
    film = testing.make_film()
    workshop.work(0, lambda: True)
    assert Encoding.objects.get().state == State.WAITING
    prepared(film)


def test_a_film_that_cannot_be_prepared_says_why_in_the_newsrooms_language(monkeypatch):
    film = testing.make_film()

    def refuse(path):
        raise NotAFilm("cut_short")

    monkeypatch.setattr(making, "probe", refuse)
    workshop.work(0, never)
    work = Encoding.objects.get()
    assert work.state == State.FAILED
    assert "مقطوع" in work.reason
    Encoding.objects.ask(film)
    assert (Encoding.objects.get().state, Encoding.objects.get().reason) == (State.WAITING, "")


def test_nobody_works_where_somebody_is_at_work():
    testing.make_film()
    with workshop._locked(0):
        assert not workshop.work(0, never)
    assert Encoding.objects.get().state == State.WAITING


def test_what_comes_out_late_for_a_film_with_a_newer_file_is_not_shown():
    film = testing.make_film()
    work = Encoding.objects.claim(0, 1)
    film.file = ContentFile(film_bytes(seconds=2), name="newer.mp4")
    film.seconds = 0
    film.save()
    making.make(work, never)
    film.refresh_from_db()
    assert (film.made, Encoding.objects.get().state) == ({}, State.WAITING)
    assert prepared(film).seconds == pytest.approx(2, abs=0.2)


def test_the_original_is_dropped_where_the_site_says_so(settings, django_capture_on_commit_callbacks):
    settings.WARRAQ_FILMS = replace(settings.WARRAQ_FILMS, keep_original=False)
    film = testing.make_film()
    original = Path(film.file.path)
    with django_capture_on_commit_callbacks(execute=True):
        film = prepared(film)
    assert not original.exists()
    assert film.file.url == film.url
    assert Path(film.file.path).is_file()


def test_a_film_that_is_deleted_takes_everything_made_of_it_along(django_capture_on_commit_callbacks):
    film = prepared(testing.make_film())
    place = making.place_of(film)
    assert place.is_dir()
    with django_capture_on_commit_callbacks(execute=True):
        film.delete()
    assert not place.exists()


def test_what_pages_no_longer_name_is_removed_a_day_later(monkeypatch):
    film = prepared(testing.make_film())
    before = files_of(film)
    Encoding.objects.ask(film)
    film = prepared(film)
    assert files_of(film) > before
    assert workshop.tidy() == 0
    monkeypatch.setattr(workshop, "UNNAMED_KEPT", -workshop.UNNAMED_KEPT)
    assert workshop.tidy() == 2  # the sizes and the strip of before
    assert len(files_of(film)) == len(before)
    assert Path(film.file.storage.path(film.made["folder"])).is_dir()


def test_films_of_before_are_asked_for_once():
    film = testing.make_film()
    Encoding.objects.all().delete()
    assert (workshop.ask_for_missing(), workshop.ask_for_missing()) == (1, 0)
    prepared(film)


# --- captions


def captions(film: Video, text: str, name: str = "a.vtt", **fields) -> VideoCaptions:
    return VideoCaptions.objects.create(video=film, file=ContentFile(text.encode(), name=name), **fields)


def test_subrip_is_kept_as_webvtt():
    row = captions(testing.make_film(), "1\n00:00:01,000 --> 00:00:02,000\nمرحبًا\n", "captions.srt")
    assert row.file.name.endswith(".vtt")
    assert row.file.read().decode().startswith("WEBVTT\n\n1\n00:00:01.000 --> 00:00:02.000\nمرحبًا")


def test_chapters_are_kept_with_their_film():
    text = "WEBVTT\n\n00:00.000 --> 00:01.000\nالبداية\n\n00:02.000 --> 00:03.000\nالنهاية\n"
    row = captions(testing.make_film(), text, kind="chapters")
    assert row.chapters == [[0, "البداية"], [2, "النهاية"]]
    assert [cue.end for cue in row.cues()] == pytest.approx([2, 3], abs=0.1)


@pytest.mark.parametrize("data", [b"\x00\x00", b"<html>", b"WEBVTT\n\nsoon --> later\nx\n", b"WEBVTT\n"])
def test_what_holds_no_captions_is_refused(data):
    field = VideoCaptions._meta.get_field("file")
    with pytest.raises(ValidationError):
        field.run_validators(ContentFile(data, name="captions.vtt"))


def test_new_captions_have_a_name_that_no_reader_has_kept(django_capture_on_commit_callbacks):
    row = captions(testing.make_film(), "WEBVTT\n\n00:00.000 --> 00:01.000\none\n")
    first = row.file.name
    with django_capture_on_commit_callbacks(execute=True):
        row.file = ContentFile(b"WEBVTT\n\n00:00.000 --> 00:01.000\ntwo\n", name=Path(first).name)
        row.save()
    assert row.file.name != first
    assert not row.file.storage.exists(first)
    assert len(Path(row.file.name).stem) == len(Path(first).stem)
