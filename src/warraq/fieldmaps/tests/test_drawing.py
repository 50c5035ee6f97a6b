"""Whatever is drawn can be read: names never cover one another, every event is there, nothing weighs much."""

import gzip
import re
from itertools import combinations
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from warraq.drawing.lettering import width_of
from warraq.fieldmaps.basemap.names import countries, find_place
from warraq.fieldmaps.drawing import FACES, MARKER, Drawing, Ground, Happening, Wanted, rings_of_unit
from warraq.fieldmaps.frame import WIDTH, frame_of
from warraq.fieldmaps.placing import LEVELS, SCALES
from warraq.theme import bundle

PATH = re.compile(r"(?:M-?\d+ -?\d+l-?\d+(?:[ -]-?\d+)+z)*")
FOUR = ("IQ", "JO", "LB", "SY")
LANGUAGES = st.sampled_from(["ar", "fa", "en"])
happenings = st.lists(
    st.builds(
        Happening,
        number=st.just(1),
        layer=st.integers(1, 3),
        place=st.sampled_from(["الموصل", "Deir ez-Zor", "وادي بردى", "خان يونس"]),
        point=st.tuples(st.floats(33, 50), st.floats(28, 38)),
    ),
    max_size=25,
)
slow = settings(max_examples=12, deadline=None, suppress_health_check=list(HealthCheck))


def boxes(drawing: Drawing, level: int) -> list[tuple[float, float, float, float]]:
    """Where each name stands at a level, in pixels."""
    found = []
    for label in drawing.labels:
        if label.spot.level <= level:
            face, size, height = FACES[label.kind]
            wide = width_of(label.text, face, size)
            (x, y), (dx, dy) = label.spot.point, label.spot.offset
            x, y = x / SCALES[level] + dx, y / SCALES[level] + dy
            found.append((x - wide / 2, y - height / 2, x + wide / 2, y + height / 2))
    return found


def overlap(one, other) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


@slow
@given(happenings, LANGUAGES)
def test_no_name_covers_another_at_any_width(happened, language):
    drawing = Drawing(Wanted(frame_of(FOUR), language, FOUR, happened))
    for level in LEVELS:
        assert not any(overlap(one, other) for one, other in combinations(boxes(drawing, level), 2))


@slow
@given(st.lists(st.sampled_from(sorted(countries())), min_size=1, max_size=4, unique=True), LANGUAGES)
def test_any_countries_can_be_drawn(codes, language):
    drawing = Drawing(Wanted(frame_of(codes), language, tuple(codes)))
    assert 0 < drawing.frame.height <= 1.06 * WIDTH
    # An island state beside one at the other end of the world is too small to be seen.
    assert PATH.fullmatch(drawing.home)
    assert PATH.fullmatch(drawing.abroad)
    assert not any(overlap(one, other) for one, other in combinations(boxes(drawing, LEVELS[-1]), 2))


@slow
@given(happenings)
def test_every_event_within_the_frame_is_drawn_once(happened):
    frame = frame_of(FOUR)
    drawing = Drawing(Wanted(frame, "ar", FOUR, happened))
    drawn = [event for marker in drawing.markers for event in marker.happenings]
    assert sorted(drawn, key=repr) == sorted((event for event in happened if frame.holds(event.point)), key=repr)


def test_markers_of_a_crowded_town_stand_beside_one_another():
    place = find_place("دمشق")
    happened = [Happening(n, n, "دمشق", (place.longitude, place.latitude)) for n in range(1, 6)]
    markers = Drawing(Wanted(frame_of(FOUR), "ar", FOUR, happened)).markers
    assert len(markers) == 5
    for one, other in combinations(markers, 2):
        for spots in ((one.narrow, other.narrow), (one.wide, other.wide)):
            apart = max(abs(spots[0].offset[axis] - spots[1].offset[axis]) for axis in (0, 1))
            assert apart >= MARKER


def test_a_map_of_four_countries_is_light():
    drawing = Drawing(Wanted(frame_of(FOUR), "ar", FOUR))
    paths = drawing.home + drawing.abroad + drawing.borders + drawing.disputed + drawing.inner
    assert len(gzip.compress(paths.encode(), 9)) <= 9_000


def test_the_same_map_is_drawn_the_same_every_time():
    wanted = Wanted(frame_of(FOUR), "ar", FOUR, [Happening(1, 1, "الموصل", (43.1, 36.3))])
    one, other = Drawing(wanted), Drawing(wanted)
    assert (one.home, one.labels, one.markers) == (other.home, other.labels, other.markers)


def test_an_area_is_drawn_from_its_province():
    ground = Ground(1, 1, "نينوى", rings_of_unit("IQ:Ninawa"))
    drawing = Drawing(Wanted(frame_of(FOUR), "ar", FOUR, grounds=[ground]))
    assert drawing.areas[0].path.startswith("M")
    assert "نينوى" in [label.text for label in drawing.labels if label.kind == "ground"]


@pytest.mark.parametrize(("style", "is_solid", "is_dashed"), [("solid", 1, 0), ("dashed", 0, 1), ("hidden", 0, 0)])
def test_a_border_is_drawn_as_the_newsroom_says(style, is_solid, is_dashed):
    frame = frame_of(("EG", "SD"))
    plain = Drawing(Wanted(frame, "ar", ("EG", "SD"), borders=(("EG-SD", "hidden"),)))
    drawn = Drawing(Wanted(frame, "ar", ("EG", "SD"), borders=(("EG-SD", style),)))
    assert (drawn.borders != plain.borders) == is_solid
    assert (drawn.disputed != plain.disputed) == is_dashed


def test_a_country_may_have_another_name_or_none():
    def named(name):
        drawing = Drawing(Wanted(frame_of(("LY",)), "ar", ("LY",), names=(("LY", name),)))
        return [label.text for label in drawing.labels if label.kind == "country"]

    assert named("بلاد أخرى") == ["بلاد أخرى"]
    assert named("") == []


def test_the_scale_is_true_in_the_middle_of_the_map():
    frame = frame_of(FOUR)
    km, length = frame.scale_bar()
    assert km / length * frame.up == pytest.approx(111.195, rel=0.01)
    assert length <= WIDTH / 5


def test_the_script_of_a_map_is_light():
    script = Path(bundle.__file__).parent / "static" / "warraq" / "js" / "map.js"
    assert len(gzip.compress(script.read_bytes(), 9)) <= 3_000
