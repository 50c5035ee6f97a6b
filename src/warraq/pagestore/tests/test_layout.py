"""From an address to a file: never outside the store, never the same file for two addresses."""

import os
import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from warraq.pagestore.layout import file_of, is_storable
from warraq.pagestore.store import Store

TREE = Path("/srv/store/pages")
PIECES = st.sampled_from(
    [".", "..", "", "a", "index.html", "index.html.gz", "x.gz", "x.br", "\x00", "%2e%2e", "خبر", "é", "e\u0301", "\\"]
    + ["a b", "\ud800"]
)
PATHS = st.one_of(
    st.text(max_size=40).map(lambda text: "/" + text),
    st.lists(PIECES, max_size=6).map(lambda parts: "/" + "/".join(parts)),
    st.lists(PIECES, max_size=6).map(lambda parts: "/" + "/".join(parts) + "/"),
)


@given(PATHS)
def test_no_address_names_a_file_outside_the_tree(path):
    if is_storable(path):
        file = file_of(TREE, path)
        assert ".." not in file.parts
        assert file.is_relative_to(TREE)
        assert str(file) == str(TREE) + "/" + str(file.relative_to(TREE))


@given(PATHS, PATHS)
def test_two_addresses_never_share_a_file(one, other):
    if one != other and is_storable(one) and is_storable(other):
        assert file_of(TREE, one) != file_of(TREE, other)
        assert file_of(TREE, one, "br") != file_of(TREE, other)


@pytest.mark.parametrize(
    "path",
    ["", "a", "//", "/a//b/", "/../etc/passwd", "/a/../b/", "/.git/config", "/a\x00b/", "/a\\b/", "/x.gz", "/x.br/y/"]
    + ["/" + "ا" * 200 + "/", "/" + "a/" * 600, "/index.html", "/a/index.html", "/e\u0301/", "/\ud800/"],
)
def test_a_trick_is_not_stored(path):
    assert not is_storable(path)


@pytest.mark.parametrize(
    "path", ["/", "/news/42/خبر-من-الموصل/", "/feeds/home.rss", "/s/42", "/sitemaps/stories-ar-2024-02.xml"]
)
def test_an_address_of_the_site_is_stored(path):
    assert is_storable(path)


def test_what_a_killed_writer_has_left_is_swept_after_an_hour(tmp_path):
    store = Store(tmp_path / "store")
    place = store.run / "temp"
    for name, age in (("old", 4_000), ("new", 10)):
        (place / name).write_bytes(b"half")
        os.utime(place / name, (time.time() - age,) * 2)
    store.sweep_runs()
    assert [file.name for file in place.iterdir()] == ["new"]
