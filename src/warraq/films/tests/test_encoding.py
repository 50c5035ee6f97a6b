"""The sizes of a film: what they hold, that they play, that lies about time do no harm."""

import re
from fractions import Fraction

import av
import pytest

from warraq.films import encoding, ladder, stills
from warraq.films.opening import NotAFilm
from warraq.films.probing import Film, probe_here

from .sample import film_bytes


def encoded(path, folder, side=100, seconds=3.0):
    """One size of a film, and what is told meanwhile."""
    told = []
    rung = ladder.Rung(side, 178, 100, Fraction(10), 350, 48)
    return encoding.encode(path, seconds, rung, folder, told.append), told


def test_a_size_is_one_file_and_the_list_of_its_pieces(laid, tmp_path):
    codecs, told = encoded(laid(film_bytes(seconds=9), "source.mp4"), tmp_path, seconds=9)
    assert re.fullmatch(r"avc1\.4d[0-9a-f]{4},mp4a\.40\.2", codecs)
    assert told == sorted(told)
    assert told[-1] > 7
    playlist = (tmp_path / "100.m3u8").read_text()
    assert playlist.count("#EXTINF") == 3
    assert 'URI="100.mp4"' in playlist
    assert playlist.rstrip().endswith("#EXT-X-ENDLIST")
    film = probe_here(tmp_path / "100.mp4")
    assert (film.width, film.height, film.audio) == (178, 100, "aac")
    assert film.seconds == pytest.approx(9, abs=0.3)


def test_a_film_without_sound_stays_without(laid, tmp_path):
    codecs, _told = encoded(laid(film_bytes(audio=""), "source.mp4"), tmp_path)
    assert "mp4a" not in codecs
    assert probe_here(tmp_path / "100.mp4").audio == ""


def test_a_whole_file_has_its_index_in_front(laid, tmp_path):
    encoded(laid(film_bytes(), "source.mp4"), tmp_path)
    encoding.as_one_file(tmp_path / "100.mp4", tmp_path / "film-100.mp4")
    data = (tmp_path / "film-100.mp4").read_bytes()
    assert 0 < data.index(b"moov") < data.index(b"mdat")
    assert probe_here(tmp_path / "film-100.mp4").seconds == pytest.approx(3, abs=0.3)


def test_nothing_of_what_hung_behind_a_film_is_in_what_is_made_of_it(laid, tmp_path):
    data = film_bytes() + b"<script>alert('behind')</script>"
    encoded(laid(data, "source.mp4"), tmp_path)
    assert b"<script>" not in (tmp_path / "100.mp4").read_bytes()


def test_a_film_that_ends_early_is_no_whole_size(laid, tmp_path):
    with pytest.raises(NotAFilm, match="cut_short"):
        encoded(laid(film_bytes(), "source.mp4"), tmp_path, seconds=60)
    assert not (tmp_path / "100.m3u8").exists()


def test_pictures_far_after_the_end_are_left_out(laid, tmp_path):
    """A moment a hundred hours away would have the time until then filled with copies."""
    path = tmp_path / "leap.mkv"
    with av.open(str(path), "w", format="matroska") as container:
        stream = container.add_stream("libx264", rate=10, options={"preset": "ultrafast"})
        stream.width, stream.height, stream.pix_fmt = 178, 100, "yuv420p"
        for number in range(40):
            frame = av.VideoFrame(178, 100, "yuv420p")
            frame.pts, frame.time_base = number if number < 35 else 3_600_000 + number, Fraction(1, 10)
            container.mux(stream.encode(frame))
        container.mux(stream.encode(None))
    encoded(path, tmp_path, seconds=3.5)
    assert probe_here(tmp_path / "100.mp4").seconds < 20


def test_sizes_are_never_larger_than_what_came_in():
    sides = lambda width, height: [rung.side for rung in ladder.rungs_for(Film(width, height, 9))]  # noqa: E731
    assert sides(1920, 1080) == [240, 360, 720, 1080]
    assert sides(3840, 2160) == [240, 360, 720, 1080]
    assert sides(1280, 720) == [240, 360, 720]
    assert sides(960, 540) == [240, 360, 540]
    assert sides(720, 1280) == [240, 360, 720]
    assert sides(200, 100) == [100]


def test_a_size_keeps_the_shape_in_even_numbers():
    for width, height in ((1921, 1081), (1080, 1920), (333, 999), (720, 576)):
        for rung in ladder.rungs_for(Film(width, height, 9)):
            assert rung.width % 2 == rung.height % 2 == 0
            assert rung.width / rung.height == pytest.approx(width / height, rel=0.02)


def test_the_list_of_all_sizes_says_what_a_second_of_each_takes(tmp_path):
    lists = "#EXTM3U\n#EXTINF:4.0,\n#EXT-X-BYTERANGE:100000@800\n240.mp4\n#EXTINF:2.0,\n#EXT-X-BYTERANGE:20000@9\n"
    (tmp_path / "240.m3u8").write_text(lists)
    rung = ladder.rungs_for(Film(1280, 720, 6, 25))[0]
    master = ladder.master_playlist([(rung, "avc1.4d4015")], tmp_path)
    assert 'BANDWIDTH=200000,AVERAGE-BANDWIDTH=160000,RESOLUTION=426x240,FRAME-RATE=25.000,CODECS="avc1' in master
    assert master.splitlines()[-1] == "240.m3u8"


def test_a_strip_shows_the_film_from_beginning_to_end(laid):
    path = laid(film_bytes(seconds=6))
    sheet, times = stills.strip(path, probe_here(path))
    assert times == [0.5, 1.5, 2.5, 3.5, 4.5, 5.5]
    assert sheet.size == (6 * stills.TILE, 135)
    bright = [sheet.crop((n * 240, 0, n * 240 + 240, 135)).convert("L").point(lambda v: v > 180) for n in range(6)]
    ends = [tile.getbbox()[2] for tile in bright]
    assert ends == sorted(ends)


def test_a_long_film_gives_its_strip_by_key_pictures(laid):
    path = laid(film_bytes(seconds=70, frames=2))
    sheet, times = stills.strip(path, probe_here(path))
    assert len(times) == stills.MOST_TILES
    assert times == sorted(times)


def test_the_still_of_a_moment_is_that_of_the_moment(laid):
    path = laid(film_bytes(seconds=6))
    first, later = (stills.still(path, at, 320).convert("L").point(lambda v: v > 180).getbbox()[0] for at in (0, 4.5))
    assert first == 0
    assert later == pytest.approx(240, abs=14)
