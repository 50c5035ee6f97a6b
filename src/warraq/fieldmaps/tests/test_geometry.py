"""What is cut to a rectangle lies in it; what is thinned keeps its ends."""

from hypothesis import given
from hypothesis import strategies as st

from warraq.fieldmaps.geometry import area, clip_line, clip_ring, contains, inner_points, thin

BOX = (0.0, 0.0, 10.0, 10.0)
NEAR = 1e-6
points = st.tuples(st.floats(-30, 30), st.floats(-30, 30))
rings = st.lists(points, min_size=3, max_size=12)


def is_inside(point, box=BOX):
    return box[0] - NEAR <= point[0] <= box[2] + NEAR and box[1] - NEAR <= point[1] <= box[3] + NEAR


@given(rings)
def test_a_ring_that_is_cut_lies_in_the_box(ring):
    assert all(map(is_inside, clip_ring(ring, BOX)))


@given(st.lists(points, min_size=2, max_size=12))
def test_a_line_that_is_cut_lies_in_the_box(line):
    assert all(is_inside(point) for piece in clip_line(line, BOX) for point in piece)


@given(st.lists(st.tuples(st.floats(0, 10), st.floats(0, 10)), min_size=3, max_size=12))
def test_what_lies_in_the_box_is_left_as_it_is(ring):
    assert clip_ring(ring, BOX) == ring
    assert [point for piece in clip_line(ring, BOX) for point in piece][:1] == ring[:1]


@given(st.lists(points, min_size=2, max_size=30), st.floats(0.1, 20))
def test_a_line_that_is_thinned_keeps_its_ends(line, least):
    kept = thin(line, least)
    assert (kept[0], kept[-1]) == (line[0], line[-1])
    assert set(kept) <= set(line)


def test_a_square_over_the_corner_leaves_a_quarter():
    assert area(clip_ring([(5, 5), (15, 5), (15, 15), (5, 15)], BOX)) == 25


def test_a_name_stands_well_inside_its_country():
    ring = [(0, 0), (9, 0), (9, 2), (2, 2), (2, 9), (0, 9)]
    found = inner_points(ring)
    assert found
    assert all(contains(ring, point) for point in found)
