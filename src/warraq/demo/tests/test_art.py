from fractions import Fraction

import av
import pytest

from warraq.demo import film
from warraq.demo.art import KINDS, draw
from warraq.demo.art.girih import TILINGS, pattern

SMALL = (300, 200)


@pytest.mark.parametrize("kind", KINDS)
def test_a_picture_is_the_same_on_every_run(kind: str) -> None:
    first, second = draw(kind, 7, SMALL), draw(kind, 7, SMALL)
    assert first.size == SMALL
    assert first.mode == "RGB"
    assert first.tobytes() == second.tobytes()


@pytest.mark.parametrize("kind", KINDS)
def test_neighbouring_seeds_give_different_shapes_and_not_only_colours(kind: str) -> None:
    outlines = set()
    for seed in range(6):
        grey = draw(kind, seed, SMALL).convert("L").resize((24, 16))
        middle = sorted(grey.tobytes())[grey.width * grey.height // 2]
        outlines.add(bytes(value > middle for value in grey.tobytes()))
    assert len(outlines) == 6


@pytest.mark.parametrize("kind", KINDS)
def test_a_picture_spans_dark_and_light(kind: str) -> None:
    for seed in range(4):
        darkest, lightest = draw(kind, seed, SMALL).convert("L").getextrema()
        assert lightest - darkest > 80


def test_an_unknown_kind_is_refused() -> None:
    with pytest.raises(KeyError):
        draw("photograph", 1, SMALL)


@pytest.mark.parametrize("tiling", TILINGS, ids=lambda tiling: f"{tiling.sides}-fold")
def test_every_line_of_a_girih_goes_over_once_and_under_once(tiling) -> None:
    design = pattern(tiling, 60, 1.0, 0.0, (500, 500), 400)
    strands = [strand for bands in design.strands for strand in bands]
    starts = [(round(s.start[0]), round(s.start[1]), round(s.bend[0]), round(s.bend[1])) for s in strands]
    assert len(starts) == len(set(starts))
    for tile, bands in zip(design.tiles, design.strands, strict=True):
        assert len({band.start for band in bands}) == len(bands) <= len(tile)
        assert len({band.end for band in bands}) == len(bands)


@pytest.mark.parametrize("kind", ["waves", "girih", "birds", "city", "harbour"])
def test_a_film_has_the_length_and_the_codecs_browsers_play(kind: str, tmp_path) -> None:
    path = tmp_path / "film.mp4"
    film.write_film(path, kind, 3, 2, size=(320, 180), fps=10)
    with av.open(str(path)) as container:
        video, audio = container.streams.video[0], container.streams.audio[0]
        assert (video.codec_context.name, video.pix_fmt) == ("h264", "yuv420p")
        assert (video.width, video.height, video.average_rate) == (320, 180, Fraction(10))
        assert audio.codec_context.name == "aac"
        assert sum(1 for _ in container.decode(video=0)) == 20


def test_a_film_starts_with_its_index_so_that_it_plays_while_loading(tmp_path) -> None:
    path = tmp_path / "film.mp4"
    film.write_film(path, "waves", 1, 1, size=(320, 180), fps=5)
    content = path.read_bytes()
    assert content.index(b"moov") < content.index(b"mdat")


def test_a_film_ends_where_it_began() -> None:
    frames = list(film._scene("waves", 2, (160, 90), 50))
    step = _distance(frames[0], frames[1])
    assert _distance(frames[-1], frames[0]) < 2 * step + 1


def test_a_poster_has_the_size_of_the_film() -> None:
    assert film.poster("girih", 5, (320, 180)).size == (320, 180)


def _distance(first, second) -> float:
    pairs = zip(first.tobytes(), second.tobytes(), strict=True)
    return sum(abs(a - b) for a, b in pairs) / (first.width * first.height)
