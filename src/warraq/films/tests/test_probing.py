"""What is a film, and what only says so."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from warraq.films.opening import NotAFilm
from warraq.films.probing import probe, probe_here

from .sample import film_bytes

PLAYLIST = b"#EXTM3U\n#EXT-X-TARGETDURATION:9\n#EXTINF:9,\nfile:///etc/passwd\n#EXT-X-ENDLIST\n"
CONCAT = b"ffconcat version 1.0\nfile /etc/passwd\n"


def test_a_film_says_how_large_and_how_long_it_is(laid):
    film = probe(laid(film_bytes()))
    assert (film.width, film.height, film.video, film.audio) == (320, 180, "h264", "aac")
    assert film.seconds == pytest.approx(3, abs=0.1)


@pytest.mark.parametrize(
    ("kind", "codecs"), [("webm", ("libvpx", "libopus")), ("matroska", ("libx264", "aac")), ("mov", ("mpeg4", ""))]
)
def test_films_of_other_kinds_are_known(laid, kind, codecs):
    video, audio = codecs
    assert probe_here(laid(film_bytes(kind=kind, video=video, audio=audio))).width == 320


HOSTILE = {
    "an empty file": (b"", "unreadable"),
    "a page": (b"<!doctype html><script>alert(1)</script>", "unreadable"),
    "a list that names other files": (PLAYLIST, "unreadable"),
    "another such list": (CONCAT, "unreadable"),
    "a picture": (b"GIF89a\x01\x00\x01\x00\x00\x00\x00;", "unreadable"),
    "sound only": (film_bytes(video=""), "no_picture"),
    "a film without its index": (film_bytes(kind="mov")[:900], "unreadable"),
    "a film whose end is missing": (film_bytes(seconds=30, frames=5, audio="")[:9_000], "cut_short"),
}


@pytest.mark.parametrize(("data", "reason"), HOSTILE.values(), ids=HOSTILE.keys())
def test_what_is_no_whole_film_is_refused_with_the_reason(laid, data, reason):
    with pytest.raises(NotAFilm) as refused:
        probe_here(laid(data))
    assert refused.value.reason == reason


def test_a_film_of_more_pixels_than_any_screen_is_refused(laid, monkeypatch):
    for module in ("opening", "probing"):
        monkeypatch.setattr(f"warraq.films.{module}.MAX_PIXELS", 10_000)
    with pytest.raises(NotAFilm, match="too_large"):
        probe_here(laid(film_bytes()))


def test_looking_at_a_file_that_ends_the_other_process_says_only_that_it_cannot_be_read(laid, monkeypatch):
    monkeypatch.setattr("warraq.films.probing.PATIENCE", 0.001)
    with pytest.raises(NotAFilm, match="unreadable"):
        probe(laid(film_bytes()))


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(at=st.integers(0, 12_000), noise=st.binary(min_size=1, max_size=200))
def test_a_damaged_film_is_a_film_or_is_refused(laid, at, noise):
    data = bytearray(film_bytes())
    data[at : at + len(noise)] = noise
    try:
        reason = "" if probe_here(laid(bytes(data))).seconds > 0 else "no length"
    except NotAFilm as error:
        reason = error.reason
    assert reason in ("", *NotAFilm.REASONS)
