"""`warraq.toml`: what it may say, and the sentence for what it may not."""

import re
from dataclasses import fields
from pathlib import Path

import pytest

from warraq.conf import words
from warraq.conf.site import DEFAULT_FILE, CdnFile, EditionFile, SiteFile, describe, find_root, read
from warraq.conf.words import SiteFileError

EDITION = '[[editions]]\ncode = "ar"\nname = "الموقع"\n'
VARIABLES = (
    "PORT WARRAQ_BASE_URL WARRAQ_DATA WARRAQ_MEDIA WARRAQ_SITE WARRAQ_EMAIL_URL DATABASE_URL WARRAQ_CDN_TOKEN".split()
)


@pytest.fixture(autouse=True)
def _bare_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in VARIABLES:
        monkeypatch.delenv(name, raising=False)


def site(folder: Path, text: str) -> SiteFile:
    path = folder / "warraq.toml"
    path.write_text(text, "utf-8")
    return describe(folder, read(path))


def test_the_shortest_file_is_one_edition(tmp_path):
    found = site(tmp_path, EDITION)
    assert (found.name, found.port, found.base_url) == ("الموقع", 8000, "http://127.0.0.1:8000")
    assert found.data == tmp_path / "data"


def test_every_word_reaches_the_description(tmp_path):
    found = site(
        tmp_path,
        """
        [site]
        name = "مرصد"
        base_url = "https://news.example.org/"
        time_zone = "Asia/Amman"
        port = 8080
        allowed_hosts = ["www.example.org"]
        security_contact = "security@example.org"
        [database]
        url = "postgresql://db/news"
        [storage]
        data = "store"
        media = "pictures"
        changes_kept_days = 90
        [email]
        url = "smtp://mail"
        from = "desk@example.org"
        [server]
        trusted_proxies = ["127.0.0.1"]
        metrics_from = ["10.0.0.0/8"]
        memory_mb = 64
        upload_mb = 200
        [feeds]
        full_text = false
        [embeds]
        hosts = ["vimeo.com"]
        [cdn]
        backend = "http"
        address = "http://10.0.0.7:6081"
        zone = "news-1"
        keys = "xkey"
        [[editions]]
        code = "ar"
        name = "مرصد"
        tagline = "قراءة في الأخبار"
        region = "ar_JO"
        months = "regional"
        digits = "arab"
        hijri = true
        jalali = true
        time_zone = "Asia/Riyadh"
        """,
    )
    edition = EditionFile("ar", "مرصد", "قراءة في الأخبار", "ar_JO", "regional", "arab", True, True, "Asia/Riyadh")
    assert found == SiteFile(
        root=tmp_path,
        data=tmp_path / "store",
        name="مرصد",
        base_url="https://news.example.org",
        time_zone="Asia/Amman",
        editions=(edition,),
        port=8080,
        database_url="postgresql://db/news",
        media=tmp_path / "pictures",
        allowed_hosts=("www.example.org",),
        email_url="smtp://mail",
        email_from="desk@example.org",
        security_contact="security@example.org",
        full_text_feeds=False,
        embed_hosts=("vimeo.com",),
        trusted_proxies=("127.0.0.1",),
        metrics_from=("10.0.0.0/8",),
        memory_mb=64,
        upload_mb=200,
        cdn=CdnFile("http", "http://10.0.0.7:6081", "news-1", "xkey"),
        changes_kept_days=90,
    )


def test_the_words_of_an_edition_are_those_it_is_described_with():
    assert list(words.EDITION) == [item.name for item in fields(EditionFile)]


def test_the_environment_wins_over_the_file(tmp_path, monkeypatch):
    monkeypatch.setenv("PORT", "9000")
    monkeypatch.setenv("WARRAQ_DATA", str(tmp_path / "elsewhere"))
    monkeypatch.setenv("DATABASE_URL", "postgresql:///other")
    found = site(tmp_path, f'[site]\nport = 8080\n[database]\nurl = "postgresql:///one"\n{EDITION}')
    assert (found.port, found.database_url) == (9000, "postgresql:///other")
    assert found.data == tmp_path / "elsewhere"


def test_a_byte_order_mark_does_no_harm(tmp_path):
    assert site(tmp_path, f"\ufeff{EDITION}").name == "الموقع"


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("[site\n" + EDITION, "not valid TOML"),
        ("[sites]\n" + EDITION, "'sites' is not a table; is 'site' meant?"),
        ('[site]\nbase_ur = "x"\n' + EDITION, "'base_ur' is not a word of [site]; is 'base_url' meant?"),
        ('name = "x"\n' + EDITION, "'name' is not known outside a table"),
        ("site = 1\n" + EDITION, "site: is a table"),
        ('[site]\nport = "80"\n' + EDITION, "[site] port: '80' is not a port number"),
        ("[site]\nport = 70000\n" + EDITION, "70000 is not a port number"),
        ("[site]\nport = true\n" + EDITION, "True is not a port number"),
        ('[site]\ntime_zone = "Asia/Beiruth"\n' + EDITION, "is 'Asia/Beirut' meant?"),
        ('[site]\nbase_url = "example.org"\n' + EDITION, "is not the address of a site"),
        ('[site]\nbase_url = "https://example.org/news"\n' + EDITION, "is not the address of a site"),
        ('[site]\nbase_url = "https://example.org:port"\n' + EDITION, "is not an address"),
        ('[site]\nallowed_hosts = "example.org"\n' + EDITION, "needs a list of host names"),
        ('[site]\nallowed_hosts = ["https://example.org"]\n' + EDITION, "is not a host name"),
        ('[feeds]\nfull_text = "yes"\n' + EDITION, "needs true or false"),
        ('[server]\ntrusted_proxies = "127.0.0.1"\n' + EDITION, "needs a list of addresses"),
        ('[server]\ntrusted_proxies = ["proxy"]\n' + EDITION, "'proxy' is not an address"),
        ("[server]\ntrusted_proxies = [1]\n" + EDITION, "1 is not an address"),
        ("[server]\nmemory_mb = 1\n" + EDITION, "1 is not a whole number from 16"),
        ("[database]\nurl = 5\n" + EDITION, "[database] url: needs text in quotes"),
        ('[email]\nfrom = "desk"\n' + EDITION, "is not an e-mail address"),
        ("[embeds]\nhosts = [\"a.org; script-src 'self'\"]\n" + EDITION, "is not a host name"),
        ("", "at least one [[editions]] table"),
        ('[editions]\ncode = "ar"\n', "at least one [[editions]] table"),
        ('[[editions]]\ncode = "ar"\n', "every edition needs name"),
        (EDITION + 'region = "ar_XYZ"\n', "'ar_XYZ' is not a region"),
        (EDITION + 'digits = "roman"\n', "is not one of latn, arab, arabext"),
        (EDITION + 'months = "both"\n', "is not one of common, regional, double"),
        (EDITION + "calendar = true\n", "'calendar' is not a word of [[editions]]"),
        (EDITION + EDITION, "the code 'ar' stands there twice"),
        (EDITION.replace("ar", "feeds"), "'feeds' is reserved"),
        (EDITION.replace("ar", "Ar"), "is not the code of a language"),
        (EDITION.replace("ar", "xx"), "is not the code of a language"),
    ],
)
def test_what_cannot_be_used_is_named_in_one_sentence(tmp_path, text, sentence):
    with pytest.raises(SiteFileError) as refusal:
        site(tmp_path, text)
    said = str(refusal.value)
    assert sentence in said
    assert said.startswith(str(tmp_path / "warraq.toml"))
    assert "\n" not in said


@pytest.mark.parametrize("port", ["0", "65536", "-1", "eighty", "٨٠", "1e3", "9" * 5000])
def test_a_port_of_the_environment_is_checked_too(tmp_path, monkeypatch, port):
    monkeypatch.setenv("PORT", port)
    with pytest.raises(SiteFileError, match="^PORT: "):
        site(tmp_path, EDITION)


def test_a_file_in_another_encoding_is_named(tmp_path):
    path = tmp_path / "warraq.toml"
    path.write_bytes(EDITION.encode("cp1256"))
    with pytest.raises(SiteFileError, match="is not UTF-8"):
        read(path)


def test_a_directory_in_place_of_the_file_is_named(tmp_path):
    with pytest.raises(SiteFileError, match="cannot be read"):
        read(tmp_path)


def test_the_site_is_found_from_a_folder_below_it(tmp_path, monkeypatch):
    site(tmp_path, EDITION)
    below = tmp_path / "templates" / "parts"
    below.mkdir(parents=True)
    monkeypatch.chdir(below)
    assert find_root() == tmp_path


def test_a_site_that_is_not_there_is_not_taken_for_an_empty_one(tmp_path, monkeypatch):
    monkeypatch.setenv("WARRAQ_SITE", str(tmp_path / "lost"))
    with pytest.raises(SiteFileError, match="is not a directory"):
        find_root()


def test_the_built_in_file_is_one_that_may_be_used():
    assert [table["code"] for table in read(DEFAULT_FILE)["editions"]] == ["ar", "en"]


# --- the CDN ---


def cdn(folder: Path, words_of_it: str) -> CdnFile | None:
    return site(folder, f"{EDITION}[cdn]\n{words_of_it}").cdn


def test_the_token_of_a_cdn_comes_from_the_environment_and_is_printed_nowhere(tmp_path, monkeypatch):
    monkeypatch.setenv("WARRAQ_CDN_TOKEN", "a-secret")
    found = cdn(tmp_path, 'backend = "fastly"\nzone = "SU1Z0isxPaozGVKXdv0eY"')
    assert (found.token, found.keys) == ("a-secret", "Surrogate-Key")
    assert "a-secret" not in repr(found)


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ('zone = "7"', "backend is needed"),
        ('backend = "http"', "address is needed"),
        ('backend = "cloudflare"', "zone is needed"),
        ('backend = "cloudflare"\nzone = "7"', "WARRAQ_CDN_TOKEN"),
        ('backend = "cloudflare"\nzone = "../7"', "is not a number or name"),
        ('backend = "akamai"', "is not one of http, fastly, cloudflare"),
        ('backend = "http"\naddress = "cache:6081"', "is not the address"),
        ('backend = "http"\naddress = "http://cache"\nkeys = "Cookie"', "is not one of"),
        ('backend = "http"\ntoken = "x"', "'token' is not a word of [cdn]"),
    ],
)
def test_what_a_cdn_needs_is_said_in_a_sentence(tmp_path, written, said):
    with pytest.raises(SiteFileError, match=re.escape(said)):
        cdn(tmp_path, written)
