"""What is not stored goes to the application: whole, bounded, and with the truth about who asks."""

import json
import socket
import threading
import time

import pytest

pytestmark = pytest.mark.slow


def test_method_path_query_and_body_arrive_as_they_were_sent(site):
    answer = site.get(
        "/%D8%A8/x%20y/?q=%D8%A8&a=1", "POST", b"text=%D8%A7", Content_Type="application/x-www-form-urlencoded"
    )
    seen = answer.json
    assert (seen["method"], seen["path"], seen["query"]) == ("POST", "/ب/x y/", "q=%D8%A8&a=1")
    assert (seen["body"], seen["start"]) == (11, "text=%D8%A7")


@pytest.mark.parametrize("size", [0, 1, 999_999, 3_000_000])
def test_bodies_of_any_size_arrive_whole_in_the_newsroom(site, size):
    assert site.get("/newsroom/upload/", "POST", b"u" * size).json["body"] == size


def test_a_body_in_chunks_of_unknown_length_arrives_whole(site):
    pieces = (b"x" * 1_000 for _ in range(300))
    assert site.get("/_/comments/", "POST", pieces).json["body"] == 300_000


def test_too_large_a_body_is_refused(site):
    assert site.get("/_/comments/", "POST", b"x" * 1_100_000).status == 413
    assert site.get("/_/comments/", "POST", (b"x" * 100_000 for _ in range(11))).status == 413


def test_a_body_that_breaks_off_is_not_passed_on(site):
    answer = site.raw(b"POST /x/ HTTP/1.1\r\nHost: site.example\r\nContent-Length: 10\r\n\r\nabc", 1)
    assert b"200 OK" not in answer


def test_a_request_with_two_lengths_is_read_by_its_chunks(site):
    request = (
        b"POST /x/ HTTP/1.1\r\nHost: site.example\r\nContent-Length: 60\r\nTransfer-Encoding: chunked\r\n"
        b"Connection: close\r\n\r\n3\r\nabc\r\n0\r\n\r\nGET /smuggled/ HTTP/1.1\r\nHost: site.example\r\n\r\n"
    )
    answers = site.raw(request, 2)
    assert answers.count(b"HTTP/1.1 200 OK") <= 1
    assert b"smuggled" not in answers


def test_nobody_can_say_who_a_reader_is_but_the_front(site):
    forged = {
        "X_Forwarded_For": "6.6.6.6", "X_Forwarded_Proto": "https", "X_Forwarded_Host": "evil.example",
        "X_Real_IP": "6.6.6.6", "Forwarded": "for=6.6.6.6",
    }  # fmt: skip
    seen = site.get("/x/", **forged).json["headers"]
    assert seen["HTTP_X_FORWARDED_FOR"] == "127.0.0.1"
    assert seen["HTTP_X_FORWARDED_PROTO"] == "http"
    assert not {"HTTP_X_FORWARDED_HOST", "HTTP_X_REAL_IP", "HTTP_FORWARDED"} & set(seen)


def test_a_header_that_only_looks_like_another_one_is_dropped(site):
    request = b"GET /x/ HTTP/1.1\r\nHost: site.example\r\nX_Forwarded_For: 6.6.6.6\r\nConnection: close\r\n\r\n"
    seen = json.loads(site.raw(request).partition(b"\r\n\r\n")[2])["headers"]
    assert seen["HTTP_X_FORWARDED_FOR"] == "127.0.0.1"


def test_a_proxy_that_is_named_is_believed(own_site):
    site = own_site(trusted_proxies=["127.0.0.1", "10.0.0.0/8"])
    through = {"X_Forwarded_For": "6.6.6.6, 203.0.113.9, 10.1.2.3", "X_Forwarded_Proto": "https"}
    seen = site.get("/x/", **through).json["headers"]
    assert seen["HTTP_X_FORWARDED_FOR"] == "203.0.113.9"
    assert seen["HTTP_X_FORWARDED_PROTO"] == "https"


def test_what_the_application_answers_comes_back_as_it_is(site):
    raw = site.raw(b"GET /cookies HTTP/1.1\r\nHost: site.example\r\nConnection: close\r\n\r\n").lower()
    assert raw.startswith(b"http/1.1 302")
    assert b"set-cookie: a=1" in raw
    assert b"set-cookie: b=2" in raw
    assert site.get("/unchanged").status == 304
    head = site.get("/big/5000", "HEAD")
    assert (head.body, head.headers["content-length"]) == (b"", "5000")


@pytest.mark.parametrize("size", [0, 10, 5_000_000, 20_000_000])
def test_an_answer_of_any_size_arrives_whole(site, size):
    answer = site.get(f"/big/{size}")
    assert len(answer.body) == size == int(answer.headers["content-length"])


def test_stalled_uploads_and_half_requests_hold_up_nobody(site):
    site.put("/still/", "here")
    stalled = []
    for start in (
        b"POST /_/x/ HTTP/1.1\r\nHost: site.example\r\nContent-Length: 1000\r\n\r\nabc",
        b"GET / HTTP/1.1\r\nHo",
    ):
        for _ in range(40):
            wire = socket.create_connection(("127.0.0.1", site.port))
            wire.sendall(start)
            stalled.append(wire)
    try:
        assert site.get("/still/").body == b"here"
        assert site.get("/x/").json["path"] == "/x/"
        assert site.get("/newsroom/x/").json["path"] == "/newsroom/x/"
    finally:
        for wire in stalled:
            wire.close()


def test_no_more_than_so_many_misses_are_passed_on_and_the_newsroom_has_its_own(own_site):
    site = own_site(readers_at_once=2, newsroom_at_once=4, waiting=2)
    site.put("/still/", "here")
    statuses: list[tuple[int, str]] = []

    def ask() -> None:
        answer = site.get("/sleep/2")
        statuses.append((answer.status, answer.headers.get("retry-after", "")))

    threads = [threading.Thread(target=ask) for _ in range(8)]
    for thread in threads:
        thread.start()
    site.wait(lambda: site.metric('warraq_application_requests{whose="readers"}') == 2)
    assert site.get("/still/").body == b"here"
    assert site.get("/newsroom/x/").status == 200
    for thread in threads:
        thread.join()
    assert sorted(status for status, _ in statuses) == [200] * 4 + [503] * 4
    assert {after for status, after in statuses if status == 503} == {"5"}


def test_with_the_application_away_readers_read_on_and_are_told_the_rest_in_their_language(own_site):
    site = own_site()
    site.put("/still/", "here")
    site.stop("application")
    assert site.get("/still/").body == b"here"
    for method in ("GET", "POST"):
        assert "ليس الآن" in site.get("/news/9/x/", method).body.decode()
        english = site.get("/en/news/9/x/", method)
        assert (english.status, english.body.decode()) == (503, "<html lang=en>Not just now")
        assert english.headers["retry-after"]
        assert english.headers["cache-control"] == "no-store"
    assert site.get("/news/9/x/", "HEAD").status == 503
    health = site.get("/healthz")
    assert health.status == 200  # readers can be served: no reason to send them elsewhere
    assert b"application: unreachable" in health.body
    site.start_application()
    site.wait(lambda: site.get("/x/").status == 200)


def test_health_is_asked_by_any_name_and_is_no_place_for_others(site):
    assert site.get("/healthz", host="10.0.0.7").status == 200


def test_the_worker_and_its_database_are_seen_from_outside(site):
    (site.root / "status.json").write_text(
        json.dumps({"at": time.time(), "database": "away", "lag": 4.5, "waiting": 7})
    )
    assert b"database: away" in site.get("/healthz").body
    assert site.metric("warraq_database_up") == 0
    assert site.metric("warraq_log_lag_seconds") == 4.5
    assert site.metric("warraq_pages_waiting") == 7
    (site.root / "status.json").write_text("{broken")
    assert b"worker: silent" in site.get("/healthz").body


def test_figures_are_only_for_the_networks_that_were_named(own_site, site):
    assert site.get("/metrics").status == 200
    assert site.get("/metrics", X_Forwarded_For="127.0.0.1").json["path"] == "/metrics"  # the application's 404
    closed = own_site(metrics_from=["10.0.0.0/8"])
    assert closed.get("/metrics").json["path"] == "/metrics"


def test_requests_are_counted_by_where_their_answers_came_from(own_site):
    site = own_site()
    site.put("/a/", "here")
    tag = site.get("/a/").headers["etag"]
    site.get("/a/", If_None_Match=tag)
    site.get("/nothing/")
    site.get("/a/", host="evil.example")
    assert site.metric('warraq_requests_total{source="store",status="200"}') == 1
    assert site.metric('warraq_requests_total{source="store",status="304"}') == 1
    assert site.metric('warraq_requests_total{source="application",status="200"}') == 1
    assert site.metric('warraq_requests_total{source="refused",status="400"}') == 1
    assert site.metric("warraq_application_seconds_count") == 1
