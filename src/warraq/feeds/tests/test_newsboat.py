import shutil
import sqlite3
import subprocess

import pytest

from warraq.testing import make_author, make_story

from .conftest import leave_out

TITLES = ['الماء & النار «حوار» "الضفة" 🌊', "قياس 7 < 9 في دجلة"]


@pytest.fixture
def newsboat(tmp_path):
    """A feed reader people use, run once: fetches the feed and says what it has understood of it."""
    if not shutil.which("newsboat"):
        leave_out("newsboat is not installed")

    def fetch(address):
        (tmp_path / "urls").write_text(f"{address}\n")
        (tmp_path / "config").write_text("")
        run = ["newsboat", "-u", tmp_path / "urls", "-C", tmp_path / "config", "-c", tmp_path / "cache.db"]
        subprocess.run([*run, "-x", "reload"], check=True, timeout=60, capture_output=True)
        return tmp_path / "cache.db"

    return fetch


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("extension", ["rss", "atom"])
def test_newsboat_shows_what_was_written(live_server, newsboat, settings, extension):
    settings.WARRAQ_BASE_URL = live_server.url
    for title in TITLES:
        make_story(title=title, authors=[make_author(title[:8])])
    cache = sqlite3.connect(newsboat(f"{live_server.url}/feeds/home.{extension}"))
    rows = cache.execute("SELECT title, author, url, content FROM rss_item ORDER BY id").fetchall()
    cache.close()
    assert {row[0] for row in rows} == set(TITLES)
    for title, author, url, content in rows:
        assert author == title[:8]
        assert url.startswith(f"{live_server.url}/news/")
        assert "المرصد" in content
