"""The front and the store: a reader gets what is stored now, in the way the reader can take it."""

import gzip
import random
import subprocess
import sys
import time

import brotli
import pytest

from warraq.pagestore.index import IndexCorrupt
from warraq.pagestore.layout import file_of

pytestmark = pytest.mark.slow
PAGE = "<p>صفحة محفوظة</p>" * 50


@pytest.fixture
def page(site):
    site.put("/news/1/slug/", PAGE)
    return "/news/1/slug/"


def test_a_stored_page_comes_in_the_best_encoding_the_reader_takes(site, page):
    smaller = site.get(page, Accept_Encoding="gzip, br")
    packed = site.get(page, Accept_Encoding="gzip")
    plain = site.get(page, Accept_Encoding="identity")
    assert brotli.decompress(smaller.body) == gzip.decompress(packed.body) == plain.body == PAGE.encode()
    assert (smaller.headers["content-encoding"], packed.headers["content-encoding"]) == ("br", "gzip")
    assert "content-encoding" not in plain.headers
    assert len({answer.headers["etag"] for answer in (smaller, packed, plain)}) == 3


@pytest.mark.parametrize("accepted", ["gzip", "br", "identity"])
def test_its_headers_are_complete_and_the_same_for_head(site, page, accepted):
    got, head = (site.get(page, method, Accept_Encoding=accepted) for method in ("GET", "HEAD"))
    assert head.status == 200
    assert head.body == b""
    assert int(head.headers["content-length"]) == len(got.body)
    wanted = {"etag", "last-modified", "vary", "cache-control", "surrogate-key", "content-type", "cache-status"}
    assert wanted <= set(got.headers)
    assert {k: v for k, v in got.headers.items() if k != "date"} == {
        k: v for k, v in head.headers.items() if k != "date"
    }
    assert got.headers["vary"] == "Accept-Encoding"


@pytest.mark.parametrize("form", ["{}", "W/{}", '"other", {}', "*", '"x",W/{}'])
def test_who_has_the_page_already_is_told_so(site, page, form):
    tag = site.get(page, Accept_Encoding="gzip").headers["etag"]
    again = site.get(page, Accept_Encoding="gzip", If_None_Match=form.format(tag))
    assert again.status == 304
    assert again.body == b""
    assert again.headers["etag"] == tag
    assert {"cache-control", "vary", "surrogate-key"} <= set(again.headers)


def test_another_tag_or_an_older_date_gets_the_page(site, page):
    first = site.get(page, Accept_Encoding="gzip")
    assert site.get(page, Accept_Encoding="br", If_None_Match=first.headers["etag"]).status == 200
    assert site.get(page, Accept_Encoding="gzip", If_None_Match='"1"').status == 200
    assert site.get(page, If_Modified_Since="Mon, 01 Jan 2001 00:00:00 GMT").status == 200
    assert site.get(page, If_Modified_Since="yesterday").status == 200
    assert site.get(page, If_Modified_Since=first.headers["last-modified"]).status == 304
    # The tag decides where both are given (RFC 9110 §13.2.2).
    both = {"If_None_Match": '"1"', "If_Modified_Since": first.headers["last-modified"]}
    assert site.get(page, **both).status == 200


def test_what_was_stored_last_is_what_is_sent(site):
    for number in range(50):
        site.put("/news/2/again/", f"version {number}")
        assert site.get("/news/2/again/").body == f"version {number}".encode()


def test_a_page_taken_away_is_gone_at_once(site):
    site.put("/news/3/gone/", PAGE)
    assert site.get("/news/3/gone/").body == PAGE.encode()
    site.store.drop("/news/3/gone/")
    assert site.get("/news/3/gone/").json["path"] == "/news/3/gone/"  # the application is asked


def test_a_redirect_and_a_page_that_was_removed_are_sent_as_such(site):
    site.put("/old/", "", 301, [("Location", "/new/")])
    site.put("/removed/", "<p>410", 410)
    old, removed = site.get("/old/"), site.get("/removed/", Accept_Encoding="gzip")
    assert (old.status, old.headers["location"], old.body) == (301, "/new/", b"")
    assert (removed.status, gzip.decompress(removed.body)) == (410, b"<p>410")
    site.put("/old/", "", 301, [("Location", "/newer/")])
    assert site.get("/old/").headers["location"] == "/newer/"


def test_query_strings_and_cookies_neither_bypass_nor_multiply_a_page(site, page):
    site.get(page)
    before = site.metric("warraq_memory_pages")
    for query in ("?utm_source=x", "?a=1&a=2", "?" + "q" * 2_000, "?%00"):
        answer = site.get(page + query, Cookie="sessionid=abc; csrftoken=x")
        assert answer.body == PAGE.encode()
        assert "set-cookie" not in answer.headers
    assert site.metric("warraq_memory_pages") == before


@pytest.mark.parametrize(
    "path",
    [
        "//news/1/slug/", "/news//1/slug/", "/news/1/../1/slug/", "/news/./1/slug/", "/news/1/slug/index.html",
        "/news/1/slug/index.html.gz", "/news/1/slug/index.html.br", "/NEWS/1/slug/", "/news/1/slug", "/news/1/slug./",
        "/news/1/slug/%00", "/news/1/slug%5C", "/../index.sqlite3", "/%2e%2e/index.sqlite3", "/..%2f..%2fgeneration",
        "/" + "a" * 5_000 + "/", "/%ff%fe/", "/news/1/slug/%E2%80%AE", "/e%CC%81/", "/.hidden/", "/current/",
    ],
)  # fmt: skip
def test_an_odd_path_is_never_a_stored_file(site, page, path):
    answer = site.get(path)
    assert answer.status == 200
    assert answer.json["path"]  # it reached the application, which knows what to say


def test_an_encoded_slash_is_the_same_page_and_kept_once(site, page):
    site.get(page)
    before = site.metric("warraq_memory_pages")
    assert site.get("/news%2F1%2Fslug%2F").body == PAGE.encode()
    assert site.metric("warraq_memory_pages") == before


@pytest.mark.parametrize(
    "host", ["evil.example", "site.example.evil", "", "site.example:port", "sub.example.evil", "[::1"]
)
def test_another_host_is_refused(site, page, host):
    assert site.get(page, host=host).status == 400


@pytest.mark.parametrize("host", ["site.example:8000", "SITE.example", "a.sub.example", "sub.example", "site.example."])
def test_the_sites_own_names_are_answered(site, page, host):
    assert site.get(page, host=host).status == 200


def test_a_torn_file_is_never_sent(site):
    for path, encodings in (("/torn/1/", ["br"]), ("/torn/2/", ["gzip"]), ("/torn/3/", ["br", "gzip"])):
        site.put(path, PAGE)
        for encoding in encodings:
            file = file_of(site.store.pages, path, encoding)
            file.write_bytes(file.read_bytes()[:-7])
    site.store.generation.advance()
    smaller = site.get("/torn/1/", Accept_Encoding="br, gzip")
    assert smaller.headers["content-encoding"] == "gzip"
    assert gzip.decompress(smaller.body) == PAGE.encode()
    for path in ("/torn/2/", "/torn/3/"):
        assert site.get(path, Accept_Encoding="br, gzip").json["path"] == path


def test_throwing_everything_away_is_noticed(own_site):
    site = own_site()
    site.put("/a/", PAGE)
    assert site.get("/a/").body == PAGE.encode()
    site.store.start_afresh()
    assert site.get("/a/").json["path"] == "/a/"
    site.put("/a/", "new")
    assert site.get("/a/").body == b"new"


def test_a_store_removed_from_the_disk_is_noticed_and_so_is_a_new_one(own_site):
    site = own_site()
    site.put("/a/", PAGE)
    site.get("/a/")
    subprocess.run(["rm", "-rf", str(site.store.root)], check=True)
    site.wait(lambda: site.get("/a/").headers["content-type"] == "application/json")
    site.put("/a/", "new")
    site.wait(lambda: site.get("/a/").body == b"new")
    site.put("/a/", "newer")
    assert site.get("/a/").body == b"newer"


def test_an_index_that_cannot_be_read_leaves_the_application_to_answer(own_site):
    site = own_site()
    site.put("/a/", PAGE)
    site.store.index.close()
    index = site.store.run / "index.sqlite3"
    for beside in ("-wal", "-shm"):
        index.with_name(index.name + beside).unlink(missing_ok=True)
    index.write_bytes(b"this is no database" * 1_000)
    assert site.get("/a/").json["path"] == "/a/"
    with pytest.raises(IndexCorrupt), site.store.healing():
        site.store.index.check()
    site.put("/a/", PAGE)
    assert site.get("/a/").body == PAGE.encode()


def test_memory_stays_within_its_bound(own_site):
    site = own_site(memory=200_000)
    body = random.Random(1).randbytes(9_000).hex()
    for number in range(40):
        site.put(f"/m/{number}/", f"{number}{body}")
    for number in [*range(40), *range(40)]:
        assert site.get(f"/m/{number}/").body == f"{number}{body}".encode()
        assert site.metric("warraq_memory_bytes") <= 200_000
    assert 0 < site.metric("warraq_memory_pages") < 40


def test_what_is_read_most_is_told_to_the_worker(own_site, tmp_path):
    from warraq.pagestore.serving.measures import Measures
    from warraq.pagestore.serving.shelf import Shelf
    from warraq.pagestore.upkeep import popular_paths

    site = own_site()
    for path in ("/a/", "/b/", "/c/"):
        site.put(path, PAGE)
    shelf = Shelf(site.store.root, 1_000_000)
    measures = Measures(shelf.memory, tmp_path / "status.json")
    for path, count in (("/a/", 2), ("/b/", 5), ("/c/", 0)):
        shelf.find(path).hits += count
    measures.write_popular(site.store.root / "popular.json")
    assert popular_paths(site.store) == ["/b/", "/a/"]
    shelf.find("/a/").hits += 4
    measures.write_popular(site.store.root / "popular.json")
    assert popular_paths(site.store) == ["/a/", "/b/"]


def test_the_front_knows_no_framework():
    program = (
        "import sys, warraq.pagestore.serving.front; "
        "print(sorted({name.partition('.')[0] for name in sys.modules} & {'django', 'wagtail', 'PIL', 'psycopg'}))"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_readers_of_a_page_that_is_stored_again_and_again_never_see_a_mixture(site):
    """Bodies and tags always belong together, also while files are replaced under the front."""
    seen: dict[str, bytes] = {}
    stop = time.monotonic() + 3
    number = 0
    while time.monotonic() < stop:
        number += 1
        site.put("/busy/", f"{number} " * 500)
        for _ in range(5):
            answer = site.get("/busy/", Accept_Encoding="gzip")
            body = gzip.decompress(answer.body)
            assert seen.setdefault(answer.headers["etag"], body) == body
            assert int(body.split()[0]) == number


def test_keys_are_for_a_cdn_that_purges_by_them_and_no_burden_to_readers(own_site):
    closed, telling = own_site(metrics_from=["10.0.0.0/8"]), own_site(metrics_from=["10.0.0.0/8"], tells_keys=True)
    for site in (closed, telling):
        site.put("/a/", PAGE)
    for accepted in ("gzip", "identity"):
        answer = closed.get("/a/", Accept_Encoding=accepted)
        again = closed.get("/a/", Accept_Encoding=accepted, If_None_Match=answer.headers["etag"])
        assert "surrogate-key" not in answer.headers
        assert (again.status, "surrogate-key" in again.headers) == (304, False)
        assert telling.get("/a/", Accept_Encoding=accepted).headers["surrogate-key"] == "a b"
