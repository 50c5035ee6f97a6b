"""DATABASE_URL and WARRAQ_EMAIL_URL become Django's settings."""

from pathlib import Path
from urllib.parse import quote

import pytest
from hypothesis import given
from hypothesis import strategies as st
from wagtail.contrib.frontend_cache.utils import get_backends

from warraq.conf import services
from warraq.conf.site import CdnFile
from warraq.conf.words import SiteFileError

# A password may hold anything but what a URL drops before parsing and a database refuses.
WORDS = st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=20)
HOSTS = st.from_regex(r"[a-z][a-z0-9-]{0,10}(\.[a-z]{2,5})?", fullmatch=True)


@given(user=WORDS, password=WORDS, host=HOSTS, port=st.integers(1, 65535), name=WORDS)
def test_every_part_of_a_database_address_comes_back_as_it_was(user, password, host, port, name):
    url = f"postgresql://{quote(user, '')}:{quote(password, '')}@{host}:{port}/{quote(name, '')}"
    found = services.database(url, Path("/data"))
    assert (found["USER"], found["PASSWORD"], found["NAME"]) == (user, password, name)
    assert (found["HOST"], found["PORT"]) == (host, str(port))


@given(name=WORDS.filter(lambda word: "/" not in word and word not in (".", "..")))
def test_every_file_name_of_an_sqlite_address_comes_back_as_it_was(name):
    assert services.database(f"sqlite:///srv/{quote(name, '')}", Path("/data"))["NAME"] == f"/srv/{name}"


def test_without_an_address_the_database_lies_in_the_data_directory():
    found = services.database("", Path("/srv/site"))
    assert found["NAME"] == "/srv/site/warraq.sqlite3"
    assert found["OPTIONS"]["transaction_mode"] == "IMMEDIATE"


def test_the_server_of_this_machine_is_asked_through_its_socket():
    found = services.database("postgresql:///news?sslmode=require", Path("/data"))
    assert (found["NAME"], found["HOST"], found["USER"]) == ("news", "", "")
    assert found["OPTIONS"]["sslmode"] == "require"


def test_a_machine_that_is_off_is_not_waited_for_longer_than_asked():
    assert services.database("postgresql://db/news", Path())["OPTIONS"]["connect_timeout"] == "10"
    patient = services.database("postgresql://db/news?connect_timeout=60", Path())
    assert patient["OPTIONS"]["connect_timeout"] == "60"


@pytest.mark.parametrize(
    ("url", "sentence"),
    [
        ("mysql://db/news", "'mysql' is not a database Warraq runs on"),
        ("news", "is not a database Warraq runs on"),
        ("postgresql://db", "names no database"),
        ("postgresql://db:secret/news", "is not an address"),
        ("postgresql://[::1/news", "is not an address"),
        ("sqlite://news.sqlite3", "is named from the root"),
        ("sqlite:///", "is named from the root"),
    ],
)
def test_an_address_that_cannot_be_used_is_refused_in_one_sentence(url, sentence):
    with pytest.raises(SiteFileError, match="^DATABASE_URL: ") as refusal:
        services.database(url, Path("/data"))
    assert sentence in str(refusal.value)


def test_a_refusal_does_not_repeat_a_password():
    with pytest.raises(SiteFileError) as refusal:
        services.database("postgresql://news:pass@word@db:no/news", Path("/data"))
    assert "pass" not in str(refusal.value)


@pytest.mark.parametrize(
    ("url", "port", "tls", "ssl"),
    [
        ("smtp://mail", 25, False, False),
        ("smtp+tls://mail", 587, True, False),
        ("smtp+ssl://mail", 465, False, True),
        ("smtp+tls://mail:2525", 2525, True, False),
    ],
)
def test_mail_goes_through_the_port_its_safety_asks_for(url, port, tls, ssl):
    found = services.email(url)
    assert (found["EMAIL_HOST"], found["EMAIL_PORT"]) == ("mail", port)
    assert (found["EMAIL_USE_TLS"], found["EMAIL_USE_SSL"]) == (tls, ssl)


def test_without_a_mail_server_messages_are_printed():
    assert services.email("")["EMAIL_BACKEND"].endswith("console.EmailBackend")


@pytest.mark.parametrize("url", ["imap://mail", "smtp+starttls://mail", "smtp://mail:port"])
def test_a_mail_server_of_another_kind_is_refused(url):
    with pytest.raises(SiteFileError, match="^WARRAQ_EMAIL_URL: "):
        services.email(url)


def test_a_site_without_a_cdn_has_no_cache_in_front():
    assert services.cdn(None) == {}


@pytest.mark.parametrize("backend", ["http", "fastly", "cloudflare"])
def test_every_kind_of_cdn_is_a_backend_that_can_be_made(backend):
    found = services.cdn(CdnFile(backend, "http://cache.example", "zone", "Surrogate-Key", "token"))
    (made,) = get_backends(found).values()
    assert (made.address, made.zone, made.keys) == ("http://cache.example", "zone", "Surrogate-Key")
