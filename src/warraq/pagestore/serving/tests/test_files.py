"""Static files and uploads, straight from the disk."""

import gzip
import os

import pytest
from hypothesis import given
from hypothesis import strategies as st

from warraq.pagestore.serving import files

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def disk(site):
    static, media = site.root / "static", site.root / "media"
    sheet = b"body{color:red}" * 100
    for name in ("warraq.0123456789ab.css", "warraq.css"):
        (static / name).write_bytes(sheet)
        (static / f"{name}.gz").write_bytes(gzip.compress(sheet))
    (static / "module.js").write_bytes(b"export {}")
    (media / "videos").mkdir()
    (media / "videos" / "film.mp4").write_bytes(bytes(range(256)) * 10)
    (media / "videos" / "master.m3u8").write_bytes(b"#EXTM3U\n")
    (media / "page.html").write_bytes(b"<script>alert(1)</script>")
    (media / "تقرير.pdf").write_bytes(b"%PDF")
    (media / ".hidden").write_bytes(b"secret")
    (site.root / "secret.txt").write_bytes(b"secret")
    os.symlink(site.root / "secret.txt", media / "link.txt")
    return site


def test_a_hashed_static_file_may_be_kept_for_ever_and_comes_compressed(disk):
    answer = disk.get("/static/warraq.0123456789ab.css", Accept_Encoding="gzip")
    assert gzip.decompress(answer.body) == b"body{color:red}" * 100
    assert answer.headers["cache-control"] == "public, max-age=31536000, immutable"
    assert answer.headers["content-type"].startswith("text/css")
    assert answer.headers["vary"] == "Accept-Encoding"
    assert disk.get("/static/warraq.css").headers["cache-control"] == "public, max-age=3600"
    assert disk.get("/static/module.js").headers["content-type"].startswith("text/javascript")


def test_a_file_the_reader_has_is_not_sent_again(disk):
    for path in ("/static/warraq.css", "/media/videos/film.mp4"):
        first = disk.get(path)
        again = disk.get(path, If_Modified_Since=first.headers["last-modified"])
        assert (again.status, again.body) == (304, b"")


def test_head_names_the_length_and_sends_nothing(disk):
    head = disk.get("/media/videos/film.mp4", "HEAD")
    assert (head.body, head.headers["content-length"]) == (b"", "2560")


@pytest.mark.parametrize(
    ("asked", "first", "last"),
    [("bytes=0-9", 0, 9), ("bytes=100-", 100, 2559), ("bytes=-5", 2555, 2559), ("bytes=2550-9999", 2550, 2559)],
)
def test_a_player_gets_the_part_it_asks_for(disk, asked, first, last):
    answer = disk.get("/media/videos/film.mp4", Range=asked)
    assert answer.status == 206
    assert answer.body == (bytes(range(256)) * 10)[first : last + 1]
    assert answer.headers["content-range"] == f"bytes {first}-{last}/2560"


def test_a_part_outside_the_file_is_refused_and_nonsense_gets_the_whole(disk):
    assert disk.get("/media/videos/film.mp4", Range="bytes=9999-").status == 416
    assert len(disk.get("/media/videos/film.mp4", Range="lines=1-2").body) == 2560


def test_an_upload_never_runs_as_a_page(disk):
    answer = disk.get("/media/page.html")
    assert answer.headers["content-disposition"].startswith("attachment")
    assert answer.headers["content-security-policy"] == files.UPLOAD_POLICY
    assert answer.headers["x-content-type-options"] == "nosniff"


def test_a_name_in_arabic_is_kept_for_the_download(disk):
    answer = disk.get("/media/%D8%AA%D9%82%D8%B1%D9%8A%D8%B1.pdf")
    assert answer.body == b"%PDF"
    assert "filename*=UTF-8''%D8%AA%D9%82%D8%B1%D9%8A%D8%B1.pdf" in answer.headers["content-disposition"]


@pytest.mark.parametrize(
    "path",
    [
        "/media/.hidden", "/media/../secret.txt", "/media/%2e%2e/secret.txt", "/media/videos/../../secret.txt",
        "/media/link.txt", "/media/videos", "/media/", "/media//videos/film.mp4", "/static/../front.json",
        "/static/warraq.css.gz", "/media/%00", "/media/videos%5C..%5C..%5Csecret.txt", "/static/" + "a" * 300,
    ],
)  # fmt: skip
def test_nothing_else_of_the_disk_can_be_asked_for(disk, path):
    answer = disk.get(path)
    assert answer.status == 404
    assert b"secret" not in answer.body


@given(
    header=st.text(max_size=30) | st.from_regex(r"bytes=\d{0,20}-\d{0,20}", fullmatch=True), size=st.integers(0, 10**6)
)
def test_a_range_is_inside_the_file_whatever_is_asked(header, size):
    part = files.span(header, size)
    assert part is None or part == () or 0 <= part[0] <= part[1] < size


def test_the_list_of_a_films_sizes_is_sent_as_what_players_know(disk):
    answer = disk.get("/media/videos/master.m3u8")
    assert answer.headers["content-type"] == "application/vnd.apple.mpegurl"
    assert answer.headers["cache-control"] == "public, max-age=31536000, immutable"
    assert "content-disposition" not in answer.headers
